import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// Captions of chapter 7 fit the smallest whole window in all their forms.
@MainActor @Suite struct EmbeddingCaptionTests {
  private func expectAllToFit(_ person: inout Person, _ form: String) {
    for beat in person.beats.indices {
      for share in [0.5, 1] {
        person.enter(beat: beat, share: share)
        let lines = Paragraph(person.page.caption).lines(width: 78).count
        #expect(lines <= 3, "\(form), \(person.view.beat.id): \(person.page.caption)")
      }
    }
  }

  @Test func atAllMoments() throws {
    var person = try Person(chapter: 7)
    for moment in [0, 1, 2, 500, 1000] {
      person.go(toMoment: moment)
      expectAllToFit(&person, "\(moment)")
    }
    // While training plays.
    person.go(toMoment: 300)
    person.type("t")
    expectAllToFit(&person, "training")
    person.type("t")
    // Sorted, and other components.
    for beat in ["tokens", "map"] {
      try person.enter(beat)
      person.type("x")
    }
    expectAllToFit(&person, "after x")
  }

  @Test(arguments: ["", "wwwwwwwwwwwwwwwwwwwww", "z"]) func ofNames(name: String) throws {
    var person = try Person(chapter: 7, name: name)
    for position in [0, 1, 15] {
      person.visit.apply(
        [.choose(Target(FromIdsToMeaning.PositionRow(position: position)))], at: person.time)
      expectAllToFit(&person, "“\(name)”, position \(position)")
    }
  }

  @Test(arguments: [["x"], ["山田", "鈴木"], ["a\tb", "Zoe\u{308}"], ["🙂🙃", "a🙂"]])
  func ofOtherData(documents: [String]) throws {
    var person = try Person(chapter: 7, run: Runs.of(documents))
    expectAllToFit(&person, "\(documents)")
    person.go(toMoment: 0)
    expectAllToFit(&person, "\(documents) at 0")
  }

  /// Before the first step there is a page for each beat as well.
  @Test func beforeTheTraining() throws {
    let documents = ["emma", "olivia", "ava"]
    var person = try Person(chapter: 7, documents: documents, steps: 30)
    person.isPatient = false
    expectAllToFit(&person, "nothing trained")
    try person.enter("moves")
    #expect(person.page.caption.contains("No step is trained yet"))
    try person.enter("map")
    #expect(person.page.caption.contains("as soon as the training is over"))
    person.finishTraining()
    #expect(person.sees("component 1:"))
    expectAllToFit(&person, "trained")
  }

  /// A number of the tables tells where it comes from; a changed one is not taken for a trained one.
  @Test func enterTellsWhereANumberComesFrom() throws {
    var person = try Person(chapter: 7, Size(100, 30))
    for (beat, words) in [("row", "wte[4][0]"), ("position", "wpe[1][0]"), ("tokens", "wte[4][0]")]
    {
      try person.enter(beat)
      person.press(.enter)
      #expect(person.sees(words), "\(beat)")
      person.press(.backspace)
      #expect(person.view.beat.id == beat)
    }
  }
}
