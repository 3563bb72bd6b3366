import Testing

/// The explorer and its pictures take the options of a run, and refuse what makes no sense as
/// training does: in one line, before the screen is touched.
@Suite struct ExploreTests {
  private static let refusals = [
    ("--steps 0", "--steps is 0; it must be from 1 to 10000000"),
    (
      "--seed x",
      "The value 'x' is invalid for '--seed <number>': give a whole number such as 12 (--help lists what there is)"
    ),
    ("--n-layer 1001", "--n-layer is 1001; it must be from 1 to 1000"),
    (
      "--n-embd 18",
      "--n-embd 18 can't be shared among --n-head 4 heads; "
        + "choose a width that is a multiple of the heads"
    ),
    ("--n-head -4", "--n-head is -4; it must be from 1 to 1000000"),
    ("--block-size 0", "--block-size is 0; it must be from 1 to 1000000"),
    ("--learning-rate -1", "--learning-rate is -1.0; it must be above 0 and at most 100"),
    ("--beta1 1.5", "--beta1 is 1.5; it must be from 0 to below 1"),
    ("--name 7", "--name 7: “7” is in none of the names; use the characters of the data"),
  ]

  @Test(arguments: ["explore", "draw 2"], refusals)
  func refused(command: String, options: (arguments: String, line: String)) throws {
    let made = try Command("\(command) \(options.arguments)", in: Folder())
    #expect(made.exitCode != 0)
    #expect(made.output == "")
    #expect(made.error == "microgpt-tui: \(options.line)\n")
  }

  /// The answer names the value, also where it could be taken for an option.
  @Test(arguments: [
    ("draw -1", "there is no chapter -1; choose one of "),
    ("draw --ascii -1 --beat 2", "there is no chapter -1; choose one of "),
    ("--chapter -1", "there is no chapter -1; choose one of "),
    ("draw 2 --beat -1", "chapter 2 has no beat -1; choose one from 1 to "),
    ("draw 2 --moment -1", "--moment is -1; it must be from 0 to 1000"),
    ("draw 2 --moment 21 --steps 20", "--moment is 21; it must be from 0 to 20"),
    ("draw 2 --size -1", "The value '-1' is invalid for '--size <COLUMNSxROWS>': give columns x "),
    (
      "draw 2 --color -8", "The value '-8' is invalid for '--color <color>'. Please provide one of "
    ),
    ("draw 2 --name -x", "--name -x: “-” is in none of the names; use the characters of the data"),
    ("train --engine -f", "The value '-f' is invalid for '--engine <engine>'. Please provide "),
    ("draw --beat -1", "Missing expected argument '<chapter>' (--help lists what there is)"),
    ("train -1", "Unknown option '-1' (--help lists what there is)"),
  ]) func valuesBelowZero(arguments: String, line: String) throws {
    let made = try Command(arguments, in: Folder())
    #expect(made.exitCode != 0)
    #expect(made.output == "")
    #expect(made.error.hasPrefix("microgpt-tui: \(line)"))
    #expect(made.error.split(separator: "\n").count == 1)
  }

  @Test func tooLargeToBeExplored() throws {
    let made = try Command("--n-embd 100000 --n-layer 100", in: Folder())
    #expect(made.exitCode == 1)
    #expect(made.error.hasPrefix("microgpt-tui: this model needs about "))
  }

  /// Where keys would wait, the explorer says what is too large, before the screen is touched.
  @Test(arguments: [
    (
      "--n-embd 640 --n-layer 2",
      "--n-embd 640 and --n-layer 2 make a model that is too large to be explored: more than "
        + "8,000,000 parameters; microgpt-tui train takes it"
    ),
    (
      "--n-embd 256 --block-size 256",
      "--block-size 256 is too large to be explored with --n-embd 256 and 27 tokens; "
        + "microgpt-tui train takes it"
    ),
  ]) func tooLargeForKeys(arguments: String, line: String) throws {
    let made = try Command(arguments, in: Folder())
    #expect(made.exitCode != 0)
    #expect(made.output == "")
    #expect(made.error == "microgpt-tui: \(line)\n")
  }

  /// The run that is drawn is the one that was asked for.
  @Test func picturesOfAnotherRun() throws {
    let folder = try Folder()
    func draw(_ options: String) throws -> String {
      let made = try Command("draw 10 --color none --steps 20 \(options)", in: folder)
      #expect(made.exitCode == 0 && made.error == "")
      return made.output
    }
    let standard = try draw("")
    #expect(standard.contains("20"))
    #expect(try draw("--engine exact") == standard)
    for other in ["--seed 7", "--learning-rate 0.1", "--n-embd 8", "--beta1 0", "--steps 21"] {
      #expect(try draw(other) != standard, "\(other)")
    }
  }

  /// A picture looks as its options say, whatever the environment and the settings file say.
  @Test func looksOfPictures() throws {
    let folder = try Folder()
    func draw(_ options: String) throws -> String {
      let made = try Command(
        "draw 10 --steps 20 \(options)", in: folder,
        environment: "NO_COLOR=1 COLORTERM=truecolor XDG_CONFIG_HOME=/dev/null")
      #expect(made.exitCode == 0 && made.error == "")
      return made.output
    }
    let plain = try draw("")
    #expect(!plain.contains("\u{1b}") && plain.contains { $0 > "\u{2800}" && $0 <= "\u{28ff}" })
    #expect(try draw("--theme mono --color full") == plain)
    #expect(try draw("--color full").contains("48;2;16;20;24m"))
    #expect(try draw("--color full --theme light").contains("48;2;251;250;247m"))
    let own = try draw("--color full --theme terminal")
    #expect(!own.contains(/[34]8;[25];/) && own.contains(/\u{1b}\[[0-9;]*9[1-6]m/))
    let blocks = try draw("--plot block")
    #expect(!blocks.contains { $0 >= "\u{2800}" && $0 <= "\u{28ff}" })
    #expect(blocks.contains { "▖▗▘▝".contains($0) })
  }
}
