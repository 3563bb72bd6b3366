import MicroGPT
import Stage
import TestSupport
import Testing

@testable import Chapters
@testable import Explainer

/// Lists as long as a large vocabulary: only what can be seen or reached of them is made.
@MainActor @Suite struct LargeVocabularyTests {
  /// 3,001 tokens and a model as small as there is.
  private func person(_ chapter: Int) throws -> Person {
    let letters = (0x4e00..<0x4e00 + 3000).compactMap { Unicode.Scalar(UInt32($0)) }
    let run = try Runs.make(
      seed: 42, steps: 1, documents: [String(String.UnicodeScalarView(letters))],
      size: ModelSize(width: 2, blockSize: 2, heads: 1))
    return try Person(chapter: chapter, Size(80, 24), run: run)
  }

  @Test func slidersAroundTheChosenOne() throws {
    var person = try person(4)
    person.type("x")
    #expect(person.controls.count < 1100)
    #expect(person.sees("3001 at position 0"))
    for row in [0, 17, 1500, 3000] {
      person.visit.apply([.choose(Target(ScoresToProbabilities.Score(row: row)))], at: person.time)
      #expect(person.chosen?.name == person.scene.label(row))
      #expect(person.lines.contains { $0.contains("▸ \(person.scene.label(row))") })
      let before = try #require(person.chosen?.value)
      person.type("+")
      let after = try #require(person.chosen?.value)
      #expect(abs(after - before - 0.1) < 1e-9)
      #expect(person.picture.isWhole)
    }
    person.press(.up)
    #expect(person.chosen?.name == person.scene.label(2999))
    person.press(.down, .down, .down)
    #expect(person.chosen?.name == "BOS")
  }

  /// Chips go on whatever is typed, and from there on to its neighbours.
  @Test func chipsOnAnyOfThem() throws {
    var person = try person(3)
    try person.enter("bet")
    person.press(.enter)
    for row in [1500, 2999, 0] {
      person.type(person.scene.label(row))
      #expect(person.chosen?.name == person.scene.label(row) && person.chosen?.value == 10)
      #expect(person.sees("▸\(person.scene.label(row))"))
    }
    person.type(".")
    person.press(.up)
    person.type("+")
    #expect(person.chosen?.name == person.scene.label(2999) && person.chosen?.value == 20)
    #expect(person.sees("50 not placed"))
    person.press(.enter)
    #expect(person.page.caption.contains(" it is. You gave it ") && person.picture.isWhole)
  }

  @Test(arguments: Visit.numbers) func everyBeat(chapter: Int) throws {
    var person = try person(chapter)
    person.finishTraining()
    for beat in person.beats.indices {
      person.enter(beat: beat)
      #expect(person.picture.isWhole)
      #expect(person.controls.count < 2100)
    }
  }

  @Test func theLargest() {
    var random = Generator(state: 7)
    for count in [0, 1, 2, 10, 500] {
      let numbers = (0..<count).map { _ in Double(Int.random(in: 0..<50, using: &random)) }
      let sorted = numbers.indices.sorted { (numbers[$0], $1) > (numbers[$1], $0) }
      for most in [0, 1, 3, 20, 499, 500, 1000] {
        #expect(numbers.largest(most) == Array(sorted.prefix(most)))
      }
      #expect(numbers.largest(-1).isEmpty)
    }
    #expect([Double](repeating: .nan, count: 100).largest(3).count == 3)
  }
}
