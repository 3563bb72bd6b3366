/// `GPT.forward` in slices: the same pieces in the same order, with a stop between two of them whenever
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
  private var next = Piece.embedding
  /// The target's logit.
  private var early: Node?

  /// About how many products are made of logits between two looks at the time.
  private static let nodes = 1 << 18

  private enum Piece {
    case embedding
    /// The number of the layer, from 0.
    case attention(Int), mlpUp(Int), mlpDown(Int)
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
      switch next {
      case .embedding:
        made = model.embed(token: token, position: position, without: ablation)
        next = .attention(0)
      case .attention(let li):
        layer = model.attention(made.stream, layer: li, cache: &cache, without: ablation)
        next = .mlpUp(li)
      case .mlpUp(let li):
        model.mlpUp(&layer, layer: li)
        next = .mlpDown(li)
      case .mlpDown(let li):
        model.mlpDown(&layer, layer: li, without: ablation)
        made.layers.append(layer)
        next = li + 1 < model.size.layers ? .attention(li + 1) : .logits
      case .logits:
        let stream = made.stream
        if made.logits.isEmpty, let target {
          early = model.linear(stream, model.lmHead, rows: target..<target + 1).first
        }
        let start = made.logits.count
        let end = min(start + max(1, ForwardInSlices.nodes / stream.count), model.vocabularySize)
        for row in start..<end {
          if let early, row == target {
            made.logits.append(early)
          } else {
            made.logits += model.linear(stream, model.lmHead, rows: row..<row + 1)
          }
        }
        if end == model.vocabularySize { return made }
      }
    } while !isTimeUp()
    return nil
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
