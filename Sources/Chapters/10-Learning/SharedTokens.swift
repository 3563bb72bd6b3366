import MicroGPT

/// How surprised two runs of different block size are by the same tokens.
///
/// A run with a small block never sees the end of a name, so its losses are means of other tokens than
/// those of a run with a large one. Here both models, as they are at the end of their runs, are scored on
/// the same names, each as far as both see it.
struct SharedTokens: Question {
  private let run: RunKey
  private let other: RunKey
  /// How many tokens of a name both predict at most.
  let count: Int

  /// Nil where there is nothing to work out: the blocks are equal, or one of the runs has no end.
  init?(_ scene: Scene, _ record: RunRecord) {
    let run = scene.newest
    let (one, two) = (run.settings.size.blockSize, record.settings.size.blockSize)
    guard one != two, run.isComplete, run.divergedAt == nil, record.divergedAt == nil else {
      return nil
    }
    self.run = RunKey(run)
    other = RunKey(run, settings: record.settings)
    count = min(one, two)
  }

  func begin(in scene: Scene) -> Scoring {
    Scoring(run: scene.newest, other: other.settings, count: count)
  }

  struct Answer: Equatable {
    /// The mean loss over the names.
    fileprivate(set) var one = 0.0
    fileprivate(set) var other = 0.0
  }

  /// Trains the other run again, which gives the same model, then scores both, name by name.
  struct Scoring: Job {
    /// How many names: the last ones that the run was trained on.
    static let names = RunRecord.lastLosses

    private let run: Run
    private let count: Int
    private var other: Run?
    private var scorers: [(model: TrainingState, trainer: Trainer)] = []
    private var sums = Answer()
    /// Those of the name that is being scored, as far as they are known: one for each run.
    private var losses: [Double] = []
    private var scored = 0

    init(run: Run, other: RunSettings, count: Int) {
      self.run = run
      self.count = count
      self.other = try? Run(
        corpus: run.corpus, settings: other, engine: run.engineKind, keepsHistory: false)
    }

    var progress: Double {
      scorers.isEmpty
        ? Double(other?.trained ?? 0) / Double(max(1, other?.settings.steps ?? 1))
        : Double(scored) / Double(Scoring.names)
    }

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> Answer? {
      other?.train(until: isTimeUp)
      if other?.isComplete == false { return nil }
      guard let other else { return Answer(one: .nan, other: .nan) }
      if scorers.isEmpty { scorers = [run, other].map(Scoring.scorer) }
      let names = min(Scoring.names, run.trained)
      while scored < names {
        let document = run.document(ofStep: run.trained - 1 - scored)
        let tokens = Array(run.tokenizer.encode(document, blockSize: count).prefix(count + 1))
        while losses.count < scorers.count {
          guard let loss = loss(of: tokens, by: losses.count, until: isTimeUp) else { return nil }
          losses.append(loss)
          if isTimeUp() { return nil }
        }
        sums.one += losses[0]
        sums.other += losses[1]
        losses = []
        scored += 1
      }
      return Answer(one: sums.one / Double(names), other: sums.other / Double(names))
    }

    /// A training step tells the loss before it; so the model is put back for each name.
    private mutating func loss(
      of tokens: [Int], by place: Int, until isTimeUp: () -> Bool
    ) -> Double? {
      if !scorers[place].trainer.isInStep {
        scorers[place].trainer.state = scorers[place].model
        scorers[place].trainer.begin(tokens: tokens)
      }
      return scorers[place].trainer.proceed(until: isTimeUp)
    }

    private static func scorer(_ run: Run) -> (model: TrainingState, trainer: Trainer) {
      let model = run.state(at: run.lastMoment)
      let (settings, kind) = (run.settings, run.engineKind)
      let size = run.tokenizer.vocabularySize
      return (model, Trainer(model) { kind.makeEngine(settings: settings, vocabularySize: size) })
    }
  }
}
