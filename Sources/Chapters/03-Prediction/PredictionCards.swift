/// What is asked of chapter 3 later on.
extension PredictionGame {
  static let cards = [
    Card(
      "game", chapter: 3, beat: "rules", "What is the one game that the model plays to learn?"
    ) { _ in
      "It sees a beginning and says what comes next. The right answer is the name’s own next token."
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
    Card(
      "price", chapter: 3, beat: "bet",
      "All 100 chips lie on other tokens than the one that comes. What does that bet cost?"
    ) { _ in
      "A price without end. So it is wise to leave every token a little, for a model too."
    },
  ]
}
