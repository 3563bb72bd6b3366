import TestSupport
import Testing

/// Numbers at their ends and beyond, and words that nobody means: the program does what is asked, or
/// says in one line why not.
@Suite(.whenAsked) struct ArgumentTests {
  private static let ends = [
    "-9223372036854775809", "-9223372036854775808", "-1", "0", "9007199254740993",
    "9223372036854775807", "9223372036854775808",
  ]
  /// What is no whole number, or none that there is a need for.
  private static let others = [
    "2147483648", "99999999999999999999", "1e9", "0x10", "１", "+1", "1.5", " 1", "", "nan",
    "\u{1b}[2J",
  ]

  /// A command with little to do, and its options that are whole numbers.
  struct Command: Sendable, CustomTestStringConvertible {
    let words: [String]
    let options: [String]
    var testDescription: String { words.joined(separator: " ") }
  }

  private static let run = [
    "--seed", "--steps", "--n-layer", "--n-embd", "--n-head", "--block-size",
  ]

  @Test(arguments: [
    Command(words: ["train", "--samples", "1"], options: run + ["--samples"]),
    Command(words: ["inspect"], options: run + ["--moment"]),
    Command(words: ["draw", "2"], options: run + ["--moment", "--beat"]),
    Command(words: ["explore"], options: run + ["--chapter"]),
    Command(words: ["bench"], options: ["--rounds"]),
  ]) func endsOfWholeNumbers(command: Command) {
    for option in command.options {
      for end in ArgumentTests.ends {
        let isShort = option == "--steps" || option == "--rounds"
        expectAnswer(
          command.words + (isShort ? [] : ["--steps", "1"]) + [option, end], mayFail: true)
      }
    }
  }

  @Test func endsOfChapters() {
    for end in ArgumentTests.ends + ArgumentTests.others {
      expectAnswer(["draw", "--steps", "1", end], mayFail: true)
    }
  }

  @Test(arguments: others) func noWholeNumbers(value: String) {
    for option in ["--seed", "--n-layer", "--block-size"] {
      expectAnswer(["train", "--samples", "1", "--steps", "1", option, value], mayFail: true)
    }
  }

  @Test(arguments: ["--learning-rate", "--beta1", "--beta2", "--temperature"])
  func endsOfNumbers(option: String) {
    for value in [
      "nan", "-nan", "inf", "-inf", "1e308", "1e-320", "-0.0", "0", "1", "0.9999999999999999",
      "100",
      "1e400", "0x1p3", "", "1,5", "½",
    ] {
      expectAnswer(["train", "--steps", "3", "--samples", "2", option, value], mayFail: true)
      guard option != "--temperature" else { continue }
      expectAnswer(["draw", "10", "--steps", "3", option, value], mayFail: true)
    }
  }

  @Test(arguments: [
    ["draw", "2", "--size", "0x0"], ["draw", "10", "--size", "1x1"],
    ["draw", "2", "--size", "1000x1000"], ["draw", "2", "--size", "9223372036854775807x1"],
    ["draw", "2", "--size", "80x24x2"], ["draw", "2", "--size", "-0x24"],
    ["draw", "2", "--name", ""], ["draw", "2", "--name", "\u{1b}]0;x\u{7}"],
    ["draw", "2", "--name", "a\u{301}"], ["draw", "2", "--name", "\u{202e}"],
    ["draw", "2", "--name", String(repeating: "emma", count: 10_000)],
    ["inspect", "--name", String(repeating: "emma", count: 1_000), "--steps", "1"],
    ["draw", "2", "--color", "\u{9b}1m"], ["draw", "2", "--data", ""],
    ["draw", "2", "--data", "\u{1b}[31m"], ["--no-such\u{1b}[1m"], ["help", "nope"],
    ["nope\u{85}\u{2028}"], ["--", "--"], [""], ["draw", ""], ["--chapter", "\u{feff}2"],
  ]) func otherWords(words: [String]) {
    expectAnswer(words, mayFail: true)
  }

  /// Output that can't be written is told, and is no success.
  @Test(
    arguments: [
      "draw 2", "train --steps 1", "inspect --steps 1", "--help", "--version", "help draw",
      "train --steps 1 --losses /dev/full",
    ], [">/dev/full", ">&-"]) func fullAndClosedOutput(words: String, output: String)
  {
    // The program in $0, and what it says to standard error to standard output.
    let outcome = Program.run(
      ["sh", "-c", "{ \"$0\" \(words) 3>&1 2>&3 3>&- \(output); }", Program.path])
    #expect((1..<128).contains(outcome.code))
    #expect(
      outcome.output.hasPrefix("microgpt-tui: ") && outcome.output.count { $0 == "\n" } == 1,
      "\(outcome.output.debugDescription)")
  }
}
