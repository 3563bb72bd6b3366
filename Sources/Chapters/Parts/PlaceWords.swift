import MicroGPT
import Stage

extension Scene {
  /// Where a parameter stands: `wte[4][0]`.
  ///
  /// - Parameter index: its place among all parameters, from 0.
  func parameterName(_ index: Int) -> String {
    guard let place = parameterPlace(index) else { return "" }
    return "\(place.matrix.name)[\(place.row)][\(place.column)]"
  }

  /// Whose row a parameter stands in: `token e`, `position 3`; nil for the other matrices.
  func rowOwner(_ index: Int) -> String? {
    guard let place = parameterPlace(index) else { return nil }
    return switch place.matrix.name {
    case "wte", "lm_head": "token \(label(place.row))"
    case "wpe": "position \(place.row)"
    default: nil
    }
  }

  /// The matrix, row and column of a parameter.
  func parameterPlace(_ index: Int) -> (matrix: MicroGPT.Matrix, row: Int, column: Int)? {
    let matrices = run.matrices
    let start = matrices.first?.first ?? 0
    guard let matrix = matrices.last(where: { Int($0.first - start) <= index }) else { return nil }
    let (row, column) = (index - Int(matrix.first - start)).quotientAndRemainder(
      dividingBy: matrix.columns)
    return (matrix, row, column)
  }

  /// A number of the model by its name and where it stands: `logit “n”, position 3`.
  func words(_ site: Site) -> String {
    switch site.stage {
    case .parameter: return parameterName(site.index)
    case .loss: return "the loss"
    default: break
    }
    var parts = [name(site)]
    if site.stage.isInLayer && size.layers > 1 { parts.append("layer \(site.layer)") }
    if site.stage.isInHead { parts.append("head \(site.head)") }
    if site.stage != .constant { parts.append("position \(site.position)") }
    return parts.joined(separator: ", ")
  }

  private func name(_ site: Site) -> String {
    let token = site.index < tokenizer.vocabularySize ? " “\(label(site.index))”" : ""
    let place = "[\(site.index)]"
    return switch site.stage {
    case .parameter, .loss: ""
    case .constant: "a constant"
    case .tokenEmbedding: "token row" + place
    case .positionEmbedding: "position row" + place
    case .embedding: "token + position" + place
    case .embeddingMeanSquare, .attentionMeanSquare, .mlpMeanSquare: "mean square"
    case .embeddingScale, .attentionScale, .mlpScale: "scale of the norm"
    case .input: "normed" + place
    case .attentionInput: "input of attention" + place
    case .query: "query" + place
    case .key: "key" + place
    case .value: "value" + place
    case .score: "score of position \(site.index)"
    case .scoreExponential: "exp of score \(site.index)"
    case .scoreTotal, .total: "total of exps"
    case .weight: "weight of position \(site.index)"
    case .headOutput: "head’s output" + place
    case .attentionOutput: "attention’s output" + place
    case .afterAttention: "after attention" + place
    case .mlpInput: "input of the MLP" + place
    case .hidden: "hidden" + place
    case .relu: "hidden, ReLU" + place
    case .mlpOutput: "MLP’s output" + place
    case .afterMLP: "after the MLP" + place
    case .logit: "logit" + token
    case .exponential: "exp of logit" + token
    case .probability: "probability of" + token
    case .positionLoss: "loss"
    }
  }
}

extension Site.Stage {
  var isInHead: Bool {
    switch self {
    case .query, .key, .value, .score, .scoreExponential, .scoreTotal, .weight, .headOutput: true
    default: false
    }
  }

  var isInLayer: Bool {
    switch self {
    case .attentionMeanSquare, .attentionScale, .attentionInput, .attentionOutput, .afterAttention,
      .mlpMeanSquare, .mlpScale, .mlpInput, .hidden, .relu, .mlpOutput, .afterMLP:
      true
    default: isInHead
    }
  }
}
