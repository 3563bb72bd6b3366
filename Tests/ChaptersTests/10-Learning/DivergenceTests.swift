import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// Runs that break off are shown as what they are, and no other chapter suffers.
@MainActor @Suite struct DivergenceTests {
  /// Adam that forgets the size of gradients at once makes giant steps.
  private static let ways: [(knob: Knob, value: Double)] = [
    (.learningRate, 1), (.learningRate, 0.5), (.beta2, 0),
  ]

  private func diverged(_ way: Int, _ size: Size = Size(80, 24)) throws -> Person {
    var person = try KnobTests.person(size, steps: 20)
    let (knob, value) = DivergenceTests.ways[way]
    let settings = try knob.set(value, in: person.explainer.study.run.settings)
    person.explainer.chapters[person.explainer.open].chosen = knob.rawValue
    person.explainer.retrain(settings, turning: knob.rawValue, at: person.time)
    person.finishTraining()
    #expect(person.explainer.study.run.divergedAt != nil)
    return person
  }

  @Test(arguments: 0...2) func itIsTold(way: Int) throws {
    let person = try diverged(way)
    let run = person.explainer.study.run
    let step = try #require(run.divergedAt) + 1
    #expect(run.losses.allSatisfy { $0.isFinite })
    #expect(person.beats[1].caption.contains("Broken off at step \(step)."))
    #expect(person.sees("Broken off at step \(step)."))
    #expect(person.status.contains("broke off at step \(step)"))
    #expect(person.sees("✗"))
    #expect(person.sees("╍ before"), "the run before stays to compare with")
    #expect(Paragraph(person.beats[1].caption).lines(width: 78).count <= 3)
    #expect(person.scene.tried.map { $0.result == nil } == [true, false])
  }

  /// In every chapter, at every beat and moment: pictures without a number that is none.
  @Test(arguments: 0...2) func everythingElseStaysFinite(way: Int) throws {
    var person = try diverged(way, Size(100, 30))
    #expect(person.scene.moment == person.explainer.study.run.trained - 1)
    for number in Explainer.numbers {
      person.type("g\(number)")
      person.press(.enter)
      #expect(person.explainer.chapter.number == number)
      if number == 4 { person.type("x") }
      // The last beat of chapter 4 is about numbers that are none.
      for beat in person.beats.indices.prefix(30) where number != 4 || beat < 7 {
        person.enter(beat: beat, share: 1)
        let picture = person.picture
        #expect(picture.isWhole)
        for line in picture.lines {
          let words = line.split { !$0.isLetter }
          #expect(
            !words.contains("nan") && !words.contains("inf"), "\(number), \(beat + 1): \(line)")
        }
        if number != 10 || beat != 0 { person.type("[]") }
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
    #expect(person.scene.moment == person.explainer.study.lastMoment)
    #expect(person.explainer.nextChange(after: person.time) == nil)
    person.press(.right)
    #expect(person.scene.moment == person.explainer.study.lastMoment)
  }

  /// From there one comes back.
  @Test func andBack() throws {
    var person = try diverged(0)
    let record = try #require(person.scene.tried.last)
    person.type("x")
    person.press(.enter)
    person.finishTraining()
    #expect(person.explainer.study.run.losses == record.losses)
    #expect(person.explainer.study.run.divergedAt == nil)
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
      let range = RunCurves.range(of: line, [2.5])
      #expect(range.lowerBound >= 0 && range.upperBound <= 5)
    }
  }
}
