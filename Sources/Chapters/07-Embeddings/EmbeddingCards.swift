import Stage

/// What is asked of chapter 7 later on.
extension FromIdsToMeaning {
  static let cards = [
    Card(
      "row", chapter: 7, beat: "row",
      "What stands for a token inside the model, in place of its id?"
    ) {
      "Its embedding, a row of numbers in a table, here \($0.size.width.grouped). They are random at "
        + "first, and training changes them."
    },
    Card(
      "places", chapter: 7, beat: "sum",
      "The same letter stands at two positions of a name. What tells the model one from the other?"
    ) { _ in
      "Each position has a row of its own in a second table, wpe. It is added to the row of the letter, "
        + "number by number."
    },
    Card(
      "moves", chapter: 7, beat: "moves",
      "A training step reads one name. Which rows of the token table get a gradient from it?"
    ) { _ in
      "Only those of the tokens that it reads. For all others the gradient is exactly 0."
    },
    Card(
      "cosine", chapter: 7, beat: "cosine",
      "How alike are two rows whose cosine is 1, 0 or −1?"
    ) { _ in
      "1: the same direction. 0: nothing in common. −1: opposite directions. How long the rows are does "
        + "not count."
    },
  ]
}
