import MicroGPT

/// The same training by two engines, timed: the graph of single numbers and the fast engine.
///
/// They take turns on one core, and each turn counts only for the engine that has it, so that both have
/// had the same time whenever one looks. What the fast one has left when it has trained as far as the
/// other one has to go, it uses to train from the beginning again.
struct Race {
  /// Whose run it is: settings, documents and first weights.
  let run: Run
  /// How many steps a training has: those of the run, but not more than the exact engine does in a
  /// second or so.
  let distance: Int
  private(set) var exact: Lane
  private(set) var fast: Lane
  /// The documents as tokens, made before the start, since both need the same.
  private let documents: [[Int]]
  private let start: TrainingState

  /// What an engine has done so far.
  struct Lane {
    fileprivate let engine: any Engine
    /// Trainings from beginning to end.
    fileprivate(set) var trainings = 0
    /// Steps of the training under way.
    fileprivate(set) var steps = 0
    /// Its own time, in nanoseconds.
    fileprivate(set) var time = 0
    /// The losses of its first training.
    fileprivate(set) var losses: [Double] = []

    fileprivate init(_ engine: any Engine) { self.engine = engine }
  }

  /// Makes the two engines of a run: the exact one, and the fast one.
  typealias Engines = (Run) -> (exact: any Engine, fast: any Engine)

  private static let longest = 1000
  private static let shortest = 20
  /// How many steps times how many parameters: the exact engine's time grows with both.
  private static let parameterSteps = 16_000_000
  /// The exact engine trains so often, unless that takes too long.
  static let trainings = 3
  private static let enough = 1_500_000_000
  /// How long a turn is, in nanoseconds: long enough that the caches are its own.
  private static let turn = 4_000_000

  /// What is timed takes at least so many nanoseconds, but for the first of a turn.
  private static let brief = 50_000

  init(run: Run, engines: Engines) {
    self.run = run
    // A run whose loss is no number any more has nothing to compare from there on.
    let patience = max(Race.shortest, Race.parameterSteps / max(1, run.parameterCount))
    distance = min(run.divergedAt ?? run.settings.steps, Race.longest, patience)
    documents = (0..<distance).map { run.tokenizer.encode(run.document(ofStep: $0)) }
    start = run.state(at: 0)
    let (exact, fast) = engines(run)
    exact.state = start
    fast.state = start
    (self.exact, self.fast) = (Lane(exact), Lane(fast))
  }

  /// The engines of this program.
  static func engines(of run: Run) -> (exact: any Engine, fast: any Engine) {
    let vocabulary = run.tokenizer.vocabularySize
    return (
      EngineKind.exact.makeEngine(settings: run.settings, vocabularySize: vocabulary),
      EngineKind.fast.makeEngine(settings: run.settings, vocabularySize: vocabulary)
    )
  }

  private var exactIsDone: Bool {
    exact.trainings >= Race.trainings || exact.trainings > 0 && exact.time >= Race.enough
  }

  var isOver: Bool {
    distance == 0 || exactIsDone && fast.trainings > 0 && fast.time >= exact.time
  }

  /// Gives the engines their turns until the race or the time is over.
  mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) {
    guard !isOver else { return }
    repeat {
      let isExactsTurn = !exactIsDone && exact.time <= fast.time
      let limit = (isExactsTurn ? fast : exact).time + Race.turn
      if isExactsTurn {
        go(&exact, to: limit, stopwatch, isTimeUp)
      } else {
        go(&fast, to: limit, stopwatch, isTimeUp)
      }
    } while !isOver && !isTimeUp()
  }

  private func go(
    _ lane: inout Lane, to limit: Int, _ stopwatch: () -> Int, _ isTimeUp: () -> Bool
  ) {
    // Quick steps are timed several together, since asking for the time takes time too.
    var batch = 1
    repeat {
      let before = stopwatch()
      for _ in 0..<min(batch, distance - lane.steps) {
        let loss = lane.engine.step(tokens: documents[lane.steps])
        if lane.trainings == 0 { lane.losses.append(loss) }
        lane.steps += 1
      }
      let taken = stopwatch() - before
      lane.time += taken
      if taken < Race.brief { batch *= 2 }
    } while lane.steps < distance && lane.time < limit && !isTimeUp()
    if lane.steps == distance {
      lane.trainings += 1
      lane.steps = 0
      lane.engine.state = start
    }
  }

  // MARK: The result

  /// What CPython 3.11 needed for a step of microgpt.py, in nanoseconds: measured for this project on
  /// 2026-11-22, all defaults, one core of a processor with AVX-512. Other machines need other times.
  static let python = 223e6

  /// All steps of a lane, of all its trainings.
  func steps(_ lane: Lane) -> Int { lane.trainings * distance + lane.steps }

  /// Nanoseconds a step; 0 where nothing was measured.
  func pace(_ lane: Lane) -> Double {
    steps(lane) == 0 ? 0 : Double(lane.time) / Double(steps(lane))
  }

  /// How many times as fast the fast engine is; nil where that can't be said.
  var ratio: Double? { pace(fast) > 0 && pace(exact) > 0 ? pace(exact) / pace(fast) : nil }

  /// The tokens that one training predicts.
  var tokens: Int {
    documents.reduce(0) {
      $0 + Tokenizer.trainedLength(tokens: $1, blockSize: run.settings.size.blockSize)
    }
  }

  /// The largest difference of two losses of the same step, as a share of the loss.
  var largestDifference: Double {
    zip(exact.losses, fast.losses).map { $0 == $1 ? 0 : abs($0 - $1) / abs($0) }.max() ?? 0
  }
}
