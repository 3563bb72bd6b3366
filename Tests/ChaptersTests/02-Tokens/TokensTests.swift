import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// The name as a row of numbers.
@MainActor @Suite struct TokensTests {
  nonisolated private static let sizes = [Size(60, 16), Size(80, 24), Size(100, 30), Size(200, 60)]

  /// The ids come when they are looked up, not before.
  @Test func idsComeWhenTheyAreLookedUp() throws {
    var person = try Person(chapter: 2)
    for (beat, hasIDs) in [("cut", false), ("look-up", true), ("wrap", true)] {
      try person.enter(beat)
      let picture = person.lines[2..<17].joined(separator: "\n")
      #expect(picture.contains(/\ z 25\b/) == hasIDs, "\(beat)")
      #expect(picture.contains(/\ id +\d/) == hasIDs, "\(beat)")
      #expect(picture.contains("here \(beat == "wrap" ? 6 : 4) tokens"))
    }
  }

  /// As many rows of the token table are said to be shown as there are.
  @Test(arguments: sizes) func rowsOfTheTable(size: Size) throws {
    for name in ["emma", "a", "maximilianalex"] {
      var person = try Person(chapter: 2, name: name, size)
      person.visit.wantsCode = false
      try person.enter("labels")
      let start = try #require(person.lines.firstIndex { $0.contains(" rows") })
      let words = try #require(person.lines[start].firstMatch(of: /\b(\d+ of|all) its 27 rows/))
      let shown = person.lines[(start + 1)..<(size.height - 7)].filter {
        $0.contains(/^ +(BOS|[a-z]) +\d+\s/)
      }
      let isWhole = words.1 == "all"
      #expect(isWhole || words.1 == "\(shown.count) of")
      let tokens = isWhole ? 27 : Set(person.scene.tokens).count
      let more = person.lines.compactMap { $0.firstMatch(of: /… and (\d+) more/).map { $0.1 } }
      #expect(shown.count + (more.first.flatMap { Int($0) } ?? 0) == tokens)
    }
  }
}
