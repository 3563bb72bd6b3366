import TestSupport
import Testing

/// The window changes its size while the picture moves: what is shown afterwards is the whole picture
/// of that size, as `draw` prints it and as Ctrl-L paints it anew.
@Suite(.whenAsked) struct ResizeTests {
  /// 300 in all, three at a time.
  @Test(arguments: 1...4) func seventyFiveChanges(seed: Int) throws {
    var random = RandomBytes(seed: seed)
    let command = try Program.quick()
    let sizes = (0..<12).map { _ in (columns: random.number(60...140), rows: random.number(16...50))
    }
    let pictures = sizes.map { ResizeTests.picture(command, columns: $0.columns, rows: $0.rows) }
    let terminal = try Tmux(command: command)
    try terminal.waitFor(Program.isSettled)
    for round in 1...25 {
      let choice = (0..<3).map { _ in random.number(0...sizes.count - 1) }
      try terminal.keys("Space")
      for (change, size) in choice.enumerated() {
        // With and without a key between two changes.
        if change != random.number(1...2) { try terminal.keys(random.pick(["Right", "Left"])) }
        try terminal.resize(sizes[size].columns, sizes[size].rows)
      }
      // At the beginning nothing moves.
      try terminal.keys("Home")
      do {
        try terminal.waitFor { $0 == pictures[choice[2]] }
        try terminal.keys("C-l")
        try terminal.waitFor { $0 == pictures[choice[2]] }
      } catch {
        let story = "seed \(seed), round \(round), sizes \(choice.map { sizes[$0] })"
        Issue.record("\(story): \(error)\nit was to be\n\(pictures[choice[2]])")
        return
      }
    }
    try terminal.keys("q")
    #expect(try terminal.exitCode() == 0)
    #expect(try terminal.modes() == "010")
  }

  /// The first picture of the command's chapter, without blanks at the ends of rows.
  private static func picture(_ command: [String], columns: Int, rows: Int) -> String {
    // The program, then options and what they are; the last names the chapter.
    let options = command.dropFirst().dropLast(2)
    let drawn = Program.run(
      [command[0], "draw", "4", "--size", "\(columns)x\(rows)"] + options)
    return drawn.output.split(separator: "\n", omittingEmptySubsequences: false)
      .map { row in String(row.reversed().drop { $0 == " " }.reversed()) }
      .joined(separator: "\n")
  }
}
