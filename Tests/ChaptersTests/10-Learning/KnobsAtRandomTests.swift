import MicroGPT
import Stage
import TestSupport
import Testing

@testable import Chapters
@testable import Explainer

/// Knobs turned at random.
@MainActor @Suite struct KnobsAtRandomTests {
  /// Knobs turned at random, more than can be trained: at every time all chapters show a run that is
  /// whole, and the table has each run once, that one first.
  @Test(arguments: 1...6) func knobsTurned(seed: Int) throws {
    var random = Generator(state: UInt64(seed))
    let documents = Array(try Runs.names().documents.prefix(200))
    var person = try Person(chapter: 10, documents: documents, steps: 20)
    person.finishTraining()
    person.type("x")
    let keys = Array("++++----<>jjjjkkkxRT[]}n")
    var seen = Set<RunSettings>()
    for _ in 0..<600 {
      switch Int.random(in: 0..<30, using: &random) {
      case 0: person.press(.backspace)
      case 1: person.press(.escape)
      case 2: person.press(.enter)
      case 3...6:
        person.type("g10")
        person.press(.enter)
        try person.enter("knobs")
      default: person.type(String(keys[Int.random(in: 0..<keys.count, using: &random)]))
      }
      person.wait(Int.random(in: 0...200, using: &random))
      // Of long runs only the beginning is trained.
      for _ in 0..<Int.random(in: 0..<30, using: &random) { _ = person.work() }
      let visit = person.visit
      seen.insert(person.scene.newest.settings)
      #expect(visit.run.isComplete)
      #expect((0...visit.run.lastMoment).contains(person.scene.moment))
      #expect(person.scene.runs.tried.first?.settings == visit.run.settings)
      #expect(Set(person.scene.runs.tried.map(\.settings)).count == person.scene.runs.tried.count)
      #expect(visit.pending?.run.isComplete != true)
      #expect(person.picture.isWhole)
    }
    #expect(seen.count > 20)
  }
}
