/// What is asked of chapter 3 later on.
extension PredictionGame {
  static let cards = [
    Card(
      "game", chapter: 3, beat: "rules", "What is the one game that the model plays to learn?"
    ) { _ in
      "It sees a beginning and says what comes next. The right answer is the name’s own next token."
    },
    Card(
      "answers", chapter: 3, beat: "rules",
      "Training needs right answers. Who writes them down?"
    ) { _ in
      "Nobody. The next token of a name is the answer already: names are questions and answers at once."
    },
    Card(
      "questions", chapter: 3, beat: "rules", "How many questions does training make of one name?"
    ) { _ in
      "One at each position: one for each letter, and one for the end of the name, as far as the model "
        + "has room."
    },
    Card(
      "context", chapter: 3, beat: "rules",
      "Which tokens does the model see when it guesses the next one?"
    ) { _ in
      "All tokens of the name so far, BOS first, and none of those that come later."
    },
  ]
}
