/// What a run looks back with. Copies of a run share it: whatever it was used for before, the same
/// question gets the same answer.
final class Scratch {
  /// What repeats steps: of the same kind as the engine that trains, since the other one would give
  /// other last digits. Nil until it is needed.
  private var trainer: Trainer?
  /// What was changed in the state that it was given last.
  private var trainedEdits: [Edit] = []
  /// The state that is being read.
  private var reading: StateReading?
  private let make: () -> any Engine

  /// Whether nothing is done in slices.
  private let isQuick: Bool
  private let size: ModelSize
  private let vocabularySize: Int
  /// What is looked at: nil until it is needed.
  private var model: GPT?
  /// The state whose parameters the model has; nil as long as some are missing.
  private var shown: TrainingState.Identity?
  /// How often the model was given to somebody.
  private var turns = 0

  init(_ size: ModelSize, vocabularySize: Int, make: @escaping () -> any Engine) {
    self.size = size
    isQuick = size.isQuick(vocabularySize: vocabularySize)
    self.vocabularySize = vocabularySize
    self.make = make
  }

  /// Lets somebody use what repeats steps, as soon as it is on its way from a kept state to a moment.
  ///
  /// - Returns: nil where time was up before.
  func repeating<Result>(
    from kept: TrainingState, to moment: Int, until isTimeUp: () -> Bool,
    _ use: (inout Trainer) -> Result?
  ) -> Result? {
    // Taken out meanwhile, so that nobody else holds it: else it would be copied.
    let isKnown = trainer != nil
    var taken = trainer ?? Trainer(make: make)
    trainer = nil
    defer { trainer = taken }
    let now = taken.stepNumber
    let isOnItsWay =
      isKnown && !taken.isBeingPut && now >= kept.step && kept.edits == trainedEdits
      && (now == moment && !taken.isInStep || now < moment && (isQuick || taken.isOwn()))
    trainedEdits = kept.edits
    guard isOnItsWay || taken.put(kept, until: { !isQuick && isTimeUp() }) else { return nil }
    return use(&taken)
  }

  /// A trainer in a state.
  ///
  /// - Returns: nil where time was up before.
  func trainer(at state: TrainingState, until isTimeUp: () -> Bool) -> Trainer? {
    repeating(from: state, to: state.step, until: isTimeUp) { $0 }
  }

  /// Reads the state of a trainer in slices.
  ///
  /// - Returns: nil where there is more to do.
  func read(_ trainer: Trainer, until isTimeUp: () -> Bool) -> TrainingState? {
    if reading?.step != trainer.stepNumber { reading = StateReading(step: trainer.stepNumber) }
    let state = reading?.go(from: trainer, until: { !isQuick && isTimeUp() })
    if state != nil { reading = nil }
    return state
  }

  /// The names and places of the parameters, which need not be filled in for that.
  var matrices: [Matrix] {
    let known = model ?? GPT(unfilled: size, vocabularySize: vocabularySize)
    model = known
    return known.matrices
  }

  /// An engine of its own in a state, for what goes through the whole run.
  func newTrainer(at state: TrainingState) -> Trainer { Trainer(state, make: make) }

  /// Uses the model, which nobody else holds meanwhile.
  func use<Result>(_ body: (inout GPT) -> Result) -> Result {
    var taken = model ?? GPT(size: size, vocabularySize: vocabularySize)
    model = nil
    defer { model = taken }
    // Somebody may have begun to fill it.
    _ = taken.fill(.max)
    return body(&taken)
  }

  /// The model with the parameters of a state.
  func model(of state: TrainingState) -> GPT {
    if shown != state.identity {
      _ = takeTurn()
      use { $0.parameters = state.parameters }
      shown = state.identity
    }
    return use { $0 }
  }

  /// Gives somebody the model for what is done in slices, and takes it away from whoever had it.
  func takeTurn() -> Int {
    turns += 1
    return turns
  }

  /// Whether nobody was given the model since.
  func isTurn(_ turn: Int) -> Bool { turn == turns }

  /// Gives the model the parameters of a state, some at a time.
  ///
  /// - Parameter done: how many it has been given; 0 to begin with.
  /// - Returns: whether it has all of them.
  func show(_ state: TrainingState, _ done: inout Int, until isTimeUp: () -> Bool) -> Bool {
    if shown == state.identity { return true }
    shown = nil
    var taken = model ?? GPT(unfilled: size, vocabularySize: vocabularySize)
    model = nil
    defer { model = taken }
    while !taken.fill(Scratch.stretch) { if isTimeUp() { return false } }
    while done < state.parameters.count {
      let next = min(done + Scratch.stretch, state.parameters.count)
      for index in done..<next { taken[parameter: index] = state.parameters[index] }
      done = next
      if isTimeUp() && done < state.parameters.count { return false }
    }
    shown = state.identity
    return true
  }

  /// How many parameters are handled between two looks at the time.
  private static let stretch = 1 << 14
}
