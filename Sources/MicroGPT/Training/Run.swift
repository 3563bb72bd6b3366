/// A model in training: the losses so far, and the model at every step of its life.
///
/// Training is deterministic, so a past step is not stored but found again: some states are kept, and
/// the few steps from the last one before are repeated. What trains and repeats is an engine of the
/// chosen kind; what is looked at is always the graph of single numbers, with its parameters.
public final class Run {
  public let corpus: Corpus
  public let settings: RunSettings
  public let engineKind: EngineKind
  /// The loss of each step trained so far.
  public private(set) var losses: [Double] = []
  /// The step whose loss was no number any more, nil where all went well. The run ends there.
  public private(set) var divergedAt: Int?

  /// The places of the documents in the corpus, in the order in which they are trained.
  private let order: [Int32]
  private let engine: any Engine
  private let keepsHistory: Bool
  /// How many steps apart states are kept.
  private let stride: Int
  private var kept: [TrainingState] = []
  /// The generator after shuffling and initialisation: samples go on from here.
  private let randomForSamples: PythonRandom

  /// A second engine, to look at moments while the first one trains. Of the same kind: the other
  /// one would give other last digits.
  private lazy var viewer = engineKind.makeEngine(
    settings: settings, vocabularySize: tokenizer.vocabularySize)
  private lazy var model = GPT(size: settings.size, vocabularySize: tokenizer.vocabularySize)
  /// The moment whose parameters `model` has.
  private var shownMoment: Int?

  /// - Parameters:
  ///   - memory: how many bytes there are; nil where nobody knows.
  ///   - keepsHistory: whether moments can be looked at; else the present one can make up names, and
  ///     larger models fit.
  /// - Throws: `SettingError` where the run would not fit.
  public init(
    corpus: Corpus, settings: RunSettings, engine: EngineKind = .fast, memory: Int? = nil,
    keepsHistory: Bool = true
  ) throws(SettingError) {
    self.corpus = corpus
    self.settings = settings
    self.keepsHistory = keepsHistory
    engineKind = engine
    let vocabularySize = corpus.tokenizer.vocabularySize
    let needs = RunMemory(settings, engine, vocabularySize: vocabularySize, keepsHistory)
    try needs.check(against: memory)
    stride = needs.stride

    var random = PythonRandom(seed: settings.seed)  // py 12
    var order = Array(0..<Int32(corpus.documents.count))
    random.shuffle(&order)  // py 20
    self.order = order
    let first = TrainingState(
      parameters: GPT.firstParameters(
        settings.size, vocabularySize: vocabularySize, from: &random))
    randomForSamples = random
    self.engine = engine.makeEngine(settings: settings, vocabularySize: vocabularySize)
    self.engine.state = first
    if keepsHistory { kept.append(first) }
    losses.reserveCapacity(min(settings.steps, 1 << 20))
  }

  public var tokenizer: Tokenizer { corpus.tokenizer }

  /// The documents in the order in which they are trained: shuffled once.
  public private(set) lazy var documents = order.map { corpus.documents[Int($0)] }

  public var parameterCount: Int {
    Int(settings.size.parameters(vocabularySize: tokenizer.vocabularySize))
  }

  /// The names and places of the parameters.
  public var matrices: [Matrix] { model.matrices }

  /// How many steps are trained.
  public var trained: Int { losses.count }

  /// Whether there is nothing left to train.
  public var isComplete: Bool { trained == settings.steps || divergedAt != nil }

  /// The document of a step, counted from 0.
  public func document(ofStep step: Int) -> String {
    corpus.documents[Int(order[step % order.count])]  // py 156
  }

  /// Trains the next step.
  ///
  /// - Returns: its loss; nil where there was nothing left to train.
  @discardableResult
  public func train() -> Double? {
    guard !isComplete else { return nil }
    let loss = step(engine)
    guard loss.isFinite else {
      divergedAt = trained
      return nil
    }
    losses.append(loss)
    if keepsHistory && trained % stride == 0 { kept.append(engine.state) }
    return loss
  }

  private func step(_ engine: any Engine) -> Double {
    engine.step(tokens: tokenizer.encode(document(ofStep: engine.stepNumber)))  // py 157
  }

  /// The model after so many steps, 0…trained, ready to be asked.
  public func model(at moment: Int) -> GPT {
    let moment = max(0, min(moment, trained))
    if shownMoment != moment {
      model.parameters = engine(at: moment).state.parameters
      shownMoment = moment
    }
    return model
  }

  /// All that training had changed after so many steps, 0…trained.
  public func state(at moment: Int) -> TrainingState {
    engine(at: max(0, min(moment, trained))).state
  }

  /// An engine that has trained so many steps.
  private func engine(at moment: Int) -> any Engine {
    // After a step that diverged the engine is one too far.
    if engine.stepNumber == moment { return engine }
    precondition(keepsHistory, "this run keeps no history")
    let now = viewer.stepNumber
    // A new viewer has no state yet.
    if now > moment || now <= moment / stride * stride {
      viewer.state = kept[moment / stride]
    }
    while viewer.stepNumber < moment { _ = step(viewer) }
    return viewer
  }

  /// What the model computed for a name after so many steps.
  ///
  /// - Precondition: every character of the name is known to the tokenizer.
  public func trace(of name: String, at moment: Int) -> Trace {
    model(at: moment).trace(tokens: tokenizer.encode(name))
  }

  /// The first names that the model makes up after so many steps: after the last one, those of
  /// microgpt.py.
  public func names(_ count: Int, temperature: Double, at moment: Int) -> [GeneratedName] {
    let engine = engine(at: max(0, min(moment, trained)))
    var random = randomForSamples
    return (0..<count).map { _ in
      engine.generate(tokenizer: tokenizer, temperature: temperature, random: &random)
    }
  }
}
