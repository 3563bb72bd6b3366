import Foundation
import TestSupport
import Testing

/// Which colours the program uses, and how it finds that out.
@Suite struct ColourTests {
  private func screen(
    _ environment: [String: String] = [:], _ arguments: String...
  ) throws -> String {
    let terminal = try Tmux(command: [Program.path] + arguments, environment: environment)
    try terminal.waitFor { $0.contains("q quit") }
    return try terminal.colouredScreen()
  }

  private let all = "38;2;"

  @Test(arguments: ["truecolor", "24bit"]) func allColours(value: String) throws {
    #expect(try screen(["COLORTERM": value]).contains(all))
  }

  @Test func notAllColours() throws {
    #expect(try !screen(["COLORTERM": "yes"]).contains(all))
    #expect(try !screen(["COLORTERM": "truecolor", "NO_COLOR": "1"]).contains(";2;"))
    #expect(try !screen(["COLORTERM": "truecolor"], "--color", "256").contains(all))
    // GNU Screen hands the variable on, and doesn't know such colours.
    #expect(
      try !screen(["COLORTERM": "truecolor", "STY": "1.screen", "TMUX": ""]).contains(all))
  }

  /// What a person says counts more than the environment.
  @Test func asked() throws {
    #expect(try screen([:], "--color", "full").contains(all))
    #expect(try screen(["NO_COLOR": "1"], "--color", "full").contains(all))
    let mono = try screen(["COLORTERM": "truecolor"], "--theme", "mono")
    #expect(!mono.contains(/\[[349][0-8][;m]/))
    #expect(mono.contains(/[;\[]7m/), "what is chosen is reversed")
    let own = try screen(["COLORTERM": "truecolor"], "--theme", "terminal")
    #expect(!own.contains("8;5;") && !own.contains("8;2;") && own.contains(/\[9[0-7]m/))
  }

  @Test func settingsFile() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("microgpt-\(UInt32.random(in: 0...(.max)))")
    defer { try? FileManager.default.removeItem(at: folder) }
    let own = folder.appendingPathComponent("microgpt-tui")
    try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
    let file = own.appendingPathComponent("config.toml")
    let environment = ["XDG_CONFIG_HOME": folder.path, "NO_COLOR": "1"]

    try "theme = \"light\"\ncolor = \"full\"\n".write(to: file, atomically: true, encoding: .utf8)
    let lightGround = "48;2;251;250;247"
    #expect(try screen(environment).contains(lightGround))
    #expect(try !screen(environment, "--theme", "dark").contains(lightGround))

    try "theme = \"lihgt\"\n".write(to: file, atomically: true, encoding: .utf8)
    let terminal = try Tmux(width: 200, command: [Program.path], environment: environment)
    try terminal.waitFor { $0.contains("q quit") }
    try terminal.keys("q")
    #expect(try terminal.exitCode() == 0)
    let words = try terminal.screen()
    #expect(words.contains("microgpt-tui: \(file.path), line 1: theme is lihgt; choose one of "))
  }

  private let question = "\u{1b}]11;?\u{1b}\\\u{1b}[c"

  /// Nobody waits for the answer; when it comes the picture follows it, and no key is made of it.
  @Test func terminalsGround() throws {
    let terminal = try PseudoTerminal(command: Program.quick())
    try terminal.settle()
    #expect(terminal.count(of: question) == 1)
    let painted = "48;5;233m"
    #expect(terminal.text.contains(painted), "the ground is not known yet")
    terminal.forget()
    try terminal.waitForPictures {
      try terminal.type("\u{1b}]11;rgb:ffff/ffff/ffff\u{1b}\\\u{1b}[?62;22c")
    }
    try terminal.askForPicture()
    #expect(!terminal.text.contains(painted))
    #expect(terminal.text.contains("38;5;26m"), "the blue of headings on white")
    #expect(!terminal.text.contains("48;5;231m"), "the ground is the terminal's own")
    try terminal.type("q")
    #expect(try terminal.faultsOfEnd([0]) == [])
  }

  @Test(arguments: [["NO_COLOR": "1"], ["TERM": "vt100"], ["TERM": "linux"]])
  func notAsked(environment: [String: String]) throws {
    let terminal = try PseudoTerminal(command: Program.quick(), environment: environment)
    try terminal.wait("a picture was to be shown") {
      terminal.count(of: PseudoTerminal.pictureEnd) > 0
    }
    #expect(terminal.count(of: question) == 0)
  }

  /// With a description of the terminal that is made here its keys are the same, and it is given back.
  @Test func ownDescription() throws {
    let terminal = try PseudoTerminal(
      command: Program.quick(), environment: ["COLORTERM": "truecolor"])
    try terminal.settle()
    #expect(terminal.text.contains("38;2;"))
    try terminal.waitForPictures { try terminal.type("\u{1b}OC") }
    try terminal.type("q")
    #expect(try terminal.faultsOfEnd([0]) == [])
  }

  /// Within a picture no colour is set that is set already.
  @Test(arguments: ["", "truecolor"]) func noColourIsSetTwice(value: String) throws {
    let terminal = try PseudoTerminal(
      command: Program.quick(), environment: ["COLORTERM": value])
    try terminal.settle()
    var counts = [0, 0]
    for picture in terminal.text.components(separatedBy: PseudoTerminal.pictureBegin) {
      // Of words, and behind them; empty where it is not known.
      var set: [Substring] = ["", ""]
      for style in picture.matches(of: /\u{1b}\[([0-9;]*)m/).map(\.output.1) {
        let kind = style.hasPrefix("38;") ? 0 : style.hasPrefix("48;") ? 1 : nil
        if let kind {
          #expect(set[kind] != style)
          set[kind] = style
          counts[kind] += 1
        } else if style != "1" && style != "4" && style != "7" {
          set = ["", ""]
        }
      }
    }
    #expect(counts.allSatisfy { $0 > 20 })
  }
}
