import MicroGPT
import Stage

/// What chapter 5 asks.
extension MeasuringSurprise {
  func checkpoints(in scene: Scene) -> [Checkpoint] {
    [addCheckpoint(), logarithmCheckpoint(), betterCheckpoint(scene), moreCheckpoint(scene)]
      .compactMap { $0 }
  }

  /// Surprises add up.
  private func addCheckpoint() -> Checkpoint {
    Checkpoint("add", "Three in a row", after: "why") { _ in
      let one = SurpriseUnit.nats(0.5)
      let text = unit.text(one)
      return .number(
        "One answer of 50% is a surprise of \(unit.words(one)). How large is the surprise of three "
          + "such answers in a row?",
        .init(
          unit.amount(3 * one), digits: 3,
          given: [
            "probability: 50% × 50% × 50% = 12.5%", "surprise: \(text), \(text) and \(text) → ?",
          ],
          way: "Where probabilities multiply, surprises add: 3 × \(text)."))
    }
  }

  private func logarithmCheckpoint() -> Checkpoint {
    Checkpoint("logarithm", "Of what?", after: "positions") { _ in
      .choose(
        "Of which number is the logarithm taken, at each position?",
        [
          .wrong(
            "Of each score: that is how softmax makes probabilities",
            "Softmax does the opposite: it takes exponentials of the scores, no logarithm."),
          .wrong(
            "Of all probabilities, and then they are added",
            "What the model gave to wrong answers is not looked at."),
          .right(
            "Of the probability that the right answer had",
            "−\(unit.logarithm) p: the less the model gave the right answer, the larger it is."),
          .wrong(
            "Of the highest probability",
            "It does not matter what the model held likeliest, unless that was right."),
        ])
    }
  }

  /// What a lower loss of one name says of others.
  private func betterCheckpoint(_ scene: Scene) -> Checkpoint {
    Checkpoint("better", "Better for all?", after: "yardsticks") { _ in
      let name = RightAnswers.words(scene.name)
      return .choose(
        "After some more training the loss of \(name) is lower than before. What is certain?",
        [
          .right(
            "Nothing about other names: only this one surprises it less",
            "How good the model is, only many names tell."),
          .wrong(
            "That it is less surprised by all names",
            "What makes one name likelier can make others less likely: all shares are parts of "
              + "100%."),
          .wrong(
            "That it has seen this name in the meantime",
            "Other names with the same pieces lower its loss as well."),
        ])
    }
  }

  /// A name that is more surprising than the first one.
  private func moreCheckpoint(_ scene: Scene) -> Checkpoint? {
    guard scene.tokenizer.characters.count > 2, let first = scene.keptNames.last else { return nil }
    let names = [first, scene.name]
    return Checkpoint(
      "more", "Your turn", after: "among", questions: scene.lossQuestions(of: names)
    ) { _ in
      let losses = scene.losses(of: names) ?? []
      let isMore = losses.count == 2 && losses[1] > losses[0]
      let words = RightAnswers.words(first)
      return .task(
        "Your turn: type a name that surprises the model more than \(words) does.",
        .init(
          isDone: first != scene.name && isMore,
          hint: "Press e to type; letters that seldom follow each other surprise it.",
          lesson: "The loss of \(RightAnswers.words(scene.name)) is "
            + "\(unit.text(losses.last ?? .nan)), that of \(words) "
            + "\(unit.text(losses.first ?? .nan)). It is a mean, so a long name need not have a "
            + "higher one than a short name."))
    }
  }
}
