import Stage

/// What is asked of chapter 5 later on.
extension MeasuringSurprise {
  static let cards = [
    Card(
      "surprise", chapter: 5, beat: "curve",
      "How is the surprise at a right answer measured, and when is it 0?"
    ) { _ in
      "By −ln p, where p is the probability that the model gave it. It is 0 where p is 1: what is "
        + "certain surprises nobody."
    },
    Card(
      "twice", chapter: 5, beat: "why",
      "Two answers of 10% in a row, or one of 1%: which is more surprising?"
    ) { _ in
      "Neither: 0.1 × 0.1 = 0.01. Where probabilities multiply, surprises add up."
    },
    Card("loss", chapter: 5, beat: "loss", "What is the loss of a name?") { _ in
      "The mean surprise of the right answers at its positions. Lower is better."
    },
    Card(
      "guessing", chapter: 5, beat: "guessing",
      "What is the loss of a model that gives all tokens the same probability?"
    ) {
      let size = $0.tokenizer.vocabularySize.grouped
      return
        "ln \(size) = \($0.guessingLoss.fixed(3)), whatever comes: the surprise at one of \(size) equally "
        + "likely tokens. A model that has learnt something has a lower loss."
    },
  ]
}
