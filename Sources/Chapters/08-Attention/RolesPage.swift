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
        "A share is called clear from \(HeadStudy.clear.shown(1)) times the even one on.",
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
  private var size: ModelSize { scene.size }

  /// All heads of all layers.
  private var heads: [(layer: Int, head: Int)] {
    (0..<size.layers).flatMap { layer in (0..<size.heads).map { (layer, $0) } }
  }

  private func name(_ layer: Int, _ head: Int) -> String {
    size.layers > 1 ? "layer \(layer) head \(head)" : "head \(head)"
  }

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
    let even = study.roles.even.percent(0)
    let when = scene.when(study.moment).capitalised
    let found = HeadStudy.Role.allCases.compactMap { role -> String? in
      let of = heads.filter { study.roles(layer: $0.layer, head: $0.head).first == role }
      guard !of.isEmpty else { return nil }
      let listed = of.prefix(2).map { layer, head in
        let share = HeadStudy.share(of: role, in: study.roles.heads[layer][head])
        return "\(name(layer, head)) (\(share.percent(0)))"
      }
      let more = of.count > 2 ? ", \(of.count - 2) more" : ""
      return "\(role.words) by " + listed.joined(separator: ", ") + more
    }
    guard !found.isEmpty else {
      return
        "\(when) no head looks clearly more at BOS, at itself or at the one before than an even "
        + "spread would (\(even)): over \(scene.studiedNames) none has a job one could name. "
        + "t trains, [ ] look earlier and later."
    }
    return "\(when) heads have jobs, over \(scene.studiedNames): clearly looked at are "
      + found.joined(separator: "; ") + ". An even spread would give each \(even)."
  }

  func draw(in area: Area) {
    guard let study else {
      ProgressRow(label: "reading \(scene.studiedNames)", progress: scene.headProgress).draw(
        in: area)
      return
    }
    guard study.roles.positions > 0 else { return }
    let labels = heads.map { name($0, $1).columns }.max() ?? 0
    let notes = area.width >= 76 ? 18 : 0
    let parts = area.inset(left: labels + 1, right: notes).columns([1, 1, 1], gap: 2)
    let chosen = heads.firstIndex { $0 == (look.layer, look.head) } ?? 0
    // Where there is room, the way there along the training.
    let points = scene.headStudies
    let isRoomy = points.count > 2 && area.height > 3 * heads.count + 14
    let list = area.inset(top: 1, bottom: isRoomy ? 15 : 2)
    let pitch = max(1, min(4, list.height / heads.count))
    let window = list.rows(heads.count, pitch: pitch, focus: chosen)
    let largest = max(
      1.5 * study.roles.even,
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
        name(layer, head), isChosen ? .chosen : .text, isChosen ? [.strong, .underlined] : .strong)
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
            ], scale: largest, level: study.roles.even
          ).draw(in: line.part(cell).row(y))
        }
      }
      let words = clear.isEmpty ? "–" : clear.map(\.words).joined(separator: ", ")
      line.inset(left: area.width - notes + 1).text(
        words.cut(notes - 1), clear.isEmpty ? .faint : .chosen)
    }
    let foot = list.below(min(list.height, window.count * pitch)).rect.y - area.rect.y
    area.text(
      "│ an even spread: \(study.roles.even.percent()), over \(study.roles.positions.grouped) positions"
        .cut(area.width), x: labels + 2, y: min(foot, area.height - 2), .faint)
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
    area.text("\(name(look.layer, look.head)) along the training", .title, .strong)
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
