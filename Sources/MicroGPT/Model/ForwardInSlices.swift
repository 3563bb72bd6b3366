import CLibm

/// `GPT.forward` in slices: the same numbers in the same order, with a stop between some of them whenever
/// time is up. A large model takes longer than a key may wait.
struct ForwardInSlices {
  private let token: Int
  private let position: Int
  private let target: Int?
  private let ablation: Ablation?
  private var made = Activations<Node>(
    tokenEmbedding: [], positionEmbedding: [], embedding: [], input: [])
  /// The layer under way.
  private var layer = Activations<Node>.Layer(attentionInput: [])
  /// The query, key and value of the head under way, as far as they are there.
  private var head: [[Node]] = []
  private var next = Piece.embedding
  /// The product under way, as far as it is computed.
  private var outputs: [Node] = []
  /// The target's logit.
  private var early: Node?

  /// About how many products are computed between two looks at the time.
  private static let products = 1 << 15

  private enum Piece {
    case embedding
    /// The number of the layer, from 0.
    case attentionInput(Int), mlpInput(Int), hidden(Int), mlpOutput(Int)
    /// Those of the layer and of the head.
    case queryKeyValue(Int, Int), attend(Int, Int)
    case attentionOutput(Int)
    case logits
  }

  init(token: Int, position: Int, target: Int? = nil, without ablation: Ablation? = nil) {
    self.token = token
    self.position = position
    self.target = target
    self.ablation = ablation
  }

  func isOf(token: Int, at position: Int) -> Bool {
    self.token == token && self.position == position
  }

  /// Goes on until time is up.
  ///
  /// - Returns: what `GPT.forward` returns; nil where there is more to do.
  mutating func go(
    on model: inout GPT, _ cache: inout GPT.Cache, until isTimeUp: () -> Bool
  ) -> Activations<Node>? {
    repeat {
      if step(on: &model, &cache) { return made }
    } while !isTimeUp()
    return nil
  }

  /// Does the next piece, or a part of it.
  ///
  /// - Returns: whether it was the last one.
  private mutating func step(on model: inout GPT, _ cache: inout GPT.Cache) -> Bool {
    switch next {
    case .embedding:
      made = model.embed(token: token, position: position, without: ablation)
      next = .attentionInput(0)
    case .attentionInput(let li) where ablation != nil:
      layer = model.attention(made.stream, layer: li, cache: &cache, without: ablation)
      next = .mlpInput(li)
    case .attentionInput(let li):
      layer = Activations<Node>.Layer(attentionInput: model.rmsNorm(made.stream))
      next = .queryKeyValue(li, 0)
    case .queryKeyValue(let li, let h):
      let matrices = [model.layers[li].attnWq, model.layers[li].attnWk, model.layers[li].attnWv]
      let width = model.size.headWidth
      let rows = h * width..<(h + 1) * width
      guard let made = linear(layer.attentionInput, matrices[head.count], rows, on: &model) else {
        break
      }
      head.append(made)
      if head.count == 3 { next = .attend(li, h) }
    case .attend(let li, let h):
      layer.heads.append(model.attend(head[0], head[1], head[2], layer: li, head: h, &cache))
      head = []
      next = h + 1 < model.size.heads ? .queryKeyValue(li, h + 1) : .attentionOutput(li)
    case .attentionOutput(let li):
      if layer.xAttn.isEmpty { layer.xAttn = layer.heads.flatMap(\.output) }
      let wo = model.layers[li].attnWo
      guard let made = linear(layer.xAttn, wo, 0..<wo.rows, on: &model) else { break }
      layer.attentionOutput = made
      layer.afterAttention = model.add(made, self.made.stream)
      next = .mlpInput(li)
    case .mlpInput(let li):
      layer.mlpInput = model.rmsNorm(layer.afterAttention)
      next = .hidden(li)
    case .hidden(let li):
      let fc1 = model.layers[li].mlpFc1
      guard let made = linear(layer.mlpInput, fc1, 0..<fc1.rows, on: &model) else { break }
      layer.hidden = made
      layer.relu = made.map { model.graph.relu($0) }
      next = .mlpOutput(li)
    case .mlpOutput(let li) where ablation != nil:
      model.mlpDown(&layer, layer: li, without: ablation)
      made.layers.append(layer)
      next = li + 1 < model.size.layers ? .attentionInput(li + 1) : .logits
    case .mlpOutput(let li):
      let fc2 = model.layers[li].mlpFc2
      guard let made = linear(layer.relu, fc2, 0..<fc2.rows, on: &model) else { break }
      layer.mlpOutput = made
      layer.output = model.add(made, layer.afterAttention)
      self.made.layers.append(layer)
      next = li + 1 < model.size.layers ? .attentionInput(li + 1) : .logits
    case .logits:
      let rows = 0..<model.vocabularySize
      guard let logits = linear(made.stream, model.lmHead, rows, first: target, on: &model) else {
        break
      }
      made.logits = logits
      return true
    }
    return false
  }

  /// `GPT.linear`, some rows at a time.
  ///
  /// - Returns: nil where there are more rows to do.
  private mutating func linear(
    _ x: [Node], _ w: Matrix, _ rows: Range<Int>, first: Int? = nil, on model: inout GPT
  ) -> [Node]? {
    if outputs.isEmpty, let first {
      early = model.linear(x, w, rows: first..<first + 1).first
    }
    let start = rows.lowerBound + outputs.count
    let end = min(start + max(1, ForwardInSlices.products / x.count), rows.upperBound)
    for row in start..<end {
      if let early, row == first {
        outputs.append(early)
      } else {
        outputs += model.linear(x, w, rows: row..<row + 1)
      }
    }
    guard end == rows.upperBound else { return nil }
    defer { outputs = [] }
    return outputs
  }
}

extension GPT {
  /// What `attention` does in a head when its query, key and value are there.
  fileprivate mutating func attend(
    _ q: [Node], _ k: [Node], _ v: [Node], layer li: Int, head h: Int, _ cache: inout Cache
  ) -> Activations<Node>.Head {
    cache.keys[li][h].append(k)
    cache.values[li][h].append(v)
    let (keys, values) = (cache.keys[li][h], cache.values[li][h])
    let root = libm_pow(Double(size.headWidth), 0.5)
    let scores = keys.map { key in
      let dot = graph.sum(q.count) { $0.multiply(q[$1], key[$1]) }
      return graph.divide(dot, by: root)
    }
    let weights = graph.softmax(scores)
    let output = v.indices.map { j in
      graph.sum(weights.count) { $0.multiply(weights[$1], values[$1][j]) }
    }
    return .init(query: q, key: k, value: v, scores: scores, weights: weights, output: output)
  }
}

/// `GPT.loss` in slices: position by position, each with a stop whenever time is up.
struct LossInSlices {
  private let tokens: [Int]
  private let count: Int
  private let ablation: Ablation?
  private var cache: GPT.Cache
  private var forward: ForwardInSlices
  private var losses: [Node] = []
  private var activations: [Activations<Node>] = []
  private var probabilities: [[Node]] = []

  /// Begins anew in a model, whose last computation is forgotten.
  ///
  /// - Parameters:
  ///   - tokens: BOS, the characters' ids, BOS; at least two.
  ///   - ablation: what is left out; nil for the whole model.
  init(of tokens: [Int], on model: inout GPT, without ablation: Ablation? = nil) {
    self.tokens = tokens
    self.ablation = ablation
    count = Tokenizer.trainedLength(tokens: tokens, blockSize: model.size.blockSize)
    cache = model.begin(positions: count)
    forward = ForwardInSlices(
      token: tokens[0], position: 0, target: tokens[1], without: ablation)
  }

  /// How many positions are done, 0…1.
  var progress: Double { Double(losses.count) / Double(count) }

  /// Goes on until time is up.
  ///
  /// - Returns: what `GPT.loss` returns; nil where there is more to do.
  mutating func go(on model: inout GPT, until isTimeUp: () -> Bool) -> GPT.Loss? {
    while losses.count < count {
      guard let made = forward.go(on: &model, &cache, until: isTimeUp) else { return nil }
      let probs = model.graph.softmax(made.logits)
      let logP = model.graph.log(probs[tokens[losses.count + 1]])
      losses.append(model.graph.multiply(logP, model.graph.constant(-1)))
      activations.append(made)
      probabilities.append(probs)
      let position = losses.count
      if position < count {
        forward = ForwardInSlices(
          token: tokens[position], position: position, target: tokens[position + 1],
          without: ablation)
      }
      if isTimeUp() && position < count { return nil }
    }
    let share = model.graph.constant(1 / Double(count))
    let mean = model.graph.multiply(model.graph.sum(losses), share)
    return GPT.Loss(
      positions: losses, mean: mean, activations: activations, probabilities: probabilities)
  }
}
