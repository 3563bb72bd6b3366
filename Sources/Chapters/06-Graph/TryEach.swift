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

  struct Trying: Job {
    private(set) var tried: NudgeStudy

    fileprivate init(_ scene: Scene) {
      tried = NudgeStudy(
        scene.run, of: scene.snapshot.state, tokens: scene.tokens, nudge: TryEach.nudge,
        count: TryEach.runs(scene.run.parameterCount))
    }

    var progress: Double { tried.progress }

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> NudgeStudy? {
      tried.work(until: isTimeUp) ? tried : nil
    }
  }
}
