import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// What comes of turning knobs: beside the run before, in the table, and when it goes wrong.
@MainActor @Suite struct KnobPictureTests {
  @Test func goldenPictures() throws {
    var wanted = Set<String>()
    func expect(_ person: Person, _ name: String) throws {
      wanted.insert("knobs-\(name).txt")
      try Golden.expect(person.picture, "knobs-\(name).txt")
    }
    var person = try Person(chapter: 10)
    person.type("xj+++")
    person.finishTraining()
    for size in [Size(80, 24), Size(100, 30), Size(60, 16), Size(200, 60)] {
      person.resize(size.width, size.height)
      try expect(person, "turned-\(size.width)x\(size.height)")
    }
    person.resize(80, 24)
    person.type(">>")
    person.finishTraining()
    #expect(person.visit.run.divergedAt != nil)
    try expect(person, "hot")
    person.type("R")
    person.finishTraining()
    person.type("x")
    try expect(person, "runs")
    person.resize(100, 30)
    try expect(person, "runs-100x30")
    try Golden.expectNoOthers(like: /^knobs-/, than: wanted)
  }
}
