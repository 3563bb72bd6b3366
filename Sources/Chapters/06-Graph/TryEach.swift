import MicroGPT

/// What becomes of the loss of a name when each parameter alone is moved a little: one run of the model for
/// each. The slow way to what one walk back finds at once.
struct TryEach: Question {
  private let model: ModelKey
  private let name: String

  /// How far each is moved.
  static let nudge = 0.001
  /// How many multiplications of a parameter all runs together may take: some seconds.
  private static let budget = 100_000_000

  init(_ scene: Scene) {
    model = ModelKey(scene)
    name = scene.name
  }

  /// How many parameters are tried: all of a small model.
  static func runs(_ parameters: Int) -> Int {
    min(parameters, max(16, budget / max(1, parameters)))
  }

  func begin(in scene: Scene) -> Trying { Trying(scene) }

  struct Tried: Equatable {
    /// Before anything is moved.
    let loss: Double
    /// How far the loss moved, for the first parameters. [tried]
    fileprivate(set) var changes: [Double] = []
  }

  struct Trying: Job {
    /// Gets all that it computes with anew for each parameter: copies of the job may share it.
    private let engine: FastEngine
    private var state: TrainingState
    private let tokens: [Int]
    private let count: Int
    private(set) var tried: Tried

    fileprivate init(_ scene: Scene) {
      engine = FastEngine(
        size: scene.size, vocabularySize: scene.tokenizer.vocabularySize,
        settings: scene.run.settings)
      state = scene.snapshot.state
      tokens = scene.tokens
      count = TryEach.runs(state.parameters.count)
      engine.state = state
      tried = Tried(loss: engine.losses(tokens: tokens).mean ?? .nan)
    }

    var progress: Double { Double(tried.changes.count) / Double(max(1, count)) }

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> Tried? {
      while tried.changes.count < count {
        let index = tried.changes.count
        let before = state.parameters[index]
        state.parameters[index] += TryEach.nudge
        engine.state = state
        state.parameters[index] = before
        tried.changes.append((engine.losses(tokens: tokens).mean ?? .nan) - tried.loss)
        if tried.changes.count < count && isTimeUp() { return nil }
      }
      return tried
    }
  }
}
