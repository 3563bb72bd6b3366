import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// What the chapters look like, after the 1,000 steps of microgpt.py.
@MainActor @Suite struct GoldenTests {
  /// Beats beside the first, the middle and the last one.
  private static let telling: [Int: [Int]] = [
    2: [3, 6], 4: [5, 6], 10: [2, 3, 4, 5, 7, 8], 11: [5, 6],
    12: [2, 3, 4, 5, 6, 9, 13],
  ]
  private static let sizes = [Size(80, 24), Size(100, 30)]

  /// All that is kept: the chapter, the beat from 1, the size.
  private static func selection() throws -> [(name: String, chapter: Int, beat: Int, size: Size)] {
    try Explainer.numbers.flatMap { chapter in
      let count = try Person(chapter: chapter).beats.count
      let beats = Set([1, (count + 1) / 2, count] + (telling[chapter] ?? [])).sorted()
      // Beside the picture the code is shown from 110 columns on.
      let pictures =
        beats.flatMap { beat in sizes.map { (beat, $0) } } + [(beats[1], Size(120, 36))]
      return pictures.map { beat, size in
        let number = chapter < 10 ? "0\(chapter)" : "\(chapter)"
        return ("\(number)-beat\(beat)-\(size.width)x\(size.height).txt", chapter, beat, size)
      }
    }
  }

  @Test func pictures() throws {
    var racer: Person?
    for (name, chapter, beat, size) in try GoldenTests.selection() {
      var person = try Person(chapter: chapter, size)
      // Chapter 12 shows what came of a race; one is enough for all its pictures.
      if chapter == 12 { person.explainer = racer?.explainer ?? person.explainer }
      try person.explainer.show(beat: beat, moment: nil, size: size)
      person.finishTraining()
      if chapter == 12 { racer = person }
      try Golden.expect(person.picture, name)
    }
  }

  /// The numbers of chapter 4 that are the model's own, and the frame's own pictures.
  @Test func otherViews() throws {
    var person = try Person(chapter: 4)
    person.type("x")
    try Golden.expect(person.picture, "04-model-80x24.txt")
    person.type("?")
    try Golden.expect(person.picture, "help-80x24.txt")
    person.type("?/")
    try Golden.expect(person.picture, "glossary-80x24.txt")
    person.type("/m")
    try Golden.expect(person.picture, "mathematics-80x24.txt")
    person.type("me7")
    try Golden.expect(person.picture, "name-80x24.txt")
    person.press(.escape)
    person.type("c")
    try Golden.expect(person.picture, "code-80x24.txt")
    person.resize(59, 15)
    try Golden.expect(person.picture, "small-59x15.txt")
  }

  /// What comes of turning knobs: beside the run before, in the table, and when it goes wrong.
  @Test func knobs() throws {
    var person = try Person(chapter: 10)
    person.type("xj+++")
    person.finishTraining()
    for size in [Size(80, 24), Size(100, 30), Size(60, 16), Size(200, 60)] {
      person.resize(size.width, size.height)
      try Golden.expect(person.picture, "10-turned-\(size.width)x\(size.height).txt")
    }
    person.resize(80, 24)
    person.type(">>")
    person.finishTraining()
    #expect(person.explainer.study.run.divergedAt != nil)
    try Golden.expect(person.picture, "10-hot-80x24.txt")
    person.type("R")
    for _ in 0..<400 { _ = person.work() }
    person.type("x")
    try Golden.expect(person.picture, "10-runs-80x24.txt")
    person.resize(100, 30)
    try Golden.expect(person.picture, "10-runs-100x30.txt")
  }

  private static let others: Set<String> = [
    "10-turned-80x24.txt", "10-turned-100x30.txt", "10-turned-60x16.txt", "10-turned-200x60.txt",
    "10-hot-80x24.txt", "10-runs-80x24.txt", "10-runs-100x30.txt",
    "04-model-80x24.txt", "help-80x24.txt", "glossary-80x24.txt", "mathematics-80x24.txt",
    "name-80x24.txt", "code-80x24.txt", "small-59x15.txt",
  ]

  @Test func noneIsStale() throws {
    let wanted = Set(try GoldenTests.selection().map(\.name)).union(GoldenTests.others)
    let stale = try Golden.kept().subtracting(wanted).sorted()
    if Golden.isRecording {
      for name in stale { try Golden.remove(name) }
    } else {
      #expect(stale.isEmpty)
    }
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
    var canvas = Canvas(Size(12, 2))
    canvas.text("ab c", x: 1, y: 0, .token, .strong)
    canvas.text("x", x: 6, y: 0)
    canvas.put(" ", x: 8, y: 0, .heat(-3), .inverse)
    #expect(
      Golden.describe(canvas) == [
        " ab c x", "", "=== roles", "0: 1-4 token strong, 8 heat-3 inverse",
      ])
  }
}
