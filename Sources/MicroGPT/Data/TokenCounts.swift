/// How often each token comes in all documents, and each pair of neighbours, BOS at both ends: the simplest
/// models that learn from data. Without smoothing: what never came has the share 0.
///
/// Only pairs that occur take room: a table of all would have the square of the vocabulary. A value: a copy
/// counts on by itself.
public struct TokenCounts: Sendable {
  private let corpus: Corpus
  /// How many documents are counted.
  public private(set) var documents = 0
  /// How often each token is the one to predict, [vocabulary]: the first BOS of a document never is.
  public private(set) var targets: [Int]
  /// How many tokens were to predict in all.
  public private(set) var total = 0
  /// How often each token is one to predict from, [vocabulary].
  private var contexts: [Int]
  /// [token · vocabulary + next]
  private var pairs: [Int: Int] = [:]

  /// What is left of the document that is read, and the token before that.
  private var rest: String.UnicodeScalarView.Iterator
  private var token: Int

  /// Nothing is counted yet.
  public init(of corpus: Corpus) {
    self.corpus = corpus
    targets = Array(repeating: 0, count: corpus.tokenizer.vocabularySize)
    contexts = targets
    token = corpus.tokenizer.bos
    rest = corpus[0].unicodeScalars.makeIterator()
  }

  /// How much is counted, 0…1.
  public var progress: Double { Double(documents) / Double(corpus.count) }

  /// How many tokens are counted before time is asked for.
  private static let portion = 4096

  /// Counts on.
  ///
  /// - Returns: whether all is counted; false where time was up before.
  public mutating func count(until isTimeUp: () -> Bool) -> Bool {
    let tokenizer = corpus.tokenizer
    while documents < corpus.count {
      let next = rest.next().flatMap(tokenizer.id(of:)) ?? tokenizer.bos
      pairs[token * targets.count + next, default: 0] += 1
      contexts[token] += 1
      targets[next] += 1
      total += 1
      token = next
      if next == tokenizer.bos {
        documents += 1
        if documents < corpus.count { rest = corpus[documents].unicodeScalars.makeIterator() }
      }
      if total % TokenCounts.portion == 0 && isTimeUp() { return documents == corpus.count }
    }
    return true
  }

  /// How often one token came right after another.
  public func count(of next: Int, after token: Int) -> Int {
    pairs[token * targets.count + next, default: 0]
  }

  /// The share of all tokens to predict.
  public func share(of next: Int) -> Double { Double(targets[next]) / Double(total) }

  /// The share of all that came after a token, 0…1; above 0 for each pair that is in the data.
  public func share(of next: Int, after token: Int) -> Double {
    Double(count(of: next, after: token)) / Double(contexts[token])
  }

  /// How surprised both tables are by each token of a document, −log of its share.
  ///
  /// - Parameter positions: how many tokens are predicted.
  /// - Returns: by single tokens, and by pairs, [position].
  public func losses(
    of tokens: [Int], positions: Int
  ) -> (letters: [Double], pairs: [Double]) {
    let steps = zip(tokens, tokens.dropFirst()).prefix(positions)
    return (
      steps.map { -Elementary.log(share(of: $1)) },
      steps.map { -Elementary.log(share(of: $1, after: $0)) }
    )
  }
}
