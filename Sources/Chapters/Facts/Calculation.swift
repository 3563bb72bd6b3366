import MicroGPT

/// The whole calculation of a name's loss at the moment: every number with its gradient, and what each is
/// used for.
struct Calculation {
  let pass: Pass
  let uses: GraphUses

  var graph: Graph { pass.graph }
}

extension Scene {
  /// About as many nodes take some milliseconds.
  private static let mostNodesAtOnce = 400_000.0
  /// More would take longer than a key may wait, since all are computed in one go.
  private static let mostNodes = 1e6

  /// How many nodes the name's graph has at most.
  private var nodes: Double {
    size.nodes(vocabularySize: tokenizer.vocabularySize, positions: positions)
  }

  /// Whether the graph of the name is too large to be kept.
  var isCalculationTooLarge: Bool { nodes > Scene.mostNodes }

  /// The calculation of the name's loss: at once where the model is small. Nil where it is not worked out
  /// yet (the page asks `calculationQuestions` for it), or is too large.
  var calculation: Calculation? {
    guard nodes <= Scene.mostNodesAtOnce else { return answer(to: NameCalculation(self)) }
    return facts.calculations.value(of: MomentKey(self, name)) {
      let pass = Pass(run.model(of: snapshot.state), tokens: tokens)
      // All moments have the same graph, with other values.
      let uses = facts.uses.value(of: MomentKey(atAllMoments: self, name)) {
        GraphUses(pass.graph, from: pass.node(.loss))
      }
      return Calculation(pass: pass, uses: uses)
    }
  }

  /// What a page asks that speaks of the calculation.
  var calculationQuestions: [any Question] {
    nodes <= Scene.mostNodesAtOnce || isCalculationTooLarge ? [] : [NameCalculation(self)]
  }
}

/// A part of the model in which numbers are computed.
enum CalculationPart: CaseIterable {
  case embedding, attention, mlp, scores, loss

  var words: String {
    switch self {
    case .embedding: "token and position (chapter 7)"
    case .attention: "attention (chapter 8)"
    case .mlp: "MLP (chapter 9)"
    case .scores: "scores, the logits"
    case .loss: "softmax and loss"
    }
  }

  /// Nil for what is not computed.
  init?(_ stage: Site.Stage) {
    switch stage {
    case .parameter, .constant, .tokenEmbedding, .positionEmbedding: return nil
    case .embedding, .embeddingMeanSquare, .embeddingScale, .input: self = .embedding
    case .attentionMeanSquare, .attentionScale, .attentionInput, .query, .key, .value, .score,
      .scoreExponential, .scoreTotal, .weight, .headOutput, .attentionOutput, .afterAttention:
      self = .attention
    case .mlpMeanSquare, .mlpScale, .mlpInput, .hidden, .relu, .mlpOutput, .afterMLP: self = .mlp
    case .logit: self = .scores
    case .exponential, .total, .probability, .positionLoss, .loss: self = .loss
    }
  }
}

extension Calculation {
  /// How many numbers each part of the model computes. A step of a formula belongs to the number that it
  /// leads to; what leads nowhere is not counted.
  fileprivate var parts: [CalculationPart: Int] {
    var counts: [CalculationPart: Int] = [:]
    var parts = [CalculationPart?](repeating: nil, count: graph.count)
    for node in (0...pass.node(.loss)).reversed() where graph.operation(node) != .leaf {
      let part =
        pass.site(node).flatMap { CalculationPart($0.stage) }
        ?? uses.users(of: node).first.flatMap { parts[Int($0)] }
      parts[Int(node)] = part
      if let part { counts[part, default: 0] += 1 }
    }
    return counts
  }
}

extension Scene {
  /// How many numbers each part of the model computes for the name, at all moments the same; nil where that
  /// would take too long.
  var calculationParts: [CalculationPart: Int]? {
    guard nodes <= Scene.mostNodesAtOnce, let calculation else { return nil }
    return facts.parts.value(of: MomentKey(atAllMoments: self, name)) { calculation.parts }
  }
}

/// The calculation of a name's loss by a large model.
private struct NameCalculation: Question {
  static let isLarge = true

  private let model: ModelKey
  private let name: String

  init(_ scene: Scene) {
    model = ModelKey(scene)
    name = scene.name
  }

  func begin(in scene: Scene) -> Work {
    Work(run: scene.run, state: scene.snapshot.state, tokens: scene.tokens)
  }

  /// Two slices: the pass, and what uses what.
  struct Work: Job {
    fileprivate let run: Run
    fileprivate let state: TrainingState
    fileprivate let tokens: [Int]
    private var pass: Pass?

    fileprivate init(run: Run, state: TrainingState, tokens: [Int]) {
      self.run = run
      self.state = state
      self.tokens = tokens
    }

    var progress: Double { pass == nil ? 0 : 0.8 }

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> Calculation? {
      guard let pass else {
        pass = Pass(run.model(of: state), tokens: tokens)
        return nil
      }
      return Calculation(pass: pass, uses: GraphUses(pass.graph, from: pass.node(.loss)))
    }
  }
}
