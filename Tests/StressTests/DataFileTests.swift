import TestSupport
import Testing

/// Whatever a file holds: the program takes it, or says in one line why not.
@Suite(.whenAsked) struct DataFileTests {
  @Test(arguments: SampleFiles.all + SampleFiles.large) func names(file: SampleFiles.Sample) throws
  {
    // With 100,000 characters each token of a made-up name is a choice among as many.
    let isLarge = file.bytes.count >= 100_000
    let few = ["--data", try file.path(), "--steps", "3"] + (isLarge ? ["--block-size", "4"] : [])
    expectAnswer(["train", "--samples", "5"] + few)
    for chapter in ["1", "3", "5", "6", "10", "11"] { expectAnswer(["draw", chapter] + few) }
    expectAnswer(["draw", "10", "--beat", "3", "--ascii"] + few)
    if !isLarge { expectAnswer(["inspect", "--block-size", "4"] + few) }
  }

  /// All chapters, with keys that use the name and the data.
  @Test(arguments: SampleFiles.all + SampleFiles.large) func visits(file: SampleFiles.Sample) throws
  {
    let terminal = try PseudoTerminal(explorer: ["--data", try file.path(), "--steps", "20"])
    try terminal.askForPicture()
    for chapter in ["1", "2", "3", "4", "5", "6", "g10\r", "g11\r", "g12\r"] {
      for keys in [
        chapter, "\u{1b}", "\u{1b}[F", " ", "l", "x", "\r", "]", "{", "e\u{7f}\u{7f}a\r", "R", "k+",
      ] {
        try terminal.type(keys)
        try terminal.askForPicture()
      }
    }
    try terminal.type([0x03])
    #expect(try terminal.faultsOfEnd([130]).isEmpty)
  }

  @Test(arguments: SampleFiles.wrong) func refused(file: SampleFiles.Sample) throws {
    for command in [["train"], ["draw", "2"], ["inspect"], ["explore"]] {
      let outcome = expectAnswer(command + ["--data", try file.path()], mayFail: true)
      #expect(outcome.code != 0)
    }
  }

  @Test(arguments: ["/dev/zero", "/dev/urandom", "/dev/null", "/", "/no/such/file"])
  func devices(path: String) {
    #expect(expectAnswer(["train", "--data", path], mayFail: true).code != 0)
  }

  /// Lines, blanks and characters of all kinds, and sometimes what is no text.
  @Test(arguments: 1...3) func randomFiles(seed: Int) throws {
    var random = RandomBytes(seed: seed)
    for index in 0..<20 {
      let pieces = (0..<random.number(0...60)).map { _ in random.pick(DataFileTests.pieces) }
      let file = SampleFiles.Sample(name: "random-\(seed)-\(index)", bytes: Array(pieces.joined()))
      expectAnswer(
        ["train", "--steps", "2", "--samples", "3", "--data", try file.path()], mayFail: true)
    }
  }

  private static let pieces: [[UInt8]] = {
    let texts = [
      "a", "b", "a\n", "\n", "\r", "\r\n", " ", "é", "e\u{301}", "山", "😀", "\u{feff}", "\u{85}",
      "\u{2028}", "\u{b}", "\u{1c}",
    ]
    // Each text three times as likely as a byte that no text has there.
    return (texts + texts + texts).map { Array($0.utf8) } + [[0xc3], [0x80]]
  }()
}
