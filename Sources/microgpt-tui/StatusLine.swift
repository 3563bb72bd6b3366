import Stage

/// A line of a terminal that is overwritten while something goes on, and erased at its end. Anything
/// else than a terminal gets nothing.
struct StatusLine {
  private let output: Output
  private let clock = ContinuousClock()
  private var next: ContinuousClock.Instant
  private var isShown = false

  /// For something that begins now: where it takes less than a tenth of a second, nothing is shown.
  init(output: Output) {
    self.output = output
    next = clock.now + .milliseconds(100)
  }

  /// Draws the line, at most some ten times a second.
  ///
  /// - Parameter line: makes it for a number of columns.
  mutating func show(_ line: (_ columns: Int) -> String) {
    let now = clock.now
    guard now >= next else { return }
    showNow(line)
    next = now + .milliseconds(100)
  }

  /// Draws the line whatever the time; the next one may follow at once.
  mutating func showNow(_ line: (_ columns: Int) -> String) {
    next = clock.now
    guard output.isTerminal else { return }
    isShown = true
    // What is waited for goes on where its progress can't be shown.
    try? output.write("\r\(line(output.columns))\u{1b}[K")
  }

  mutating func erase() {
    if isShown { try? output.write("\r\u{1b}[K") }
    isShown = false
  }
}

/// How much of a file is read.
struct ReadingProgress {
  private let path: String
  /// In bytes; nil where it is not known.
  private let size: Int?
  private var line: StatusLine

  init(path: String, size: Int?, output: Output) {
    self.path = path.escaped
    self.size = size
    line = StatusLine(output: output)
  }

  /// Says that somebody else has to write first.
  mutating func wait() {
    line.showNow { [path] columns in
      "waiting for data from \(path) (Ctrl-C ends this)".cut(columns - 1)
    }
  }

  mutating func show(_ count: Int) {
    line.show { [path, size] columns in
      let amount = size.map { "\(count >> 20) of \($0 >> 20)" } ?? "\(count >> 20)"
      return "reading \(amount) MB: \(path)".cut(columns - 1)
    }
  }

  mutating func erase() { line.erase() }
}
