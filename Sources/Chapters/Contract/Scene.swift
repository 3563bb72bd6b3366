import MicroGPT
import Stage

/// What all chapters share at one time: the run, the name, the moment, and what is known of them.
public struct Scene {
  /// The run as far as it is trained.
  public let run: Run
  /// The model that is shown: its parameters at a step of the run, one of them changed where the reader
  /// has changed one.
  public let snapshot: Snapshot
  /// The same as training left it.
  private let original: Snapshot
  /// The parameter that the reader has changed; nil where none is.
  public let edit: Edit?
  public let name: String
  /// The names that the reader looked at, the newest first, each once.
  public let keptNames: [String]
  /// Whether the moment moves by itself: training plays.
  public let isTraining: Bool
  /// How fast: a place in `Pace.all`.
  public let pace: Int
  /// How daring made-up names are; microgpt.py's is 0.5.
  public let temperature: Double
  /// The runs beside this one.
  public let runs: Runs
  /// What the reader has done so far.
  public let progress: Progress
  let facts: Facts
  let desk: Desk

  /// The runs that were tried, and the one that is being trained.
  public struct Runs {
    /// The run that is being trained to take the place of the present one, nil where none is.
    public var pending: Run?
    /// Whether it takes long enough to be spoken of.
    public var speaksOfPending = false
    /// The run that the newest one is compared with: the one before the knob in hand was turned.
    public var former: RunRecord?
    /// How many steps the same run has at its other length, which a key shows at once; nil where it was
    /// not trained at another length.
    public var otherSteps: Int?
    /// The runs that were tried, the newest first.
    public var tried: [RunRecord] = []

    public init() {}
  }

  public init(
    run: Run, snapshot: Snapshot, edit: Edit? = nil, name: String, keptNames: [String] = [],
    isTraining: Bool = false, pace: Int = Pace.first,
    temperature: Double = Scene.firstTemperature, runs: Runs = Runs(),
    progress: Progress = Progress(), facts: Facts, desk: Desk
  ) {
    self.run = run
    original = snapshot
    self.edit = edit
    self.snapshot = edit.map { facts.edited(snapshot, of: run, $0) } ?? snapshot
    self.name = name
    self.keptNames = keptNames
    self.isTraining = isTraining
    self.pace = pace
    self.temperature = temperature
    self.runs = runs
    self.progress = progress
    self.facts = facts
    self.desk = desk
  }

  /// The temperature of microgpt.py's names.
  public static let firstTemperature = 0.5

  /// How many training steps the shown model has had, 0…`lastMoment`.
  public var moment: Int { snapshot.moment }
  /// The last moment whose loss was finite.
  public var lastMoment: Int { run.lastMoment }
  /// How many steps the run takes in all.
  public var steps: Int { run.settings.steps }
  /// Whether this is the run that was trained ten times as long as the first one.
  public var isLong: Bool { runs.otherSteps.map { $0 < steps } ?? false }
  /// Whether there can be a run ten times as long.
  public var canBeLonger: Bool {
    run.divergedAt == nil && run.settings.tenTimesAsLong != nil
  }
  public var size: ModelSize { run.settings.size }
  /// The run that the knobs stand for.
  public var newest: Run { runs.pending ?? run }
  public var tokenizer: Tokenizer { run.tokenizer }
  /// BOS, the name's ids, BOS.
  public var tokens: [Int] { tokenizer.encode(name) }
  /// How many positions of the name the model sees.
  public var positions: Int {
    Tokenizer.trainedLength(tokens: tokens, blockSize: size.blockSize)
  }

  /// The answer to a question, nil where it is not worked out yet.
  public func answer<Q: Question>(to question: Q) -> Q.Work.Answer? { desk.answer(to: question) }

  /// The work on a question, nil where it has not begun or is over.
  public func job<Q: Question>(for question: Q) -> Q.Work? { desk.job(for: question) }

  /// How a token is written: its character, `BOS`, or its code point where it can't be seen.
  func label(_ token: Int) -> String {
    guard token != tokenizer.bos else { return "BOS" }
    let scalar = tokenizer.characters[token]
    if scalar == " " { return "␣" }
    return scalar.properties.isWhitespace ? scalar.codePoint : scalar.shown
  }

  /// A number of the run as it is: all its digits from the exact engine; from the fast one those that
  /// are microgpt.py's too.
  func digits(_ number: Double) -> String {
    run.engineKind == .exact ? "\(number)" : number.shown(12)
  }

  /// The same with another temperature.
  func with(temperature: Double) -> Scene { copy(edit: edit, temperature: temperature) }

  /// The same without what the reader has changed in the model.
  var unedited: Scene { copy(edit: nil, temperature: temperature) }

  private func copy(edit: Edit?, temperature: Double) -> Scene {
    Scene(
      run: run, snapshot: original, edit: edit, name: name, keptNames: keptNames,
      isTraining: isTraining, pace: pace, temperature: temperature, runs: runs,
      progress: progress, facts: facts, desk: desk)
  }
}

/// The model at a step of a run: what all pictures of it are made from, found before they are drawn.
public struct Snapshot: Equatable, Sendable {
  /// How many steps are trained.
  public let moment: Int
  /// All that training had changed by then.
  public let state: TrainingState
  /// The step that led there; before the first one, the first. Nil where no step is trained yet, or
  /// training goes on right now.
  public let step: Step?

  /// A training step by what it changed.
  public struct Step: Equatable, Sendable {
    /// Counted from 0.
    public let number: Int
    public let before: TrainingState
    public let after: TrainingState
  }

  /// The same moment with another state of the model.
  func with(_ state: TrainingState) -> Snapshot {
    Snapshot(moment: moment, state: state, step: step)
  }

  private init(moment: Int, state: TrainingState, step: Step?) {
    self.moment = moment
    self.state = state
    self.step = step
  }

  /// The model of a run at a moment, 0…trained; the nearest one for others.
  ///
  /// - Returns: nil where time was up before it was found; asking again goes on.
  public init?(of run: Run, at moment: Int, until isTimeUp: () -> Bool) {
    let number = Snapshot.number(of: run, at: moment)
    guard let before = run.state(at: number, until: isTimeUp) else { return nil }
    self.init(of: run, at: moment, number, before)
  }

  /// Looks for the model of a run at a moment, in slices.
  public struct Search {
    /// 0…trained.
    private let moment: Int
    private var before: TrainingState?

    public init(for moment: Int) { self.moment = moment }

    /// Goes on until time is up.
    ///
    /// - Returns: nil where there is more to do.
    public mutating func go(in run: Run, until isTimeUp: () -> Bool) -> Snapshot? {
      // As long as training is ahead of everybody, nothing is repeated for the step that led there.
      if !run.isComplete && moment == run.trained && !run.isInStep {
        return run.state(at: moment, until: isTimeUp).map(Snapshot.init(newest:))
      }
      let number = Snapshot.number(of: run, at: moment)
      if before == nil {
        before = run.state(at: number, until: isTimeUp)
        if isTimeUp() { return nil }
      }
      guard let before else { return nil }
      guard number < run.trained else { return Snapshot(of: run, at: moment, before, nil) }
      guard let after = run.state(at: number + 1, until: isTimeUp) else { return nil }
      return Snapshot(of: run, at: moment, before, after)
    }
  }

  /// The model of a run at a moment, 0…trained; the nearest one for others.
  public init(of run: Run, at moment: Int) {
    let number = Snapshot.number(of: run, at: moment)
    self.init(of: run, at: moment, number, run.state(at: number))
  }

  /// The newest model of a run in training, without the step that led to it.
  public init(newestOf run: Run) { self.init(newest: run.state(at: run.trained)) }

  private init(newest state: TrainingState) {
    moment = state.step
    self.state = state
    step = nil
  }

  /// The number of the step that led to a moment; before the first one, the first.
  private static func number(of run: Run, at moment: Int) -> Int {
    max(0, min(moment, run.trained) - 1)
  }

  private init(of run: Run, at moment: Int, _ number: Int, _ before: TrainingState) {
    // The next one is only a step away.
    self.init(
      of: run, at: moment, before, number < run.trained ? run.state(at: number + 1) : nil)
  }

  /// - Parameter after: the state after the step that led there; nil where no step is trained yet.
  private init(
    of run: Run, at moment: Int, _ before: TrainingState, _ after: TrainingState?
  ) {
    self.moment = max(0, min(moment, run.trained))
    state = moment <= before.step ? before : after ?? before
    step = after.map { Step(number: before.step, before: before, after: $0) }
  }
}
