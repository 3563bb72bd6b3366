import MicroGPT
import Stage

/// The page on which the name has its place among those of the data.
extension MeasuringSurprise {
  func amongPage(_ scene: Scene, _ cue: Cue) -> Page {
    let crowd = Crowd(scene)
    let names = crowd.names
    let choice = cue.choice(as: NameRow.self).flatMap { row in
      names.firstIndex { row == NameRow(name: $0.name, current: scene.name) }
    }
    let marked = choice ?? names.firstIndex { $0.name == scene.name } ?? 0
    var page = page(
      crowd.caption(names.indices.contains(marked) ? names[marked] : nil, unit),
      code: CodeView(
        .losses, mark: "return -Elementary.log",
        note: names.indices.contains(marked)
          ? "\(names[marked].name.shortened): mean = \(unit.text(names[marked].loss))" : nil),
      mathematics: Crowd.mathematics
    ) { CrowdView(crowd: crowd, chosen: marked, unit: unit).draw(in: $0) }
    page.controls = names.map {
      Control(choice: NameRow(name: $0.name, current: scene.name), $0.name.shortened)
    }
    page.firstChoice = Target(NameRow(name: scene.name, current: scene.name))
    page.questions = crowd.questions
    return page
  }
}

/// Many names of the data by their loss, and the reader's names among them.
struct Crowd {
  let scene: Scene
  let set: StudySet
  /// The model's scores, and after how many steps; nil as long as it has none.
  let scored: SetsAlong.Point?
  /// The reader's names, the least surprising first.
  let names: [(name: String, loss: Double)]

  init(_ scene: Scene) {
    self.scene = scene
    set = Crowd.set(scene)
    scored = scene.scoredSets
    let all = Crowd.all(scene)
    let losses = scene.losses(of: all).map { zip(all, $0).map { (name: $0, loss: $1) } }
    // Until the others are scored, the name alone.
    names = (losses ?? [(scene.name, scene.trace.loss)]).sorted { $0.loss < $1.loss }
  }

  /// The reader's names, the one that is looked at first.
  private static func all(_ scene: Scene) -> [String] {
    [scene.name] + scene.keptNames.filter { $0 != scene.name }
  }

  /// What has to be worked out for it.
  var questions: [any Question] { scene.lossQuestions(of: Crowd.all(scene)) + scene.setQuestions }

  /// Names that the model never saw, where there are any.
  private static func set(_ scene: Scene) -> StudySet {
    scene.run.steps(of: .unseen).isEmpty ? .trained : .unseen
  }

  /// What the beat is called: `Among 1,000 names`.
  static func title(_ scene: Scene) -> String {
    let count = scene.run.steps(of: set(scene)).count
    return count == 1 ? "Beside one name" : "Among \(count.grouped) names"
  }

  /// The loss of each document of the set, in nats; empty as long as they are not scored.
  var losses: [Double] { scored?.scores[set]?.documents ?? [] }

  /// How many of them are less surprising.
  func below(_ loss: Double) -> Int { losses.count { $0 < loss } }

  /// The least and the most surprising document.
  var ends: (least: (name: String, loss: Double), most: (name: String, loss: Double))? {
    let (losses, steps) = (losses, scene.run.steps(of: set))
    guard let least = losses.indices.min(by: { losses[$0] < losses[$1] }),
      let most = losses.indices.max(by: { losses[$0] < losses[$1] }), steps.count == losses.count
    else { return nil }
    func document(_ index: Int) -> (String, Double) {
      (scene.run.document(ofStep: steps.lowerBound + index), losses[index])
    }
    return (document(least), document(most))
  }

  /// `1,000 names that it never saw`
  var whose: String {
    let count = scene.run.steps(of: set).count
    return "\(count.grouped) name\(count == 1 ? "" : "s") "
      + (set == .unseen ? "that it never saw" : "of its training")
  }

  func caption(_ name: (name: String, loss: Double)?, _ unit: SurpriseUnit) -> String {
    guard let name, !losses.isEmpty else {
      return "Is that much for a name? The model reads \(whose), and each is scored like yours …"
    }
    return "\(place(name.loss)) \(RightAnswers.words(name.name)) with its loss of "
      + "\(unit.text(name.loss)). Press e for other names: they stay in the list. Which is the least "
      + "surprising that you find, and which the most?"
  }

  /// `830 of 1,000 names that it never saw surprise it less than`
  private func place(_ loss: Double) -> String {
    let (count, all) = (below(loss), losses.count)
    let steps = scored.map {
      $0.moment == scene.moment ? "" : " (after \($0.moment.grouped) steps)"
    }
    let whose = whose + (steps ?? "")
    if all == 1 { return "The \(whose) surprises it \(count == 1 ? "less" : "no less") than" }
    if count == 0 { return "None of \(whose) surprises it less than" }
    if count == all { return "All of \(whose) surprise it less than" }
    return "\(count.grouped) of \(whose) surprise\(count == 1 ? "s" : "") it less than"
  }

  static let mathematics = [
    "Each name has its own loss L, the mean surprise of its right answers.",
    "  L(name) = (1/n) · Σᵢ −ln pᵢ",
    "Its place is the number of names with a smaller one.",
    "  place = how many have L < L(name)",
    "The mean of all these losses is not quite that of the page before: there each token counts the "
      + "same, here each name.",
  ]
}

/// The names of the data as a histogram, the reader's names below it and in a list.
struct CrowdView {
  let crowd: Crowd
  let chosen: Int
  let unit: SurpriseUnit

  func draw(in area: Area) {
    let list = min(34, max(24, area.width * 2 / 5))
    drawList(in: area.trailing(list))
    let left = area.leading(area.width - list - 2)
    let losses = crowd.losses
    guard !losses.isEmpty else {
      left.text("reading …", .faint)
      let progress = crowd.scene.job(for: ModelScores(crowd.scene))?.progress ?? 0
      Bar(progress, .chosen).draw(in: left.row(1).inset(right: 6))
      left.text(progress.percent(0), endingAt: nil, y: 1, .chosen)
      return
    }
    let title = "\(losses.count.grouped) names by their loss in \(unit.name)"
    left.text(title.cut(left.width), .title, .strong)
    let marks = left.height > 11 ? 4 : left.height > 8 ? 3 : 2
    let axis = axis(losses)
    // Bars of whole columns, so that the names can stand below theirs.
    let wide = max(1, left.width / 48)
    let plot = left.leading(left.width / wide * wide)
    Histogram(
      losses.map(unit.amount), axis: axis, bins: plot.width / wide, role: .loss,
      marked: crowd.names.indices.contains(chosen) ? unit.amount(crowd.names[chosen].loss) : nil
    ).draw(in: plot.inset(top: 1, bottom: marks))
    drawMarks(axis, in: plot.bottom(marks))
  }

  /// In halves, around all losses.
  private func axis(_ losses: [Double]) -> Axis {
    let all = (losses + crowd.names.map(\.loss)).filter(\.isFinite).map(unit.amount)
    return Axis(
      ((all.min() ?? 0) * 2).rounded(.down) / 2, ((all.max() ?? 1) * 2).rounded(.up) / 2)
  }

  /// An arrow for each name, and below them the names as far as they have room; the chosen one first.
  private func drawMarks(_ axis: Axis, in area: Area) {
    let order = crowd.names.indices.sorted { ($0 == chosen ? -1 : $0) < ($1 == chosen ? -1 : $1) }
    // What is taken of each row.
    var taken = [[Range<Int>]](repeating: [], count: max(0, area.height - 1))
    for index in order.reversed() {
      guard let x = column(index, axis, area.width) else { continue }
      area.put("▲", x: x, y: 0, index == chosen ? .chosen : .token, .strong)
    }
    for index in order {
      guard let x = column(index, axis, area.width) else { continue }
      let label = label(index).cut(area.width)
      let left = max(0, min(area.width - label.columns, x - label.columns / 2))
      let span = left - 1..<left + label.columns + 1
      guard let row = taken.firstIndex(where: { $0.allSatisfy { !$0.overlaps(span) } }) else {
        continue
      }
      taken[row].append(span)
      area.text(
        label, x: left, y: row + 1, index == chosen ? .chosen : .token,
        index == chosen ? .strong : [])
    }
  }

  private func label(_ index: Int) -> String {
    crowd.names[index].name.isEmpty ? "(none)" : crowd.names[index].name.shortened
  }

  private func column(_ index: Int, _ axis: Axis, _ width: Int) -> Int? {
    axis.share(unit.amount(crowd.names[index].loss)).map {
      min(width - 1, Int($0 * Double(width)))
    }
  }

  private func drawList(in area: Area) {
    let heads = "loss  of \(crowd.losses.count.grouped)"
    area.text(heads, endingAt: nil, .faint)
    area.leading(area.width - heads.columns - 1)
      .text(area.width > 28 ? "Your names" : "Names", .title, .strong)
    let rows = crowd.names.enumerated().map { index, entry in
      Table.Row(
        [
          Text(label(index), .token), Text(unit.text(entry.loss)),
          Text(crowd.losses.isEmpty ? "" : crowd.below(entry.loss).grouped),
        ],
        target: Target(
          MeasuringSurprise.NameRow(name: entry.name, current: crowd.scene.name)),
        numbers: [1: unit.amount(entry.loss)])
    }
    let ends = area.height > 8 ? 3 : 0
    let table = Table(
      columns: [
        .init(width: .rest),
        .init(role: .loss, alignment: .trailing, width: .fixed(6), meaning: "loss"),
        .init(role: .probability, alignment: .trailing, width: .fixed(6)),
      ], rows: rows, chosen: chosen)
    table.draw(in: area.inset(top: 1, bottom: ends))
    if crowd.names.count < 3 && area.height > 9 {
      area.text("e: type another one", x: 2, y: 2 + crowd.names.count, .faint)
    }
    guard ends > 0, let (least, most) = crowd.ends else { return }
    let foot = area.bottom(ends)
    foot.text("Of the \(crowd.losses.count.grouped)", y: 0, .title, .strong)
    for (row, (lead, entry)) in [("least", least), ("most", most)].enumerated() {
      let number = unit.text(entry.loss)
      let words: Text = "\(lead.padded(6), .faint)\(entry.name.shortened, .token)"
      foot.text(words.cut(foot.width - number.columns - 1), y: row + 1)
      foot.text(
        number, endingAt: nil, y: row + 1, .loss,
        telling: Reading("loss of \(entry.name.shortened)", unit.amount(entry.loss)))
    }
  }
}
