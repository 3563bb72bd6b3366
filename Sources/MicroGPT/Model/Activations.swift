/// Everything that one position's forward pass computes, under its name. `Element` is `Node` while
/// it is computed, `Double` in a trace.
public struct Activations<Element> {
  /// The token's row of `wte`, [width].
  public var tokenEmbedding: [Element]
  /// The position's row of `wpe`, [width].
  public var positionEmbedding: [Element]
  /// Their sum, [width].
  public var embedding: [Element]
  /// The sum normed: the input of the first layer, [width].
  public var input: [Element]
  public var layers: [Layer] = []
  /// A score for each token that could come next, [vocabulary].
  public var logits: [Element] = []

  /// The residual stream as far as it is computed: the output of the last layer, [width].
  var stream: [Element] { layers.last?.output ?? input }

  public struct Layer {
    /// The normed vector that queries, keys and values are made from, [width].
    public var attentionInput: [Element]
    public var heads: [Head] = []
    /// The heads' outputs side by side, [width].
    public var xAttn: [Element] = []
    /// They again, mixed by `attn_wo`, [width].
    public var attentionOutput: [Element] = []
    /// The residual stream after attention: the layer's input and `attentionOutput`, [width].
    public var afterAttention: [Element] = []
    /// The stream normed again, [width].
    public var mlpInput: [Element] = []
    /// [4·width], before and after ReLU.
    public var hidden: [Element] = []
    public var relu: [Element] = []
    /// `relu` back at the model's width, [width].
    public var mlpOutput: [Element] = []
    /// The residual stream after the MLP: the output of the layer, [width].
    public var output: [Element] = []
  }

  public struct Head {
    /// [headWidth] each.
    public var query: [Element]
    public var key: [Element]
    public var value: [Element]
    /// Query · key / √headWidth for each position so far.
    public var scores: [Element]
    /// Softmax of the scores: sums to 1.
    public var weights: [Element]
    /// The values of all positions so far, weighted, [headWidth].
    public var output: [Element]
  }

  /// The same with every element changed.
  public func map<Other>(_ change: (Element) -> Other) -> Activations<Other> {
    var made = Activations<Other>(
      tokenEmbedding: tokenEmbedding.map(change),
      positionEmbedding: positionEmbedding.map(change),
      embedding: embedding.map(change), input: input.map(change))
    made.layers = layers.map { layer in
      var changed = Activations<Other>.Layer(attentionInput: layer.attentionInput.map(change))
      changed.heads = layer.heads.map { head in
        .init(
          query: head.query.map(change), key: head.key.map(change), value: head.value.map(change),
          scores: head.scores.map(change), weights: head.weights.map(change),
          output: head.output.map(change))
      }
      changed.xAttn = layer.xAttn.map(change)
      changed.attentionOutput = layer.attentionOutput.map(change)
      changed.afterAttention = layer.afterAttention.map(change)
      changed.mlpInput = layer.mlpInput.map(change)
      changed.hidden = layer.hidden.map(change)
      changed.relu = layer.relu.map(change)
      changed.mlpOutput = layer.mlpOutput.map(change)
      changed.output = layer.output.map(change)
      return changed
    }
    made.logits = logits.map(change)
    return made
  }
}

extension Activations: Equatable where Element: Equatable {}
extension Activations.Layer: Equatable where Element: Equatable {}
extension Activations.Head: Equatable where Element: Equatable {}
extension Activations: Sendable where Element: Sendable {}
extension Activations.Layer: Sendable where Element: Sendable {}
extension Activations.Head: Sendable where Element: Sendable {}
