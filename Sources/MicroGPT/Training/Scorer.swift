/// Tells how surprised the model of one state is by documents; nothing is trained. A value: a copy goes on by
/// itself.
public struct Scorer {
  private let trainer: Trainer
  private let isQuick: Bool
  /// The losses of the document that is being scored.
  private var found: [Double] = []
  private var turn: Int?

  init(_ trainer: Trainer, tokenizer: Tokenizer) {
    self.trainer = trainer
    isQuick = trainer.size.isQuick(vocabularySize: tokenizer.vocabularySize)
  }

  /// −log of the probability of the right answer at each position, cut to the block, [position].
  ///
  /// - Parameters:
  ///   - tokens: BOS, the characters' ids, BOS; at least two.
  ///   - isTimeUp: when to stop.
  /// - Returns: nil where time was up before; asking the same again goes on.
  public mutating func losses(tokens: [Int], until isTimeUp: () -> Bool) -> [Double]? {
    if isQuick { return trainer.losses(tokens: tokens) }
    // Whoever used the engine in between made it forget the tokens before.
    if turn.map(trainer.isTurn) != true { (turn, found) = (trainer.takeTurn(), []) }
    let n = Tokenizer.trainedLength(tokens: tokens, blockSize: trainer.size.blockSize)
    while found.count < n {
      let place = found.count
      guard let logits = trainer.logits(after: tokens[place], at: place, until: isTimeUp) else {
        return nil
      }
      found.append(Graph.loss(logits, target: tokens[place + 1]))
      if found.count < n && isTimeUp() { return nil }
    }
    defer { found = [] }
    return found
  }
}

extension Graph {
  /// −log of the probability that softmax of some logits gives to a token.
  static func loss(_ logits: [Double], target: Int) -> Double {
    var graph = Graph()
    let probs = graph.softmax(logits.map { graph.leaf($0) })  // py 166
    return -Elementary.log(graph[probs[target]])  // py 167
  }
}
