import TestSupport
import Testing

/// A window of another size shows the picture of that size, and nothing else in between.
@Suite struct ResizeTests {
  /// The first picture of the new size is the first thing that is written, and written at once.
  @Test func noOldPictureIsPainted() throws {
    let (begin, end) = (PseudoTerminal.pictureBegin, PseudoTerminal.pictureEnd)
    let terminal = try PseudoTerminal(command: Program.quick())
    try terminal.settle()
    for (columns, rows) in [(100, 40), (70, 20), (90, 30)] {
      terminal.forget()
      try terminal.waitForPictures { terminal.resize(columns, rows) }
      // The list of keys, there and back: its picture comes after all that the new size brings.
      try terminal.waitForPictures { try terminal.type("?") }
      let parts = terminal.text.split(separator: end)
      #expect(parts.allSatisfy { $0.hasPrefix(begin) }, "nothing outside the marks")
      #expect(terminal.count(of: "\u{1b}[2J") == 1, "it is cleared once")
    }
  }

  /// The rows that scroll are never said to end where the window ended once: it may have grown before
  /// the terminal reads this, which then would keep what is below from being drawn.
  @Test func noHeightIsSent() throws {
    let terminal = try PseudoTerminal(command: Program.quick())
    try terminal.settle()
    // A long list that scrolls.
    for key in ["?"] + Array(repeating: "\u{1b}[B", count: 8) {
      try terminal.waitForPictures { try terminal.type(key) }
    }
    let regions = terminal.text.matches(of: /\u{1b}\[(\d*;?\d*)r/).map { String($0.output.1) }
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
