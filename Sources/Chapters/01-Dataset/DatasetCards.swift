import Stage

/// What is asked of chapter 1 later on.
extension TheDataset {
  static let cards = [
    Card(
      "parameters", chapter: 1, beat: "welcome",
      "What does training change in the model, and how did that begin?"
    ) {
      "Only its parameters: \($0.run.parameterCount.grouped) numbers, random at first. Each training "
        + "step changes them a little."
    },
    Card(
      "seed", chapter: 1, beat: "shuffle",
      "The list is shuffled before training, and yet each start of the program gives the same order. Why?"
    ) { _ in
      "The order is computed from one number, the seed: the same seed, the same order. Nothing is left to "
        + "chance."
    },
    Card(
      "aim", chapter: 1, beat: "aim", "What is the model meant to learn from the list of names?"
    ) { _ in
      "Which letter is likely to come next after which beginning. So it can write new names that could be "
        + "in the list."
    },
    Card(
      "chat", chapter: 1, beat: "aim",
      "A chat model has the same aim as this small model. How does it come to an answer?"
    ) { _ in
      "Piece by piece, it adds what is likely to come next in such a conversation, as names here are made "
        + "letter by letter."
    },
  ]
}
