import Stage

/// What is asked of chapter 2 later on.
extension NumbersNotLetters {
  static let cards = [
    Card("token", chapter: 2, beat: "chunks", "What is a token?") { _ in
      "One of the pieces that text is cut into. Here each is one character; large models have longer "
        + "ones."
    },
    Card(
      "label", chapter: 2, beat: "labels",
      "Say one token has the id 4 and another the id 12. Does the second one count for more?"
    ) { _ in
      "No: an id is a label, like the number on a locker. It only says which row of a table belongs to "
        + "the token."
    },
    Card(
      "bos", chapter: 2, beat: "wrap", "What does BOS say before a name, and what after it?"
    ) { _ in
      "Before: a name begins. After: the name is over. One token does for both."
    },
    Card(
      "vocabulary", chapter: 2, beat: "sequence", "Which tokens make up the vocabulary?"
    ) {
      "Each character that occurs in the names, and BOS: \($0.tokenizer.vocabularySize.grouped) in all."
    },
  ]
}
