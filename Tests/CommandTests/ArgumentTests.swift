import Testing

@testable import microgpt_tui

@Suite struct ArgumentTests {
  @Test(arguments: [
    ("0", 0), ("-3", -3), ("+5", 5), ("9223372036854775807", .max),
    ("-9223372036854775808", .min),
  ]) func whole(text: String, number: Int) throws {
    #expect(try NumberArgument.whole(text) == number)
  }

  private static let range = "it must be from -9223372036854775808 to 9223372036854775807"

  @Test(arguments: [
    ("9223372036854775808", range), ("-12345678901234567890", range),
    ("+0000000000000000000000009999999999999999999", range),
    ("1e9", "give a whole number: 1000000000"), ("-2.50e2", "give a whole number: -250"),
    ("12.0", "give a whole number: 12"),
  ]) func almostWhole(text: String, words: String) throws {
    let error = #expect(throws: (any Error).self) { try NumberArgument.whole(text) }
    #expect(error.map { "\($0)" } == words)
  }

  @Test(arguments: ["", "-", "+", "x", "1.5", "1e30", "inf", "nan", " 1", "1,000", "٣", "1\u{301}"])
  func notWhole(text: String) throws {
    let error = #expect(throws: (any Error).self) { try NumberArgument.whole(text) }
    #expect(error.map { "\($0)" } == "give a whole number such as 12")
  }

  @Test func decimal() throws {
    #expect(try NumberArgument.decimal("-1.5e-3") == -0.0015)
    for text in ["", "0,5", "x", "1.5.2", " 1"] {
      let error = #expect(throws: (any Error).self) { try NumberArgument.decimal(text) }
      #expect(error.map { "\($0)" } == "give a number such as 0.5", "\(text)")
    }
  }

  /// Every option that takes a number says what it takes.
  @Test func everyNumber() throws {
    let run = ["seed", "steps", "n-layer", "n-embd", "n-head", "block-size"]
    let whole = [
      "train": run + ["samples"], "explore": run + ["chapter"], "draw 2": run + ["beat", "moment"],
      "inspect": run + ["moment"], "bench": ["rounds"],
    ]
    let folder = try Folder()
    for (command, options) in whole {
      for option in options {
        let made = try Command("\(command) --\(option) 1e9", in: folder)
        #expect(made.error.contains("'--\(option) <"))
        #expect(made.error.contains(">': give a whole number: 1000000000 (--help lists"))
      }
    }
    for option in ["learning-rate", "beta1", "beta2", "temperature"] {
      let made = try Command("train --\(option) 0,5", in: folder)
      #expect(made.error.contains("give a number such as 0.5"))
    }
  }

  /// The help still tells what holds where nothing is said.
  @Test func defaults() throws {
    let help = try Command("train --help", in: Folder()).output
    let words = help.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for (option, value) in [
      ("seed", "42"), ("steps", "1000"), ("n-layer", "1"), ("n-embd", "16"), ("n-head", "4"),
      ("block-size", "16"), ("learning-rate", "0.01"), ("beta1", "0.85"), ("beta2", "0.99"),
      ("samples", "20"), ("temperature", "0.5"),
    ] {
      let start = try #require(words.firstRange(of: "--\(option) <"))
      let rest = words[start.upperBound...]
      let end = rest.firstRange(of: " --")?.lowerBound ?? rest.endIndex
      #expect(rest[..<end].hasSuffix("(default: \(value))"))
    }
  }

  /// Whatever the environment says about the window, there is help, and it fits.
  @Test(arguments: [
    ("99999999", 80), ("9223372036854775807", 80), ("-5", 80), ("0", 80), ("x", 80), ("''", 80),
    ("1", 40), ("20", 40), ("50", 50), ("200", 200), ("1000", 200),
  ]) func widthOfHelp(columns: String, width: Int) throws {
    let folder = try Folder()
    let made = try Command("train --help", in: folder, environment: "COLUMNS=\(columns)")
    #expect(made.exitCode == 0 && made.error == "")
    let lines = made.output.split(whereSeparator: \.isNewline).map(\.count)
    // A word that is too long for the window stands alone.
    #expect(lines.contains { $0 > width * 3 / 4 } || width == 200)
    #expect(try #require(lines.max()) <= max(width, 53))
  }

  /// Arguments and the environment are printed with what a terminal would obey escaped.
  @Test(arguments: [
    ("--name A", "--name A: “U+1B” is in none of the names; use the characters of the data"),
    (
      "train --data A",
      "can't read A: No such file or directory; give a text file with one name a line"
    ),
    (
      "train --losses A/x --steps 1",
      "can't write --losses A/x: No such file or directory; choose another file"
    ),
    ("train A", "Unexpected argument 'A' (--help lists what there is)"),
    (
      "--generate-completion-script A",
      "Can't generate completion scripts for 'A'. Please use --generate-completion-script=<shell> "
        + "with one of: zsh bash fish (--help lists what there is)"
    ),
    (
      "bench --python A",
      "can't read --python A: No such file or directory; give the path of microgpt.py"
    ),
    (
      "help A",
      "there is no command 'A'; choose one of explore, progress, train, inspect, draw, bench "
        + "(--help lists what there is)"
    ),
  ]) func argumentsThatGiveOrders(arguments: String, line: String) throws {
    let argument = #""$(printf '\033[31m\302\233\342\200\256')""#
    let made = try Command(
      arguments.replacing("A", with: argument), in: Folder())
    #expect(made.exitCode != 0 && made.output == "")
    #expect(
      made.error
        == "microgpt-tui: \(line.replacing("A", with: #"\u{1B}[31m\u{9B}\u{202E}"#))\n")
  }
}
