import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// A visit is a value, and a picture only looks.
@MainActor @Suite struct ValueTests {
  /// A copy in the middle of training is worked on; the other is as it was, and both end alike.
  @Test func copiedInTheMiddleOfTraining() throws {
    let run = try Runs.untrained(steps: 200)
    var person = try Person(chapter: Visit.numbers[0], run: run)
    for _ in 0..<70 { _ = person.work() }
    #expect(person.visit.run.trained == 70)
    let before = person
    let picture = before.picture
    person.finishTraining()
    #expect(person.visit.run.trained == 200)
    #expect(before.visit.run.trained == 70)
    #expect(before.picture == picture)
    #expect(before.visit.run.losses == Array(person.visit.run.losses.prefix(70)))
    var other = before
    other.finishTraining()
    #expect(other.visit.run.losses == person.visit.run.losses)
    #expect(other.visit.run.state(at: 200) == person.visit.run.state(at: 200))
    #expect(before.visit.run.state(at: 70) == person.visit.run.state(at: 70))
    // The first run is as the test made it.
    #expect(run.trained == 0)
  }

  /// A copy that plays its training does not move the other one.
  @Test func copiedWhileTrainingPlays() throws {
    var person = try Person(chapter: Visit.numbers[0])
    person.go(toMoment: 100)
    person.type("t")
    let before = person
    person.wait(1_000)
    #expect(person.scene.moment == 100 + Int(Pace.all[Pace.first]))
    #expect(before.scene.moment == 100)
    #expect(before.visit.snapshot.state == (try Runs.trained()).state(at: 100))
  }

  /// While pictures are drawn no engine trains or repeats a step, and nobody goes through the data.
  @Test(arguments: Visit.numbers) func picturesOnlyLook(chapter: Int) throws {
    let counter = StepCounter()
    var run = try Runs.untrained(steps: 120) { settings, vocabularySize in
      CountingEngine(
        EngineKind.fast.makeEngine(settings: settings, vocabularySize: vocabularySize), counter)
    }
    while run.train() != nil {}
    #expect(counter.steps == 120)
    var person = try Person(chapter: chapter, run: run)
    for moment in [120, 77, 0, 3] {
      person.go(toMoment: moment)
      for beat in person.beats.indices {
        person.enter(beat: beat, share: 1)
        let (steps, scans) = (counter.steps, run.corpus.scans)
        for size in [Size(80, 24), Size(200, 60)] {
          #expect(person.visit.picture(size, at: person.time).size == size)
        }
        _ = person.visit.nextChange(after: person.time)
        #expect(counter.steps == steps, "beat \(beat + 1) at \(moment) trains")
        #expect(run.corpus.scans == scans, "beat \(beat + 1) at \(moment) goes through the data")
      }
    }
    // What is counted does count: the moments were found by repeating steps.
    #expect(counter.steps > 120)
  }

  /// Training goes on in every chapter, can be stopped in any, and the status says so.
  @Test func trainingGoesOnInEveryChapter() throws {
    var person = try Person(chapter: Visit.numbers[0])
    person.go(toMoment: 0)
    person.type("t")
    var moment = 0
    for number in Visit.numbers {
      person.wait(500)
      #expect(person.scene.moment > moment)
      moment = person.scene.moment
      #expect(person.status.contains("training ▶ \(moment.grouped) of 1,000 steps"))
      person.goTo(number)
      #expect(person.scene.isTraining)
    }
    person.type("t")
    let stopped = person.scene.moment
    #expect(!person.scene.isTraining)
    person.wait(5_000)
    #expect(person.scene.moment == stopped)
    #expect(!person.status.contains("▶"))
    // At the end it begins anew.
    person.go(toMoment: 1000)
    person.type("t")
    #expect(person.scene.isTraining && person.scene.moment == 0)
    person.wait(100_000)
    #expect(!person.scene.isTraining && person.scene.moment == 1000)
  }

  /// A run is told from another one by what is written of it, whatever its seed.
  @Test(arguments: [Int.max, .min, (1 << 53) + 1, -1, 0]) func seedsAreWrittenWhole(seed: Int)
    throws
  {
    var settings = RunSettings.standard
    settings.seed = seed
    #expect(settings.differences(from: .standard) == "seed \(seed.grouped)")
    var next = settings
    next.seed ^= 1
    #expect(next.differences(from: settings) == "seed \((seed ^ 1).grouped)")
    let run = try Run(corpus: Runs.trained().corpus, settings: settings)
    let person = try Person(chapter: Visit.numbers[0], Size(120, 30), run: run)
    #expect(person.status.contains("seed \(seed.grouped)"))
  }

  /// Another speed counts from where the moment is, while it moves and where it has arrived.
  @Test func anotherSpeedMovesNothingBack() throws {
    var person = try Person(chapter: Visit.numbers[0])
    person.go(toMoment: 900)
    person.type("t")
    person.wait(500)
    let moment = person.scene.moment
    #expect(moment > 900 && moment < 1000)
    person.visit.apply([.pace(0)], at: person.time)
    person.wait(0)
    #expect(person.scene.moment == moment && person.scene.isTraining)
    person.visit.apply([.pace(Pace.all.count - 1)], at: person.time)
    person.wait(1_000)
    #expect(person.scene.moment == 1000 && !person.scene.isTraining)
    person.visit.apply([.pace(0)], at: person.time)
    person.wait(0)
    #expect(person.scene.moment == 1000 && !person.scene.isTraining)
  }

  /// What the chosen control is does not leak from one beat to another that has none of it.
  @Test(arguments: Visit.numbers) func choicesStayWithTheirControls(chapter: Int) throws {
    var person = try Person(chapter: chapter)
    for beat in person.beats.indices {
      person.enter(beat: beat)
      let controls = person.controls
      guard let chosen = person.chosen else { continue }
      #expect(controls.contains { $0.id == chosen.id })
      #expect(Set(controls.map(\.id)).count == controls.count, "each has a name of its own")
      person.press(.down)
      #expect(controls.contains { $0.id == person.chosen?.id })
    }
  }

  /// Beats have names of their own, by which golden pictures are kept.
  @Test(arguments: Visit.numbers) func beatsAreNamed(chapter: Int) throws {
    let ids = try Person(chapter: chapter).beats.map(\.id)
    #expect(Set(ids).count == ids.count)
    for id in ids { #expect(id.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil, "\(id)") }
  }
}
