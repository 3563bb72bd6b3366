import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// The names that the reader looked at stay at hand.
@MainActor @Suite struct KeptNamesTests {
  /// What Enter or Tab keeps is kept, once, the newest first; what Escape takes back is not.
  @Test func whatIsKept() throws {
    var person = try Person(chapter: Visit.numbers[0])
    #expect(person.scene.keptNames == ["emma"])
    person.edit("zoe")
    #expect(person.scene.keptNames == ["emma"], "not while it is typed")
    person.press(.enter)
    person.edit("mia")
    person.press(.escape)
    person.edit("emma")
    person.press(.tab)
    #expect(person.visit.prompt == nil && person.scene.keptNames == ["emma", "zoe"])
  }

  @Test func notForEver() throws {
    var person = try Person(chapter: Visit.numbers[0])
    for letter in "abcdefghijklmnopqrstuvwxyz" {
      person.edit(String(letter))
      person.press(.enter)
    }
    #expect(person.scene.keptNames.count == 20 && person.scene.keptNames.first == "z")
    #expect(person.scene.keptNames.last == "g")
  }
}
