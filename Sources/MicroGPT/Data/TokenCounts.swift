/// How often each token comes in some documents, and each pair of neighbours, BOS at both ends: the
/// simplest models that learn from data. Without smoothing: what never came has the share 0.
public struct TokenCounts: Sendable {
  /// How many documents are counted.
  public private(set) var documents = 0
  /// How often each token is the one to predict, [vocabulary]: the first BOS of a document never is.
  public private(set) var targets: [Int]
  /// How many tokens were to predict in all.
  public private(set) var total = 0
  /// How often each token is one to predict from, [vocabulary].
  private var contexts: [Int]
  /// By token and next token; only pairs that occur take room.
  private var pairs: [Int: Int] = [:]

  public init(vocabularySize: Int) {
    targets = Array(repeating: 0, count: vocabularySize)
    contexts = targets
  }

  /// - Parameter tokens: BOS, the characters' ids, BOS.
  public mutating func add(_ tokens: [Int]) {
    for (token, next) in zip(tokens, tokens.dropFirst()) {
      pairs[token * targets.count + next, default: 0] += 1
      contexts[token] += 1
      targets[next] += 1
    }
    total += tokens.count - 1
    documents += 1
  }

  /// How often one token came right after another.
  public func count(of next: Int, after token: Int) -> Int {
    pairs[token * targets.count + next, default: 0]
  }

  /// The share of all tokens to predict.
  public func share(of next: Int) -> Double { Double(targets[next]) / Double(total) }

  /// The share of all that came after a token, 0…1; not a number where nothing did.
  public func share(of next: Int, after token: Int) -> Double {
    Double(count(of: next, after: token)) / Double(contexts[token])
  }

  /// How surprised both tables are by each token of a document, −log of its share.
  ///
  /// - Parameter positions: how many tokens are predicted; all where nil.
  /// - Returns: by single tokens, and by pairs, [position].
  public func losses(
    of tokens: [Int], positions: Int? = nil
  ) -> (letters: [Double], pairs: [Double]) {
    let steps = zip(tokens, tokens.dropFirst()).prefix(positions ?? tokens.count)
    return (
      steps.map { -Elementary.log(share(of: $1)) },
      steps.map { -Elementary.log(share(of: $1, after: $0)) }
    )
  }
}
