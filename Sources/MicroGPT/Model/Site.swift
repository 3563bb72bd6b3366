/// The address of a number that a pass computed: which vector, in which layer, head and position, and
/// which number of it.
public struct Site: Hashable, Sendable {
  public let stage: Stage
  /// From 0; 0 as well where the stage has no layers, heads or positions.
  public let layer, head, position: Int
  /// Which number of the vector, from 0. Of a score, its exponential and its weight: the position of
  /// the key. Of a parameter: its place among all. Of a constant: its node.
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

  /// Where on its way through the model a number is made, in the order of the forward pass.
  public enum Stage: CaseIterable, Sendable {
    /// The rows of `wte` and `wpe`, and their sum, [width].
    case tokenEmbedding, positionEmbedding, embedding
    /// The mean of the squares, what it scales by, and the normed sum: `x` of the first layer.
    case embeddingMeanSquare, embeddingScale, input

    // In each layer:
    /// The same of the attention's norm.
    case attentionMeanSquare, attentionScale, attentionInput
    /// [headWidth] in each head.
    case query, key, value
    /// One for each position so far, in each head; the total is one number.
    case score, scoreExponential, scoreTotal, weight
    /// A head's part of `x_attn`, [headWidth].
    case headOutput
    /// After `attn_wo`, and the residual stream with it, [width].
    case attentionOutput, afterAttention
    /// The same as of the attention's norm, of the MLP's.
    case mlpMeanSquare, mlpScale, mlpInput
    /// [4·width].
    case hidden, relu
    /// Back at [width], and the residual stream with it.
    case mlpOutput, afterMLP

    // After the layers:
    /// [vocabulary]; the total is one number.
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
