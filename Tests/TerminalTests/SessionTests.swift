import Foundation
import TestSupport
import Testing

/// The program as a person uses it, in a real terminal.
@Suite struct SessionTests {
  private func started(
    _ arguments: [String] = [], width: Int = 80, height: Int = 24
  ) throws -> Tmux {
    let terminal = try Tmux(width: width, height: height, command: [Program.path] + arguments)
    try terminal.waitFor(modes: "101")
    // The model is trained while the person looks.
    try terminal.waitFor { $0.contains("trained 1,000 of 1,000 steps") }
    return terminal
  }

  /// The screen when it has come to rest: the same 50 times in a row. To look takes a program and two
  /// messages, so that this lasts longer where all is slow.
  private func settled(_ terminal: Tmux, _ words: String) throws -> String {
    var last = ""
    var count = 0
    return try terminal.waitFor { screen in
      count = screen == last ? count + 1 : 0
      last = screen
      return count >= 50 && screen.contains(words)
    }
  }

  @Test(arguments: [(80, 24), (200, 60)]) func aWholeVisit(width: Int, height: Int) throws {
    let terminal = try started(width: width, height: height)
    let first = try terminal.screen()
    #expect(first.contains("1. The dataset") && first.contains("name emma"))

    // A name, with a letter that there is not.
    try terminal.keys("e", "BSpace", "BSpace", "BSpace", "BSpace")
    try terminal.type("ol7ivia")
    try terminal.waitFor { $0.contains("name: olivia") }
    try terminal.keys("Enter")
    try terminal.waitFor { $0.contains("name olivia") && $0.contains(" 1 / 12") }

    // Forward, to the end of a movement, back.
    try terminal.keys("Right", "Right", "Right")
    try terminal.waitFor { $0.contains("3 / 12") || $0.contains("4 / 12") }
    try terminal.keys("Left", "Left", "Left", "Left")
    try terminal.waitFor { $0.contains("1 / 12") }

    // It plays by itself, until it is paused.
    try terminal.keys("Space")
    try terminal.waitFor { $0.contains("‖") && !$0.contains("1 / 12") }
    try terminal.keys("Space")
    try terminal.waitFor { !$0.contains("‖") }

    // What was seen of chapter 1 is asked before another one; nothing has to be answered.
    try terminal.keys("4")
    try terminal.waitFor { $0.contains("From chapter 1") && $0.contains("Space turn") }
    try terminal.keys("Space")
    try terminal.waitFor { $0.contains("knew it") }
    try terminal.keys("Escape")
    try terminal.waitFor { $0.contains("Six scores") }

    // A slider moves the probabilities; back again they are as before. exp(2) of 33.448 is 22.1%,
    // exp(3) of 46.145 is 43.5%.
    try terminal.keys("End", "Left", "Left", "Left", "Left", "Left", "Left")
    let before = try settled(terminal, "Divide by the total")
    #expect(before.contains("22.1%"), "the example's first probability")
    try terminal.type("++++++++++")
    try terminal.waitFor { $0.contains("43.5%") && !$0.contains("22.1%") }
    try terminal.type("----------")
    try terminal.waitFor { $0 == before }

    // Training starts over and plays.
    try terminal.type("g10")
    try terminal.keys("Enter")
    try terminal.waitFor { $0.contains("10. Learning") && $0.contains("From chapter 4") }
    try terminal.keys("Escape")
    try terminal.waitFor { $0.contains("10. Learning") && $0.contains("q quit") }
    try terminal.type("r")
    try terminal.waitFor { $0.contains("trained 0 of 1,000 steps") }
    // So slowly that it is still under way when it is paused, however long it takes to look.
    try terminal.type("--")
    try terminal.waitFor { $0.contains(" 5 steps a second") }
    try terminal.keys("Space")
    try terminal.waitFor { $0.contains(/training ▶ \d\d+ of 1,000 steps/) }
    try terminal.keys("Space")
    // Both: a screen may be read while a picture is half drawn.
    try terminal.waitFor {
      !$0.contains("‖") && $0.contains(/trained [1-9]\d+ of 1,000 steps/)
    }
    try terminal.keys("End")
    let picture = try settled(terminal, "trained 1,000 of 1,000 steps")

    // Another size, and the same again.
    try terminal.resize(61, 17)
    try terminal.waitFor { $0 != picture }
    try terminal.resize(width, height)
    try terminal.waitFor { $0 == picture }

    try terminal.keys("q")
    #expect(try terminal.exitCode() == 0)
    #expect(try terminal.modes() == "010")
    let settings = terminal.lineSettings()
    #expect(settings.before != nil && settings.before == settings.after)
  }

  @Test func theMouse() throws {
    let terminal = try started()
    func place(of words: String) throws -> (x: Int, y: Int) {
      let rows = try terminal.screen().split(separator: "\n", omittingEmptySubsequences: false)
      let y = try #require(rows.firstIndex { $0.contains(words) })
      let start = try #require(rows[y].firstRange(of: words)?.lowerBound)
      return (rows[y].distance(from: rows[y].startIndex, to: start) + 1, y)
    }
    let tab = try place(of: " 11")
    try terminal.click(tab.x, tab.y)
    try terminal.waitFor { $0.contains("11. Making things up") }
    let forward = try place(of: "forward")
    try terminal.click(forward.x, forward.y)
    try terminal.waitFor { $0.contains(" 2 / ") }
    let quit = try place(of: "q quit")
    try terminal.click(quit.x, quit.y)
    #expect(try terminal.exitCode() == 0)
  }

  /// A "q" in pasted text is no key.
  @Test func pasting() throws {
    let terminal = try started()
    try terminal.paste("qqq\n")
    try terminal.waitFor { $0.contains("paste") }
    try terminal.keys("e", "BSpace", "BSpace", "BSpace", "BSpace")
    try terminal.waitFor { $0.contains("name:") && $0.contains("name (none)") }
    try terminal.paste("anna")
    try terminal.waitFor { $0.contains("name: anna") }
  }

  @Test func leavingWhileItTrains() throws {
    let terminal = try Tmux(command: [Program.path])
    try terminal.waitFor(modes: "101")
    try terminal.keys("q")
    #expect(try terminal.exitCode() == 0)
    #expect(try terminal.modes() == "010")
  }

  /// Whatever is pressed, the program still answers, and leaves when it is asked to.
  @Test func randomKeys() throws {
    let terminal = try started()
    let keys = [
      "Left", "Right", "Up", "Down", "Home", "End", "Tab", "BTab", "Enter", "BSpace", "DC", "PPage",
      "NPage", "Space", "a", "e", "z", "1", "4", "g", "0", "[", "]", "{", "}", "+", "-", "<", ">",
      "c", "m", "?", "/", "x", "r", "é", "山", "F5", "C-l", "M-x",
    ]
    var state: UInt64 = 7
    for _ in 0..<40 {
      let some = (0..<25).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return keys[Int(state >> 33) % keys.count]
      }
      for key in some { try terminal.keys(key) }
      if state % 3 == 0 {
        try terminal.resize(20 + Int(state >> 40) % 100, 5 + Int(state >> 50) % 40)
      }
    }
    try terminal.resize(80, 24)
    // Out of whatever is open; then it leaves.
    try terminal.wait("Escape was to close all") {
      try terminal.keys("Escape")
      return try terminal.screen().contains("q quit")
    }
    try terminal.keys("q")
    #expect(try terminal.exitCode() == 0)
    #expect(try terminal.modes() == "010")
  }

  // MARK: - Without a terminal

  @Test(arguments: ["2", "3", "4", "10", "11"], ["80x24", "100x30", "61x17"])
  func draw(chapter: String, size: String) {
    let parts = size.split(separator: "x").compactMap { Int($0) }
    let outcome = Program.run([
      Program.path, "draw", chapter, "--size", size, "--color", "none", "--beat", "2",
    ])
    #expect(outcome.code == 0)
    #expect(!outcome.output.contains("\u{1b}"))
    let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == parts[1] + 1 && lines.last == "")
    #expect(lines.dropLast().allSatisfy { $0.count == parts[0] })
  }

  @Test func drawingInASCIIAndColour() {
    let plain = Program.run([Program.path, "draw", "11", "--ascii"])
    #expect(plain.code == 0)
    #expect(plain.output.unicodeScalars.allSatisfy { $0.isASCII })
    let coloured = Program.run([Program.path, "draw", "11", "--color", "256"])
    #expect(coloured.output.contains("\u{1b}[38;5;") || coloured.output.contains(";38;5;"))
  }

  @Test(arguments: [
    (["draw", "99"], "no chapter 99"), (["draw", "0"], "no chapter 0"),
    (["draw", "-1"], "chapter"), (["draw", "two"], "two"), (["draw"], "chapter"),
    (["draw", "2", "--beat", "99"], "no beat 99"), (["draw", "2", "--beat", "0"], "no beat 0"),
    (["draw", "2", "--size", "80"], "80"), (["draw", "2", "--size", "axb"], "axb"),
    (["draw", "2", "--size", "99999x9"], "99999x9"), (["draw", "2", "--size", "-1x-1"], "-1x-1"),
    (["draw", "2", "--moment", "1001"], "--moment is 1001"),
    (["draw", "2", "--moment", "-1"], "--moment is -1"), (["draw", "2", "--color", "7"], "7"),
    (["draw", "2", "--name", "Em-ma"], "“-”"), (["draw", "2", "--data", "/no/such"], "/no/such"),
    (["draw", "2", "more"], "more"), (["--chapter", "99"], "no chapter 99"),
    (["--name", "an na"], "“ ”"), (["--name", "é"], "“é”"), (["--no-such"], "--no-such"),
    (["no-such"], "no-such"),
  ])
  func badInput(arguments: [String], words: String) {
    let outcome = Program.run([Program.path] + arguments)
    #expect(outcome.code != 0 && outcome.code < 128)
    #expect(outcome.output.hasPrefix("microgpt-tui: "))
    #expect(outcome.output.contains(words), "\(outcome.output)")
    #expect(outcome.output.split(whereSeparator: \.isNewline).count == 1, "\(outcome.output)")
  }
}
