import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// Names of the training beside that of the reader, and what larger pieces cost.
@MainActor @Suite struct OtherNamesTests {
  @Test func theyGoTheSameWay() throws {
    var person = try Person(chapter: 2, Size(100, 30))
    let name = person.scene.run.document(ofStep: 0)
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz")
    let ids = name.map { letter in "\(alphabet.firstIndex(of: letter) ?? -1)" }
      .joined(separator: " ")
    let wanted = [
      "cut": name.map { "\($0)" }.joined(separator: "│"), "look-up": "\(name) → \(ids)",
      "wrap": "\(name) → 26 \(ids) 26", "back": "26 \(ids) 26 → \(name)",
    ]
    for (beat, words) in wanted {
      try person.enter(beat)
      #expect(person.sees(words), "\(beat)")
    }
    try person.enter("look-up")
    #expect(!person.sees("26 \(ids)"), "BOS is not spoken of yet")
  }

  /// Of a very long text the beginning is enough, and it does not seem to end there.
  @Test func longTexts() throws {
    let run = try Runs.of([String(repeating: "abc", count: 40), "ab"])
    var person = try Person(chapter: 2, Size(200, 60), run: run)
    try person.enter("wrap")
    let row = OtherNames(row: TokenRow(scene: person.scene, hasBOS: true))
    let lines = Area.picture(Size(400, 4)) { row.draw(in: $0) }.lines
    #expect(lines.joined().contains("3 0 1 2 0 1 2"))
    #expect(!lines.joined().contains("2 3  "))
    #expect(lines.joined().contains("ab → 3 0 1 3"))
  }

  @Test func costs() throws {
    var person = try Person(chapter: 2, Size(100, 30))
    try person.enter("chunks")
    let bars = person.lines.filter { $0.contains("█") }.map { $0.split(separator: " ") }
    #expect(bars.compactMap(\.last) == ["27", "6", "100,277"])
  }
}
