/// How far training is, in one line of a terminal.
struct ProgressBar {
  private let steps: Int
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var line: StatusLine

  init(steps: Int, output: Output) {
    self.steps = steps
    start = clock.now
    line = StatusLine(output: output)
  }

  mutating func show(step: Int, loss: Double) {
    line.show { [clock, start, steps] columns in
      let left = (clock.now - start) / step * (steps - step)
      return ProgressBar.line(
        step: step, steps: steps, loss: loss, secondsLeft: Int(left.components.seconds),
        columns: columns)
    }
  }

  mutating func erase() { line.erase() }

  /// `━━━━━━━━      step 640 of 1000  loss 2.391  1:05 left`, never wider than the terminal.
  static func line(step: Int, steps: Int, loss: Double, secondsLeft: Int, columns: Int) -> String {
    let thousandths = Int((min(loss, 1e9) * 1000).rounded())
    let lossText = "\(thousandths / 1000).\(padded(thousandths % 1000, to: 3))"
    let left = "\(secondsLeft / 60):\(padded(secondsLeft % 60, to: 2)) left"
    let text = "step \(step) of \(steps)  loss \(lossText)  \(left)"
    let room = min(30, columns - 1 - text.count - 2)
    guard room >= 5 else { return String(text.prefix(max(0, columns - 1))) }
    let full = room * step / max(1, steps)
    return String(repeating: "━", count: full) + String(repeating: "─", count: room - full) + "  "
      + text
  }

  private static func padded(_ number: Int, to digits: Int) -> String {
    let text = "\(number)"
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
