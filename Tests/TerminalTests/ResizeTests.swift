import TestSupport
import Testing

/// A window of another size shows the picture of that size, and nothing else in between.
@Suite struct ResizeTests {
  private static let (begin, end) = ("\u{1b}[?2026h", "\u{1b}[?2026l")

  /// The first picture of the new size is the first thing that is written, and written at once.
  @Test func noOldPictureIsPainted() throws {
    let terminal = try PseudoTerminal(Program.quick())
    try terminal.read { $0.contains(ResizeTests.end) }
    terminal.readAll()
    for (columns, rows) in [(100, 40), (70, 20), (90, 30)] {
      terminal.forget()
      terminal.resize(columns, rows)
      try terminal.read { $0.contains(ResizeTests.end) }
      terminal.readAll()
      let parts = terminal.output.split(separator: ResizeTests.end)
      #expect(parts.allSatisfy { $0.hasPrefix(ResizeTests.begin) }, "nothing outside the marks")
      #expect(terminal.count(of: "\u{1b}[2J") == 1, "it is cleared once")
    }
  }

  /// The rows that scroll are never said to end where the window ended once: it may have grown before
  /// the terminal reads this, which then would keep what is below from being drawn.
  @Test func noHeightIsSent() throws {
    let terminal = try PseudoTerminal(Program.quick(), columns: 80, rows: 24)
    try terminal.read { $0.contains(ResizeTests.end) }
    // A long list that scrolls.
    terminal.type("?")
    for _ in 0..<8 {
      terminal.type("\u{1b}[B")
      terminal.readAll()
    }
    let regions = terminal.output.matches(of: /\u{1b}\[(\d*;?\d*)r/).map { String($0.output.1) }
    #expect(regions.contains { $0.contains(";") }, "some rows have scrolled")
    #expect(regions.last == "", "in the end all rows scroll")
    #expect(!regions.contains("1;24"))
  }

  /// A key, and then two growths so quick that the picture of the first may still be on its way.
  @Test func growingWhileAPictureIsSent() throws {
    let terminal = try Tmux(command: Program.quick())
    try terminal.waitFor(Program.isSettled)
    for round in 0..<12 {
      let (width, height) = (70 + round, 20 + round)
      try terminal.resize(width, height)
      try terminal.waitFor { ResizeTests.hasBottomRow($0, height) }
      try terminal.keys(
        "Right", ";", "resize-window", "-x", "\(width + 2)", "-y", "\(height + 4)", ";",
        "resize-window", "-x", "\(width + 5)", "-y", "\(height + 9)")
      try terminal.waitFor { ResizeTests.hasBottomRow($0, height + 9) }
    }
  }

  private static func hasBottomRow(_ screen: String, _ height: Int) -> Bool {
    let rows = screen.split(separator: "\n", omittingEmptySubsequences: false)
    return rows.count >= height && rows[height - 1].contains("q quit")
  }
}
