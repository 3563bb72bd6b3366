import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// Whoever points at a number of a picture is told all its digits.
///
/// What counts are numbers that are rounded: with a point, in per cent, or as a power of ten. Whole numbers
/// stand there with all their digits, and so do those with as many as a Double has.
@MainActor @Suite struct UnreadNumbersTests {
  @Test(arguments: Visit.numbers) func everyRoundedNumber(chapter: Int) throws {
    var person = try Person(chapter: chapter, Size(100, 30))
    var unread: [String] = []
    var needed: Set<String> = []
    // What a question shows is its answer’s to tell.
    for (index, beat) in person.beats.enumerated() where !beat.isCheckpoint {
      person.enter(beat: index)
      for found in numbers(person.picture) {
        if let exception = UnreadNumbersTests.exceptions.first(where: {
          ($0.chapter ?? chapter) == chapter && $0.is(found, beat.id)
        }) {
          needed.insert(exception.why)
        } else {
          unread.append("\(beat.id): \(found.number) in “\(found.line)”")
        }
      }
    }
    #expect(unread.isEmpty, "tell nothing:\n\(unread.joined(separator: "\n"))")
    let own = UnreadNumbersTests.exceptions.filter { $0.chapter == chapter }
    #expect(own.allSatisfy { needed.contains($0.why) }, "an exception that is needed no more")
  }

  private struct Found {
    let number: String
    let line: String
  }

  /// The rounded numbers of the stage that tell nothing, each with its line.
  private func numbers(_ picture: Canvas) -> [Found] {
    let lines = (0..<picture.size.height).map { y in
      let glyphs = (0..<picture.size.width).map { x in
        let glyph = picture[x, y].glyph
        return glyph == Cell.continuation ? " " : glyph
      }
      return String(String.UnicodeScalarView(glyphs))
    }
    let rule = String(repeating: "─", count: picture.size.width)
    let top = (lines.firstIndex(of: rule) ?? 0) + 1
    let bottom = lines.lastIndex(of: rule) ?? lines.count
    let pattern = /\d[\d,]*(\.\d+)?(e[+-]\d+|%| ?× ?10\^-?\d+)|\d[\d,]*\.\d+/
    return (top..<bottom).flatMap { y in
      lines[y].matches(of: pattern).compactMap { match in
        let number = String(match.output.0)
        let x = lines[y].distance(from: lines[y].startIndex, to: match.range.lowerBound)
        let isTold = (x..<x + number.count).contains { picture.number(at: Point($0, y)) != nil }
        // Labels of an axis stand before its line.
        let isLabel = lines[y][match.range.upperBound...].hasPrefix("│")
        let isWhole = number.count(where: \.isNumber) >= 15
        return isTold || isLabel || isWhole ? nil : Found(number: number, line: lines[y])
      }
    }
  }

  /// Numbers that may stand there without telling anything.
  private struct Exception: Sendable {
    /// In which chapter and at which beats; everywhere where nil.
    var chapter: Int?
    var beats: Set<String> = []
    /// The line holds one of these words, or the number is one of these.
    var words: [String] = []
    var numbers: Set<String> = []
    let why: String

    func `is`(_ found: Found, _ beat: String) -> Bool {
      (chapter == nil || beats.contains(beat))
        && (numbers.contains(found.number) || words.contains(where: found.line.contains))
    }
  }

  private static let exceptions: [Exception] = [
    .init(numbers: ["0%", "100%"], why: "nothing and all of it are exact"),
    .init(
      chapter: 4, beats: ["temperature"], numbers: ["0.5", "1.0", "2.0"],
      why: "the temperatures that are compared are exact"),
    .init(
      chapter: 5, beats: ["positions"], words: ["and back: "], why: "the sum above it once more"),
    .init(
      chapter: 5, beats: ["yardsticks"], words: ["The sets differ by luck"],
      why: "how far two numbers above it are apart"),
    .init(
      chapter: 5, beats: ["yardsticks", "among"], numbers: ["1.5", "2.0", "3.5", "4.5"],
      why: "the ends of an axis"),
    .init(
      chapter: 6, beats: ["question", "nudge", "parameter"],
      numbers: ["0.1", "0.01", "0.001"], why: "the moves that are tried are exact"),
    .init(chapter: 6, beats: ["walk"], numbers: ["0.2"], why: "a constant is named by its value"),
    .init(chapter: 7, beats: ["norm"], numbers: ["0.00001"], why: "ε is exact"),
    .init(
      chapter: 9, beats: ["change"], numbers: ["0.1"], why: "the move that is spoken of is exact"),
    .init(chapter: 10, beats: ["runs"], words: ["at temperature 0.5"], why: "it is exact"),
    .init(
      chapter: 10, beats: ["adam"], numbers: ["0.85", "0.99"],
      why: "β₁ and β₂ in the formulas are exact"),
    .init(
      chapter: 10, beats: ["after"], words: ["The loss changed by"],
      why: "the difference of two numbers as they are shown"),
    .init(
      chapter: 11, beats: ["temperature"], numbers: ["0.2", "0.5", "1.0", "2.0"],
      why: "the temperatures that are compared are exact"),
    .init(
      chapter: 12, beats: ["race"], words: ["a step takes", "CPython 3.11"],
      why: "a race takes other times whenever it is run"),
    .init(
      chapter: 12, beats: ["here"], words: ["years", "operations a", "by the exact one"],
      why: "estimates: more digits would say nothing"),
    .init(
      chapter: 12,
      beats: ["own", "gpt-1", "gpt-2-small", "gpt-2-xl", "gpt-3", "llama-3-1", "deepseek-v3"],
      words: ["Llama 3.1", "GPT", "DeepSeek", "6·N·D", "times its operations", "arXiv"],
      why: "sizes of other models, rounded as their sources give them"),
  ]
}
