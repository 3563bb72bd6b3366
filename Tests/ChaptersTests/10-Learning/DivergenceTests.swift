import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// Runs that break off are shown as what they are, and no other chapter suffers.
@MainActor @Suite struct DivergenceTests {
  /// Adam that forgets the size of gradients at once makes giant steps.
  private static let ways: [(setting: Setting, value: Double)] = [
    (.learningRate, 1), (.learningRate, 0.5), (.beta2, 0),
  ]

  private func diverged(_ way: Int, _ size: Size = Size(80, 24)) throws -> Person {
    var person = try KnobTests.person(size, steps: 20)
    let (setting, value) = DivergenceTests.ways[way]
    let settings = try setting.set(value, in: person.visit.run.settings)
    let knob = Knob.setting(setting)
    person.choose(knob)
    person.visit.retrain(settings, knob: Target(knob), at: person.time)
    person.finishTraining()
    #expect(person.visit.run.divergedAt != nil)
    return person
  }

  @Test(arguments: 0...2) func itIsTold(way: Int) throws {
    let person = try diverged(way)
    let run = person.visit.run
    let step = try #require(run.divergedAt) + 1
    #expect(run.losses.allSatisfy { $0.isFinite })
    #expect(person.page.caption.contains("Broken off at step \(step)."))
    #expect(person.sees("Broken off at step \(step)."))
    #expect(person.status.contains("broke off at step \(step)"))
    #expect(person.sees("✗"))
    #expect(person.sees("╍ before"), "the run before stays to compare with")
    // Its own losses, its own cause, and the way back; no advice that is another cause's.
    let losses = run.losses.suffix(4).map { $0.fixed(1) }.joined(separator: ", ")
    #expect(person.page.caption.contains("The last losses before: \(losses)."))
    #expect(person.page.caption.contains(run.settings.differences(from: .standard)))
    #expect(!person.page.caption.contains("each time"))
    #expect(
      (DivergenceTests.ways[way].setting == .learningRate) == person.page.caption.contains("rate"))
    #expect(Paragraph(person.page.caption).lines(width: 78).count <= 3)
    #expect(person.scene.runs.tried.map { $0.result == nil } == [true, false])
  }

  /// In every chapter, at every beat and moment: pictures without a number that is none, but for those
  /// that a run without trouble shows as well, where they are what a beat is about.
  @Test(arguments: 0...2) func everythingElseStaysFinite(way: Int) throws {
    var person = try diverged(way, Size(100, 30))
    #expect(person.scene.moment == person.visit.run.trained - 1)
    var calm = try Person(chapter: 10, Size(100, 30), run: try Runs.short(steps: 20))
    func none(_ person: Person) -> Set<String> {
      Set(person.text.split { !$0.isLetter }.map(String.init)).intersection(["nan", "inf"])
    }
    for number in Visit.numbers {
      person.goTo(number)
      calm.goTo(number)
      #expect(person.chapter.number == number)
      // Where x is another view, that of the model.
      if number != 10 {
        person.type("x")
        calm.type("x")
      }
      for beat in person.beats.indices.prefix(30) {
        person.enter(beat: beat, share: 1)
        calm.enter(beat: beat, share: 1)
        #expect(person.picture.isWhole)
        #expect(none(person).isSubset(of: none(calm)), "\(number), \(beat + 1): \(person.text)")
        person.type("[]")
      }
    }
  }

  /// It comes to rest: nothing moves behind the last moment, and playing goes on to it.
  @Test func playing() throws {
    var person = try diverged(2)
    person.type("xx")
    #expect(person.beat == 0)
    person.press(.home)
    #expect(person.scene.moment == 0)
    person.type(" ")
    #expect(person.scene.isTraining)
    person.wait(60_000)
    #expect(!person.scene.isTraining)
    #expect(person.scene.moment == person.scene.lastMoment)
    #expect(person.visit.nextChange(after: person.time) == nil)
    person.press(.right)
    #expect(person.scene.moment == person.scene.lastMoment)
  }

  /// From there one comes back.
  @Test func andBack() throws {
    var person = try diverged(0)
    let record = try #require(person.scene.runs.tried.last)
    person.type("x")
    person.press(.enter)
    person.finishTraining()
    #expect(person.visit.run.losses == record.losses)
    #expect(person.visit.run.divergedAt == nil)
    #expect(person.scene.moment == 20)
  }

  /// A model whose parameters are no numbers still makes pictures.
  @Test func notANumber() {
    var random = PythonRandom(seed: 1)
    for weights in [[Double.nan, .nan], [0, 0], [.infinity, 1], [1, .nan, 1]] {
      #expect(weights.indices.contains(random.choice(weights: weights).index))
    }
    let lines: [[Double]] = [[.nan], [], [.infinity, -.infinity], [1e300, 3], [-5, 0]]
    for line in lines {
      let range = LossCurve.range(of: [line, [2.5]], from: 2, to: 3.5, most: 5)
      #expect(range.lowerBound >= 0 && range.upperBound <= 5)
    }
  }
}
