import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// The moment in training is the same in all chapters.
@MainActor @Suite struct MomentTests {
  @Test func momentInAllChapters() throws {
    var person = try Person(chapter: Visit.numbers[0])
    let trained = try Runs.trained()
    var expected = 1000
    for (keys, change) in [("[", -1), ("{{", -200), ("]", 1), ("}", 100), ("{", -100)] {
      person.type(keys)
      expected += change
      let loss = trained.trace(of: "emma", at: expected).loss
      for number in Visit.numbers {
        person.goTo(number)
        #expect(person.status.contains("trained \(expected.grouped) of 1,000"))
        #expect(person.scene.trace.loss == loss)
        // The loss is spoken of from the chapter on that explains it.
        let words = "loss of emma \(loss.fixed(3))"
        #expect(person.status.contains(words) == person.visit.explained.contains(.loss))
      }
    }
    #expect(person.visit.explained.contains(.loss), "by the last chapter")
    person.type("}}}}}}}}}}}}")
    #expect(person.scene.moment == 1000)
    person.type("]")
    #expect(person.scene.moment == 1000)
    person.type("{{{{{{{{{{{[")
    #expect(person.scene.moment == 0)
  }
}
