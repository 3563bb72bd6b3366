/// What is asked of chapter 11 later on.
extension MakingThingsUp {
  static let cards = [
    Card(
      "needle", chapter: 11, beat: "name1-1",
      "The model has given each token its probability. How is one of them chosen?"
    ) { _ in
      "The probabilities are laid end to end as one bar. A random number, the needle, falls on it; the "
        + "token that it hits is taken."
    },
    Card(
      "daring", chapter: 11, beat: "temperature",
      "What does a high temperature do to the names that are made up?"
    ) { _ in
      "The parts of the bar become more even, so unlikely tokens are hit more often, and names get "
        + "odder."
    },
    Card(
      "copy", chapter: 11, beat: "thousand",
      "A made-up name stands in the list of names. Was it copied from there?"
    ) { _ in
      "No list is in the model. The name was drawn token by token, and one like those of the list can "
        + "come up by itself."
    },
  ]
}
