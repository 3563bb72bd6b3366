import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// What the chapters look like, after the 1,000 steps of microgpt.py.
@MainActor @Suite struct GoldenTests {
  /// The checkpoints that are kept, one of each kind.
  private static let asked = ["check-place", "check-wrap", "check-build", "check-amounts"]

  /// All that is kept: every beat at 80×24, its movement over; the first beat of a chapter in more sizes.
  /// A file is named after the chapter, the beat and, where it is another one, the size.
  @Test func pictures() throws {
    var wanted = Set<String>()
    for chapter in Visit.numbers {
      var person = try Person(chapter: chapter)
      let taught = person.beats.filter { !$0.isCheckpoint || GoldenTests.asked.contains($0.id) }
      for (index, beat) in taught.enumerated() {
        try person.enter(beat.id)
        let sizes = [Size(80, 24)] + (index == 1 ? GoldenTests.others : [])
        for size in sizes {
          person.resize(size.width, size.height)
          let number = chapter < 10 ? "0\(chapter)" : "\(chapter)"
          let ending = size == Size(80, 24) ? "" : "-\(size.width)x\(size.height)"
          let name = "\(number)-\(beat.id)\(ending).txt"
          wanted.insert(name)
          try Golden.expect(person.picture, name)
        }
        person.resize(80, 24)
      }
    }
    try Golden.expectNoOthers(like: /^\d\d-/, than: wanted)
  }

  /// Comfortable, with the code beside the picture, large, and small.
  private static let others = [Size(100, 30), Size(120, 36), Size(200, 60), Size(60, 16)]

  /// The frame's own pictures.
  @Test func frame() throws {
    var person = try Person(chapter: Visit.numbers[0])
    person.type("?")
    try Golden.expect(person.picture, "frame-help.txt")
    person.type("?/")
    try Golden.expect(person.picture, "frame-glossary.txt")
    person.type("/m")
    try Golden.expect(person.picture, "frame-mathematics.txt")
    person.type("me7")
    try Golden.expect(person.picture, "frame-name.txt")
    person.press(.escape)
    person.type("c")
    try Golden.expect(person.picture, "frame-code.txt")
    person.type("cg4")
    try Golden.expect(person.picture, "frame-contents.txt")
    person.press(.escape)
    person.resize(59, 15)
    try Golden.expect(person.picture, "frame-small.txt")
    var reader = try Recalling.person(opening: 5)
    try Golden.expect(reader.picture, "frame-card.txt")
    reader.type(" ")
    try Golden.expect(reader.picture, "frame-card-turned.txt")
    let names = [
      "contents", "help", "glossary", "mathematics", "name", "code", "small", "card", "card-turned",
    ]
    try Golden.expectNoOthers(like: /^frame-/, than: Set(names.map { "frame-\($0).txt" }))
  }

  @Test func recordingIsNoTest() {
    #expect(!Golden.isRecording, "the pictures are recorded; look at them and test without")
  }

  @Test func differencesAreFound() {
    #expect(Golden.difference(["a", "b", "c"], ["a", "b", "c"]).isEmpty)
    #expect(
      Golden.difference(["a", "b", "c"], ["a", "x", "c", "d"]) == ["- 2\tb", "+ 2\tx", "+ 4\td"])
  }

  @Test func rolesAreDescribed() {
    let canvas = Area.picture(Size(12, 2)) { area in
      area.text("ab c", x: 1, .token, .strong)
      area.text("x", x: 6, .answer)
    }
    #expect(Golden.describe(canvas) == [" ab c x", "", "=== roles", " OO O n", ""])
  }
}
