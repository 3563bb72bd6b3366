/// What is asked of chapter 9 later on.
extension FullPicture {
  static let cards = [
    Card(
      "residual", chapter: 9, beat: "residual",
      "What does a residual connection do with what attention has found?"
    ) { _ in
      "It adds it to x and does not replace x. What was there stays, and attention only has to find "
        + "what to add."
    },
    Card(
      "relu", chapter: 9, beat: "relu",
      "What does ReLU do between the two tables of the MLP, and what would be lost without it?"
    ) { _ in
      "It makes every number below 0 a 0. Without it the two tables together could do no more than one."
    },
    Card(
      "parts", chapter: 9, beat: "wrote",
      "Why can one say what each part of the model has added to a logit?"
    ) { _ in
      "x is a sum of what each part wrote into it, so a logit, which is made of x, is such a sum as well."
    },
    Card(
      "worth", chapter: 9, beat: "cost",
      "How can one measure what a part of the model is worth?"
    ) { _ in
      "Leave it out, compute everything else as before, and see how much the loss of many names rises."
    },
  ]
}
