import MicroGPT
import Stage

/// What chapter 3 asks.
extension PredictionGame {
  func checkpoints(in scene: Scene) -> [Checkpoint] {
    [
      countCheckpoint(scene), restCheckpoint(scene), windowCheckpoint(scene),
      sourceCheckpoint(scene),
    ].compactMap { $0 }
  }

  /// How many questions a longer name gives.
  private func countCheckpoint(_ scene: Scene) -> Checkpoint {
    Checkpoint("questions", "How many questions?", after: "rules") { _ in
      let letters = scene.name.unicodeScalars.count + 3
      let block = scene.size.blockSize
      let count = min(block, letters + 1)
      return .number(
        "How many questions does a name of \(letters) letters give?",
        .init(
          Double(count), digits: 0,
          given: [
            "BOS, \(letters) letters, BOS: each box but the last is one question.",
            "The model has room for \(block) position\(block == 1 ? "" : "s").", "",
            "\(letters) letters → ? questions",
          ],
          way: count < letters + 1
            ? "It would be \(letters + 1), one for each letter and one for the end, but the model "
              + "has only \(block) position\(block == 1 ? "" : "s")."
            : "One for each letter, and one for the end of the name."))
    }
  }

  /// What is left of the 100%.
  private func restCheckpoint(_ scene: Scene) -> Checkpoint {
    Checkpoint("rest", "What is left?", after: "answer-0") { _ in
      let share = scene.trace.positions[0].probabilities[scene.tokens[1]]
      let label = scene.label(scene.tokens[1])
      let others = scene.tokenizer.vocabularySize - 1
      return .number(
        "The model gave “\(label)” \(share.percent()). What is left for the other \(others) "
          + "token\(others == 1 ? "" : "s") together, in percent?",
        .init(
          100 - 100 * share, digits: 1,
          given: ["“\(label)”: \(share.percent())", "all others together: ? %"],
          way: "All shares together are always 100%: 100 − \((100 * share).fixed(1))."))
    }
  }

  /// What the model sees at a position.
  private func windowCheckpoint(_ scene: Scene) -> Checkpoint? {
    guard scene.positions > 1 else { return nil }
    return Checkpoint("window", "What does it see?", after: "answer-1") { _ in
      let labels = scene.tokens.prefix(3).map { "“\(scene.label($0))”" }
      return .choose(
        "At position 1, where “\(scene.label(scene.tokens[1]))” stands, the model says what comes next. "
          + "Which tokens does it see?",
        [
          .wrong(
            "Only \(labels[1])",
            "Everything before it is seen as well: a model that knows one token only is a table of "
              + "pairs."),
          .right(
            labels.prefix(2).joined(separator: " and "),
            "All tokens up to the position, and none of the later ones."),
          .wrong(
            labels.joined(separator: ", "),
            "The last of them is the answer: with it in sight there would be nothing to guess."),
        ])
    }
  }

  /// The model does not look anything up.
  private func sourceCheckpoint(_ scene: Scene) -> Checkpoint {
    let last = scene.positions - 1
    return Checkpoint("source", "Where from?", after: "answer-\(last)") { _ in
      .choose(
        "Where does the model take its guesses from?",
        [
          .right(
            "It computes them from the tokens so far and its \(scene.run.parameterCount.grouped) "
              + "parameters",
            "The same beginning always gives the same guesses, and a beginning that is in no name gets some too."
          ),
          .wrong(
            "It looks up which names begin like this and counts what follows",
            "The list of names is not in the model. All that training leaves behind is the "
              + "parameters."),
          .wrong(
            "It draws them at random",
            "Step back and forth: the guesses stay the same. Chance comes in only when a name is made "
              + "up."),
        ])
    }
  }
}
