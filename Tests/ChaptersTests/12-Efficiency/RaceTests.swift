import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// The race of the two engines.
@MainActor @Suite struct RaceTests {
  private func expectWork(_ person: inout Person, _ words: Comment? = nil) {
    let worked = person.work()
    #expect(worked, words)
  }

  private func expectNoWork(_ person: inout Person, _ words: Comment? = nil) {
    let worked = person.work()
    #expect(!worked, words)
  }

  @Test func bothTrainTheSame() throws {
    let person = try Person.racing(steps: 60)
    let score = try #require(person.score)
    #expect(score.isOver && score.distance == 60)
    #expect(score.exact.losses.count == 60 && score.fast.losses.count == 60)
    #expect(score.largestDifference < 1e-12)
    for (kind, losses) in [(EngineKind.exact, score.exact.losses), (.fast, score.fast.losses)] {
      var run = try Run(
        corpus: person.scene.run.corpus, settings: person.scene.run.settings, engine: kind)
      while run.train() != nil {}
      #expect(losses == run.losses)
    }
  }

  /// By the clock of the test a step takes 250 µs and 8 µs.
  @Test func ratioIsThatOfTheClock() throws {
    let person = try Person.racing()
    let score = try #require(person.score)
    #expect(score.exact.pace == 250_000)
    #expect(score.fast.pace == 8_000)
    #expect(score.ratio == 31.25)
    #expect(score.exact.trainings == Race.trainings)
    // Both have had the same time, but for the last turn.
    #expect(score.fast.time >= score.exact.time && score.fast.time < score.exact.time + 5_000_000)
    #expect(person.sees("× 31"))
    #expect(person.words.contains("31 times as fast"))
    // 223 ms at 8 µs a step.
    #expect(person.words.contains("time for 27,875 steps of the fast engine here"))
    #expect(person.sees("250 µs"))
    #expect(person.sees("125,000"))
  }

  /// How many eighths of a cell are filled in the first row that begins with these words.
  private func barLength(_ person: Person, _ words: String) throws -> Int {
    let row = try #require(person.lines.first { $0.hasPrefix(" " + words) })
    return row.reduce(0) { sum, glyph in
      let eighths: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]
      return sum + (eighths.firstIndex(of: glyph).map { $0 + 1 } ?? 0)
    }
  }

  /// The bars have one scale: at the end, and on the way, their lengths are as the steps.
  @Test(arguments: [Size(80, 24), Size(60, 16), Size(100, 30)])
  func barsShowTheRatio(size: Size) throws {
    var person = try Person.racing("race", size, isPatient: false)
    var lengths: [Int] = []
    repeat {
      guard let score = person.score, score.fast.steps > 0 else { continue }
      let (exact, fast) = try (barLength(person, "exact "), barLength(person, "fast "))
      let most = Double(max(exact, fast))
      let ratio = Double(score.exact.steps) / Double(score.fast.steps)
      let shown = ratio < 1 ? Double(exact) / most : Double(fast) / most
      #expect(abs(shown - min(ratio, 1 / ratio)) <= 1 / most + 0.01)
      lengths.append(max(exact, fast))
    } while person.work()
    #expect(lengths.count > 20)
    #expect(lengths == lengths.sorted(), "they grow with the time")
    let (exact, fast) = try (barLength(person, "exact "), barLength(person, "fast "))
    #expect(fast > 8 * 30, "the longer one is full at the end")
    #expect(abs(Double(fast) / Double(exact) - 31.25) < 6)
  }

  /// It begins with its beat, goes on in small pieces, rests while another chapter is open, and ends
  /// with a result.
  @Test func raceIsDoneInSlices() throws {
    var person = try Person.racing("vectors", isPatient: false)
    expectNoWork(&person, "not before its beat")
    person.press(.right)
    #expect(person.beats[person.beat].id == "race")
    #expect(person.sees("about to begin"))
    expectWork(&person)
    #expect(person.score?.exact.steps == 1)
    for _ in 0..<30 { _ = person.work() }
    #expect(person.words.contains("trainings done 0 1"))
    #expect(person.score?.isOver == false)
    let place = try #require(person.score?.exact.steps)
    person.press(.left)
    expectWork(&person, "a race under way goes on at the pages before and after")
    #expect((person.score?.exact.steps ?? 0) >= place)
    person.type("2")
    person.finishTraining()
    expectNoWork(&person)
    person.goTo(12)
    person.press(.right)
    #expect(person.score == nil, "what nobody looked at was dropped")
    expectWork(&person, "it begins anew")
    person.finishTraining()
    #expect(person.score?.isOver == true)
    expectNoWork(&person)
  }

  /// A copy in the middle of a race is worked on; the other is as it was, and both end alike.
  @Test func copiedInTheMiddleOfARace() throws {
    var person = try Person.racing(isPatient: false)
    for _ in 0..<30 { _ = person.work() }
    let before = person
    let (score, picture) = try (#require(before.score), before.picture)
    #expect(!score.isOver)
    person.finishTraining()
    #expect(person.score?.isOver == true)
    #expect(before.score?.exact.steps == score.exact.steps)
    #expect(before.score?.fast.losses == score.fast.losses)
    #expect(before.picture == picture)
    var other = before
    other.finishTraining()
    let (one, two) = try (#require(person.score), #require(other.score))
    #expect(one.exact.losses == two.exact.losses && one.fast.losses == two.fast.losses)
    #expect(one.exact.steps == two.exact.steps && one.fast.steps == two.fast.steps)
    #expect(before.picture == picture)
  }

  @Test func racingAgain() throws {
    var person = try Person.racing(isPatient: false)
    person.press(.enter)
    #expect(person.sees("not over yet"))
    person.finishTraining()
    person.press(.right, .right, .right, .right)
    #expect(person.sees("Enter race again"))
    person.press(.enter)
    #expect(person.beats[person.beat].id == "race")
    #expect(person.score == nil)
    expectWork(&person)
    person.type("r")
    #expect(person.beat == 0)
    #expect(person.score == nil)
    expectNoWork(&person)
  }

  /// A large model races over a shorter distance.
  @Test func distanceIsWorthWaitingFor() throws {
    var settings = RunSettings.standard
    settings.steps = 2000
    let corpus = try Corpus(Runs.names())
    #expect(try Race.distance(of: Run(corpus: corpus, settings: settings)) == 1000)
    settings.size = try ModelSize(layers: 4, width: 64, blockSize: 16, heads: 4)
    let large = try Run(corpus: corpus, settings: settings)
    #expect(Race.distance(of: large) == 16_000_000 / large.parameterCount)
    settings.steps = 5
    #expect(try Race.distance(of: Run(corpus: corpus, settings: settings)) == 5)
  }

  /// Another run is another race.
  @Test func raceBelongsToItsRun() throws {
    var person = try Person.racing()
    let first = try #require(person.score)
    person.isPatient = false
    var settings = person.scene.run.settings
    settings.seed = 43
    person.visit.apply([.retrain(settings, knob: nil)], at: person.time)
    while person.scene.run.settings != settings { expectWork(&person) }
    #expect(person.sees("about to begin"))
    person.finishTraining()
    let second = try #require(person.score)
    #expect(second.isOver)
    #expect(second.exact.losses != first.exact.losses)
  }

  /// A run whose loss becomes no number is raced as far as it goes.
  @Test func brokenOff() throws {
    var settings = RunSettings.standard
    settings.learningRate = 100
    settings.steps = 30
    var run = try Run(corpus: Corpus(Runs.names()), settings: settings)
    while run.train() != nil {}
    let end = try #require(run.divergedAt)
    var person = try Person.racing(run: run)
    for beat in person.beats.indices {
      person.enter(beat: beat)
      #expect(!person.text.contains("nan"), "beat \(beat + 1)")
      #expect(!person.text.contains("inf "), "beat \(beat + 1)")
    }
    #expect(person.score?.distance == end)
  }

  /// The movement shows what was measured: where the exact engine is in the middle, the other one has
  /// trained so often as the ratio says.
  @Test func slowMotion() throws {
    var person = try Person.racing()
    person.press(.right)
    person.wait(EverythingElse.slowSeconds * 500)
    #expect(person.sees("step 10 of 20"))
    #expect(person.sees("15 complete trainings"))
    #expect(person.sees("training 16"))
    person.press(.right)
    #expect(person.sees("step 20 of 20"))
    #expect(person.sees("31 complete trainings"))
    // 20 steps of 250 µs are 5 ms; 12 seconds are 2,400 times as long.
    #expect(person.sees("2,400 times slower"))
    // At its end the fast one is a quarter into its next training.
    let (exact, fast) = try (barLength(person, "exact "), barLength(person, "fast "))
    #expect(abs(Double(fast) / Double(exact) - 0.25) < 0.02)
  }

  @Test func lossesAreCompared() throws {
    let person = try Person.racing("losses")
    let score = try #require(person.score)
    for losses in [score.exact.losses, score.fast.losses] {
      #expect(person.sees("\(losses[19])"))
    }
    let digits = Agreement(score.exact.losses[19], score.fast.losses[19]).digits
    #expect(digits >= 12)
    #expect(person.sees("\(digits) digits agree"))
  }

  @Test func agreement() {
    #expect(Agreement(2.5, 2.5).digits == 2)
    #expect(Agreement(2.0539, 2.0541).digits == 3)
    #expect(Agreement(0.00123, 0.00124).digits == 2)
    #expect(Agreement(1, 2).digits == 0)
    #expect(Agreement(1.25, 1.2).second == "1.2 ")
  }
}
