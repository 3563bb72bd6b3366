/// What the model computes for a document, number for number as training does.
public struct Trace: Equatable, Sendable {
  /// BOS, the characters' ids, BOS.
  public let tokens: [Int]
  public let positions: [Position]
  /// The mean of the positions' losses.
  public let loss: Double

  public struct Position: Equatable, Sendable {
    public let activations: Activations<Double>
    /// Softmax of the logits, [vocabulary]; sums to 1.
    public let probabilities: [Double]
    /// −log of the probability of the right answer.
    public let loss: Double
  }

  init(_ loss: GPT.Loss, of tokens: [Int], in graph: Graph) {
    self.tokens = tokens
    positions = loss.positions.indices.map { index in
      Position(
        activations: loss.activations[index].map { graph[$0] },
        probabilities: loss.probabilities[index].map { graph[$0] },
        loss: graph[loss.positions[index]])
    }
    self.loss = graph[loss.mean]
  }
}

extension GPT {
  /// Runs a document and keeps every number.
  ///
  /// - Parameters:
  ///   - tokens: BOS, the characters' ids, BOS; at least two.
  ///   - ablation: what is left out; nil for the whole model.
  public func trace(tokens: [Int], without ablation: Ablation? = nil) -> Trace {
    var model = self
    return Trace(model.loss(tokens: tokens, without: ablation), of: tokens, in: model.graph)
  }
}
