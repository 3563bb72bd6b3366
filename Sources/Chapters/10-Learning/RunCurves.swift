import MicroGPT
import Stage

/// The newest run beside another one: both curves, both results, where they part, the names.
struct RunCurves {
  /// How many made-up names are shown at most.
  static let mostNames = 20

  let scene: Scene
  /// What is compared with, nil where there is none yet.
  let other: RunRecord?
  /// What that one is called.
  let title: String
  let showsNames: Bool

  /// Beside the run before the knob in hand was turned, with the names.
  init(scene: Scene) {
    self.scene = scene
    other = scene.runs.former
    title = "before"
    showsNames = true
  }

  /// Beside a chosen one.
  init(scene: Scene, chosen: RunRecord) {
    self.scene = scene
    other = chosen
    title = "chosen"
    showsNames = false
  }

  /// Beside nothing.
  init(alone scene: Scene) {
    self.scene = scene
    other = nil
    title = ""
    showsNames = true
  }

  /// What has to be worked out for the picture.
  var questions: [any Question] {
    let shared: [any Question] = shared.map { [$0] } ?? []
    return [Yardsticks(run)] + shared
  }

  private var run: Run { scene.newest }
  private var shared: SharedTokens? { other.flatMap { SharedTokens(scene, $0) } }

  func draw(in area: Area) {
    let heading = area.height >= 12 ? 1 : 0
    if heading > 0 {
      let steps = max(run.settings.steps, other?.settings.steps ?? 0)
      let words = "mean of last \(RunRecord.lastLosses)"
      area.text(words, endingAt: nil, .faint)
      area.text(
        "Loss over \(steps.grouped) steps".cut(area.width - words.columns - 1), .title, .strong)
    }
    drawRuns(in: area.below(heading).top(2))
    let names = showsNames && heading > 0 ? (area.height >= 18 ? 4 : 2) : 0
    let words = area.height >= 7 ? min(2, area.height - 6) : 0
    drawCurves(in: area.inset(top: heading + 2, bottom: names + words))
    let below = area.bottom(names + words)
    drawComparison(in: below.top(words))
    drawNames(in: below.below(words))
  }

  /// Sign, settings and result of both runs.
  private func drawRuns(in area: Area) {
    func line(_ row: Int, _ lead: Text, _ words: String, _ result: Text, _ role: Role) {
      let line = area.row(row)
      line.text(result, endingAt: nil, role, .strong)
      let room = line.width - result.columns - 1
      line.text((lead + Text(words)).cut(room))
    }
    let settings = run.settings
    let isBroken = run.divergedAt != nil
    let result: Text =
      isBroken ? "broke off" : RunRecord.mean(of: run.losses).map(RunRecord.told) ?? ""
    let role: Role = isBroken ? .warning : .loss
    let now: Text = "\("━ now: ", role, .strong)"
    guard let other else {
      line(0, now, settings.ownWords, result, role)
      return
    }
    let words = settings.differences(from: other.settings)
    line(0, now, words.isEmpty ? "the same settings" : words, result, role)
    let before = other.settings.differences(from: settings)
    line(
      1, "\("╍ \(title): ", .faint, .strong)", before.isEmpty ? settings.ownWords : before,
      other.result.map(RunRecord.told) ?? "broke off", .faint)
  }

  private func drawCurves(in area: Area) {
    // So smooth that a curve ends where the result is.
    let count = RunRecord.lastLosses
    let steps = max(run.settings.steps, other?.settings.steps ?? 0)
    let stride = LossCurve.stride(steps: steps)
    func line(_ losses: [Double]) -> [Double] {
      LossCurve.smoothed(losses[...], over: count, every: stride)
    }
    let now = line(run.losses)
    let before = line(other?.losses ?? [])
    var marks: [Curve.Mark] = []
    if other?.divergedAt != nil, let last = before.last {
      marks.append(.init("✗", place: before.count - 1, value: last, .faint))
    }
    if run.divergedAt != nil, let last = now.last {
      marks.append(.init("✗", place: now.count - 1, value: last, .warning))
    }
    // The same for most runs, so that the picture stays; never more than a run that learns needs.
    let range = LossCurve.range(of: [now, before], from: 2, to: 3.5, most: 5)
    Curve(
      LossCurve.yardsticks(scene, over: count, every: stride) + [
        .init(before, .faint, .dashed, meaning: "the other run"),
        .init(now, .loss, meaning: "mean of \(count)"),
      ],
      levels: [.init(scene.guessingLoss, .warning)], marks: marks,
      length: LossCurve.length(steps: steps, every: stride), range: range,
      foot: .init("step", from: 1, to: steps)
    ).draw(in: area)
    guard area.height > 3, area.width > 34 else { return }
    area.text("\("╌ guessing", .warning)  \("┄ letter pairs", .position)", endingAt: nil)
    if let most = now.max(), most > range.upperBound {
      area.text("▲ mean up to \(most.fixed(0))", endingAt: nil, y: 1, .warning)
    }
  }

  /// Where the two part, and where they end.
  private func drawComparison(in area: Area) {
    guard let other else {
      area.text("Turn a knob; this run stays beside it.".cut(area.width), .faint)
      return
    }
    let now = RunRecord(settings: run.settings, losses: run.losses, divergedAt: run.divergedAt)
    let comparison = Comparison(now, other)
    if let (step, one, two) = comparison.first {
      let (one, two) = Comparison.shown(one, two)
      func words(_ lead: String) -> Text {
        "\(lead, .faint)\((step + 1).grouped, .position, .strong)\(": ", .faint)"
          + both(one, two)
      }
      let long = words("They part at step ")
      area.text(long.columns <= area.width ? long : words("Step "))
    } else {
      area.text("The same losses so far, to the last digit".cut(area.width), .faint)
    }
    area.text(ending(comparison, with: other).cut(area.width), y: 1, .faint)
  }

  /// A number of each run, with the signs of their curves.
  private func both(_ now: String, _ before: String) -> Text {
    "\("━ " + now, .loss, .strong)\(" ╍ " + before, .faint)"
  }

  private func ending(_ comparison: Comparison, with other: RunRecord) -> Text {
    guard run.isComplete else {
      // At the same step of both, as far as it goes.
      let mine = RunRecord.mean(of: run.losses)
      let theirs = LossCurve.mean(
        other.losses, before: run.trained, over: RunRecord.lastLosses)
      let difference = mine.flatMap { mine in theirs.map { Comparison.difference(mine, $0) } }
      return shares(other) ? difference.map { "So far     " + words($0) } ?? "" : ""
    }
    if let step = run.divergedAt {
      return "\("It broke off at step \((step + 1).grouped)", .warning)"
    }
    if let shared {
      let lead = "On \(shared.count) tokens of each: "
      guard let answer = scene.answer(to: shared) else { return Text(lead + "…") }
      let (one, two) = Comparison.shown(answer.one, answer.other)
      return Text(lead) + both(one, two)
    }
    guard let difference = comparison.difference else {
      return "The other one broke off, this one did not"
    }
    return "At the end " + words(difference)
  }

  /// Whether both are asked the same of each name.
  private func shares(_ other: RunRecord) -> Bool {
    run.settings.size.blockSize == other.settings.size.blockSize
  }

  private func words(_ difference: Double) -> Text {
    let words =
      difference == 0
      ? "the same" : difference.magnitude.shown(3) + (difference < 0 ? " lower" : " higher")
    return "\(words, .loss, .strong)"
  }

  /// The names of the run that is complete: until then those of the one before.
  private func drawNames(in area: Area) {
    guard area.height > 0 else { return }
    let isEnd = scene.moment == scene.lastMoment
    let lead = isEnd ? "Names: " : "Names at step \(scene.moment.grouped): "
    var (x, y) = (area.text(lead, .title, .strong), 0)
    for name in scene.names(area.height > 2 ? RunCurves.mostNames : 10) where !name.text.isEmpty {
      if x + name.text.columns > area.width && x > 0 { (x, y) = (0, y + 1) }
      x = area.text(name.text, x: x, y: y, .token) + 2
    }
  }
}
