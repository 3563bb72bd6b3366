import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// One weight changed: what becomes of the guesses, in all chapters, and back.
@MainActor @Suite struct EditTests {
  /// Somebody in front of a parameter's page.
  private func person(
    _ matrix: String, row: Int, column: Int = 1, name: String = "emma", _ size: Size = Size(80, 24)
  ) throws -> (person: Person, index: Int) {
    var person = try Person(chapter: 6, name: name, size)
    let matrices = person.visit.run.matrices
    let found = try #require(matrices.first { $0.name == matrix })
    let index = Int(found[row, column] - matrices[0].first)
    person.visit.apply([.origin(Origin(of: .parameter(index)))], at: person.time)
    person.wait(0)
    return (person, index)
  }

  private func trace(_ person: Person, _ edit: Edit?) -> Trace {
    let run = person.visit.run
    var model = GPT(size: run.settings.size, vocabularySize: run.tokenizer.vocabularySize)
    model.parameters = run.state(at: person.scene.moment).parameters
    if let edit { model[parameter: edit.parameter] = edit.value }
    return model.trace(tokens: run.tokenizer.encode(person.scene.name))
  }

  @Test func keysChangeAndTakeBack() throws {
    var (person, index) = try person("wte", row: 12)
    let before = person.picture
    let value = person.scene.snapshot.state.parameters[index]
    person.type(">+")
    let edit = Edit(parameter: index, value: value + 0.5 + 0.05)
    #expect(person.scene.edit == edit && person.scene.snapshot.state.edits == [edit])
    #expect(person.scene.trace == trace(person, edit))
    #expect(person.status.contains("edited wte[12][1]"))
    let losses = (trace(person, nil).loss.shown(6), trace(person, edit).loss.shown(6))
    #expect(person.sees("\(losses.0) → \(losses.1)"))
    #expect(person.status.contains("loss of emma \(trace(person, edit).loss.fixed(3))"))
    // Which are the chapters that show it, and u takes it back in each.
    for number in Visit.numbers {
      var other = person
      other.goTo(number)
      #expect(other.status.contains("edited wte[12][1]"))
      #expect(other.scene.trace == trace(other, edit))
      other.type("u")
      #expect(other.scene.edit == nil && !other.status.contains("edited"))
      #expect(other.scene.trace == trace(other, nil))
    }
    person.press(.backspace)
    #expect(person.lines == before.lines)
    #expect(person.view.origin != nil, "the page is still there")
    #expect(person.scene.snapshot.state == (try Runs.trained()).state(at: 1000))
    person.type("u")
    #expect(person.status.contains("No weight is changed"))
    person.press(.backspace)
    #expect(person.view.origin == nil)
  }

  /// Exactly 0 before the first position that can be reached, and as computed in another way from there.
  @Test(arguments: [
    ("wte", 12, 2), ("wte", 0, 4), ("wpe", 3, 3), ("lm_head", 0, 0), ("wte", 26, 0),
  ])
  func ripple(matrix: String, row: Int, first: Int) throws {
    var (person, index) = try person(matrix, row: row)
    person.type(">")
    let edit = try #require(person.scene.edit)
    let ripple = try #require(person.scene.ripple(of: index))
    let (old, new) = (trace(person, nil), trace(person, edit))
    #expect(ripple.firstReader == first)
    #expect(ripple.moves.count == 5)
    for position in 0..<5 {
      let moves = zip(old.positions[position].probabilities, new.positions[position].probabilities)
        .map { ($0 - $1).magnitude }
      #expect(ripple.moves[position] == moves.reduce(0, +))
      #expect((ripple.moves[position] == 0) == (position < first))
    }
    for (position, move) in ripple.moves.enumerated() {
      let letter = person.scene.label(person.scene.tokens[position])
      let line = person.lines.first { $0.contains("\(position) \(letter) ") && $0.contains("│") }
      #expect(line?.contains(move == 0 ? " 0 " : move.shown(6)) == true)
    }
    // The one that is chosen at first is one that moves.
    #expect(person.chosen?.id == Target(Origin.RipplePosition(index: first)))
    let best = ripple.guesses(at: first, 1)[0]
    #expect(person.sees("\(best.before.percent(2)) → "))
  }

  /// A letter that is not in the name, a position that it does not have: nothing moves, and it is said why.
  @Test(arguments: [("wte", 16, "no position of this name reads"), ("wpe", 9, "has 5 positions")])
  func nothingMoves(matrix: String, row: Int, reason: String) throws {
    var (person, index) = try person(matrix, row: row, Size(100, 30))
    person.type(">>")
    let ripple = try #require(person.scene.ripple(of: index))
    #expect(ripple.moves == [0, 0, 0, 0, 0] && ripple.isStill && ripple.firstReader == nil)
    #expect(person.words.contains("exactly the same") && person.words.contains(reason))
    // Another name that has it.
    person.type("eqqqqqqqqqqq")
    #expect(person.scene.ripple(of: index)?.isStill == false)
  }

  /// All that is derived from the model follows, and what tells of the training stays.
  @Test func whatFollowsAndWhatStays() throws {
    var (person, index) = try person("wte", row: 26)
    let names = person.scene.names(5).map(\.text)
    let gradients = try #require(person.scene.step).gradients
    person.type(">>>>")
    let edit = try #require(person.scene.edit)
    #expect(edit.parameter == index)
    let run = person.visit.run
    let engine = EngineKind.fast.makeEngine(
      settings: run.settings, vocabularySize: run.tokenizer.vocabularySize)
    engine.state = TrainingState(parameters: run.state(at: 1000).edited(edit).parameters)
    var scorer = run.scorer(of: person.scene.snapshot.state)
    let losses = scorer.losses(tokens: person.scene.tokens, until: { false })
    #expect(losses == engine.losses(tokens: person.scene.tokens))
    #expect(person.scene.names(5).map(\.text) != names)
    #expect(person.scene.calculation?.pass[.loss] == trace(person, edit).loss)
    #expect(person.scene.step?.gradients == gradients)
    #expect(person.visit.run.state(at: 1000).edits.isEmpty)
    // Another moment has the same value in place of its own.
    person.go(toMoment: 500)
    #expect(person.scene.trace == trace(person, edit))
    person.type("u")
    #expect(person.scene.trace == trace(person, nil))
  }

  @Test func copiesAreIndependent() throws {
    var (person, _) = try person("wte", row: 12)
    person.type("+")
    let before = person
    let picture = before.picture
    person.type(">")
    person.press(.backspace)
    #expect(before.picture == picture && before.scene.edit != nil && person.scene.edit == nil)
  }

  /// Another run has other weights.
  @Test func anotherRunDropsIt() throws {
    var (person, _) = try person("wte", row: 12)
    person.type(">")
    var settings = person.visit.run.settings
    settings.seed = 7
    person.visit.apply([.retrain(settings, knob: nil)], at: person.time)
    person.finishTraining()
    #expect(person.visit.run.settings.seed == 7 && person.scene.edit == nil)
    #expect(person.scene.snapshot.state == person.visit.run.state(at: 1000))
  }

  /// A model so large that it is found in slices shows the change as soon as it is found.
  @Test func largeModel() throws {
    let size = try ModelSize(width: 64, blockSize: 16, heads: 4)
    var run = try Run(
      corpus: Runs.trained().corpus, settings: RunSettings(size: size, seed: 42, steps: 3))
    while run.train() != nil {}
    #expect(!run.isQuick)
    var person = try Person(chapter: 6, run: run)
    person.finishTraining()
    let index = person.scene.firstUsedParameter
    person.visit.apply([.origin(Origin(of: .parameter(index)))], at: person.time)
    person.finishTraining()
    person.type(">")
    for _ in 0..<9 { person.finishTraining() }
    let edit = try #require(person.scene.edit)
    #expect(person.scene.trace == trace(person, edit))
    let ripple = try #require(person.scene.ripple(of: index))
    #expect(ripple.before == trace(person, nil) && ripple.moves[0] == 0 && ripple.moves[1] > 0)
    person.type("u")
    person.finishTraining()
    #expect(person.scene.edit == nil && person.scene.trace == trace(person, nil))
  }

  /// A run that broke off: its weights are no numbers to be moved by a slider, or they are large.
  @Test func aRunThatBrokeOff() throws {
    var run = try Run(
      corpus: Runs.trained().corpus, settings: RunSettings(steps: 20, learningRate: 100))
    while run.train() != nil {}
    var person = try Person(chapter: 6, run: run)
    for index in [0, 70, run.parameterCount - 1] {
      person.visit.apply([.origin(Origin(of: .parameter(index)))], at: person.time)
      person.type("+>-<x+>")
      #expect(person.picture.isWhole)
      person.type("u")
    }
  }
}
