/// A model in training: the losses so far, and the model at every step of its life.
///
/// A run is a value: a copy that is trained on leaves the other as it was. Training is deterministic, so
/// a past step is not stored but found again: some states are kept, and the few steps from the last one
/// before are repeated. What trains and repeats is an engine of the chosen kind; what is looked at is
/// always the graph of single numbers, with its parameters.
public struct Run {
  public let corpus: Corpus
  public let settings: RunSettings
  public let engineKind: EngineKind
  /// The loss of each step trained so far.
  public private(set) var losses: [Double] = []
  /// The step, counted from 0, whose loss was no longer finite; the run ends there. Nil where all went
  /// well.
  public private(set) var divergedAt: Int?

  private let beginning: Beginning
  /// Has no state until `hasBegun`.
  private var trainer: Trainer
  private var hasBegun = false
  private let keepsHistory: Bool
  /// How many steps apart states are kept.
  private let stride: Int
  private(set) var kept: [TrainingState] = []
  /// The state before the last step: the moment that is looked at first needs the step that led to it.
  private var secondLast: TrainingState?
  private let scratch: Scratch

  /// Makes an engine for a model. Its parameters are 0 until it is given a state.
  public typealias MakeEngine = (_ settings: RunSettings, _ vocabularySize: Int) -> any Engine

  /// - Parameters:
  ///   - memory: how many bytes there are; nil where nobody knows.
  ///   - keepsHistory: whether moments can be looked at; else the present one can make up names, and
  ///     larger models fit.
  ///   - makeEngine: makes the engines; those of the kind where nil.
  /// - Throws: `SettingError` where the run would not fit.
  public init(
    corpus: Corpus, settings: RunSettings, engine: EngineKind = .fast, memory: Int? = nil,
    keepsHistory: Bool = true, makeEngine: MakeEngine? = nil
  ) throws(SettingError) {
    self.corpus = corpus
    self.settings = settings
    self.keepsHistory = keepsHistory
    engineKind = engine
    let vocabularySize = corpus.tokenizer.vocabularySize
    let needs = RunMemory(settings, engine, vocabularySize: vocabularySize, keepsHistory)
    try needs.check(against: memory)
    stride = needs.stride

    beginning = Beginning(
      settings, documents: corpus.count, vocabularySize: vocabularySize)
    let make = makeEngine ?? engine.makeEngine
    trainer = Trainer { make(settings, vocabularySize) }
    scratch = Scratch(settings.size, vocabularySize: vocabularySize) {
      make(settings, vocabularySize)
    }
    losses.reserveCapacity(min(settings.steps, 1 << 20))
  }

  public var tokenizer: Tokenizer { corpus.tokenizer }

  /// The generator after shuffling: parameters are drawn from here.
  var randomForParameters: PythonRandom { beginning.randomForParameters }
  /// The generator after shuffling and initialisation: samples go on from here.
  var randomForSamples: PythonRandom { beginning.randomForSamples }

  /// The documents in the order in which they are trained: shuffled once.
  public var documents: [String] {
    let all = corpus.documents
    return beginning.order.map { all[Int($0)] }
  }

  /// How many documents there are.
  public var documentCount: Int { corpus.count }

  public var parameterCount: Int {
    Int(settings.size.parameters(vocabularySize: tokenizer.vocabularySize))
  }

  /// Whether nothing about one document or name takes so long that it is done in slices.
  public var isQuick: Bool { settings.size.isQuick(vocabularySize: tokenizer.vocabularySize) }

  /// How many steps are trained.
  public var trained: Int { losses.count }

  /// Whether there is nothing left to train.
  public var isComplete: Bool { trained == settings.steps || divergedAt != nil }

  /// The last moment whose loss was finite: the newest; in a run that broke off, the one before.
  public var lastMoment: Int { divergedAt == nil ? trained : max(0, trained - 1) }

  /// The document of a step, counted from 0.
  public func document(ofStep step: Int) -> String {
    let order = beginning.order
    return corpus[Int(order[step % order.count])]  // py 156
  }

  /// The place in the corpus of the document of a step.
  public func place(ofStep step: Int) -> Int {
    let order = beginning.order
    return Int(order[step % order.count])
  }

  /// Trains the next step.
  ///
  /// - Returns: its loss; nil where there was nothing left to train.
  @discardableResult
  public mutating func train() -> Double? {
    guard !isComplete else { return nil }
    while !begin(until: { false }) {}
    while !trainer.isInStep && !keepState(until: { false }) {}
    let tokens = tokens(ofStep: trained)
    keep(trainer.step(tokens: tokens))
    return divergedAt == nil ? losses.last : nil
  }

  /// Trains on until time is up. The last step may be half done then: nobody sees that, and the next
  /// call goes on with it.
  public mutating func train(until isTimeUp: () -> Bool) {
    guard begin(until: isTimeUp) else { return }
    while !isComplete {
      if !trainer.isInStep {
        guard keepState(until: isTimeUp) else { return }
        let tokens = tokens(ofStep: trained)
        trainer.begin(tokens: tokens)
      }
      guard let loss = trainer.proceed(until: isTimeUp) else { return }
      keep(loss)
      if isTimeUp() { return }
    }
  }

  /// Gives the engine the state before the first step.
  ///
  /// - Returns: false where time was up before.
  private mutating func begin(until isTimeUp: () -> Bool) -> Bool {
    if hasBegun { return true }
    guard let first = beginning.go(until: isTimeUp) else { return false }
    let isQuick = isQuick
    guard trainer.put(first, until: { !isQuick && isTimeUp() }) else { return false }
    if keepsHistory { kept.append(first) }
    hasBegun = true
    return true
  }

  /// Whether a step is half done.
  public var isInStep: Bool { trainer.isInStep }

  /// Goes on with a step that is half done, but begins no other.
  public mutating func finishStep(until isTimeUp: () -> Bool) {
    if isInStep, let loss = trainer.proceed(until: isTimeUp) { keep(loss) }
  }

  /// Keeps the state before the next step where it is to be kept.
  ///
  /// - Returns: false where time was up before.
  private mutating func keepState(until isTimeUp: () -> Bool) -> Bool {
    guard keepsHistory else { return true }
    let isLast = trained == settings.steps - 1 && secondLast == nil
    guard isLast || kept.count <= trained / stride else { return true }
    guard let state = scratch.read(trainer, until: isTimeUp) else { return false }
    if isLast { secondLast = state }
    if kept.count <= trained / stride { kept.append(state) }
    return true
  }

  private mutating func keep(_ loss: Double) {
    guard loss.isFinite else {
      divergedAt = trained
      return
    }
    losses.append(loss)
  }

  /// The tokens of the document of a step, as far as the model sees them.
  func tokens(ofStep step: Int) -> [Int] {
    tokenizer.encode(document(ofStep: step), blockSize: settings.size.blockSize)  // py 157
  }

  // MARK: Looking back

  /// All that training had changed after a number of steps, 0…trained; the nearest moment for others.
  public func state(at moment: Int) -> TrainingState {
    var state: TrainingState?
    while state == nil { state = self.state(at: moment) { false } }
    return state ?? beginning.state
  }

  /// The same in slices: nil where time was up before the steps were repeated. Asking again goes on.
  public func state(at moment: Int, until isTimeUp: () -> Bool) -> TrainingState? {
    let moment = max(0, min(moment, trained))
    guard hasBegun else { return beginning.go(until: isTimeUp) }
    // After a step that diverged the trainer is one too far.
    if isAt(moment) { return scratch.read(trainer, until: isTimeUp) }
    if let secondLast, secondLast.step == moment { return secondLast }
    precondition(keepsHistory, "this run keeps no history")
    let base = kept[min(moment / stride, kept.count - 1)]
    return scratch.repeating(from: base, to: moment, until: isTimeUp) { repeating in
      while repeating.stepNumber < moment {
        if !repeating.isInStep {
          repeating.begin(tokens: tokens(ofStep: repeating.stepNumber))
        }
        guard repeating.proceed(until: isTimeUp) != nil else { return nil }
        if isTimeUp() && repeating.stepNumber < moment { return nil }
      }
      return scratch.read(repeating, until: isTimeUp)
    }
  }

  /// Whether the engine that trains is at a moment, between two steps.
  private func isAt(_ moment: Int) -> Bool {
    hasBegun && trainer.stepNumber == moment && !trainer.isInStep
  }

  /// An engine in a state, to be asked and not to be trained: the one that trains where it is there.
  /// But a large one is not lent, since to train on it would have to be copied.
  ///
  /// - Returns: nil where time was up before.
  private func engine(in state: TrainingState, until isTimeUp: () -> Bool) -> Trainer? {
    let isLent = isAt(state) && (isQuick || !keepsHistory)
    return isLent ? trainer : scratch.trainer(at: state, until: isTimeUp)
  }

  /// Whether it has all numbers of a state, an edited one never.
  private func isAt(_ state: TrainingState) -> Bool { state.edits.isEmpty && isAt(state.step) }

  /// The values that a parameter had at the moments whose states are kept, rising.
  func keptValues(of parameter: Int) -> [(moment: Int, value: Double)] {
    var states = kept
    if let secondLast, states.last?.step != secondLast.step { states.append(secondLast) }
    return states.filter { $0.step <= lastMoment }.map { ($0.step, $0.parameters[parameter]) }
  }

  /// An engine of its own at the beginning of the run.
  func newTrainer() -> Trainer { scratch.newTrainer(at: beginning.state) }

  /// The names and places of the parameters.
  public var matrices: [Matrix] { scratch.matrices }

  /// The model after a number of steps, 0…trained, ready to be asked.
  public func model(at moment: Int) -> GPT { model(of: state(at: moment)) }

  /// The model with the parameters of a state of this run.
  public func model(of state: TrainingState) -> GPT { scratch.model(of: state) }

  /// What the model computes for a name in a state of this run, to be found in slices.
  ///
  /// - Parameters:
  ///   - name: every character of it is known to the tokenizer.
  ///   - gradients: whether the derivatives of the loss are wanted as well.
  ///   - census: whether the nodes are to be counted as well.
  ///   - ablation: what is left out; nil for the whole model.
  public func pass(
    of name: String, in state: TrainingState, gradients: Bool = false, census: Bool = false,
    without ablation: Ablation? = nil
  ) -> PassInSlices {
    pass(
      ofTokens: tokenizer.encode(name, blockSize: settings.size.blockSize), in: state,
      gradients: gradients, census: census, without: ablation)
  }

  /// The same for tokens: BOS, the characters' ids, and what is the right answer to them; at least two, and
  /// not more than the model sees.
  public func pass(
    ofTokens tokens: [Int], in state: TrainingState, gradients: Bool = false, census: Bool = false,
    without ablation: Ablation? = nil
  ) -> PassInSlices {
    PassInSlices(
      tokens, in: state, gradients: gradients, census: census, without: ablation, on: scratch)
  }

  /// What the model computed for a name after a number of steps.
  ///
  /// - Precondition: every character of the name is known to the tokenizer.
  public func trace(of name: String, at moment: Int) -> Trace {
    model(at: moment).trace(tokens: tokenizer.encode(name))
  }

  /// The first names that the model makes up after a number of steps: after the last one, those of
  /// microgpt.py.
  public func names(_ count: Int, temperature: Double, at moment: Int) -> [GeneratedName] {
    names(count, temperature: temperature, of: state(at: moment))
  }

  /// The first names that the model makes up in a state of this run.
  public func names(_ count: Int, temperature: Double, of state: TrainingState)
    -> [GeneratedName]
  {
    var sampler = sampler(of: state, temperature: temperature)
    return (0..<count).map { _ in sampler.next() }
  }

  /// What makes up names in a state of this run, one at a time.
  ///
  /// - Parameter temperature: above 0; microgpt.py's is 0.5.
  public func sampler(of state: TrainingState, temperature: Double) -> Sampler {
    while true {
      let made = sampler(of: state, temperature: temperature, until: { false })
      if let made { return made }
    }
  }

  /// The same in slices: nil where time was up before. Asking again goes on.
  public func sampler(
    of state: TrainingState, temperature: Double, until isTimeUp: () -> Bool
  ) -> Sampler? {
    engine(in: state, until: isTimeUp).map {
      Sampler($0, tokenizer: tokenizer, temperature: temperature, random: randomForSamples)
    }
  }

  /// What tells how surprised the model of a state of this run is by documents.
  public func scorer(of state: TrainingState) -> Scorer {
    while true {
      if let made = scorer(of: state, until: { false }) { return made }
    }
  }

  /// The same in slices: nil where time was up before. Asking again goes on.
  public func scorer(of state: TrainingState, until isTimeUp: () -> Bool) -> Scorer? {
    engine(in: state, until: isTimeUp).map { Scorer($0, tokenizer: tokenizer) }
  }
}
