/// What is asked of chapter 8 later on.
extension TalkingTokens {
  static let cards = [
    Card("alone", chapter: 8, beat: "alone", "What would a position know without attention?") { _ in
      "Only its own token and its place. What came before reaches it by looking back, and in no other "
        + "way."
    },
    Card(
      "qkv", chapter: 8, beat: "qkv",
      "A position has a query, a key and a value. What is each of them for?"
    ) { _ in
      "The query is what it looks for, the key is what it is found by, and the value is what it hands "
        + "over."
    },
    Card(
      "weights", chapter: 8, beat: "softmax",
      "How do queries and keys decide where a position looks?"
    ) { _ in
      "Its query times each key, divided by a root, is a score. Softmax makes weights of the scores, and "
        + "these add up to 1."
    },
    Card(
      "later", chapter: 8, beat: "cache",
      "Why must no position see later ones, and what prevents it in this program?"
    ) { _ in
      "They would show the answer. The code goes from left to right: the later ones are not computed "
        + "yet."
    },
  ]
}
