/// Some lines of microgpt.py that belong together: what they do, which chapter explains them, and by what
/// a reader shows to have understood them.
public struct Passage: Equatable, Sendable {
  /// Line numbers, from 1.
  public let lines: ClosedRange<Int>
  /// The number of the chapter.
  public let chapter: Int
  /// A few words: what the lines do.
  public let words: String
  /// The ids of checkpoints of that chapter.
  let checkpoints: [String]

  init(_ lines: ClosedRange<Int>, chapter: Int, _ words: String, by checkpoints: String...) {
    self.lines = lines
    self.chapter = chapter
    self.words = words
    self.checkpoints = checkpoints
  }

  /// All lines that are not empty, in their order.
  public static let all: [Passage] = [
    .init(
      1...7, chapter: 12, "what the file says of itself", by: "same",
      "times", "chat"),
    .init(9...12, chapter: 1, "Python’s own modules, and the seed", by: "seed"),
    .init(14...21, chapter: 1, "the names, read and shuffled", by: "covered", "aim"),
    .init(23...24, chapter: 2, "an id for each character", by: "place", "amounts"),
    .init(25...27, chapter: 2, "one more id: BOS", by: "wrap", "build"),
    .init(
      29...57, chapter: 6, "numbers that know how they were made", by: "paths",
      "nudge"),
    .init(59...72, chapter: 6, "back from the loss to all of them", by: "chain"),
    .init(74...79, chapter: 10, "how large the model is", by: "broken", "beat"),
    .init(80...81, chapter: 7, "tables of numbers, at random at first", by: "maker", "cosine"),
    .init(82...90, chapter: 9, "all other parameters", by: "ripple", "fall"),
    .init(92...95, chapter: 9, "a matrix times a vector", by: "ripple"),
    .init(
      97...101, chapter: 4, "softmax: from scores to probabilities", by: "exponential", "share",
      "half", "ownshare", "negative"),
    .init(103...106, chapter: 7, "RMSNorm: vectors of one length", by: "sum"),
    .init(108...112, chapter: 7, "the rows of token and position, added", by: "where"),
    .init(114...132, chapter: 8, "attention, head by head", by: "score", "weight", "mix", "mask"),
    .init(133...134, chapter: 9, "what attention found, added", by: "residual", "alone"),
    .init(135...141, chapter: 9, "the MLP", by: "relu"),
    .init(143...144, chapter: 9, "from the vector to the scores", by: "fall"),
    .init(146...153, chapter: 10, "Adam’s settings and its memory", by: "mean"),
    .init(155...158, chapter: 3, "one name with BOS on both sides", by: "questions"),
    .init(
      160...166, chapter: 3, "each position is a question", by: "window", "rest", "source"),
    .init(
      167...169, chapter: 5, "each answer’s surprise, and the mean", by: "add",
      "logarithm", "better", "more"),
    .init(171...172, chapter: 6, "all gradients", by: "downhill"),
    .init(174...184, chapter: 10, "one step of Adam", by: "move"),
    .init(186...188, chapter: 11, "the temperature", by: "sharp"),
    .init(189...200, chapter: 11, "names, token by token", by: "needle", "new", "copy"),
  ]
}
