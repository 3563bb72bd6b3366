import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// T: the run ten times as long, and back.
@MainActor @Suite struct LengthTests {
  /// Somebody beside a run of 30 steps whose training steps are counted.
  private static func person(
    _ chapter: Int = Visit.numbers[0], _ size: Size = Size(100, 30), steps: Int = 30
  ) throws -> (Person, StepCounter) {
    let counter = StepCounter()
    var run = try Runs.untrained(steps: steps, makeEngine: counting(counter))
    while run.train() != nil {}
    var person = try Person(chapter: chapter, size, run: run)
    let corpus = run.corpus
    person.visit = try Visit(
      run: run, chapter: chapter,
      makeRun: { try Run(corpus: corpus, settings: $0, makeEngine: counting(counter)) },
      stopwatch: TickingClock().read)
    person.visit.moment = .newest
    person.resize(size.width, size.height)
    return (person, counter)
  }

  private static func counting(_ counter: StepCounter) -> Run.MakeEngine {
    { settings, vocabularySize in
      CountingEngine(
        EngineKind.fast.makeEngine(settings: settings, vocabularySize: vocabularySize), counter)
    }
  }

  /// The same run from the command line: all its numbers, at any moment.
  @Test func theLongerRunIsARunOfItsOwn() throws {
    var (person, _) = try LengthTests.person()
    person.type("T")
    person.finishTraining()
    let expected = try Runs.short(steps: 300)
    #expect(person.visit.run.settings == expected.settings)
    #expect(person.visit.run.losses == expected.losses)
    for moment in [300, 0, 1, 63, 64, 65, 299, 130, 128] {
      person.go(toMoment: moment)
      #expect(person.visit.snapshot == Snapshot(of: expected, at: moment))
    }
  }

  /// In every chapter: until it is done the run before is shown, then the end of the longer one.
  @Test(arguments: Visit.numbers) func inEveryChapter(chapter: Int) throws {
    var (person, _) = try LengthTests.person(chapter)
    func picture(_ person: Person) -> [String] {
      // The status row alone tells of the run on its way.
      Array(person.lines.enumerated().filter { $0.offset != 28 }.map(\.element))
    }
    let before = picture(person)
    person.type("T")
    #expect(person.status.contains("ten times as long: 0%"))
    for _ in 0..<150 { _ = person.work() }
    #expect(person.status.contains("ten times as long: 50%"))
    #expect(person.scene.steps == 30 && person.scene.moment == 30)
    // Chapter 10 alone shows the new curve as it grows.
    #expect(chapter == 10 || picture(person) == before)
    person.finishTraining()
    #expect(person.scene.isLong && person.scene.moment == 300)
    #expect(person.status.contains("trained 300 of 300 steps"))
    #expect(person.status.contains("ten times as long"))
    #expect(person.picture.isWhole)
    person.type("{[")
    #expect(person.status.contains("trained 199 of 300 steps"))
    person.type("T")
    #expect(!person.scene.isLong && person.scene.moment == 30)
    #expect(picture(person) == before)
  }

  /// Back and forward nothing is trained, and each run is at the moment where it was left.
  @Test func backAtOnce() throws {
    var (person, counter) = try LengthTests.person()
    person.go(toMoment: 17)
    let before = person.picture
    person.type("T")
    person.finishTraining()
    #expect(counter.steps > 300)
    person.go(toMoment: 123)
    let long = person.picture
    let steps = counter.steps
    for _ in 0..<3 {
      person.type("T")
      #expect(person.scene.steps == 30 && person.scene.moment == 17)
      #expect(person.picture == before)
      person.type("T")
      #expect(person.scene.steps == 300 && person.scene.moment == 123)
      #expect(person.picture == long)
    }
    person.finishTraining()
    #expect(counter.steps == steps)
    // What is counted does count.
    person.type("[")
    #expect(counter.steps > steps)
  }

  /// A movement stops where it is left, and a longer run plays ten times as fast.
  @Test func playing() throws {
    var (person, _) = try LengthTests.person(steps: 200)
    person.go(toMoment: 0)
    person.type("t")
    person.wait(500)
    #expect(person.scene.moment == 50)
    person.type("T")
    person.finishTraining()
    #expect(person.scene.moment == 2000 && !person.scene.isTraining)
    person.type("t")
    person.wait(500)
    #expect(person.scene.moment == 500 && person.scene.isTraining)
    person.type("T")
    #expect(!person.scene.isTraining)
    person.wait(500)
    #expect(person.scene.moment == 50)
    person.goTo(10)
    #expect(person.sees("100 steps a second"))
    person.type("T")
    #expect(person.scene.moment == 500)
    #expect(person.sees("1,000 steps a second"))
  }

  @Test(arguments: [Key.escape, .character("T")]) func givenUp(key: Key) throws {
    var (person, _) = try LengthTests.person()
    let before = person.picture
    person.type("T")
    for _ in 0..<40 { _ = person.work() }
    person.press(key)
    #expect(person.status.contains("Stopped at step 40"))
    person.press(.home)
    #expect(person.picture == before)
    let isBusy = person.work()
    #expect(!isBusy)
    #expect(!person.scene.isLong && person.scene.runs.tried.count == 1)
  }

  /// Copies of a visit go their own ways.
  @Test func copies() throws {
    var (person, _) = try LengthTests.person()
    person.type("T")
    for _ in 0..<70 { _ = person.work() }
    var early = person
    person.finishTraining()
    var late = person
    late.type("T")
    #expect(early.scene.steps == 30 && early.visit.pending?.run.trained == 70)
    #expect(person.scene.steps == 300 && late.scene.steps == 30)
    early.press(.escape)
    early.finishTraining()
    #expect(early.scene.runs.otherSteps == nil && person.scene.runs.otherSteps == 30)
    late.type("T")
    #expect(late.visit.snapshot == person.visit.snapshot)
    #expect(late.picture == person.picture)
  }

  // MARK: Refused

  @Test func notBeforeTheFirstRunIsDone() throws {
    var person = try Person(chapter: Visit.numbers[0], run: try Runs.untrained(steps: 20))
    _ = person.work()
    person.type("T")
    #expect(person.status.contains("as soon as the first training is done"))
    #expect(person.visit.pending == nil)
    person.finishTraining()
    person.type("T")
    #expect(person.visit.pending?.run.settings.steps == 200)
  }

  @Test func notWhereTheRunBrokeOff() throws {
    var settings = RunSettings.standard
    (settings.steps, settings.learningRate) = (60, 100)
    var run = try Run(corpus: Runs.trained().corpus, settings: settings)
    while run.train() != nil {}
    let step = try #require(run.divergedAt)
    var person = try Person(chapter: 10, run: run)
    #expect(!person.sees("T longer"))
    person.type("T")
    #expect(person.status.contains("broke off at step \(step + 1)"))
    #expect(person.visit.pending == nil)
  }

  @Test func notBeyondWhatARunHasAtMost() throws {
    var settings = RunSettings.standard
    settings.steps = RunSettings.mostSteps / 10
    #expect(settings.tenTimesAsLong?.steps == RunSettings.mostSteps)
    settings.steps += 1
    #expect(settings.tenTimesAsLong == nil)
    var person = try Person(
      chapter: 10, run: try Run(corpus: Runs.trained().corpus, settings: settings))
    #expect(!person.scene.canBeLonger && !person.sees("T longer"))
    person.type("T")
    #expect(person.status.contains("more than the 10,000,000 steps"))
    #expect(person.visit.pending == nil)
  }

  @Test func notWhereItDoesNotFit() throws {
    var person = try Person(chapter: 10, run: try Runs.short(steps: 10))
    person.visit = try Visit(
      run: person.visit.run, chapter: 10,
      makeRun: { _ in throw SettingError("this model needs about 99 GB of memory") },
      stopwatch: { 0 })
    person.type("T")
    #expect(person.status.contains("this model needs about 99 GB of memory"))
    #expect(person.visit.pending == nil)
  }

  // MARK: With the knobs

  /// A turned knob makes another run of as many steps, compared with this one; T is then of that.
  @Test func aTurnMakesAnotherFirstRun() throws {
    var (person, _) = try LengthTests.person(10)
    person.type("T")
    person.finishTraining()
    person.type("R")
    person.type("T")
    #expect(person.status.contains("Another run is being trained"))
    person.finishTraining()
    #expect(person.scene.steps == 300 && person.scene.newest.settings.seed == 43)
    #expect(!person.scene.isLong && person.visit.other == nil)
    #expect(person.visit.former?.settings.seed == 42)
    person.type("T")
    #expect(person.visit.pending?.run.settings.steps == 3000)
  }

  /// Stopped, the two runs are there as they were.
  @Test func aTurnThatIsStopped() throws {
    var (person, counter) = try LengthTests.person(10)
    person.type("T")
    person.finishTraining()
    person.type("R")
    for _ in 0..<5 { _ = person.work() }
    person.press(.escape)
    #expect(person.scene.isLong)
    let steps = counter.steps
    person.type("T")
    #expect(person.scene.steps == 30 && counter.steps == steps)
  }

  /// Whatever leads to the run that is kept shows it at once; in the list each run is once.
  @Test func backByItsSettings() throws {
    var (person, counter) = try LengthTests.person(10)
    person.type("T")
    person.finishTraining()
    #expect(person.scene.runs.tried.map(\.settings.steps) == [300, 30])
    person.type("xx")
    #expect(person.view.beat.id == "runs")
    let steps = counter.steps
    person.press(.enter)
    person.finishTraining()
    #expect(person.scene.steps == 30 && person.scene.moment == 30)
    #expect(person.scene.runs.tried.map(\.settings.steps) == [30, 300])
    #expect(person.visit.former?.settings.steps == 300)
    person.type("T")
    #expect(person.scene.isLong)
    #expect(counter.steps == steps)
    #expect(person.visit.former?.settings.steps == 30)
  }

  // MARK: What is said

  @Test func theMouse() throws {
    var (person, _) = try LengthTests.person(10)
    let key = Touch.key(.character("T"))
    #expect(person.sees("T longer"))
    try person.click(key)
    person.finishTraining()
    #expect(person.scene.isLong && person.sees("T shorter"))
    person.goTo(Visit.numbers[0])
    try person.click(key)
    #expect(!person.scene.isLong)
  }

  /// Chapter 10 names the key where it tells how long training took.
  @Test func captions() throws {
    var (person, _) = try LengthTests.person(10, Size(80, 24), steps: 1000)
    #expect(person.page.caption.hasSuffix("T trains ten times as long."))
    #expect(Paragraph(person.page.caption).lines(width: 78).count <= 3)
    person.type("T")
    #expect(person.sees("Training ten times as long: step 0 of 10,000."))
    person.press(.escape)
    (person, _) = try LengthTests.person(10, Size(80, 24), steps: 100)
    person.type("T")
    person.finishTraining()
    #expect(person.page.caption.hasSuffix("T goes back to 100 steps."))
    #expect(Paragraph(person.page.caption).lines(width: 78).count <= 3)
  }
}
