/// How far training is, in one line of a terminal: it is overwritten, and erased at the end.
struct ProgressBar {
  private let output: Output
  private let steps: Int
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var next: ContinuousClock.Instant

  init(steps: Int, output: Output) {
    self.output = output
    self.steps = steps
    start = clock.now
    // Where training takes less time than this, nothing is shown.
    next = start + .milliseconds(100)
  }

  /// Draws the line, at most some ten times a second.
  mutating func show(step: Int, loss: Double) {
    let now = clock.now
    guard now >= next else { return }
    next = now + .milliseconds(100)
    let left = (now - start) / step * (steps - step)
    let line = ProgressBar.line(
      step: step, steps: steps, loss: loss, secondsLeft: Int(left.components.seconds),
      columns: output.columns)
    // Training goes on where its progress can't be shown.
    try? output.write("\r\(line)\u{1b}[K")
  }

  func erase() { try? output.write("\r\u{1b}[K") }

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
