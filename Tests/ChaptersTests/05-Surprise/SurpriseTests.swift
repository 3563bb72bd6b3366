import Foundation
import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// From one probability to the loss: every number against the C library's logarithm.
@MainActor @Suite struct SurpriseTests {
  /// The probabilities of the right answers, from the run itself.
  private func answers(_ name: String, at moment: Int) throws -> [Double] {
    let trace = try Runs.trained().trace(of: name, at: moment)
    return trace.positions.enumerated().map { $1.probabilities[trace.tokens[$0 + 1]] }
  }

  /// ↓ goes through the positions; the lit part of the bar is that of the right answer.
  @Test(arguments: ["emma", "olivia", "b", ""]) func rightAnswers(name: String) throws {
    var person = try Person(chapter: 5, name: name)
    for (position, p) in try answers(name, at: 1000).enumerated() {
      let label = person.scene.label(person.scene.tokens[position + 1])
      #expect(
        person.words.contains(
          "At position \(position) “\(label)” was right and had \(p.percent())"))
      #expect(person.words.contains("the right answer, “\(label)”: \(p.percent())"))
      let row = try #require(person.lines.first { $0.contains("▸") })
      #expect(row.contains("→ \(label) ") && row.contains(" \(p.percent())"))
      person.press(.down)
    }
    // At the last one ↓ stays.
    #expect(person.chosen?.id == person.controls.last?.id)
    // What was chosen stays when a shorter name has no such position.
    person.edit("a")
    #expect(person.picture.isWhole && person.sees("▸"))
  }

  @Test func rowsCanBeClicked() throws {
    var person = try Person(chapter: 5)
    try person.click(.pick(Target(MeasuringSurprise.PositionRow(position: 3))))
    #expect(person.words.contains("At position 3 “a” was right and had"))
  }

  /// The slider reaches from one in a thousand to a certain answer, and the surprise follows.
  @Test func curve() throws {
    var person = try Person(chapter: 5)
    try person.enter("curve")
    #expect(person.sees("−ln p = \(log(2.0).fixed(3)) nats"))
    #expect(person.words.contains("ln 0.5 is −0.693 because exp(−0.693) is 0.5"))
    var seen: Set<Double> = []
    for _ in 0..<30 {
      let p = try #require(person.chosen?.value)
      seen.insert(p)
      #expect(person.sees("−ln p = \((-log(p)).fixed(3)) nats"))
      #expect(person.words.contains("ln \(p) is"))
      person.type("-")
    }
    #expect(seen.min() == 0.001 && person.sees("0.1% "))
    for _ in 0..<30 { person.type("+") }
    #expect(person.sees("−ln p = 0.000 nats") && person.sees(" 100% "))
    try person.drag(.slide(Target(MeasuringSurprise.Dial.probability)), to: 0)
    #expect(person.sees("−ln p = \((-log(0.001)).fixed(3)) nats"))
    // The marker comes from the certain answer, and the name's own letters stand on the curve.
    try person.enter("curve", share: 0)
    let start = person.picture
    person.wait(10_000)
    #expect(person.picture != start)
    for letter in ["e", "m", "a"] {
      #expect(person.lines[4..<15].contains { $0.dropFirst(6).contains(letter) }, "\(letter)")
    }
  }

  /// x counts in bits, in all beats, until it is pressed again.
  @Test func bits() throws {
    var person = try Person(chapter: 5)
    person.type("x")
    #expect(person.status.contains("counted in bits"))
    let surprises = try answers("emma", at: 1000).map { -log2($0) }
    let loss = (surprises.reduce(0, +) / 5).fixed(3)
    let numbers: [String: [String]] = [
      "curve": ["−log₂ p = 1.000 bits"], "why": ["3.322", "6.644 bits", "9.966"],
      "positions": surprises.map { $0.fixed(3) } + [surprises.reduce(0, +).fixed(3) + " bits"],
      "loss": ["\(loss) bits, the loss"],
      "guessing": ["−log₂(1/27) = log₂ 27 = \(log2(27.0).fixed(3))"],
      "choices": [loss, "2^(\(loss))", log2(10.0).fixed(3), "15.1"],
      "yardsticks": ["Loss in bits", log2(27.0).fixed(3), loss], "among": ["in bits", loss],
    ]
    for beat in person.beats.dropFirst() where !beat.isCheckpoint {
      try person.enter(beat.id)
      for number in try #require(numbers[beat.id]) {
        #expect(person.words.contains(number), "\(number) at \(beat.id)")
      }
      #expect(!person.words.contains("0.693 nats,"), "\(beat.id)")
    }
    person.type("x")
    #expect(person.words.contains((try Runs.trained().trace(of: "emma", at: 1000).loss).fixed(3)))
  }

  /// Probabilities multiply, surprises add.
  @Test func whyALogarithm() throws {
    var person = try Person(chapter: 5)
    try person.enter("why")
    #expect(person.words.contains("10% and then 10% are as unlikely as 1% once"))
    #expect(person.words.contains("and as surprising: 4.605 nats"))
    for p in ["0.000", "0.693", "2.303", "4.605", "6.908"] { #expect(person.sees(p)) }
    person.press(.down)
    person.type("----")
    let (first, second) = (person.controls[0].value, person.controls[1].value)
    #expect(first == 0.1 && second == 0.02)
    #expect(person.words.contains("10% and then 2% are as unlikely as 0.2% once"))
    let sum = -log(first) - log(second)
    #expect(abs(sum + log(first * second)) < 1e-12)
    #expect(person.words.contains("surprising: \(sum.fixed(3)) nats"))
    // The second bar goes to the end of the first.
    try person.enter("why", share: 0.5)
    #expect(!person.sees("only once"))
    person.wait(10_000)
    #expect(person.sees("only once"))
  }

  /// Product, sum and mean, at any moment; untrained beside it.
  @Test(arguments: [0, 1, 377, 1000]) func wholeName(moment: Int) throws {
    for name in ["emma", "christopher", ""] {
      var person = try Person(chapter: 5, name: name, Size(100, 30))
      person.go(toMoment: moment)
      let answers = try answers(name, at: moment)
      let (product, sum) = (answers.reduce(1, *), answers.reduce(0) { $0 - log($1) })
      try person.enter("positions")
      if 1 / product < 1e12 && 1 / product > 100 {
        #expect(person.words.contains("1 in \(Int((1 / product).rounded()).grouped)"))
      }
      #expect(person.words.contains("sum: \(sum.fixed(3)) nats"))
      let back = try #require(person.words.firstMatch(of: /exp\(−([\d.]+)\) is 1 in (.+?) too/))
      #expect(String(back.1) == sum.fixed(3))
      #expect(person.words.contains("product of all p: 1 in \(back.2) "), "both ways give the same")
      for p in answers { #expect(person.sees((-log(p)).fixed(3)) && person.sees(p.percent())) }
      try person.enter("loss")
      let mean = sum / Double(answers.count)
      #expect(person.words.contains("/ \(answers.count) = \(mean.fixed(3)) nats, the loss"))
      #expect(person.status.contains("loss of \(name.isEmpty ? "(none)" : name) \(mean.fixed(3))"))
      let untrained = try Runs.trained().trace(of: name, at: 0).loss
      #expect(person.words.contains("before its training \(untrained.fixed(3))"))
      let words =
        moment == 0
        ? "explain, lowers it:"
        : mean < untrained
          ? "brought it down from \(untrained.fixed(3)):"
          : "not this one (\(untrained.fixed(3)) untrained):"
      #expect(person.words.contains(words))
    }
  }

  /// While training plays, the numbers and the mark on the curve of the loss move.
  @Test func trainingPlays() throws {
    var person = try Person(chapter: 5, Size(100, 30))
    try person.enter("loss")
    person.go(toMoment: 0)
    person.type("t")
    var seen: Set<[String]> = []
    for _ in 0..<10 {
      person.wait(900)
      let loss = try Runs.trained().trace(of: "emma", at: person.scene.moment).loss
      #expect(person.words.contains("= \(loss.fixed(3)) nats, the loss"))
      seen.insert(person.lines)
    }
    #expect(seen.count == 10)
  }

  /// −log(1/27), and the untrained model beside it.
  @Test func guessing() throws {
    var person = try Person(chapter: 5)
    try person.enter("guessing")
    #expect(person.words.contains("−ln(1/27) = ln 27 = \(log(27.0).fixed(3))"))
    let run = try Runs.trained()
    let losses = (0..<1000).flatMap { step in
      run.trace(of: run.document(ofStep: step), at: 0).positions.map(\.loss)
    }
    let mean = losses.reduce(0, +) / Double(losses.count)
    #expect(
      person.words.contains("Before its training the model is near it: \(mean.fixed(3)) on 1,000"))
    #expect(person.words.contains("untrained: emma") && person.words.contains("1,000 steps: emma"))
    // Line by line.
    try person.enter("guessing", share: 0.3)
    #expect(person.sees("p = 1 / 27") && !person.sees("5 × "))
    let other = try Person(chapter: 5, run: Runs.of(["ab", "ba"]))
    var two = other
    try two.enter("guessing")
    #expect(two.words.contains("ln 3 = \(log(3.0).fixed(3))"))
  }

  /// exp of the loss; the slider's own choice among the others, in order.
  @Test func choices() throws {
    var person = try Person(chapter: 5)
    try person.enter("choices")
    let loss = try Runs.trained().trace(of: "emma", at: 1000).loss
    #expect(
      person.words.contains("exp(\(loss.fixed(3))) undoes the logarithm: \(exp(loss).fixed(1))"))
    func row(_ label: String) -> Int? { person.lines.firstIndex { $0.hasPrefix(" \(label) ") } }
    #expect(try #require(row("yours")) < #require(row("emma, 1,000 steps")))
    #expect(try #require(row("emma, 1,000 steps")) < #require(row("blind guessing")))
    person.type(">>>>")
    #expect(try #require(row("yours")) > #require(row("blind guessing")))
    let count = try #require(person.chosen?.value)
    #expect(person.lines[try #require(row("yours"))].contains(log(count).fixed(3)))
    person.type(">>>>>")
    #expect(person.sees("100,000") && person.picture.isWhole)
  }

  @Test func chancesInWords() {
    let percents = [1, 0.5, 0.1, 0.025, 0.001, 0.000_02, 0.000_001, 1e-9, 0, 1 / 27.0].map {
      Chance.percent($0)
    }
    #expect(
      percents == [
        "100%", "50%", "10%", "2.5%", "0.1%", "0.002%", "1.0e-06", "1.0e-09", "0%", "3.704%",
      ])
    #expect(Chance.oneIn(0.5) == "1 in 2.0" && Chance.oneIn(1e-6) == "1 in 1,000,000")
    #expect(Chance.oneIn(2e-20) == "1 in 5.0 × 10^19")
    #expect(Chance.oneIn(0) == "too small for a computer to hold")
    #expect(SurpriseUnit.bits.text(log(8)) == "3.000" && SurpriseUnit.nats.text(1) == "1.000")
    #expect(SurpriseUnit.nats.text(.infinity) == "infinite")
  }
}
