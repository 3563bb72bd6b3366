import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// Captions that change with what is shown fit the smallest whole window in all their forms.
@MainActor @Suite struct CaptionTests {
  private func expectToFit(_ person: Person, _ form: String) {
    let lines = Paragraph(person.page.caption).lines(width: 78).count
    #expect(lines <= 3, "\(form): \(person.page.caption)")
  }

  @Test func ofFormulas() throws {
    var person = try Person(chapter: 6)
    for text in ["a - b / 2", "7", "exp(a) + b * c", "log(a - 1.999)", "$"] {
      try person.enter("expression")
      person.type("x")
      person.type(text)
      person.press(.enter)
      expectToFit(person, text)
      try person.enter("nudge")
      if person.sees("L = a · b + a") { person.type("x") }
      for _ in 0..<4 {
        expectToFit(person, "nudges of \(text)")
        person.press(.up)
      }
      for beat in ["product", "paths"] {
        try person.enter(beat)
        person.type("<<-----")
        expectToFit(person, beat)
      }
    }
  }

  /// Also where the gradient is 0, for whatever reason.
  @Test func ofParameters() throws {
    var person = try Person(chapter: 6, name: "wwwwwwwwwwwwwwwwwww")
    let count = person.scene.run.parameterCount
    var forms = Set<Substring>()
    try person.enter("check")
    person.isPatient = false
    for index in stride(from: 0, to: count, by: 61) {
      var chapter = try #require(person.chapter as? TrackingCalculations)
      chapter.parameter = index
      person.visit.apply([.chapter(chapter)], at: person.time)
      expectToFit(person, "parameter \(index)")
      forms.insert(person.page.caption.prefix(40))
    }
    #expect(forms.count > 2)
  }

  @Test func ofTheWalkAndTheQuestion() throws {
    var person = try Person(chapter: 6, name: "wwwwwwwwwwwwwwwwwww")
    expectToFit(person, "question")
    try person.enter("walk")
    for _ in 0..<30 {
      expectToFit(person, "walk")
      person.type("x")
    }
    try person.enter("question")
    person.go(toMoment: 10)
    person.type("t")
    expectToFit(person, "question while training plays")
    let size = try ModelSize(layers: 2, width: 64, blockSize: 8, heads: 4)
    let run = try Runs.make(seed: 1, steps: 1, documents: ["emma", "anna"], size: size)
    var other = try Person(chapter: 6, run: run)
    expectToFit(other, "question to a large model")
    #expect(other.page.caption.contains("only the first"))
    other.isPatient = false
    try other.enter("all")
    expectToFit(other, "a moment")
  }
}
