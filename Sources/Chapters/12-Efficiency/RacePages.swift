import MicroGPT
import Stage

/// The race, and what came of it.
extension EverythingElse {
  static let slowSeconds = 12
  static let notOver = "The race has to be over first: that takes a moment."

  /// How long CPython 3.11 took for a step of microgpt.py, in nanoseconds: measured for this project on
  /// 2026-11-22, all defaults, one core of a processor with AVX-512. Other machines need other times.
  static let python = 223e6

  func racePage(_ scene: Scene) -> Page {
    page(
      raceCaption(scene), CodeView(.fastStep, mark: ".forward(example)"),
      EverythingElse.vectorMathematics, scene, needsRace: true
    ) { RaceView(score: score(in: scene), scene: scene).draw(in: $0) }
  }

  private func raceCaption(_ scene: Scene) -> String {
    guard Race.distance(of: scene.run) > 0 else {
      return
        "This run broke off at its first step: there is nothing to race for. Other settings give "
        + "another run."
    }
    let words =
      "Both train this model from the same random parameters, on one core of this machine, taking turns "
      + "until both have worked equally long. "
    guard let score = result(in: scene) else {
      return words + "Each time the fast engine is done it begins again."
    }
    let ratio = score.ratio.map { "\($0.ratio) times as fast" } ?? "too fast for this clock"
    return words + "The fast engine is \(ratio). Enter races again."
  }

  // MARK: Slowed

  func slowMotionPage(_ scene: Scene, _ cue: Cue) -> Page {
    let score = result(in: scene)
    let whole = score.flatMap { score in
      score.exact.pace.map { $0 * Double(score.distance) / 1e9 }
    }
    let caption = whole.map { whole in
      let slowed = Double(EverythingElse.slowSeconds) / whole
      return
        "A training by the exact engine takes \(whole.duration) on average. Here it takes "
        + "\(EverythingElse.slowSeconds) seconds, \(slowed.ratio) times as long, and the fast engine is "
        + "slowed as much. Each time that one is done, it begins again."
    }
    return page(
      caption ?? EverythingElse.notOver, CodeView(.fastStep, mark: ".forward(example)"),
      EverythingElse.vectorMathematics, scene, needsRace: true
    ) { area in
      guard let score, let whole else { return RaceView(score: nil, scene: scene).draw(in: area) }
      drawSlowMotion(score, whole: whole, in: area, progress: cue.progress)
    }
  }

  /// - Parameter whole: how long the exact engine's training took, in seconds.
  private func drawSlowMotion(
    _ score: Race.Score, whole: Double, in area: Area, progress: Double
  ) {
    let slowed = Double(EverythingElse.slowSeconds) / whole
    let speed = slowed >= 1 ? "\(slowed.ratio) times slower" : "\((1 / slowed).ratio) times faster"
    let x = area.text(speed, .title, .strong)
    area.text(" than the race; \((progress * whole).duration) of it so far", x: x)
    let done = progress * (score.ratio ?? 0)
    let step = Int(progress * Double(score.distance))
    let lanes = area.below(area.height > 10 ? 2 : 1)
    var bars = BarList(
      [
        .init(
          "exact", progress, Text("step \(step.grouped) of \(score.distance.grouped)"),
          role: .activation, exact: Double(step)),
        .init(
          "fast", done - done.rounded(.down),
          Text("training \((Int(done) + 1).grouped)"), role: .chosen,
          exact: (done + 1).rounded(.down)),
      ], scale: 1, labels: .leading,
      names: { $0 == 0 ? "exact: step" : "fast: training" })
    bars.grows = lanes.height > 10
    let room = lanes.top(bars.grows ? 5 : 2)
    bars.draw(in: room)
    // A block for each training that is over.
    let count = Int(done)
    let below = lanes.below(room.height + 1)
    below.text(
      count == 1
        ? "1 complete training by the fast engine"
        : "\(count.grouped) complete trainings by the fast engine",
      .chosen, .strong)
    drawBlocks(count, of: max(count, Int(score.ratio ?? 0)), in: below.below(1))
  }

  /// As large as all that will come have room.
  private func drawBlocks(_ count: Int, of most: Int, in area: Area) {
    let sizes = [Size(20, 8), Size(14, 6), Size(10, 4), Size(6, 3), Size(4, 2), Size(2, 1)]
    func perRow(_ size: Size) -> Int { max(1, area.width / size.width) }
    let size =
      sizes.first { (most + perRow($0) - 1) / perRow($0) * $0.height <= area.height } ?? Size(2, 1)
    for index in 0..<min(count, perRow(size) * (area.height / size.height)) {
      let (x, y) = (index % perRow(size) * size.width, index / perRow(size) * size.height)
      if size.height == 1 {
        area.put("■", x: x, y: y, .chosen)
      } else {
        area.part(Rect(x, y, size.width - 1, size.height - 1)).fill("█", .chosen)
      }
    }
  }
}

/// How the race stands.
struct RaceView {
  let score: Race.Score?
  let scene: Scene

  func draw(in area: Area) {
    guard let score, score.distance > 0 else {
      let isNoRace = Race.distance(of: scene.run) == 0
      area.text(isNoRace ? "There is nothing to race for." : "The race is about to begin …", .faint)
      return
    }
    let x = area.text("\(score.distance.grouped) steps", .title, .strong)
    area.text(" of this run, again and again", x: x)
    if score.isOver, let ratio = score.ratio {
      area.text(
        "× \(ratio.ratio)", endingAt: nil, .chosen, .strong,
        telling: Reading("how many times as fast", ratio))
    }
    let gap = area.height > 10 ? 1 : 0
    let lanes = area.below(1 + gap)
    area.part(Rect(0, 1 + gap, area.width, 1)).text("Steps trained in the same time:", .faint)
    let bars = lanes.below(1)
    // One scale: both lengths grow with the time that both have had, and the longer one is full at the
    // end.
    let most = max(1, score.exact.steps, score.fast.steps)
    BarList(
      entries(score).map { entry in
        BarList.Row(
          Text(entry.name, entry.role, .strong), Double(entry.lane.steps),
          Text(entry.lane.steps.grouped.paddedLeft(9)), role: entry.role)
      }, scale: Double(most) / max(score.progress, 0.001), labels: .leading
    ).draw(in: bars)
    let table = bars.below(2 + gap)
    let rows = drawTable(score, in: table)
    drawCurves(score, in: table.below(rows + 1))
  }

  private func entries(_ score: Race.Score) -> [(name: String, lane: Race.Lane, role: Role)] {
    [("exact", score.exact, .activation), ("fast", score.fast, .chosen)]
  }

  /// Returns the rows that it took.
  private func drawTable(_ score: Race.Score, in area: Area) -> Int {
    let facts: [(words: String, value: (Race.Lane) -> String)] = [
      ("a step takes", { $0.pace.map { ($0 / 1e9).duration } ?? "-" }),
      ("steps a second", { $0.pace.map { Int((1e9 / $0).rounded()).grouped } ?? "-" }),
      ("trainings done", { $0.trainings.grouped }),
      ("time at work", { (Double($0.time) / 1e9).duration }),
    ]
    let rows = facts.prefix(area.height < 5 ? 2 : 4).map { fact in
      Table.Row(
        [Text(fact.words, .faint)]
          + entries(score).map { Text(fact.value($0.lane), $0.role, .strong) })
    }
    let width = Table.Column.Width.fixed(14)
    Table(
      columns: [
        .init(width: .fixed(15)), .init("exact", alignment: .trailing, width: width),
        .init("fast", alignment: .trailing, width: width),
      ], rows: Array(rows)
    ).draw(in: area)
    let used = rows.count + 1
    guard score.isOver, let pace = score.fast.pace, scene.size == .standard else { return used }
    return used + 1
      + Paragraph(
        "Under CPython 3.11 a step of microgpt.py took \((EverythingElse.python / 1e9).duration) where "
          + "this program was made: time for \((EverythingElse.python / pace).inWords) steps of the fast "
          + "engine here."
      ).draw(in: area.below(used + (area.height > 8 ? 1 : 0)))
  }

  /// The losses of both engines' first training: two curves, of which one sees one.
  private func drawCurves(_ score: Race.Score, in area: Area) {
    guard area.height > 6 else { return }
    area.text(
      "The loss in the first training (mean of 50): the fast engine’s hides the exact one’s.",
      .faint)
    let lines = entries(score).map {
      Curve.Line($0.lane.losses.smoothed(over: 50), $0.role, meaning: "\($0.name), mean of 50")
    }
    let all = lines.flatMap(\.values).filter(\.isFinite)
    let (low, high) = (all.min() ?? 2, all.max() ?? 3)
    Curve(
      lines, length: score.distance,
      vertical: Axis((low * 2).rounded(.down) / 2, max((high * 2).rounded(.up) / 2, low + 1))
    ).draw(in: area.below(1))
  }
}
