/// A model in training as a value: a copy that is trained on leaves the other as it was.
///
/// Engines work in memory of their own, so copies share one until one of them trains a step. A step that
/// is under way belongs to all copies that were made in its middle: whoever goes on with it does so for
/// all, since each would come to the same bits.
public struct Trainer {
  private var shared: Shared
  private let make: () -> any Engine
  /// The state that is being put in.
  private var input: StateWriting?
  /// The step of this value that was begun and whose loss it does not have yet, counted from 0.
  private var begun: Int?

  private final class Shared {
    let engine: any Engine
    /// The loss of the step that was done last, of those that were begun.
    var loss: Double?
    /// How often the engine was given to somebody who makes up names.
    var turns = 0
    init(_ engine: any Engine) { self.engine = engine }
  }

  /// - Parameters:
  ///   - state: what it begins with.
  ///   - make: makes an engine for this model; whatever it holds is replaced.
  public init(_ state: TrainingState, make: @escaping () -> any Engine) {
    self.make = make
    shared = Shared(make())
    shared.engine.state = state
  }

  /// With an engine that has no state yet: put one in first.
  public init(make: @escaping () -> any Engine) {
    self.make = make
    shared = Shared(make())
  }

  /// How many steps were trained: the number of the next one, or of the one under way, counted from 0.
  public var stepNumber: Int { begun ?? shared.engine.stepNumber }

  /// Puts in a state in slices; the engine can't be used for anything else until that is done.
  ///
  /// - Returns: whether it is done.
  public mutating func put(_ state: TrainingState, until isTimeUp: () -> Bool) -> Bool {
    if input?.state.identity != state.identity {
      if !isOwn() { shared = Shared(make()) }
      begun = nil
      shared.engine.stepNumber = state.step
      input = StateWriting(state)
    }
    let isDone = input?.go(to: shared.engine, until: isTimeUp) ?? true
    if isDone { input = nil }
    return isDone
  }

  /// Whether no copy has the same engine: to train one that is shared, all of it is copied.
  mutating func isOwn() -> Bool { isKnownUniquelyReferenced(&shared) }

  /// Whether a state is put in only in part.
  var isBeingPut: Bool { input != nil }

  var parameterCount: Int { shared.engine.parameterCount }

  /// Appends the numbers of a kind that training has changed so far, for parameters in a range.
  func read(_ kind: TrainingState.Kind, _ range: Range<Int>, into numbers: inout [Double]) {
    precondition(!isInStep, "half of a step is done")
    shared.engine.read(kind, range, into: &numbers)
  }

  /// Whether a step is under way: until it is done the state can't be asked for.
  public var isInStep: Bool { begun != nil }

  /// All that training has changed so far. Setting it gives up a step under way.
  public var state: TrainingState {
    get {
      precondition(!isInStep, "half of a step is done")
      return shared.engine.state
    }
    set {
      if !isOwn() { shared = Shared(make()) }
      begun = nil
      shared.engine.state = newValue
    }
  }

  /// Trains one document and returns its loss, the mean over its positions, before the update. A step
  /// that is under way is done to its end.
  ///
  /// - Parameter tokens: BOS, the characters' ids, BOS; at least two.
  public mutating func step(tokens: [Int]) -> Double {
    while isInStep {
      if let loss = proceed(until: { false }) { return loss }
    }
    makeOwn()
    return shared.engine.step(tokens: tokens)
  }

  /// Begins the same step, to be done in slices.
  public mutating func begin(tokens: [Int]) {
    precondition(!isInStep, "half of a step is done")
    makeOwn()
    begun = shared.engine.stepNumber
    shared.loss = nil
    shared.engine.begin(tokens: tokens)
  }

  /// Goes on with the step that was begun, until time is up.
  ///
  /// - Returns: its loss; nil where there is more to do.
  public mutating func proceed(until isTimeUp: () -> Bool) -> Double? {
    // A copy may have done it already.
    shared.loss = shared.loss ?? shared.engine.proceed(until: isTimeUp)
    if shared.loss != nil { begun = nil }
    return shared.loss
  }

  /// Makes up a name: as `Engine.generate`. It changes nothing that is trained.
  public func generate(
    tokenizer: Tokenizer, temperature: Double, random: inout PythonRandom
  ) -> GeneratedName {
    precondition(!isInStep, "half of a step is done")
    shared.turns += 1
    return shared.engine.generate(
      tokenizer: tokenizer, temperature: temperature, random: &random)
  }

  /// −log of the probability of the right answers: as `Engine.losses`. It changes nothing that is trained.
  func losses(tokens: [Int]) -> [Double] {
    precondition(!isInStep, "half of a step is done")
    shared.turns += 1
    return shared.engine.losses(tokens: tokens)
  }

  var size: ModelSize { shared.engine.size }

  /// As `Engine.logits`, for whoever has the turn.
  func logits(after token: Int, at position: Int, until isTimeUp: () -> Bool) -> [Double]? {
    precondition(!isInStep, "half of a step is done")
    return shared.engine.logits(after: token, at: position, until: isTimeUp)
  }

  /// Gives somebody the engine for a name that is made up in slices, and takes it away from whoever
  /// had it.
  func takeTurn() -> Int {
    shared.turns += 1
    return shared.turns
  }

  /// Whether nobody was given the engine since.
  func isTurn(_ turn: Int) -> Bool { turn == shared.turns }

  private mutating func makeOwn() {
    guard !isOwn() else { return }
    let own = Shared(make())
    own.engine.state = shared.engine.state
    shared = own
  }
}
