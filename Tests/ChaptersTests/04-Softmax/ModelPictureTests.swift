import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// The model's own numbers in place of the six to play with.
@MainActor @Suite struct ModelPictureTests {
  @Test func goldenPictures() throws {
    var person = try Person(chapter: 4)
    person.type("x")
    try Golden.expect(person.picture, "model-scores.txt")
    try person.enter("divide")
    try Golden.expect(person.picture, "model-divide.txt")
    try Golden.expectNoOthers(
      like: /^model-/, than: ["model-scores.txt", "model-divide.txt"])
  }
}
