import Testing

/// What can't be written is told, by every command, and nothing is written to a wrong place.
@Suite struct OutputTests {
  private static let commands = [
    "train --steps 1 --samples 0", "train --steps 1 --losses -", "inspect --steps 1",
    "draw 2 --steps 1", "bench --rounds 1 --help", "--help", "--version", "help", "help train",
    "--generate-completion-script bash", "--experimental-dump-help",
  ]

  @Test(arguments: commands) func closed(command: String) throws {
    let folder = try Folder()
    let made = try Command("\(command) >&-", in: folder)
    #expect(made.exitCode == 1)
    #expect(made.error == "microgpt-tui: can't write the output: Bad file descriptor\n")
    let deaf = try Command("\(command) >&- 2>&- <&-", in: folder)
    #expect(deaf.exitCode == 1)
  }

  @Test(.enabled(if: hasFullDevice), arguments: commands) func full(command: String) throws {
    let made = try Command("\(command) >/dev/full", in: Folder())
    #expect(made.exitCode == 1)
    #expect(made.error == "microgpt-tui: can't write the output: No space left on device\n")
  }

  /// Linux has one.
  private static var hasFullDevice: Bool {
    #if os(Linux)
      true
    #else
      false
    #endif
  }

  /// The file for the losses does not become standard output where that is closed.
  @Test func lossesBesideClosedOutput() throws {
    let folder = try Folder()
    let made = try Command("train --steps 1 --losses losses.csv >&-", in: folder)
    #expect(made.exitCode == 1)
    #expect(try folder.read("losses.csv") == "")
  }

  /// Losses that go to standard output are alone there, by whatever name it was given.
  @Test(arguments: ["-", "/dev/stdout", ".output"]) func losses(path: String) throws {
    let train = try Command(
      "train --steps 2 --engine exact --losses \(path)", in: Folder())
    #expect(train.exitCode == 0 && train.error == "")
    #expect(train.output == "step,loss\n1,3.307754501956893\n2,3.3395891658558257\n")
  }

  @Test func lossesToStandardError() throws {
    let train = try Command("train --steps 1 --engine exact --losses /dev/stderr", in: Folder())
    #expect(train.exitCode == 0)
    #expect(train.output.hasPrefix("num docs: 32952\n"))
    #expect(train.error == "step,loss\n1,3.307754501956893\n")
  }

  @Test(arguments: ["help nope", "help train nope", "help -x nope"])
  func helpAboutNothing(arguments: String) throws {
    let made = try Command(arguments, in: Folder())
    #expect(made.exitCode == 64)
    #expect(made.output == "")
    let line =
      "there is no command 'nope'; choose one of explore, progress, train, inspect, draw, bench "
      + "(--help lists what there is)"
    #expect(made.error == "microgpt-tui: \(line)\n")
  }

  /// Names that hold what a terminal would obey are printed with that escaped.
  @Test func dataThatGivesOrders() throws {
    let folder = try Folder()
    let name = "a\u{9b}\u{202e}\tb"
    try folder.write("names.txt", Array("\(name)\n".utf8))
    let train = try Command("train --data names.txt --steps 300 --samples 5", in: folder)
    #expect(train.output.hasSuffix("sample  5: a\\u{9B}\\u{202E}\\u{9}b\n"))
    let inspect = try Command("inspect --data names.txt --steps 1", in: folder)
    #expect(inspect.output.contains(#""labels":["BOS","a","\u009b","\u202e","\t","b","BOS"]"#))
    let draw = try Command(
      "draw 2 --beat 2 --data names.txt --steps 1 --color none", in: folder)
    #expect(draw.output.contains("a\u{fffd}\u{fffd}\u{fffd}b"))
    for text in [train.output, inspect.output, draw.output] {
      #expect(!text.unicodeScalars.contains { "\u{9b}\u{202e}\t".unicodeScalars.contains($0) })
    }
  }
}
