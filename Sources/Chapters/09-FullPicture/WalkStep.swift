import MicroGPT
import Stage

/// A stage of the walk: which rows it computes, and the lines that compute them.
struct WalkStep {
  let id: String
  let title: String
  /// In their order; the last one is where the cursor is.
  let stages: [Site.Stage]
  let snippet: Snippet
  let mark: String

  static let all = [
    WalkStep(
      id: "embed", title: "Token and place",
      stages: [.tokenEmbedding, .positionEmbedding, .embedding], snippet: .embed,
      mark: "embedding = add("),
    WalkStep(
      id: "norm", title: "The norm", stages: [.input, .attentionInput], snippet: .norm,
      mark: "multiply($0, scale)"),
    WalkStep(
      id: "query", title: "Query, key, value", stages: [.query, .key, .value], snippet: .attention,
      mark: "let q = linear("),
    WalkStep(
      id: "heads", title: "The heads look back", stages: [.weight, .headOutput],
      snippet: .attention, mark: "multiply(weights"),
    WalkStep(
      id: "mix", title: "Mixed", stages: [.attentionOutput], snippet: .attention,
      mark: "attentionOutput = linear"),
    WalkStep(
      id: "residual", title: "Added, not replaced", stages: [.afterAttention],
      snippet: .attention, mark: "x = add("),
    WalkStep(
      id: "up", title: "Up to four times", stages: [.mlpInput, .hidden], snippet: .mlpUp,
      mark: "hidden = linear"),
    WalkStep(
      id: "relu", title: "ReLU", stages: [.relu], snippet: .mlpUp, mark: "relu = made.hidden"),
    WalkStep(
      id: "down", title: "Down again", stages: [.mlpOutput], snippet: .mlpDown,
      mark: "mlpOutput = linear"),
    WalkStep(
      id: "added", title: "Added again", stages: [.afterMLP], snippet: .mlpDown,
      mark: "output = add("),
    WalkStep(
      id: "logits", title: "A score per token", stages: [.logit], snippet: .forward,
      mark: "logits = linear"),
    WalkStep(
      id: "guess", title: "The guess", stages: [.probability], snippet: .softmax,
      mark: "power(total, -1)"),
  ]
}

extension Snippet {
  fileprivate static let mlpUp = Snippet("Model/GPT.swift", from: "mutating func mlpUp(")
  fileprivate static let mlpDown = Snippet("Model/GPT.swift", from: "mutating func mlpDown(")
  /// The whole way of a position.
  static let forward = Snippet("Model/GPT.swift", from: "public mutating func forward(")
}
