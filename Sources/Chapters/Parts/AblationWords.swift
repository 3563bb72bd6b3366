import MicroGPT

/// What is left out of the model, in words.
extension Ablation {
  /// What is left out, in a list: `head 2`.
  var label: String {
    switch self {
    case .attention: "attention"
    case .head(let head): "head \(head)"
    case .mlp: "MLP"
    case .residual1: "x past attention"
    case .residual2: "x past the MLP"
    case .positions: "places (wpe)"
    }
  }

  /// The same in a sentence: `without head 2`.
  var words: String {
    switch self {
    case .attention: "without attention"
    case .head(let head): "without head \(head)"
    case .mlp: "without the MLP"
    case .residual1: "without the x that goes past attention"
    case .residual2: "without the x that goes past the MLP"
    case .positions: "without the places"
    }
  }

  /// What such a comparison does not say.
  static let caveat =
    "Parts are switched off in the finished model; one trained without them might do better."

  /// The line of the model that leaves it out.
  var mark: String {
    switch self {
    case .head: "if ablation == .head("
    default: "if ablation == .\(name)"
    }
  }
}
