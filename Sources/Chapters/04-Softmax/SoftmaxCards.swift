/// What is asked of chapter 4 later on.
extension ScoresToProbabilities {
  static let cards = [
    Card(
      "shift", chapter: 4, beat: "subtract",
      "10 is added to each score. What happens to the probabilities?"
    ) { _ in
      "Nothing: only the differences between the scores count. That is why the largest can be "
        + "subtracted first."
    },
    Card(
      "softmax", chapter: 4, beat: "divide",
      "What is true of the probabilities that softmax makes, whatever the scores are?"
    ) { _ in
      "Each lies between 0 and 1, all of them add up to 1, and the order stays: the higher score has "
        + "the higher probability."
    },
    Card(
      "odds", chapter: 4, beat: "odds",
      "The score of one token rises by 1, the others stay. What happens to its odds?"
    ) { _ in
      "Its odds, its probability divided by that of all others together, become 2.718 times as large."
    },
    Card(
      "temperature", chapter: 4, beat: "temperature",
      "Before softmax all scores are divided by a temperature below 1. What comes of that?"
    ) { _ in
      "Their differences grow, so what is likely gets likelier still. Above 1 it all gets more even. The "
        + "order never changes."
    },
  ]
}
