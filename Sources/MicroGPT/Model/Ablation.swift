/// A part of the model that is left out, to see what it is good for. All the rest is computed as always.
public enum Ablation: Hashable, Sendable {
  /// This head, from 0: in every layer its part of `x_attn` is 0.
  case head(Int)
  /// In every layer `attention_output` is 0.
  case attention
  /// In every layer `mlp_output` is 0.
  case mlp
  /// In every layer the stream after attention is `attention_output` alone.
  case residual1
  /// In every layer the stream after the MLP is `mlp_output` alone.
  case residual2
  /// `pos_emb` is not added.
  case positions

  /// All that can be left out of a model.
  public static func all(heads: Int) -> [Ablation] {
    [.attention] + (0..<heads).map { .head($0) } + [.mlp, .residual1, .residual2, .positions]
  }

  /// `attention`, `head0`, `mlp` …
  public var name: String {
    switch self {
    case .head(let head): "head\(head)"
    case .attention: "attention"
    case .mlp: "mlp"
    case .residual1: "residual1"
    case .residual2: "residual2"
    case .positions: "positions"
    }
  }
}
