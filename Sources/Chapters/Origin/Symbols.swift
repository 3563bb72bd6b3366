import MicroGPT
import Stage

extension Scene {
  /// A number of the model in a few letters, as in the code: `q[5]`. All heads are counted through.
  public func symbol(_ site: Site) -> String {
    let place = "[\(site.index)]"
    let inHeads = "[\(site.head * size.headWidth + site.index)]"
    let token = site.index < tokenizer.vocabularySize ? "[\(label(site.index))]" : place
    return switch site.stage {
    case .parameter: shortParameterName(site.index)
    case .constant: "constant"
    case .tokenEmbedding: "tok_emb" + place
    case .positionEmbedding: "pos_emb" + place
    case .embedding: "sum" + place
    case .embeddingMeanSquare, .attentionMeanSquare, .mlpMeanSquare: "mean square"
    case .embeddingScale, .attentionScale, .mlpScale: "scale"
    case .input, .afterAttention, .afterMLP: "x" + place
    case .attentionInput, .mlpInput: "norm(x)" + place
    case .query: "q" + inHeads
    case .key: "k" + inHeads
    case .value: "v" + inHeads
    case .score: "score" + place
    case .scoreExponential: "exp" + place
    case .scoreTotal, .total: "total"
    case .weight: "weight" + place
    case .headOutput: "x_attn" + inHeads
    case .attentionOutput: "attn_out" + place
    case .hidden: "hidden" + place
    case .relu: "relu" + place
    case .mlpOutput: "mlp_out" + place
    case .logit: "logit" + token
    case .exponential: "exp" + token
    case .probability: "prob" + token
    case .positionLoss: "loss[\(site.position)]"
    case .loss: "loss"
    }
  }

  /// The same with its position, where that is another one than that of the number it is seen from.
  func symbol(_ site: Site, from other: Site) -> String {
    let hasPosition = ![.parameter, .constant, .loss, .positionLoss].contains(site.stage)
    let isElsewhere = other.stage != .loss && site.position != other.position
    return symbol(site) + (hasPosition && isElsewhere ? " at \(site.position)" : "")
  }

  /// A matrix is named without its layer where there is only one.
  private func shortParameterName(_ index: Int) -> String {
    let name = parameterName(index)
    return size.layers == 1 ? name.replacing("layer0.", with: "") : name
  }

  /// Where a number stands, in words: `query, 2nd of 4, head 1, position 2 “m”`.
  ///
  /// - Parameter count: how many numbers its vector has.
  func place(_ site: Site, of count: Int) -> String {
    if site.stage == .loss { return "the mean loss of “\(name.cut(20))”" }
    if site.stage == .constant { return "a number of the formula" }
    var parts = [noun(site)]
    if site.stage.isCounted { parts.append("\((site.index + 1).ordinal) of \(count.grouped)") }
    if site.stage.isInHead { parts.append("head \(site.head)") }
    if site.stage.isInLayer && size.layers > 1 { parts.append("layer \(site.layer)") }
    let letter = site.position < tokens.count ? " “\(label(tokens[site.position]))”" : ""
    parts.append("position \(site.position)\(letter)")
    return parts.joined(separator: ", ")
  }

  /// What kind of number it is.
  func noun(_ site: Site) -> String {
    func token(_ words: String) -> String { "\(words) “\(label(site.index))”" }
    return switch site.stage {
    case .parameter, .constant, .loss: ""
    case .tokenEmbedding: "row of the token"
    case .positionEmbedding: "row of the position"
    case .embedding: "sum of both rows"
    case .embeddingMeanSquare, .attentionMeanSquare, .mlpMeanSquare: "mean of the squares"
    case .embeddingScale, .attentionScale, .mlpScale: "scale of the norm"
    case .input: "normed sum, the first x"
    case .attentionInput: "normed x before attention"
    case .query: "query"
    case .key: "key"
    case .value: "value"
    case .score: "score of position \(site.index)"
    case .scoreExponential: "exp of the score of position \(site.index)"
    case .scoreTotal, .total: "sum of the exps"
    case .weight: "weight of position \(site.index)"
    case .headOutput: "output of a head"
    case .attentionOutput: "output of attention"
    case .afterAttention: "x after attention"
    case .mlpInput: "normed x before the MLP"
    case .hidden: "hidden number of the MLP"
    case .relu: "hidden number after ReLU"
    case .mlpOutput: "output of the MLP"
    case .afterMLP: "x after the MLP"
    case .logit: token("logit of")
    case .exponential: token("exp of the logit of")
    case .probability: token("probability of")
    case .positionLoss: "loss"
    }
  }
}

extension Site.Stage {
  /// Whether its numbers are told apart by their place in a vector.
  var isCounted: Bool {
    switch self {
    case .tokenEmbedding, .positionEmbedding, .embedding, .input, .attentionInput, .query, .key,
      .value, .headOutput, .attentionOutput, .afterAttention, .mlpInput, .hidden, .relu, .mlpOutput,
      .afterMLP:
      true
    default: false
    }
  }

  /// How numbers of this stage are coloured.
  var role: Role {
    switch self {
    case .parameter: .weight
    case .constant: .text
    case .query: .query
    case .key: .key
    case .value: .value
    case .weight, .probability: .probability
    case .positionLoss, .loss: .loss
    default: .activation
    }
  }
}
