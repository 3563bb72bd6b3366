/// The address of a number in a pass: a stage of the model, a layer, a head, a position, and the place
/// in the vector there.
public struct Site: Hashable, Sendable {
  public let stage: Stage
  /// Counted from 0. Where a stage has no layers, heads or positions, they are 0.
  public let layer, head, position: Int
  /// The place in the vector, from 0. For a score, its exponential and its weight this is the position
  /// of the key; for a parameter its place among all parameters; for a constant its node.
  public let index: Int

  public init(_ stage: Stage, layer: Int = 0, head: Int = 0, position: Int = 0, index: Int = 0) {
    self.stage = stage
    self.layer = layer
    self.head = head
    self.position = position
    self.index = index
  }

  /// Another number of the same vector.
  public func at(_ index: Int) -> Site {
    Site(stage, layer: layer, head: head, position: position, index: index)
  }

  public static func parameter(_ index: Int) -> Site { Site(.parameter, index: index) }

  /// The mean loss of the document.
  public static let loss = Site(.loss)

  /// The vectors that the forward pass computes, in its order.
  public enum Stage: CaseIterable, Sendable {
    /// A row of `wte`, a row of `wpe`, and their sum, [width].
    case tokenEmbedding, positionEmbedding, embedding
    /// RMSNorm of the sum. The mean of the squares and the scale are one number each; the normed sum
    /// is the input of the first layer, [width].
    case embeddingMeanSquare, embeddingScale, input

    // In each layer:
    /// RMSNorm before attention, as above.
    case attentionMeanSquare, attentionScale, attentionInput
    /// In each head, [headWidth].
    case query, key, value
    /// Softmax in each head, [position + 1]; the total is one number.
    case score, scoreExponential, scoreTotal, weight
    /// A head's part of `x_attn`, [headWidth].
    case headOutput
    /// The output of `attn_wo`, and the residual stream to which it is added, [width].
    case attentionOutput, afterAttention
    /// RMSNorm before the MLP, as above.
    case mlpMeanSquare, mlpScale, mlpInput
    /// The output of `mlp_fc1`, and what ReLU leaves of it, [4·width].
    case hidden, relu
    /// The output of `mlp_fc2`, and the residual stream to which it is added, [width].
    case mlpOutput, afterMLP

    // After the layers:
    /// The output of `lm_head` and its softmax, [vocabulary]; the total is one number.
    case logit, exponential, total, probability
    /// −log of the probability of the right answer.
    case positionLoss
    /// The mean of all positions.
    case loss

    /// A number of the model.
    case parameter
    /// A number of a formula.
    case constant
  }
}
