import MicroGPT
import Stage

/// The way of one position through the model: every vector, from its token to its guess.
struct Way {
  let scene: Scene
  let position: Int
  /// The layer whose vectors are all there; of each other layer there is what comes out of it.
  let layer: Int
  /// In the order in which they are computed.
  let rows: [Row]

  /// A vector.
  struct Row {
    /// Its first number.
    let first: Site
    let values: [Double]
    /// How many numbers belong to a head; all of them where there are no heads.
    let perHead: Int

    var stage: Site.Stage { first.stage }
    var layer: Int { first.layer }
    var stop: Stop { Stop(stage: stage, layer: layer) }

    /// The address of one of its numbers.
    func site(_ index: Int) -> Site {
      let (head, place) = index.quotientAndRemainder(dividingBy: max(1, perHead))
      return Site(
        stage, layer: layer, head: head, position: first.position, index: place)
    }
  }

  /// Which vector.
  struct Stop: Hashable, Sendable {
    let stage: Site.Stage
    let layer: Int

    init(stage: Site.Stage, layer: Int = 0) {
      self.stage = stage
      self.layer = layer
    }
  }

  /// How many layers above and below the open one are there.
  private static let reach = 6

  init(_ scene: Scene, position: Int, layer: Int) {
    self.scene = scene
    self.position = position
    self.layer = layer
    let traced = scene.trace.positions[position]
    let made = traced.activations
    func row(
      _ stage: Site.Stage, layer: Int = 0, perHead: Int? = nil, _ values: [Double]
    ) -> Row {
      Row(
        first: Site(stage, layer: layer, position: position), values: values,
        perHead: perHead ?? values.count)
    }
    var rows = [
      row(.tokenEmbedding, made.tokenEmbedding), row(.positionEmbedding, made.positionEmbedding),
      row(.embedding, made.embedding), row(.input, made.input),
    ]
    let near = max(0, layer - Way.reach)..<min(made.layers.count, layer + Way.reach + 1)
    for li in near where li != layer {
      rows.append(row(.afterMLP, layer: li, made.layers[li].output))
    }
    let open = Way.open(made.layers[layer]) { row($0, layer: layer, perHead: $1, $2) }
    rows.insert(contentsOf: open, at: 4 + layer - near.lowerBound)
    self.rows =
      rows + [row(.logit, made.logits), row(.probability, traced.probabilities)]
  }

  /// All vectors of a layer.
  private static func open(
    _ layer: Activations<Double>.Layer, row: (Site.Stage, Int?, [Double]) -> Row
  ) -> [Row] {
    func heads(_ stage: Site.Stage, _ part: (Activations<Double>.Head) -> [Double]) -> Row {
      let parts = layer.heads.map(part)
      return row(stage, parts.first?.count, parts.flatMap { $0 })
    }
    return [
      row(.attentionInput, nil, layer.attentionInput),
      heads(.query, \.query), heads(.key, \.key), heads(.value, \.value),
      heads(.weight, \.weights), heads(.headOutput, \.output),
      row(.attentionOutput, nil, layer.attentionOutput),
      row(.afterAttention, nil, layer.afterAttention), row(.mlpInput, nil, layer.mlpInput),
      row(.hidden, nil, layer.hidden), row(.relu, nil, layer.relu),
      row(.mlpOutput, nil, layer.mlpOutput), row(.afterMLP, nil, layer.output),
    ]
  }

  subscript(_ stop: Stop) -> Row? { rows.first { $0.stop == stop } }

  /// A vector of the open layer, or one that is in no layer.
  subscript(_ stage: Site.Stage) -> Row? {
    rows.first { $0.stage == stage && ($0.layer == layer || !stage.isOfLayer) }
  }

  /// A vector that another one is made of: of the layer of that one, or what comes into it.
  subscript(_ stage: Site.Stage, before row: Row) -> Row? {
    guard stage == .input, layer > 0, row.stage.isOfLayer else { return self[stage] }
    return self[Stop(stage: .afterMLP, layer: layer - 1)]
  }

  var token: Int { scene.tokens[position] }
  /// The right answer.
  var target: Int { scene.tokens[position + 1] }

  /// Whether a row is the output of a layer that is not open.
  func isClosed(_ row: Row) -> Bool { row.stage.isOfLayer && row.layer != layer }

  /// Colours that compare the vectors of one kind; small numbers, as before training, stay pale.
  func scale(of row: Row) -> Scale {
    switch row.stage {
    case .weight, .probability: .share
    case .tokenEmbedding, .positionEmbedding, .embedding: .signed(largest([.embedding], 0.3))
    case .query, .key, .value, .headOutput: .signed(largest([.query, .key, .value], 2))
    case .hidden, .relu: .signed(largest([.hidden], 2))
    case .logit: .signed(largest([.logit], 4))
    default: .signed(largest([.afterAttention, .afterMLP], 2))
    }
  }

  private func largest(_ stages: Set<Site.Stage>, _ least: Double) -> Double {
    rows.lazy.filter { stages.contains($0.stage) }.flatMap(\.values).map(\.magnitude)
      .filter(\.isFinite).reduce(least) { max($0, $1) }
  }
}

extension [Double] {
  /// The root of the sum of the squares.
  var length: Double { reduce(0) { $0 + $1 * $1 }.squareRoot() }
}

extension Site.Stage {
  /// Whether there is one in each layer, of those that the picture of the way has.
  var isOfLayer: Bool {
    switch self {
    case .tokenEmbedding, .positionEmbedding, .embedding, .input, .logit, .probability: false
    default: true
    }
  }

  /// The vectors of the same position that such a one is made from.
  var sources: [Site.Stage] {
    switch self {
    case .embedding: [.tokenEmbedding, .positionEmbedding]
    case .input: [.embedding]
    case .attentionInput: [.input]
    case .query, .key, .value: [.attentionInput]
    case .weight: [.query, .key]
    case .headOutput: [.weight, .value]
    case .attentionOutput: [.headOutput]
    case .afterAttention: [.attentionOutput, .input]
    case .mlpInput: [.afterAttention]
    case .hidden: [.mlpInput]
    case .relu: [.hidden]
    case .mlpOutput: [.relu]
    case .afterMLP: [.mlpOutput, .afterAttention]
    case .logit: [.afterMLP]
    case .probability: [.logit]
    default: []
    }
  }
}

/// How a row of the way is called, and what is said of it behind its numbers.
extension Way {
  func name(_ row: Row) -> Text {
    if isClosed(row) { return "layer \(row.layer)" }
    return switch row.stage {
    case .tokenEmbedding: Text("token", .token)
    case .positionEmbedding: Text("+ place", .position)
    case .embedding: "= sum"
    case .input, .attentionInput, .mlpInput: row.stage == .input ? "x, normed" : "norm"
    case .query: Text("query", .query)
    case .key: Text("key", .key)
    case .value: Text("value", .value)
    case .weight: Text("weights", .probability)
    case .headOutput: "heads"
    case .attentionOutput: "attn_wo"
    case .afterAttention, .afterMLP: "+ x"
    case .hidden: "mlp_fc1"
    case .relu: "ReLU"
    case .mlpOutput: "mlp_fc2"
    case .logit: "logits"
    case .probability: Text("guess", .probability)
    default: ""
    }
  }

  func note(_ row: Row) -> Text {
    let count = row.values.count.grouped
    if isClosed(row) { return "its result" }
    let length = row.values.length
    let lengthNote: Text =
      "length \(length.fixed(2), telling: Reading("length of the vector", length))"
    switch row.stage {
    case .tokenEmbedding: return "row \(token) of wte"
    case .positionEmbedding: return "row \(position) of wpe"
    case .embedding: return "token + place"
    case .input, .mlpInput: return lengthNote
    case .attentionInput: return "once more"
    case .query: return "attn_wq · norm"
    case .key: return "attn_wk · norm"
    case .value: return "attn_wv · norm"
    case .weight: return "positions 0–\(position)"
    case .headOutput:
      let heads = scene.size.heads
      return heads == 1 ? "1 head" : "\(heads.grouped) side by side"
    case .attentionOutput: return "attention’s part"
    case .afterAttention: return "x + attention"
    case .hidden: return "\(count) numbers"
    case .relu: return "\(row.values.count { $0 > 0 }.grouped) of \(count) left"
    case .mlpOutput: return "the MLP’s part"
    case .afterMLP: return "x + MLP"
    case .logit: return "lm_head · x"
    case .probability:
      guard let best = row.values.largest(1).first else { return "" }
      let reading = Reading(scene.words(row.site(best)), row.values[best])
      return "“\(scene.label(best))” \(row.values[best].percent(), telling: reading)"
    default: return ""
    }
  }
}
