import MicroGPT

/// Which engine trains a run faster: the graph of single numbers or whole vectors. Both begin with the
/// same random parameters.
///
/// They take turns on one core, and each turn counts only for the engine that has it, so that both have
/// had the same time whenever one looks. What the fast one has left when it has trained as far as the
/// other one has to go, it uses to train from the beginning again.
struct Race: Question {
  /// Makes the engine of a kind for a model.
  typealias Engines =
    @Sendable (_ kind: EngineKind, _ settings: RunSettings, _ vocabularySize: Int) -> any Engine

  private let run: RunKey
  private let engines: Engines

  init(_ run: Run, engines: @escaping Engines) {
    self.run = RunKey(run)
    self.engines = engines
  }

  static func == (one: Race, other: Race) -> Bool { one.run == other.run }
  func hash(into hasher: inout Hasher) { hasher.combine(run) }

  func begin(in scene: Scene) -> Running { Running(scene.run, engines: engines) }

  /// The exact engine trains so often, unless that takes too long.
  static let trainings = 3
  /// From then on the training under way is its last one, in nanoseconds.
  private static let enough = 1_500_000_000
  private static let longest = 1000
  private static let shortest = 20
  /// How many steps times how many parameters: the exact engine's time grows with both.
  private static let parameterSteps = 16_000_000

  /// How many steps a training has: those of the run, but not more than the exact engine does in a
  /// second or so.
  static func distance(of run: Run) -> Int {
    // A run whose loss is no number any more has nothing to compare from there on.
    let patience = max(shortest, parameterSteps / max(1, run.parameterCount))
    return min(run.divergedAt ?? run.settings.steps, longest, patience)
  }

  /// What an engine has done.
  struct Lane {
    let distance: Int
    /// All steps, of all trainings.
    fileprivate(set) var steps = 0
    /// Its own time, in nanoseconds.
    fileprivate(set) var time = 0
    /// The losses of its first training.
    fileprivate(set) var losses: [Double] = []

    /// Trainings from beginning to end.
    var trainings: Int { distance > 0 ? steps / distance : 0 }
    /// Nanoseconds a step; nil where nothing was measured.
    var pace: Double? { steps > 0 && time > 0 ? Double(time) / Double(steps) : nil }
  }

  /// How the race stands.
  struct Score {
    /// How many steps a training has.
    let distance: Int
    /// How many tokens a training predicts.
    let tokens: Int
    let exact: Lane
    let fast: Lane

    /// How many times as fast the fast engine is; nil where that can't be said.
    var ratio: Double? { fast.pace.flatMap { fast in exact.pace.map { $0 / fast } } }

    fileprivate var exactIsDone: Bool {
      exact.trainings >= Race.trainings || exact.trainings > 0 && exact.time >= Race.enough
    }

    var isOver: Bool {
      distance == 0 || exactIsDone && fast.trainings > 0 && fast.time >= exact.time
    }

    /// How much of it is done, 0…1.
    var progress: Double {
      guard !isOver else { return 1 }
      let training = Double(distance) * (exact.pace ?? 0)
      let whole = max(training, min(Double(Race.trainings) * training, Double(Race.enough)))
      return whole > 0 ? min(1, Double(min(exact.time, fast.time)) / whole) : 0
    }

    /// The largest difference of two losses of the same step, as a share of the loss.
    var largestDifference: Double {
      zip(exact.losses, fast.losses).map { $0 == $1 ? 0 : abs($0 - $1) / abs($0) }.max() ?? 0
    }
  }

  /// A race on its way.
  struct Running: Job {
    private let start: TrainingState
    /// The documents as tokens, made before the start, since both need the same.
    private let documents: [[Int]]
    private let tokens: Int
    private var exact: Runner
    private var fast: Runner

    init(_ run: Run, engines: @escaping Engines) {
      let (settings, vocabulary) = (run.settings, run.tokenizer.vocabularySize)
      let distance = Race.distance(of: run)
      let start = run.state(at: 0)
      func runner(_ kind: EngineKind) -> Runner {
        Runner(
          lane: Lane(distance: distance),
          trainer: Trainer { engines(kind, settings, vocabulary) }, isQuick: run.isQuick)
      }
      self.start = start
      let block = settings.size.blockSize
      documents = (0..<distance).map {
        run.tokenizer.encode(run.document(ofStep: $0), blockSize: block)
      }
      tokens = documents.reduce(0) {
        $0 + Tokenizer.trainedLength(tokens: $1, blockSize: block)
      }
      (exact, fast) = (runner(.exact), runner(.fast))
    }

    var score: Score {
      Score(distance: documents.count, tokens: tokens, exact: exact.lane, fast: fast.lane)
    }

    var progress: Double { score.progress }

    /// How long a turn is, in nanoseconds: long enough that the caches are its own.
    private static let turn = 4_000_000

    /// Gives the engines their turns.
    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> Score? {
      while !score.isOver {
        if !score.exactIsDone && exact.lane.time <= fast.lane.time {
          let limit = fast.lane.time + Running.turn
          exact.go(documents, from: start, to: limit, stopwatch, isTimeUp)
        } else {
          let limit = exact.lane.time + Running.turn
          fast.go(documents, from: start, to: limit, stopwatch, isTimeUp)
        }
        if isTimeUp() { break }
      }
      return score.isOver ? score : nil
    }
  }

  /// One of the two.
  private struct Runner {
    var lane: Lane
    var trainer: Trainer
    /// Whether the trainer has the state that a training begins with, or one that came of it.
    private var isReady = false

    /// Whether the model is so small that nothing is done in slices.
    private let isQuick: Bool

    init(lane: Lane, trainer: Trainer, isQuick: Bool) {
      (self.lane, self.trainer, self.isQuick) = (lane, trainer, isQuick)
    }

    /// What is timed takes at least so many nanoseconds, but for the first of a turn.
    private static let brief = 50_000

    /// Trains until its time reaches the limit or the training is over.
    mutating func go(
      _ documents: [[Int]], from start: TrainingState, to limit: Int, _ stopwatch: () -> Int,
      _ isTimeUp: () -> Bool
    ) {
      isReady = isReady || trainer.put(start, until: { !isQuick && isTimeUp() })
      guard isReady else { return }
      // Quick steps are timed several together, since asking for the time takes time too.
      var batch = 1
      var place = lane.steps % documents.count
      repeat {
        let before = stopwatch()
        if batch > 1 {
          for _ in 0..<min(batch, documents.count - place) {
            take(trainer.step(tokens: documents[place]), of: documents)
            place += 1
          }
        } else {
          // Time for a step may be up in its middle.
          if !trainer.isInStep { trainer.begin(tokens: documents[place]) }
          if let loss = trainer.proceed(until: isTimeUp) {
            take(loss, of: documents)
            place += 1
          }
        }
        let taken = stopwatch() - before
        lane.time += taken
        if taken < Runner.brief { batch *= 2 }
      } while place < documents.count && lane.time < limit && !isTimeUp()
      if place == documents.count { isReady = false }
    }

    private mutating func take(_ loss: Double, of documents: [[Int]]) {
      if lane.steps < documents.count { lane.losses.append(loss) }
      lane.steps += 1
    }
  }
}
