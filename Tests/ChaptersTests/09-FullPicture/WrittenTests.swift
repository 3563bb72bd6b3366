import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// What wrote the guess: parts that add up to the logit.
@MainActor @Suite struct WrittenTests {
  /// The sum and the model's own logit stand below each other, the same to 12 digits.
  @Test(arguments: [0, 20, 1000]) func partsAddUp(moment: Int) throws {
    var person = try Person(chapter: 9, Size(100, 30))
    person.go(toMoment: moment)
    try person.enter("wrote")
    for _ in 0..<27 {
      let token = try #require(person.page.number?.index)
      let logit = person.scene.trace.positions[2].activations.logits[token]
      let lines = person.lines
      let sum = try number(after: "all parts together", in: lines)
      let own = try number(after: "the model’s logit", in: lines)
      #expect(abs(own - logit) < 1e-12)
      #expect(abs(sum - logit) < 1e-12)
      person.type("+")
    }
    #expect(person.page.number?.index == 26)
    person.press(.backspace)
    #expect(person.page.number?.index == person.scene.tokens[3])
  }

  private func number(after words: String, in lines: [String]) throws -> Double {
    let line = try #require(lines.first { $0.contains(words) })
    let rest = try #require(line.split(separator: words).last)
    return try #require(rest.split(separator: " ").first.flatMap { Double($0) })
  }

  /// Compared with the first guess, the bars add up to the difference of both logits.
  @Test func comparedWithTheFirstGuess() throws {
    var person = try Person(chapter: 9, Size(100, 30))
    try person.enter("wrote")
    person.type("x")
    let logits = person.scene.trace.positions[2].activations.logits
    let target = person.scene.tokens[3]
    let rival = try #require(logits.largest(2).first { $0 != target })
    #expect(person.words.contains("“m” less that of “\(person.scene.label(rival))”"))
    let sum = try number(after: "all parts together", in: person.lines)
    #expect(abs(sum - (logits[target] - logits[rival])) < 1e-12)
    person.type("x")
    #expect(!person.sees("less that of"))
  }

  /// A click on a guess shows what wrote it.
  @Test func guessesCanBeClicked() throws {
    var person = try Person(chapter: 9, Size(100, 30))
    try person.enter("wrote")
    let best = try #require(person.scene.trace.positions[2].probabilities.largest(1).first)
    try person.click(.pick(Target(FullPicture.Answer(token: best))))
    #expect(person.page.number?.index == best)
  }

  /// In the matrix every column adds up as well; ↑ ↓ choose the part, - + the token.
  @Test func everyToken() throws {
    var person = try Person(chapter: 9, Size(100, 30))
    try person.enter("letters")
    let parts = try #require(Written(person.scene, position: 2))
    for token in 0..<27 {
      let sum = parts.amounts(token, against: nil).reduce(0, +)
      #expect(abs(sum - parts.logits[token]) < 1e-12)
    }
    person.press(.up)
    let token = try #require(person.page.number?.index)
    let mlp = try #require(parts.amounts(token, against: nil).last)
    #expect(person.words.contains("MLP adds \(mlp.signed(4)) to the logit of"))
    try person.click(.pick(Target(FullPicture.Share(part: 1, token: 0))))
    let head = parts.amounts(0, against: nil)[1]
    #expect(person.words.contains("head 0 adds \(head.signed(4)) to the logit of “a”"))
  }
}
