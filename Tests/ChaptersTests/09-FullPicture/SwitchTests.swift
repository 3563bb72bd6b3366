import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// Parts switched off: every number against the model that is computed without them.
@MainActor @Suite struct SwitchTests {
  @Test(arguments: [0, 1000]) func theName(moment: Int) throws {
    var person = try Person(chapter: 9, Size(100, 30))
    person.go(toMoment: moment)
    try person.enter("off")
    #expect(person.words.contains("Here the model is whole"))
    let run = try Runs.trained()
    let model = run.model(at: moment)
    for part in Ablation.all(heads: 4) {
      person.press(.down)
      let without = model.trace(tokens: person.scene.tokens, without: part)
      let line = try #require(person.lines.first { $0.contains("▸ \(part.label) ") })
      #expect(line.contains(without.loss.fixed(3)), "\(part)")
      let cost = without.loss - person.scene.trace.loss
      #expect(line.contains(cost.signed(3)), "\(part)")
      #expect(person.words.contains("With \(part.label) off the loss of “emma”"))
      let best = without.positions[2].probabilities.max() ?? 0
      #expect(person.sees(best.percent()), "\(part)")
    }
  }

  /// The mean over many documents, and names made up without the part.
  @Test func manyDocuments() throws {
    let documents = ["emma", "anna", "hannah", "bob", "noah", "mia", "ava", "olivia"]
    let run = try Runs.of(documents, steps: 60)
    var person = try Person(chapter: 9, Size(100, 30), run: run)
    try person.enter("cost")
    let model = run.model(at: run.trained)
    func mean(_ part: Ablation?) -> Double {
      let losses = (0..<documents.count).map {
        model.trace(tokens: run.tokenizer.encode(run.document(ofStep: $0)), without: part).loss
      }
      return losses.reduce(0, +) / Double(losses.count)
    }
    let whole = mean(nil)
    for part in Ablation.all(heads: 4) {
      let line = try #require(person.lines.first { $0.contains("▸ \(part.label) ") })
      let loss = mean(part)
      #expect(line.contains(loss.fixed(3)) && line.contains((loss - whole).signed(3)), "\(part)")
      #expect(person.words.contains("made up by the whole model"))
      #expect(person.words.contains("without \(part.label)"))
      person.press(.down)
    }
    #expect(person.sees("loss of 8 names"))
    // While training plays nothing is read.
    person.go(toMoment: 0)
    person.type("t")
    #expect(person.page.questions.isEmpty)
    #expect(person.words.contains("As soon as the training stands still"))
  }

  /// One weight of all is chosen by its table, row and column; it is a number that can be asked.
  @Test func oneWeight() throws {
    var person = try Person(chapter: 9, Size(100, 30))
    try person.enter("change")
    let pass = try #require(person.scene.calculation?.pass)
    let first = try #require(person.page.number)
    let all = (0..<4192).map { abs(pass.gradient(at: .parameter($0))) }
    #expect(abs(pass.gradient(at: first)) == all.max())
    person.type("------")
    #expect(person.sees("wte["))
    person.press(.down)
    person.type("+")
    person.press(.down)
    person.type("<<<<+++")
    #expect(person.words.contains("column 3"))
    let number = try #require(person.page.number)
    #expect(number.stage == .parameter && number.index % 16 == 3)
    let value = person.scene.snapshot.state.parameters[number.index]
    #expect(person.sees(person.scene.digits(value)))
    person.press(.backspace)
    #expect(person.page.number == first)
  }

  /// Where a name is better off without a part, many names have the last word.
  @Test func betterWithoutIt() throws {
    var person = try Person(chapter: 9)
    try person.enter("off")
    let mlp = try #require(Ablation.all(heads: 4).firstIndex(of: .mlp))
    for _ in 0...mlp { person.press(.down) }
    let without = try #require(person.scene.trace(without: .mlp))
    #expect(without.loss < person.scene.trace.loss)
    let means = person.scene.meansWithoutParts
    let whole = try #require(means[nil])
    let cost = try #require(means[.mlp]) - whole
    #expect(cost > 0)
    #expect(person.words.contains("better without it! One name is little: over 1,000 names"))
    #expect(person.words.contains("(\(cost.rise))"))
  }

  /// At 80×24 no word is cut off, whatever is switched off.
  @Test(arguments: ["emma", "christopher", "a"]) func noWordIsCut(name: String) throws {
    var person = try Person(chapter: 9, name: name)
    for beat in ["off", "cost"] {
      try person.enter(beat)
      for part in Ablation.all(heads: 4) {
        person.press(.down)
        let cut = person.lines.enumerated().filter { $0.offset != 2 && $0.element.contains("…") }
        #expect(cut.map(\.element) == [], "\(beat), \(part)")
      }
    }
  }
}
