import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// What the pages of a number's origin look like, opened as a reader opens them.
@MainActor @Suite struct OriginPictureTests {
  @Test func pictures() throws {
    var wanted = Set<String>()
    func expect(_ person: Person, _ page: String) throws {
      #expect(person.view.origin != nil, "\(page)")
      let name = "origin-\(page).txt"
      wanted.insert(name)
      try Golden.expect(person.picture, name)
    }
    var loss = try Person(chapter: 6)
    try loss.enter("census")
    loss.press(.enter)
    try expect(loss, "loss")

    var person = try Person(chapter: 9)
    try person.enter("from")
    person.press(.enter)
    try expect(person, "logit")

    person.press(.escape)
    try person.enter("guess")
    person.press(.enter)
    try expect(person, "probability")

    person.press(.escape)
    try person.enter("heads")
    person.press(.up, .enter)
    try expect(person, "weight")

    person.press(.escape)
    try person.enter("query")
    person.press(.up, .up)
    person.type("+++++")
    person.press(.enter)
    try expect(person, "query")

    // The first product of the query: a parameter, the end of the way.
    person.press(.enter)
    try expect(person, "parameter")

    person.type(">>")
    try expect(person, "ripple")
    try Golden.expectNoOthers(like: /^origin-/, than: wanted)
  }
}
