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

  init(tokens: [Int], positions: [Position], loss: Double) {
    self.tokens = tokens
    self.positions = positions
    self.loss = loss
  }

  init(_ loss: GPT.Loss, of tokens: [Int], in graph: Graph) {
    self.init(
      tokens: tokens, positions: loss.positions.indices.map { Position($0, of: loss, in: graph) },
      loss: graph[loss.mean])
  }
}

extension Trace.Position {
  /// - Parameter index: the position, from 0.
  init(_ index: Int, of loss: GPT.Loss, in graph: Graph) {
    activations = loss.activations[index].map { graph[$0] }
    probabilities = loss.probabilities[index].map { graph[$0] }
    self.loss = graph[loss.positions[index]]
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
