/// What wrote the logits of a position: the residual stream is a sum, so each logit is one as well.
///
/// The embedding, each head and each MLP add a vector to the stream. Its product with `lm_head` is what
/// that part adds to the logits.
public struct Contributions: Equatable, Sendable {
  /// Something that adds a vector to the residual stream.
  public enum Part: Hashable, Sendable {
    /// The input of the first layer: token and position, added and normed.
    case embedding
    /// A head's output through its columns of `attn_wo`.
    case head(layer: Int, head: Int)
    /// The output of `mlp_fc2`.
    case mlp(layer: Int)

    /// `embedding`, `layer0.head0`, `layer0.mlp` …
    public var name: String {
      switch self {
      case .embedding: "embedding"
      case .head(let layer, let head): "layer\(layer).head\(head)"
      case .mlp(let layer): "layer\(layer).mlp"
      }
    }
  }

  /// In the order in which they are added.
  public let parts: [Part]
  /// What each part adds to each logit, [part][token].
  public let logits: [[Double]]

  /// All parts together: the logit, but for the order in which it is added up.
  public func sum(of token: Int) -> Double { logits.reduce(0) { $0 + $1[token] } }

  /// What each part adds to a token's logit less the mean of what it adds to all of them, [part]. What
  /// is added to all logits alike changes no probability.
  public func aboveMean(of token: Int) -> [Double] {
    logits.map { $0[token] - $0.reduce(0, +) / Double($0.count) }
  }
}

extension GPT {
  /// What wrote the logits of a position.
  ///
  /// - Parameters:
  ///   - made: what this model computed there.
  ///   - ablation: what was left out meanwhile; nil for the whole model.
  public func contributions(
    to made: Activations<Double>, without ablation: Ablation? = nil
  ) -> Contributions {
    // What each part adds to the stream, [width].
    var added: [(part: Contributions.Part, vector: [Double])] = [(.embedding, made.input)]
    func forget() { for index in added.indices { added[index].vector = zeros } }
    let zeros = [Double](repeating: 0, count: size.width)
    for (li, layer) in made.layers.enumerated() {
      if ablation == .residual1 { forget() }
      for (h, head) in layer.heads.enumerated() {
        let columns = h * size.headWidth..<(h + 1) * size.headWidth
        let vector =
          ablation == .attention
          ? zeros : product(layers[li].attnWo, columns: columns, head.output)
        added.append((.head(layer: li, head: h), vector))
      }
      if ablation == .residual2 { forget() }
      added.append((.mlp(layer: li), layer.mlpOutput))
    }
    return Contributions(
      parts: added.map(\.part),
      logits: added.map { product(lmHead, columns: 0..<size.width, $0.vector) })
  }

  /// Some columns of a matrix times a vector, [rows].
  private func product(_ w: Matrix, columns: Range<Int>, _ x: [Double]) -> [Double] {
    (0..<w.rows).map { row in
      zip(columns, x).reduce(0) { $0 + graph[w[row, $1.0]] * $1.1 }
    }
  }
}
