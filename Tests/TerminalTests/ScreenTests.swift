import Foundation
import TestSupport
import Testing

/// What the terminal and the environment are, the picture follows.
@Suite struct ScreenTests {
  private func started(
    width: Int = 80, height: Int = 24, _ environment: [String: String] = [:]
  ) throws -> Tmux {
    let terminal = try Tmux(
      width: width, height: height, command: [Program.path], environment: environment)
    try terminal.waitFor(modes: "101")
    // The last row.
    try terminal.waitFor { $0.contains("q quit") }
    return terminal
  }

  @Test func noColour() throws {
    let coloured = try started()
    #expect(try coloured.colouredScreen().contains("\u{1b}[38;5;"))
    let plain = try started(["NO_COLOR": "1"])
    let screen = try plain.colouredScreen()
    #expect(!screen.contains(/\[[349][0-8][;m]/), "no foreground or background is set")
    // An empty variable is as good as none.
    #expect(try started(["NO_COLOR": ""]).colouredScreen().contains("\u{1b}[38;5;"))
  }

  @Test func fewColours() throws {
    let terminal = try started(["TERM": "screen"])
    let screen = try terminal.colouredScreen()
    #expect(!screen.contains("38;5;"))
    #expect(screen.contains(/\[3[0-7]m/))
  }

  @Test(arguments: ["C", "POSIX"])
  func onlyASCII(locale: String) throws {
    let screen = try started(["LC_ALL": locale]).screen()
    #expect(screen.unicodeScalars.allSatisfy { $0.isASCII })
  }

  /// A locale that the system does not have is still one that asks for UTF-8.
  @Test func missingLocale() throws {
    let screen = try started(["LC_ALL": "xx_XX.UTF-8"]).screen()
    #expect(screen.unicodeScalars.contains { !$0.isASCII })
  }

  /// To the end and one beat back all is at rest at once, but for what travels there. On a busy machine
  /// a movement may be over before it is drawn for the first time: then it is looked for once more.
  @Test func motionIsOnUntilItIsSwitchedOff() throws {
    for arguments in [[], ["--motion", "off"]] {
      let terminal = try PseudoTerminal(command: Program.quick() + arguments)
      try terminal.settle()
      try terminal.type("\u{1b}[F")
      // The last page needs the model's scores, which may take longer than its first picture waits.
      try terminal.settle("real scores")
      func pictures() -> Int { terminal.count(of: PseudoTerminal.pictureEnd) }
      if arguments.isEmpty {
        try terminal.wait("something was to travel") {
          let before = pictures()
          try terminal.type("\u{1b}[D")
          if (try? terminal.wait(seconds: 2, "two pictures") { pictures() > before + 1 }) != nil {
            return true
          }
          try terminal.type("\u{1b}[C")
          try terminal.settle()
          return false
        }
      } else {
        let before = pictures()
        try terminal.waitForPictures { try terminal.type("\u{1b}[D") }
        // The others are those by which it is seen that nothing else comes.
        let asked = try terminal.settle()
        #expect(pictures() == before + 1 + asked)
      }
    }
  }

  #if os(Linux)
    /// A picture is written in one piece: the terminal need not wait for the rest of it.
    @Test func oneWriteAPicture() throws {
      let terminal = try PseudoTerminal(command: Program.quick())
      try terminal.settle()
      let before = (terminal.count(of: PseudoTerminal.pictureEnd), try writes(of: terminal))
      for key in ["\u{1b}[C", "\u{1b}[C", "\u{1b}[D", "\u{1b}[C", "\u{1b}[C", "\u{1b}[C"] {
        try terminal.waitForPictures { try terminal.type(key) }
      }
      let writes = try writes(of: terminal) - before.1
      // A picture that is still on its way was written before this one.
      try terminal.settle()
      let pictures = terminal.count(of: PseudoTerminal.pictureEnd) - before.0
      // What ncurses draws is written to a file first.
      #expect(writes <= 2 * pictures, "\(writes) writes for \(pictures) pictures")
    }

    /// How often a program has written something until now.
    private func writes(of terminal: PseudoTerminal) throws -> Int {
      let counts = try String(contentsOfFile: "/proc/\(terminal.process)/io", encoding: .utf8)
      let line = counts.split(separator: "\n").first { $0.hasPrefix("syscw: ") }
      return try #require(line.flatMap { Int($0.dropFirst("syscw: ".count)) })
    }
  #endif

  /// After many changes of size the picture is that of a program started at the last one.
  @Test func resizing() throws {
    let terminal = try Tmux(command: Program.quick())
    let picture = try terminal.waitFor(Program.isSettled)
    for round in 0..<60 {
      try terminal.resize(61 + round * 7 % 90, 17 + round * 5 % 40)
    }
    try terminal.resize(80, 24)
    try terminal.waitFor { $0 == picture }
    try terminal.resize(10, 3)
    try terminal.waitFor { !$0.contains("trained") && $0.contains { $0.isLetter } }
    try terminal.resize(80, 24)
    try terminal.waitFor { $0 == picture }
    try terminal.keys("q")
    #expect(try terminal.exitCode() == 0)
  }

  /// Shells leave these variables behind, and they are not always right.
  @Test func sizeOfTheEnvironment() throws {
    let picture = try Tmux(command: Program.quick()).waitFor(Program.isSettled)
    let terminal = try Tmux(
      command: Program.quick(), environment: ["COLUMNS": "30", "LINES": "5"])
    try terminal.waitFor { $0 == picture }
  }

  @Test(arguments: [
    (["TERM": "no-such-terminal"], "no-such-terminal"), (["TERM": "dumb"], "dumb"),
    (["TERM": ""], "TERM is not set"),
  ])
  func unusableTerminal(environment: [String: String], name: String) throws {
    let terminal = try Tmux(width: 200, command: [Program.path], environment: environment)
    #expect(try terminal.exitCode() != 0)
    let screen = try terminal.waitFor { $0.contains(name) }
    #expect(screen.split(whereSeparator: \.isNewline).count == 1)
    #expect(try terminal.modes() == "010")
  }

  @Test func noTerminalAtAll() {
    let outcome = Program.run([Program.path])
    #expect(outcome.code != 0)
    #expect(outcome.output.contains("standard input is not a terminal"))
    #expect(outcome.output.split(whereSeparator: \.isNewline).count == 1)
  }
}
