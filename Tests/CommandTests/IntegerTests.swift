import Testing

/// Whatever whole number an option is given: a right answer or one clear line, never a trap.
@Suite struct IntegerTests {
  private static let ends = [Int.min, -1, 0, 1, (1 << 53) + 1, .max]
  /// One more than there is.
  private static let beyond = ["-9223372036854775809", "9223372036854775808"]

  private static let ofARun = [
    "seed", "steps", "n-layer", "n-embd", "n-head", "block-size",
  ]
  private static let commands: [(command: String, options: [String])] = [
    ("explore", ofARun + ["chapter"]),
    ("draw 10", ofARun + ["beat", "moment"]),
    ("train", ofARun + ["samples"]),
    ("inspect", ofARun + ["moment"]),
    ("bench", ["rounds"]),
  ]

  @Test(arguments: commands) func everyOptionAtItsEnds(command: String, options: [String]) throws {
    let folder = try Folder()
    try folder.write("names", Array("ab\nba\n".utf8))
    for option in options {
      // Of an option that is given twice the last one counts.
      let run =
        command == "bench"
        ? "" : "--data names --steps 1 --n-embd 4 --n-head 1 --block-size 4"
      for number in numbers(for: option) {
        let made = try Command("\(command) \(run) --\(option) \(number)", in: folder)
        let what = "\(command) --\(option) \(number): \(made.exitCode), \(made.error)"
        if made.exitCode == 0 {
          #expect(made.output != "" && made.error == "", "\(what)")
        } else {
          #expect(made.exitCode < 128, "\(what)")
          #expect(made.error.hasPrefix("microgpt-tui: "), "\(what)")
          #expect(made.error.split(separator: "\n").count == 1, "\(what)")
          #expect(made.output == "", "\(what)")
        }
      }
    }
  }

  /// But for what is a measurement that takes long.
  private func numbers(for option: String) -> [String] {
    IntegerTests.ends.filter { option != "rounds" || $0 != 1 }.map(String.init)
      + IntegerTests.beyond
  }

  @Test(arguments: ends.filter { $0 != 1 }) func chapters(number: Int) throws {
    let made = try Command("draw \(number)", in: Folder())
    #expect(made.exitCode == 1 && made.output == "")
    #expect(made.error.hasPrefix("microgpt-tui: there is no chapter \(number); choose one of "))
    #expect(made.error.split(separator: "\n").count == 1)
  }

  /// A seed is shown with all its digits.
  @Test(arguments: [Int.min, (1 << 53) + 1, .max]) func seeds(seed: Int) throws {
    let folder = try Folder()
    try folder.write("names", Array("ab\nba\n".utf8))
    for size in ["80x24", "200x60"] {
      let made = try Command(
        "draw 10 --color none --data names --steps 1 --size \(size) --beat 2 --seed \(seed)",
        in: folder)
      #expect(made.exitCode == 0 && made.error == "")
      let digits = /seed *(-?\d+)/
      #expect(made.output.matches(of: digits).contains { $0.1 == String(seed) }, "\(size)")
    }
  }
}
