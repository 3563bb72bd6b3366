import MicroGPT
import Stage

/// The newest run beside the one before: both curves, both results, where they part, the names.
struct RunCurves {
  let scene: Scene
  /// What is compared with, nil where there is none yet.
  let other: RunRecord?
  /// What that one is called.
  let title: String
  let showsNames: Bool

  /// Beside the run before the knob in hand was turned, with the names.
  init(scene: Scene) {
    self.scene = scene
    other = scene.former
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

  private var run: Run { scene.newest }

  func draw(in rect: Rect, on canvas: inout Canvas) {
    let isHigh = rect.height >= 12
    let heading = isHigh ? 1 : 0
    if isHigh {
      let steps = max(run.settings.steps, other?.settings.steps ?? 0)
      let words = "mean of last 100"
      canvas.text(words, endingAt: rect.right, y: rect.y, .faint, clip: rect)
      canvas.text(
        "Loss over \(steps.grouped) steps".cut(rect.width - words.columns - 1), x: rect.x,
        y: rect.y,
        .title, .strong, clip: rect)
    }
    drawRuns(in: rect.below(heading).top(2), on: &canvas)
    let names = showsNames && isHigh ? (rect.height >= 18 ? 4 : 2) : 0
    let words = rect.height >= 7 ? min(2, rect.height - 6) : 0
    drawCurves(
      in: rect.inset(top: heading + 2, bottom: names + words), on: &canvas)
    let below = rect.below(rect.height - names - words)
    drawComparison(in: below.top(words), on: &canvas)
    drawNames(in: below.below(words), on: &canvas)
  }

  /// Sign, settings and result of both runs.
  private func drawRuns(in rect: Rect, on canvas: inout Canvas) {
    func line(_ row: Int, _ sign: String, _ words: String, _ result: String, _ role: Role) {
      let line = rect.row(row)
      canvas.text(result, endingAt: line.right, y: line.y, role, .strong, clip: line)
      let room = line.inset(right: result.columns + 1)
      let x = canvas.text(sign, x: line.x, y: line.y, role, .strong, clip: room)
      canvas.text(words.cut(room.right - x), x: x, y: line.y, .text, clip: room)
    }
    let result = RunRecord.mean(of: run.losses)?.fixed(3) ?? ""
    let isBroken = run.divergedAt != nil
    let settings = run.settings
    guard let other else {
      line(0, "━ now: ", settings.ownWords, isBroken ? "broke off" : result, .loss)
      return
    }
    let words = settings.differences(from: other.settings)
    line(
      0, "━ now: ", words.isEmpty ? "the same settings" : words, isBroken ? "broke off" : result,
      isBroken ? .warning : .loss)
    let before = other.settings.differences(from: settings)
    line(
      1, "╍ \(title): ", before.isEmpty ? settings.ownWords : before,
      other.result?.fixed(3) ?? "broke off", .faint)
  }

  private func drawCurves(in rect: Rect, on canvas: inout Canvas) {
    // So smooth that a curve ends where the result is.
    let count = RunRecord.lastLosses
    let now = Learning.smoothed(run.losses[...], over: count)
    let before = other.map { Learning.smoothed($0.losses[...], over: count) } ?? []
    var marks: [Curve.Mark] = []
    if other?.divergedAt != nil, let last = before.last {
      marks.append(.init("✗", place: before.count - 1, value: last, .faint))
    }
    if run.divergedAt != nil, let last = now.last {
      marks.append(.init("✗", place: now.count - 1, value: last, .warning))
    }
    let curve = Curve(
      [.init(before, .faint, .dashed), .init(now, .loss)],
      levels: [
        .init(scene.study.guessingLoss, .warning), .init(scene.study.data.bigramLoss, .position),
      ],
      marks: marks, length: max(run.settings.steps, other?.settings.steps ?? 0),
      range: RunCurves.range(of: now, before))
    curve.draw(in: rect, on: &canvas)
    if let most = now.max(), most > curve.range.upperBound, rect.width > 24 {
      canvas.text(
        "▲ up to \(most.fixed(0))", endingAt: rect.right, y: rect.y, .warning, clip: rect)
    }
  }

  /// The same for most runs, so that the picture stays; never more than a run that learns needs.
  static func range(of lines: [Double]...) -> ClosedRange<Double> {
    let values = lines.joined().filter(\.isFinite)
    let low = ((values.min() ?? 2) * 2).rounded(.down) / 2
    let high = ((values.max() ?? 3.5) * 2).rounded(.up) / 2
    return max(0, min(low, 2))...max(3.5, min(high, 5))
  }

  /// Where the two part, and where they end.
  private func drawComparison(in rect: Rect, on canvas: inout Canvas) {
    guard let other else {
      canvas.text(
        "Turn a knob; this run stays beside it.".cut(rect.width), x: rect.x, y: rect.y, .faint)
      return
    }
    let now = RunRecord(settings: run.settings, losses: run.losses, divergedAt: run.divergedAt)
    let comparison = Comparison(now, other)
    var x = rect.x
    if let (step, one, two) = comparison.first {
      let (one, two) = Comparison.shown(one, two)
      let place = (step + 1).grouped
      let words = "They part at step \(place): \(one) / \(two)"
      let lead = words.columns <= rect.width ? "They part at step " : "Step "
      x = canvas.text(lead, x: x, y: rect.y, .faint, clip: rect)
      x = canvas.text(place, x: x, y: rect.y, .position, .strong, clip: rect)
      x = canvas.text(": ", x: x, y: rect.y, .faint, clip: rect)
      x = canvas.text(one, x: x, y: rect.y, .loss, .strong, clip: rect)
      canvas.text(" / \(two)", x: x, y: rect.y, .faint, clip: rect)
    } else {
      canvas.text("The same losses so far, to the last digit", x: x, y: rect.y, .faint, clip: rect)
    }
    let row = rect.row(1)
    x = row.x
    if !run.isComplete {
      // At the same step of both, as far as it goes.
      let mine = RunRecord.mean(of: run.losses)
      let theirs = RunRecord.mean(of: Array(other.losses.prefix(run.trained)))
      let difference = mine.flatMap { mine in theirs.map { mine - $0 } }
      drawDifference("So far     ", difference, in: row, on: &canvas)
    } else if let step = run.divergedAt {
      canvas.text(
        "It broke off at step \((step + 1).grouped)", x: x, y: row.y, .warning,
        clip: row)
    } else if let difference = comparison.difference {
      drawDifference("At the end ", difference, in: row, on: &canvas)
    } else {
      canvas.text("The other one broke off, this one did not", x: x, y: row.y, .faint, clip: row)
    }
  }

  private func drawDifference(
    _ lead: String, _ difference: Double?, in row: Rect, on canvas: inout Canvas
  ) {
    guard let difference else { return }
    let x = canvas.text(lead, x: row.x, y: row.y, .faint, clip: row)
    let words =
      difference == 0
      ? "the same" : difference.magnitude.shown(3) + (difference < 0 ? " lower" : " higher")
    canvas.text(words, x: x, y: row.y, .loss, .strong, clip: row)
  }

  /// The names of the run that is complete: until then those of the one before.
  private func drawNames(in rect: Rect, on canvas: inout Canvas) {
    guard rect.height > 0 else { return }
    let count = rect.height > 2 ? 20 : 10
    let names = scene.study.names(count, temperature: scene.temperature, at: scene.moment)
    let lead = "Names: "
    var (x, y) = (canvas.text(lead, x: rect.x, y: rect.y, .title, .strong, clip: rect), rect.y)
    for name in names where !name.text.isEmpty {
      if x + name.text.columns > rect.right && x > rect.x {
        (x, y) = (rect.x, y + 1)
        guard y < rect.bottom else { return }
      }
      x = canvas.text(name.text, x: x, y: y, .token, clip: rect) + 2
    }
  }
}
