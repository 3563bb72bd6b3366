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
  /// More would fill the memory: 56 bytes each, and what uses them.
  private static let mostNodes = 6e6

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

/// The calculation of a name's loss by a large model.
private struct NameCalculation: Question {
  static let isLarge = true

  private let run: RunKey
  private let moment: Int
  private let name: String

  init(_ scene: Scene) {
    run = RunKey(scene.run)
    moment = scene.moment
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
      let made = pass ?? Pass(run.model(of: state), tokens: tokens)
      pass = made
      guard !isTimeUp() else { return nil }
      return Calculation(pass: made, uses: GraphUses(made.graph, from: made.node(.loss)))
    }
  }
}
