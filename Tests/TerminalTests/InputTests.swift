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

  /// The mouse over a number tells it; beside it, what stood there is back.
  @Test func pointing() throws {
    let terminal = try Tmux(command: Program.quick())
    let before = try terminal.waitFor(Program.isSettled)
    let number = try place(of: "0.500", in: before)
    try terminal.type("\u{1b}[<35;1;1M\u{1b}[<35;\(number.x + 1);\(number.y + 1)M")
    try terminal.waitFor { $0.contains("logit of “c”  0.5") }
    try terminal.type("\u{1b}[<35;1;1M")
    try terminal.waitFor { $0 == before }
  }

  /// A key leaves the mouse to the terminal, and takes it back.
  @Test func freeingTheMouse() throws {
    let terminal = try started()
    try terminal.waitFor(modes: "101")
    try terminal.keys("M")
    try terminal.waitFor(modes: "100")
    try terminal.keys("M")
    try terminal.waitFor(modes: "101")
    let without = try Tmux(command: [Program.path, "--chapter", "2", "--mouse", "off"])
    try without.waitFor { $0.contains("1 / ") }
    #expect(try without.modes() == "100")
    try without.keys("M")
    try without.waitFor(modes: "101")
    try without.keys("q")
    try without.waitFor(modes: "010")
  }

  /// The cursor is shown while one types, where the next character will stand.
  @Test func theCursor() throws {
    let terminal = try started()
    try terminal.waitFor(modes: "101")
    try terminal.keys("e")
    try terminal.waitFor(modes: "111")
    try terminal.keys("b")
    let screen = try terminal.waitFor { $0.contains("Your name: b") }
    let label = try place(of: "Your name: b", in: screen)
    try terminal.wait("the cursor was to stand behind what is typed") {
      try terminal.cursor() == (label.x + 12, label.y)
    }
    try terminal.keys("Escape")
    try terminal.waitFor(modes: "101")
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
