import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// What a game of bets looks like.
@MainActor @Suite struct BetPictureTests {
  @Test func goldenPictures() throws {
    var wanted = Set<String>()
    func expect(_ person: Person, _ name: String) throws {
      var person = person
      for size in [Size(80, 24), Size(60, 16)] {
        person.resize(size.width, size.height)
        let file = "bets-\(name)-\(size.width)x\(size.height).txt"
        wanted.insert(file)
        try Golden.expect(person.picture, file)
      }
    }
    var person = try Person(chapter: 3)
    try person.enter("bet")
    person.press(.enter)
    person.type("aaajjm")
    try expect(person, "chips")
    person.press(.enter)
    try expect(person, "answer")
    person.press(.enter)
    let count = try #require(person.scene.roundNames(0)).names.reduce(0) { $0 + $1.count + 1 }
    for _ in 1..<count {
      person.type("aaaiee.")
      person.press(.enter, .enter)
    }
    try expect(person, "end")
    try Golden.expectNoOthers(like: /^bets-/, than: wanted)
  }
}
