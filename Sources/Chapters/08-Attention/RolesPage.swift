import MicroGPT
import Stage

/// What each head looks at, measured.
extension TalkingTokens {
  func rolesPage(_ scene: Scene, _ cue: Cue) -> Page {
    let look = look(in: scene)
    let view = RolesView(look: look, study: scene.headStudy)
    var page = page(
      view.caption, look, [.head, .layer], cue,
      code: CodeView(.attention, mark: "let weights = graph.softmax"),
      mathematics: [
        "For a head, the mean of the weight on a place, over the N positions from 2 on of all names that "
          + "are read. At 0 and 1 there is no choice or hardly one.",
        "  bos = (1/N) · Σ wᵢ₀    itself = (1/N) · Σ wᵢᵢ    before = (1/N) · Σ wᵢ,ᵢ₋₁",
        "If a head looked at all it may see alike, each of the three would be the mean of one part in as "
          + "many as there are.",
        "  even = (1/N) · Σ 1 / (i + 1)",
        "A share is called clear if it is at least a third more than the even one. Where one draws that "
          + "line is a choice; over 1,000 names chance alone moves such a mean far less.",
      ]
    ) { view.draw(in: $0) }
    page.questions = scene.headQuestions
    return page
  }
}

private struct RolesView {
  let look: Look
  /// Nil until it is measured.
  let study: HeadStudy?

  private var scene: Scene { look.scene }
  private var heads: [(layer: Int, head: Int)] { scene.heads }

  var caption: String {
    guard let study else {
      return
        "Do heads have jobs, as one often reads: one looks at the letter before, another at the "
        + "beginning? All positions of \(scene.studiedNames) are asked, from position 2 on, where there is a "
        + "choice …"
    }
    guard study.roles.positions > 0 else {
      return
        "Do heads have jobs? In this data no position has a choice: none sees more than two tokens."
    }
    let even = study.roles.even.percent()
    let when = scene.when(study.moment).capitalised
    let found = HeadStudy.Role.allCases.compactMap { role -> String? in
      let of = heads.filter { study.roles(layer: $0.layer, head: $0.head).first == role }
      guard !of.isEmpty else { return nil }
      let listed = of.prefix(2).map { layer, head in
        let share = HeadStudy.share(of: role, in: study.roles.heads[layer][head])
        return "\(scene.name(layer: layer, head: head)) (\(share.percent(0)))"
      }
      let more = of.count > 2 ? ", \(of.count - 2) more" : ""
      return "\(role.words) by " + listed.joined(separator: ", ") + more
    }
    guard !found.isEmpty else {
      return
        "Three jobs were looked for: BOS, the one before, itself. \(when) no head looks at any of "
        + "them a third more than an even spread would (\(even)), over \(scene.studiedNames). "
        + "Other jobs may be there. t trains, [ ] move in time."
    }
    return "Three jobs were looked for. \(when) some are clear, a third more than even (\(even)): "
      + found.joined(separator: "; ") + ". Over \(scene.studiedNames)."
  }

  func draw(in area: Area) {
    guard let study else {
      ProgressRow(label: "reading \(scene.studiedNames)", progress: scene.headProgress).draw(
        in: area)
      return
    }
    guard study.roles.positions > 0 else { return }
    let labels = heads.map { scene.name(layer: $0, head: $1).columns }.max() ?? 0
    let notes = area.width >= 76 ? 18 : 0
    let parts = area.inset(left: labels + 1, right: notes).equalColumns(3, gap: 2)
    let chosen = heads.firstIndex { $0 == (look.layer, look.head) } ?? 0
    // Where there is room, the way there along the training.
    let points = scene.headStudies
    let isRoomy = points.count > 2 && area.height > 3 * heads.count + 14
    let list = area.inset(top: 1, bottom: isRoomy ? 15 : 2)
    let pitch = max(1, min(4, list.height / heads.count))
    let window = list.rows(heads.count, pitch: pitch, focus: chosen)
    let largest = max(
      1.1 * study.clearShare,
      study.roles.heads.joined().flatMap { means in
        HeadStudy.Role.allCases.map { HeadStudy.share(of: $0, in: means) }
      }.max() ?? 1)
    for (part, role) in zip(parts, HeadStudy.Role.allCases) {
      part.text(role.title.cut(part.width), .title, .strong)
    }
    if notes > 0 { area.text("clearly", x: area.width - notes + 1, .faint) }
    for place in window {
      let (layer, head) = heads[place]
      let line = list.part(
        Rect(0, (place - window.lowerBound) * pitch, area.width, max(1, pitch - 1)))
      let isChosen = place == chosen
      line.text(
        scene.name(layer: layer, head: head), isChosen ? .chosen : .text,
        isChosen ? [.strong, .underlined] : .strong)
      line.touch(
        .pick(
          Target(
            TalkingTokens.Spot.look(
              layer: layer, head: head, position: look.position, other: look.other))))
      let clear = study.roles(layer: layer, head: head)
      for (part, role) in zip(parts, HeadStudy.Role.allCases) {
        let share = HeadStudy.share(of: role, in: study.roles.heads[layer][head])
        let cell = Rect(part.rect.x - line.rect.x, 0, part.width, line.height)
        let isClear = clear.contains(role)
        for y in 0..<line.height {
          BarList(
            [
              .init(
                "", share,
                Text(
                  y == 0 ? share.percent() : String(repeating: " ", count: share.percent().columns)),
                role: isClear ? .chosen : .probability, isClear ? .strong : [])
            ], scale: largest, level: study.roles.even,
            names: { _ in "\(scene.name(layer: layer, head: head)) looks at \(role.words)" }
          ).draw(in: line.part(cell).row(y))
        }
      }
      let words =
        clear.isEmpty ? "–" : clear.map(clear.count > 1 ? \.short : \.words).joined(separator: ", ")
      line.inset(left: area.width - notes + 1).text(
        words.cut(notes - 1), clear.isEmpty ? .faint : .chosen)
    }
    let foot = list.below(min(list.height, window.count * pitch)).rect.y - area.rect.y
    let (even, clear) = (study.roles.even, study.clearShare)
    area.text(
      "│ an even spread: \(even.percent(), telling: Reading("an even spread", even)), clear: from \(clear.percent(), telling: Reading("clear from", clear)) on",
      x: labels + 2, y: min(foot, area.height - 2), .faint)
    if study.moment != scene.moment {
      area.text(
        "measured \(scene.when(study.moment)); now: \(scene.headProgress.percent(0)) read".cut(
          area.width),
        x: labels + 2, y: min(foot + 1, area.height - 1), .faint)
    }
    if isRoomy { drawCurves(points, in: area.below(foot + 3)) }
  }

  /// The shares of the chosen head along the training.
  private func drawCurves(_ points: [HeadStudy], in area: Area) {
    area.text(
      "\(scene.name(layer: look.layer, head: look.head)) along the training", .title, .strong)
    let roles: [Stage.Role] = [.position, .token, .query]
    let lines = zip(HeadStudy.Role.allCases, roles).map { role, colour in
      Curve.Line(
        points.map { HeadStudy.share(of: role, in: $0.roles.heads[look.layer][look.head]) }, colour,
        label: role.title)
    }
    let even = points[0].roles.even
    Curve(
      lines, levels: [.init(even, .text)], length: points.count,
      vertical: Axis(holding: lines.flatMap(\.values) + [0, even]),
      foot: .init("step", from: 0, to: scene.lastMoment)
    ).draw(in: area.below(1))
  }
}
