import MicroGPT

/// What `inspect` prints: its coding keys are the keys of the JSON object. What is optional is there only
/// where it was asked for.
///
/// The vectors have the names that they have in microgpt.py.
struct InspectReport: Encodable {
  let name: String
  /// How many training steps the model has had, and how many the run has in all.
  let moment, steps: Int
  /// A character for each token, `BOS` at the beginning and at the end.
  let labels: [String]
  /// One for each label.
  let tokens: [Int]
  /// The mean of the positions' losses.
  let loss: Double
  /// One for each token but the last, cut to the block.
  let positions: [Position]
  /// The attention weights, [layer][head][query][key], of the keys up to the query: they sum to 1.
  let attention: [[[[Double]]]]
  /// The derivatives of `loss` by the names of microgpt.py's `state_dict`, [row][column].
  var gradients: [String: [[Double]]]?
  /// The loss where a part of the model is left out, by the part's name.
  var ablations: [String: Double]?
  /// The mean of the mean losses of the first documents, of the `whole` model and by the part that is
  /// left out.
  var documents: [String: Double]?
  /// What wrote the logit of the right answer, [position].
  var contributions: [Contribution]?
  /// [layer][head]
  var roles: [[Role]]?
  /// The cosines of the rows of `wte`, [token][token]: BOS is the last.
  var cosines: [[Double]]?
  /// The principal components of the rows of `wte`, the one with the largest share first.
  var components: [Component]?
  var study: Study?

  struct Position: Encodable {
    let token, target: Int
    let loss: Double
    /// [vocabulary] each.
    let logits, probabilities: [Double]
    /// [width] each; `x` is their normed sum: what the first layer gets.
    let tokEmb, posEmb, x: [Double]
    let layers: [Layer]

    enum CodingKeys: String, CodingKey {
      case token, target, loss, logits, probabilities, x, layers
      case tokEmb = "tok_emb"
      case posEmb = "pos_emb"
    }
  }

  struct Layer: Encodable {
    /// [width] each, the heads side by side.
    let q, k, v, xAttn: [Double]
    /// `x_attn` times `attn_wo`, [width].
    let attentionOutput: [Double]
    /// [4·width] each, before and after ReLU.
    let hidden, relu: [Double]
    /// Back at the model's width, [width].
    let mlpOutput: [Double]

    enum CodingKeys: String, CodingKey {
      case q, k, v, hidden, relu
      case xAttn = "x_attn"
      case attentionOutput = "attention_output"
      case mlpOutput = "mlp_output"
    }
  }
}

extension InspectReport {
  /// Ways of predicting, compared on the same documents.
  struct Study: Encodable {
    /// How many documents the data have, and how many of them are different.
    let documents, distinct: Int
    /// The loss where each token is as likely as any other.
    let guessing: Double
    /// The first documents of the run, at most 1,000; and those after its last step, nil where there are
    /// none.
    let trained, unseen: Means?

    /// The mean loss of a predicted token, those beyond the block left out.
    struct Means: Encodable {
      let letters, pairs, model: Double
    }

    init(of run: Run, in state: TrainingState) {
      documents = run.documentCount
      distinct = Set(run.corpus.documents).count
      guessing = Elementary.log(Double(run.tokenizer.vocabularySize))
      var tables = TableStudy(run)
      while !tables.work(until: { false }) {}
      var model = ModelStudy(run, of: state)
      while !model.work(until: { false }) {}
      func means(_ set: StudySet) -> Means? {
        guard let letters = tables.letters[set]?.mean, let pairs = tables.pairs[set]?.mean,
          let model = model.scores[set]?.mean
        else { return nil }
        return Means(letters: letters, pairs: pairs, model: model)
      }
      (trained, unseen) = (means(.trained), means(.unseen))
    }
  }

  init(name: String, trace: Trace, tokenizer: Tokenizer, moment: Int, steps: Int) {
    self.name = name
    (self.moment, self.steps) = (moment, steps)
    tokens = trace.tokens
    labels = tokens.map { $0 == tokenizer.bos ? "BOS" : tokenizer.decode([$0]) }
    loss = trace.loss
    positions = trace.positions.enumerated().map { index, position in
      let made = position.activations
      return Position(
        token: trace.tokens[index], target: trace.tokens[index + 1], loss: position.loss,
        logits: made.logits, probabilities: position.probabilities, tokEmb: made.tokenEmbedding,
        posEmb: made.positionEmbedding, x: made.input, layers: made.layers.map(Layer.init))
    }
    let layers = trace.positions.map(\.activations.layers)  // [position][layer]
    attention = (layers.first ?? []).indices.map { layer in
      layers[0][layer].heads.indices.map { head in layers.map { $0[layer].heads[head].weights } }
    }
  }
}

extension InspectReport.Layer {
  init(_ layer: Activations<Double>.Layer) {
    q = layer.heads.flatMap(\.query)
    k = layer.heads.flatMap(\.key)
    v = layer.heads.flatMap(\.value)
    xAttn = layer.xAttn
    attentionOutput = layer.attentionOutput
    hidden = layer.hidden
    relu = layer.relu
    mlpOutput = layer.mlpOutput
  }
}

extension GPT {
  /// Numbers in the order of the parameters, by the names of the matrices, [row][column].
  func byName(_ numbers: [Double]) -> [String: [[Double]]] {
    var named: [String: [[Double]]] = [:]
    for matrix in matrices {
      named[matrix.name] = (0..<matrix.rows).map { row in
        let start = Int(matrix[row, 0] - firstParameter)
        return Array(numbers[start..<start + matrix.columns])
      }
    }
    return named
  }
}
