import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// While a turned knob's run is on its way: what stays, what it is compared with, what stops it.
@MainActor @Suite struct PendingRunTests {
  /// All chapters show the run before, to the last cell, until the new one is complete.
  @Test func theRunBeforeStaysWhole() throws {
    var person = try KnobTests.person(Size(100, 30))
    func otherPictures(_ person: Person) -> [[String]] {
      var person = person
      return (0..<min(3, Visit.numbers.count - 1)).map { _ in
        person.press(.tab)
        person.type("[")
        // The status row alone tells of the run on its way.
        return Array(person.lines.enumerated().filter { $0.offset != 28 }.map(\.element))
      }
    }
    let before = otherPictures(person)
    let run = person.visit.run
    person.press(.down)
    person.type("+")
    for _ in 0..<3 {
      for _ in 0..<9 { _ = person.work() }
      #expect(person.visit.run.settings == run.settings)
      #expect(otherPictures(person) == before)
    }
    person.finishTraining()
    #expect(otherPictures(person) != before)
  }

  @Test func stoppingHalfWay() throws {
    var person = try KnobTests.person()
    let before = person.picture
    person.press(.down)
    person.type("+")
    for _ in 0..<10 { _ = person.work() }
    #expect(person.sees("So far"))
    person.wait(300)
    #expect(person.sees("Training: step 10 of 30"))
    #expect(person.picture != before)
    person.press(.escape)
    #expect(person.sees("Stopped at step 10"))
    person.press(.up)
    #expect(person.picture == before)
    let isBusy = person.work()
    #expect(!isBusy)
    person.press(.escape)
    #expect(person.sees("Nothing is being trained"))
  }

  /// A turn while a run is on its way gives that one up; turned back, the first is there at once.
  @Test func turningOnAndBack() throws {
    var person = try KnobTests.person()
    let before = person.picture
    let run = person.visit.run
    person.press(.down)
    person.type("++")
    for _ in 0..<10 { _ = person.work() }
    person.type("+")
    #expect(person.scene.newest.trained == 0)
    #expect(person.scene.newest.settings.learningRate == 0.03)
    person.type("---")
    #expect(person.visit.pending == nil && person.visit.run.settings == run.settings)
    person.press(.up)
    #expect(person.picture == before)
    #expect(person.scene.runs.tried.count == 1)
  }

  /// While one knob is turned, the run before the first turn is what is compared with.
  @Test func whatIsComparedWith() throws {
    var person = try KnobTests.person()
    person.press(.down)
    for rate in ["0.015", "0.02", "0.03"] {
      person.type("+")
      #expect(person.sees("╍ before: learning rate 0.01 "))
      person.finishTraining()
      #expect(person.sees("╍ before: learning rate 0.01 "))
      #expect(person.sees("━ now: learning rate \(rate) "))
    }
    person.press(.down)
    #expect(person.sees("╍ before: learning rate 0.01 "), "choosing is no turn")
    person.type("+")
    #expect(person.sees("╍ before: β₁ 0.85"))
    person.finishTraining()
    person.type("+")
    person.finishTraining()
    #expect(person.sees("╍ before: β₁ 0.85") && person.sees("━ now: β₁ 0.95"))
    person.press(.up)
    person.type("-")
    #expect(person.sees("╍ before: learning rate 0.03"))
  }

  @Test func refusedRuns() throws {
    var person = try Person(chapter: 10, run: try Runs.short(steps: 10))
    person.visit = try Visit(
      run: person.visit.run, chapter: 10,
      makeRun: { _ in throw SettingError("this model needs about 99 GB of memory") },
      stopwatch: { 0 })
    person.type("x")
    let before = person.lines
    person.press(.down)
    person.type("+")
    #expect(person.status.contains("this model needs about 99 GB of memory"))
    #expect(person.visit.pending == nil)
    person.press(.up)
    #expect(person.lines == before)
  }

  /// The first run has none before it; a turn meanwhile does not lose it.
  @Test func turningWhileTheFirstRunTrains() throws {
    var person = try Person(chapter: 10, run: try Runs.untrained(steps: 20))
    for _ in 0..<5 { _ = person.work() }
    person.press(.escape)
    #expect(person.sees("This is the first run"))
    person.type("R")
    for _ in 0..<5 { _ = person.work() }
    person.press(.escape)
    #expect(person.visit.run.settings.seed == 42)
    #expect(person.visit.run.trained == 5)
    person.finishTraining()
    #expect(person.visit.run.trained == 20)
    #expect(person.scene.runs.tried.map(\.settings.seed) == [42])
  }
}
