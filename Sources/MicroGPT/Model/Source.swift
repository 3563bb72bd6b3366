/// Where a number is computed: a line of this project, and what it stands for in microgpt.py.
public struct Source: Hashable, Sendable {
  /// `GPT.swift`
  public let file: String
  /// A piece of the line that is in no other line of the file.
  public let mark: String
  /// The lines of microgpt.py: `134`, `167–168`, or nothing.
  public let lines: String

  init(_ file: String, _ mark: String, _ lines: String) {
    self.file = file
    self.mark = mark
    self.lines = lines
  }
}

extension Pass {
  func source(of site: Site, _ operation: Recipe.Operation) -> Source? {
    switch (operation, ablation) {
    case (.same, .head) where site.stage == .headOutput:
      return Source("GPT.swift", "if ablation == .head(h)", "")
    case (.same, .some(let ablation)) where site.stage.canBeLeftOut:
      return Source("GPT.swift", "if ablation == .\(ablation.name)", "")
    default: return site.stage.source
    }
  }
}

extension Site.Stage {
  fileprivate var canBeLeftOut: Bool {
    switch self {
    case .embedding, .attentionOutput, .afterAttention, .mlpOutput, .afterMLP: true
    default: false
    }
  }

  /// The line that computes such a number, nil for constants.
  public var source: Source? {
    switch self {
    case .tokenEmbedding: Source("GPT.swift", "let tokEmb", "109")
    case .positionEmbedding: Source("GPT.swift", "let posEmb", "110")
    case .embedding: Source("GPT.swift", "embedding = add(", "111")
    case .embeddingMeanSquare, .attentionMeanSquare, .mlpMeanSquare:
      Source("GPT.swift", "let meanSquare", "104")
    case .embeddingScale, .attentionScale, .mlpScale: Source("GPT.swift", "let scale", "105")
    case .input: Source("GPT.swift", "x = rmsNorm(embedding)", "112")
    case .attentionInput: Source("GPT.swift", "x = rmsNorm(input)", "117")
    case .query: Source("GPT.swift", "let q =", "118, 126")
    case .key: Source("GPT.swift", "let k =", "119, 127")
    case .value: Source("GPT.swift", "let v =", "120, 128")
    case .score: Source("GPT.swift", "graph.divide(dot", "129")
    case .scoreExponential, .exponential: Source("Softmax.swift", "let exps", "99")
    case .scoreTotal, .total: Source("Softmax.swift", "let total", "100")
    case .weight: Source("GPT.swift", "let weights", "130")
    case .headOutput: Source("GPT.swift", "multiply(weights", "131")
    case .attentionOutput: Source("GPT.swift", "attentionOutput = linear", "133")
    case .afterAttention: Source("GPT.swift", "x = add(", "134")
    case .mlpInput: Source("GPT.swift", "mlpInput = rmsNorm", "137")
    case .hidden: Source("GPT.swift", "hidden = linear", "138")
    case .relu: Source("GPT.swift", "relu = made.hidden", "139")
    case .mlpOutput: Source("GPT.swift", "mlpOutput = linear", "140")
    case .afterMLP: Source("GPT.swift", "output = add(", "141")
    case .logit: Source("GPT.swift", "logits = linear", "143")
    case .probability: Source("Training.swift", "let probs", "166")
    case .positionLoss: Source("Training.swift", "graph.multiply(logP", "167–168")
    case .loss: Source("Training.swift", "let mean =", "169")
    case .parameter: Source("Parameters.swift", "random.gauss", "80")
    case .constant: nil
    }
  }
}
