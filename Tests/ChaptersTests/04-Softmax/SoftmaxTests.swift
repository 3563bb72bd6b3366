import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// Softmax on numbers that can be moved, and on the model's own.
@MainActor @Suite struct SoftmaxTests {
  private func softmax(_ person: Person) throws -> SoftmaxAnatomy {
    let chapter = try #require(person.chapter as? ScoresToProbabilities)
    return chapter.anatomy(in: person.scene)
  }

  private func value(_ person: Person) throws -> Double { try #require(person.chosen).value }

  @Test(arguments: [("+", "-"), (">", "<"), ("-", "+"), ("<", ">"), ("=", "_"), (".", ",")])
  func thereAndBack(keys: (String, String)) throws {
    var person = try Person(chapter: 4)
    try person.enter("temperature")
    person.press(.up, .up, .up)
    for control in person.controls.indices {
      let values = person.controls.map(\.value)
      #expect(person.chosen?.id == person.controls[control].id)
      let room = person.controls[control].range
      // Ten steps, or to the end of the range: there steps are cut.
      var count = 0
      while count < 10 {
        let before = try value(person)
        person.type(keys.0)
        guard try value(person) != before else { break }
        if try [room.lowerBound, room.upperBound].contains(value(person)) { break }
        count += 1
      }
      if count == 10 {
        person.type(String(repeating: keys.1, count: 10))
        #expect(person.controls.map(\.value) == values)
      }
      #expect(room.contains(try value(person)))
      person.press(.backspace, .down)
    }
  }

  @Test func sliderChangesTheBars() throws {
    var person = try Person(chapter: 4)
    try person.enter("divide")
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

    let chosen = try #require(person.chosen)
    try person.drag(.slide(chosen.id), to: 1)
    #expect(try value(person) == chosen.range.upperBound)
    #expect(try softmax(person).rows[0].probability > 0.8)
    try person.drag(.slide(chosen.id), to: 0)
    #expect(try value(person) == chosen.range.lowerBound)
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
    person.go(toMoment: moment)
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

  /// What was moved comes back, and the position stays.
  @Test func restoringTheModelsOwn() throws {
    var person = try Person(chapter: 4)
    person.type("x")
    person.press(.up)
    person.type("++")
    let own = try softmax(person).rows.map(\.logit)
    person.press(.down, .down)
    person.type(">")
    let moved = try softmax(person).rows.map(\.logit)
    #expect(moved[1] == own[1] + 1)
    #expect(zip(moved, own).enumerated().allSatisfy { $0 == 1 || $1.0 == $1.1 })
    #expect(person.page.caption.contains("some of them moved by you"))
    person.press(.backspace)
    #expect(try softmax(person).rows.map(\.logit) == own)
    #expect(person.page.caption.contains("the model’s own 27 at position 2"))
    person.press(.backspace)
    #expect(person.status.contains("Nothing was moved"))
  }

  @Test func temperature() throws {
    var person = try Person(chapter: 4)
    try person.enter("temperature")
    let before = try softmax(person).rows.map(\.probability)
    let order = before.indices.sorted { before[$0] > before[$1] }
    let largest = order[0]
    #expect(person.chosen?.name == "temperature")
    person.type("<")
    let cold = try softmax(person).rows.map(\.probability)
    #expect(cold[largest] > before[largest])
    person.type(">>>>")
    let hot = try softmax(person).rows.map(\.probability)
    #expect(hot[largest] < before[largest])
    for shares in [cold, hot] {
      #expect(shares.indices.sorted { shares[$0] > shares[$1] } == order, "the order stays")
    }
  }

  /// A low temperature, the reader's own and a high one stand side by side; they come apart as it
  /// moves.
  @Test func temperaturesSideBySide() throws {
    var person = try Person(chapter: 4)
    let chapter = try #require(person.chapter as? ScoresToProbabilities)
    let beat = try #require(person.beats.firstIndex { $0.id == "temperature" })
    person.enter(beat: beat, share: 0)
    let begin = person.lines
    #expect(begin.contains { $0.contains(/T = 1\.0 +yours: T = 1\.0 +T = 1\.0/) })
    person.enter(beat: beat)
    #expect(person.lines.contains { $0.contains(/T = 0\.5 +yours: T = 1\.0 +T = 2\.0/) })
    for temperature in [0.5, 1, 2] {
      let parts = SoftmaxAnatomy(chapter.logits(in: person.scene), temperature: temperature)
      for row in parts.rows { #expect(person.sees(row.probability.percent())) }
    }
    person.type("+")
    #expect(person.sees("yours: T = 1.1"))
  }

  /// Before a line of softmax is reached its numbers are not there.
  @Test func columnsAreFilledAsTheyAreComputed() throws {
    var person = try Person(chapter: 4)
    let row = try #require(try softmax(person).rows.first)
    let numbers = [
      ("subtract", " \(row.difference.fixed(3)) "), ("exponentials", row.exponential.fixed(4)),
      ("total", "total "), ("divide", row.probability.percent()),
    ]
    let beats = person.beats.filter { !$0.isCheckpoint }
    for (index, beat) in beats.enumerated().prefix(6) {
      try person.enter(beat.id)
      let picture = person.lines[2..<17].joined(separator: "\n")
      for (from, number) in numbers {
        let start = try #require(beats.firstIndex { $0.id == from })
        #expect(picture.contains(number) == (index >= start), "\(number) in \(beat.id)")
      }
      // Nor is the temperature spoken of before it is explained.
      #expect(!picture.contains("temperature"))
      #expect(picture.contains("prob.") == (beat.id == "divide"))
    }
  }

  /// A slider of the temperature that was moved stays in sight: it is part of every number.
  @Test func aMovedTemperatureIsShown() throws {
    var person = try Person(chapter: 4)
    try person.enter("temperature")
    person.type("-")
    person.press(.home)
    #expect(person.sees("temperature"))
    #expect(person.controls.first?.value == 0.9)
  }

  /// What the caption promises of the odds is what > does to them.
  @Test(arguments: [0, 5]) func oddsOfAScoreUpByOne(coldness: Int) throws {
    var person = try Person(chapter: 4)
    try person.enter("temperature")
    person.type(String(repeating: "-", count: coldness))
    try person.enter("odds")
    // From the temperature down to the first score: one below it where it is on the page.
    for _ in person.controls.prefix(while: { $0.name == "temperature" }) { person.press(.down) }
    for row in try softmax(person).rows.indices.dropLast() {
      let before = try softmax(person).odds(of: row)
      let promised = person.page.caption
      #expect(promised.contains("press > to try it"))
      person.type(">")
      let after = try softmax(person).odds(of: row)
      let factor = Elementary.exp(1 / (1 - 0.1 * Double(coldness)))
      #expect(abs(after / before / factor - 1) < 1e-9)
      #expect(promised.contains("\(factor.shown(3)) times as large"))
      #expect(promised.contains("from \(before.shown(3)) to \(after.shown(3)) for"))
      #expect(person.sees(after.shown(3)))
      person.type("<")
      person.press(.down)
    }
    // At the end of its range a score can't go up by 1.
    let last = try #require(person.chosen)
    try person.drag(.slide(last.id), to: 1)
    #expect(!person.page.caption.contains("press >"))
  }

  /// A score that was chosen stays so beside the temperature: the caption speaks of it.
  @Test func theChosenScoreStays() throws {
    var person = try Person(chapter: 4)
    try person.enter("odds")
    person.press(.down, .down)
    #expect(person.page.caption.contains("for “c” (press >"))
    try person.enter("temperature")
    person.press(.up, .up, .up)
    person.type("+")
    try person.enter("odds")
    #expect(person.chosen?.name == "temperature")
    #expect(person.page.caption.hasSuffix("for “a”."))
  }

  /// As this beat moves, the chosen score goes up by 1 and comes back.
  @Test func theScoreGoesUpAndComesBack() throws {
    var person = try Person(chapter: 4)
    let beat = try #require(person.beats.firstIndex { $0.id == "odds" })
    func line(_ share: Double) throws -> String {
      person.enter(beat: beat, share: share)
      return try #require(person.lines.first { $0.contains("▸ a") })
    }
    let (begin, up, end) = try (line(0), line(0.5), line(1))
    #expect(begin.contains(" 2.000 ") && up.contains(" 3.000 ") && end.contains(" 2.000 "))
    #expect(begin == end && begin != up)
  }

  @Test func theSixScores() throws {
    let rows = try softmax(Person(chapter: 4)).rows
    #expect(rows.map(\.label) == ["a", "b", "c", "d", "e", "other"])
    #expect(rows.map(\.logit) == [2, 1, 0.5, -0.5, 3, 0])
  }

  /// The last page has nothing to adjust, also where playing has led to it.
  @Test func keyLineIsThatOfTheBeat() throws {
    var person = try Person(chapter: 4)
    try person.enter("temperature")
    person.type(" ")
    #expect(!person.sees("adjust"))
    person = try Person(chapter: 4)
    try person.enter("check-half")
    person.type(" ")
    #expect(person.sees("adjust"))
    person.wait(4_000)
    #expect(person.view.beat.id == "overflow")
    #expect(person.controls.isEmpty)
    #expect(!person.sees("adjust"))
    for key in [Key.character("x"), .backspace] {
      person.press(key)
      #expect(person.status.contains("← goes back to the sliders"))
    }
  }

  /// What does not fit at the smallest size is counted.
  @Test func aListThatIsCutSaysSo() throws {
    var person = try Person(chapter: 4, Size(60, 16))
    for _ in 0..<2 {
      for beat in person.beats where !beat.isCheckpoint && beat.id != "overflow" {
        try person.enter(beat.id)
        let hidden = try softmax(person).rows.count - shown(person)
        #expect(hidden > 0)
        #expect(person.lines.contains { $0.hasPrefix("   ↓ \(hidden)") }, "\(person.text)")
      }
      person.type("x")
    }
  }

  /// How many rows of scores are drawn.
  private func shown(_ person: Person) -> Int {
    person.lines[1..<9].count {
      $0.contains("●") && !$0.contains("temperature") && !$0.contains("position")
    }
  }
}
