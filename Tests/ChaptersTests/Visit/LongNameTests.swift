import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// Documents of any length: what is not seen of one costs nothing, and long names are shown shortened.
@MainActor @Suite struct LongNameTests {
  /// Without the letters of emma, so that it is the name to begin with as well.
  private static let documents = [String(repeating: "bcdfghjkl ", count: 30_000) + "z"]

  private func person(_ chapter: Int, _ size: Size = Size(80, 24)) throws -> Person {
    try Person(chapter: chapter, size, run: Runs.of(LongNameTests.documents, steps: 3))
  }

  @Test func theNameIsCutAndThatIsTold() throws {
    let person = try person(2)
    #expect(person.visit.name == String(LongNameTests.documents[0].prefix(40)))
    #expect(person.status.contains("A long name: the chapters look at its first 40 characters"))
    #expect(person.page.caption.contains("“bcdfghjkl bcdfghjkl…”"))
    // As much of it as a large model sees, and one more.
    let run = try Runs.make(
      seed: 1, steps: 1, documents: LongNameTests.documents, size: ModelSize(blockSize: 64))
    let visit = try Visit(run: run, makeRun: { _ in run }, stopwatch: { 0 })
    #expect(visit.name.unicodeScalars.count == 65)
    let short = try Person(chapter: 2, run: Runs.of(["bob"], steps: 1))
    #expect(!short.sees("A long name"))
  }

  @Test(arguments: Visit.numbers) func everyBeat(chapter: Int) throws {
    for size in [Size(60, 16), Size(80, 24), Size(200, 60)] {
      var person = try person(chapter, size)
      for moment in [3, 1] {
        person.go(toMoment: moment)
        for beat in stride(from: 0, to: person.beats.count, by: 1 + person.beats.count / 20) {
          person.enter(beat: beat)
          #expect(person.picture.isWhole)
          #expect(person.page.caption.count < 500, "beat \(beat + 1)")
          #expect(person.page.code().note?.count ?? 0 < 500, "beat \(beat + 1)")
        }
      }
    }
  }
}
