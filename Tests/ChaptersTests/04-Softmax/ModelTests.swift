import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// What is shown are the model's own numbers: logits, probabilities, and the moment.
@MainActor @Suite struct ModelTests {
  private func softmax(_ person: Person) throws -> SoftmaxAnatomy {
    let chapter = try #require(person.explainer.chapter as? ScoresToProbabilities)
    return chapter.anatomy(in: person.scene)
  }

  private func value(_ person: Person) -> Double {
    person.controls[person.explainer.chapter.chosen].value
  }

  @Test(arguments: [("+", "-"), (">", "<"), ("-", "+"), ("<", ">"), ("=", "_"), (".", ",")])
  func thereAndBack(keys: (String, String)) throws {
    var person = try Person(chapter: 4)
    person.press(.up, .up, .up)
    for control in person.controls.indices {
      let controls = person.controls
      let room = controls[control].range
      // Ten steps, or to the end of the range: there steps are cut.
      var count = 0
      while count < 10 {
        let before = value(person)
        person.type(keys.0)
        guard value(person) != before else { break }
        if value(person) == room.lowerBound || value(person) == room.upperBound { break }
        count += 1
      }
      if count == 10 {
        person.type(String(repeating: keys.1, count: 10))
        #expect(person.controls[control] == controls[control])
      }
      #expect(room.contains(value(person)))
      person.press(.backspace, .down)
    }
  }

  @Test func sliderChangesTheBars() throws {
    var person = try Person(chapter: 4)
    func bars(_ person: Person) -> [Int] {
      person.lines[4..<19].map { $0.unicodeScalars.count { $0 == "█" } }
    }
    let before = try softmax(person).rows.map(\.probability)
    let drawn = bars(person)
    #expect(drawn.contains { $0 > 5 })
    person.type("<<")
    let less = try softmax(person).rows.map(\.probability)
    #expect(less[0] < before[0])
    #expect(zip(less, before).dropFirst().allSatisfy { $0 > $1 })
    #expect(bars(person) != drawn)
    for row in try softmax(person).rows { #expect(person.sees(row.probability.percent())) }

    let index = person.explainer.chapter.chosen
    try person.drag(.slide(control: index), to: 1)
    #expect(value(person) == person.controls[index].range.upperBound)
    #expect(try softmax(person).rows[0].probability > 0.9)
    try person.drag(.slide(control: index), to: 0)
    #expect(value(person) == person.controls[index].range.lowerBound)
    #expect(try softmax(person).rows[0].probability < 0.01)
    person.press(.backspace)
    #expect(try softmax(person).rows.map(\.probability) == before)
  }

  @Test func probabilitiesAddUpToOne() throws {
    var person = try Person(chapter: 4)
    for keys in ["", ">", "x", ">>>", "+"] {
      person.type(keys)
      let parts = try softmax(person)
      #expect(abs(parts.rows.reduce(0) { $0 + $1.probability } - 1) < 1e-12)
      #expect(parts.rows.allSatisfy { $0.exponential <= 1 && $0.difference <= 0 })
    }
  }

  @Test(arguments: [0, 1, 500, 1000]) func theModelsOwnLogits(moment: Int) throws {
    var person = try Person(chapter: 4, Size(100, 60))
    person.explainer.moment = .at(moment)
    person.type("x")
    // The control above the logits is the position.
    person.press(.up)
    for position in person.scene.trace.positions {
      let parts = try softmax(person)
      #expect(parts.rows.map(\.logit) == position.activations.logits)
      #expect(parts.rows.map(\.probability) == position.probabilities)
      for row in parts.rows { #expect(person.sees(row.logit.fixed(3))) }
      person.type("+")
    }
    person.type("x")
    #expect(try softmax(person).rows.count == 6)
  }

  @Test func temperature() throws {
    var person = try Person(chapter: 4)
    let before = try softmax(person).rows.map(\.probability)
    person.press(.up)
    person.type("<")
    let cold = try softmax(person).rows.map(\.probability)
    #expect(cold[0] > before[0])
    person.type(">>>>")
    let hot = try softmax(person).rows.map(\.probability)
    #expect(hot[0] < before[0])
    #expect(hot == hot.sorted(by: >), "the order stays")
  }

  @Test func guessesAreTheModels() throws {
    var person = try Person(chapter: 3, name: "olivia")
    let scene = person.scene
    for (position, made) in scene.trace.positions.enumerated() {
      person.press(.right)
      person.wait(10_000)
      let target = scene.tokens[position + 1]
      let best = try #require(made.probabilities.max())
      #expect(person.sees(best.percent()))
      #expect(person.sees(made.probabilities[target].percent()))
      let place = made.probabilities.count { $0 > made.probabilities[target] } + 1
      let words = place == 1 ? " first choice " : " \(place)"
      #expect(person.beats[person.beat].caption.contains(words))
    }
  }

  /// The moment and the loss that the status shows are the same in all chapters.
  @Test func momentInAllChapters() throws {
    var person = try Person(chapter: 2)
    let trained = try Runs.trained()
    var expected = 1000
    for (keys, change) in [("[", -1), ("{{", -200), ("]", 1), ("}", 100), ("{", -100)] {
      person.type(keys)
      expected += change
      let loss = trained.trace(of: "emma", at: expected).loss.fixed(3)
      for number in Explainer.numbers {
        person.goTo(number)
        #expect(person.status.contains("moment \(expected.grouped) of 1,000"))
        #expect(person.status.contains("loss \(loss)"))
      }
    }
    person.type("}}}}}}}}}}}}")
    #expect(person.scene.moment == 1000)
    person.type("]")
    #expect(person.scene.moment == 1000)
    person.type("{{{{{{{{{{{[")
    #expect(person.scene.moment == 0)
  }
}
