import TestSupport
import Testing

/// Keys, mouse and pastes come through a real terminal as what they are.
@Suite struct InputTests {
  private func started() throws -> Tmux {
    let terminal = try Tmux(command: [Program.path, "--chapter", "2"])
    try terminal.waitFor { $0.contains("1 / ") }
    return terminal
  }

  /// Where a text stands, by column and row.
  private func place(of text: String, in screen: String) throws -> (x: Int, y: Int) {
    for (y, row) in screen.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if let range = row.firstRange(of: text) {
        return (row.distance(from: row.startIndex, to: range.lowerBound), y)
      }
    }
    throw Failure("“\(text)” is not on the screen\n\(screen)")
  }

  @Test func keys() throws {
    let terminal = try started()
    // Whatever the terminal's description says, both spellings are these keys.
    for (right, left) in [("\u{1b}[C", "\u{1b}[D"), ("\u{1b}OC", "\u{1b}OD")] {
      try terminal.type(right)
      try terminal.waitFor { $0.contains("2 / ") }
      try terminal.type(left)
      try terminal.waitFor { $0.contains("1 / ") }
    }
    try terminal.keys("Right")
    try terminal.waitFor { $0.contains("2 / ") }
  }

  @Test func mouse() throws {
    let terminal = try started()
    let button = try place(of: "forward", in: terminal.screen())
    try terminal.click(button.x + 1, button.y)
    try terminal.waitFor { $0.contains("2 / ") }
  }

  /// A “q” that is pasted is no wish to quit.
  @Test func paste() throws {
    let terminal = try started()
    try terminal.paste("q\nq")
    try terminal.keys("Right")
    try terminal.waitFor { $0.contains("2 / ") }
  }

  /// The end of a paste may get lost on the way: after a while it is over all the same.
  @Test func pasteWithoutEnd() throws {
    let terminal = try started()
    try terminal.type("\u{1b}[200~q")
    try terminal.waitFor { $0.contains("paste") }
    try terminal.keys("Right")
    try terminal.waitFor { $0.contains("2 / ") }
  }

  @Test func unknownSequencesDoNothing() throws {
    let terminal = try started()
    try terminal.type("\u{1b}[27;5;113~\u{1b}[113;5q")
    try terminal.keys("F5", "Right")
    try terminal.waitFor { $0.contains("2 / ") }
  }
}
