/// A model in training: the losses so far, and the model at every step of its life.
///
/// Training is deterministic, so a past step is not stored but found again: some states are kept, and
/// the few steps from the last one before are repeated.
public final class Run {
  public let settings: RunSettings
  /// The documents in the order in which they are trained: shuffled once.
  public let documents: [String]
  public let tokenizer: Tokenizer
  /// The loss of each step trained so far.
  public private(set) var losses: [Double] = []
  /// The step whose loss was no number any more, nil where all went well. The run ends there.
  public private(set) var divergedAt: Int?

  private let engine: any Engine
  /// A second model, to look at moments while the first one trains; the same where no history is kept.
  private let viewer: ExactEngine
  private let keepsHistory: Bool
  private var kept: [TrainingState] = []
  /// The generator after shuffling and initialisation: samples go on from here.
  private let randomForSamples: PythonRandom

  /// How many steps apart states are kept: looking back repeats at most so many, some milliseconds.
  static let stride = 16

  /// - Parameters:
  ///   - memory: how many bytes there are; nil where nobody knows.
  ///   - keepsHistory: whether former moments can be looked at; else only the present one.
  /// - Throws: `SettingError` where the run would not fit.
  public init(
    dataset: Dataset, settings: RunSettings, memory: Int? = nil, keepsHistory: Bool = true
  ) throws(SettingError) {
    self.settings = settings
    self.keepsHistory = keepsHistory
    var random = PythonRandom(seed: settings.seed)  // py 12
    var documents = dataset.documents
    random.shuffle(&documents)  // py 20
    self.documents = documents
    tokenizer = Tokenizer(documents: documents)
    try Run.check(
      settings, vocabularySize: tokenizer.vocabularySize, memory: memory, history: keepsHistory)
    let size = settings.size
    let model = GPT(size: size, vocabularySize: tokenizer.vocabularySize)
    model.initialize(from: &random)
    randomForSamples = random
    let exact = ExactEngine(model: model, settings: settings)
    engine = exact
    guard keepsHistory else {
      viewer = exact
      return
    }
    viewer = ExactEngine(
      model: GPT(size: size, vocabularySize: tokenizer.vocabularySize), settings: settings)
    kept.append(engine.state)
    viewer.state = engine.state
  }

  private static func check(
    _ settings: RunSettings, vocabularySize: Int, memory: Int?, history: Bool
  ) throws(SettingError) {
    var needed = settings.size.memoryNeeded(vocabularySize: vocabularySize)
    if history {
      let parameters = settings.size.parameters(vocabularySize: vocabularySize)
      needed = 2 * needed + (Double(settings.steps / stride) + 2) * parameters * 24
    }
    let limit = min(Double(memory ?? .max), Double(Graph.bytesPerNode) * Double(Node.max))
    guard needed < limit else {
      throw SettingError(
        "this model needs about \(gigabytes(needed)) GB of memory, there are \(gigabytes(limit)) GB; "
          + "choose a smaller --n-embd, --n-layer or --block-size")
    }
  }

  private static func gigabytes(_ bytes: Double) -> String {
    let tenths = (bytes / 1e8).rounded(.up)
    return tenths < 1e6 ? "\(tenths / 10)" : "\(Int(min(tenths / 10, 1e18)))"
  }

  public var parameterCount: Int { viewer.model.parameterCount }

  /// The names and places of the parameters.
  public var matrices: [Matrix] { viewer.model.matrices }

  /// How many steps are trained.
  public var trained: Int { losses.count }

  /// Whether there is nothing left to train.
  public var isComplete: Bool { trained == settings.steps || divergedAt != nil }

  /// The document of a step, counted from 0.
  public func document(ofStep step: Int) -> String { documents[step % documents.count] }  // py 156

  /// Trains the next step.
  ///
  /// - Returns: its loss; nil where there was nothing left to train.
  @discardableResult
  public func train() -> Double? {
    guard !isComplete else { return nil }
    let loss = engine.step(tokens: tokenizer.encode(document(ofStep: trained)))  // py 157
    guard loss.isFinite else {
      divergedAt = trained
      return nil
    }
    losses.append(loss)
    if keepsHistory && trained % Run.stride == 0 { kept.append(engine.state) }
    return loss
  }

  /// The model after so many steps, 0…trained, ready to be asked.
  public func model(at moment: Int) -> GPT {
    look(at: moment)
    return viewer.model
  }

  /// All that training had changed after so many steps, 0…trained.
  public func state(at moment: Int) -> TrainingState {
    look(at: moment)
    return viewer.state
  }

  private func look(at moment: Int) {
    guard keepsHistory else {
      precondition(moment == trained, "this run keeps no history")
      return
    }
    let moment = max(0, min(moment, trained))
    let now = viewer.stepNumber
    if now > moment || now < moment / Run.stride * Run.stride {
      viewer.state = kept[moment / Run.stride]
    }
    while viewer.stepNumber < moment {
      _ = viewer.step(tokens: tokenizer.encode(document(ofStep: viewer.stepNumber)))
    }
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
    let model = model(at: moment)
    var random = randomForSamples
    return (0..<count).map { _ in
      model.generate(tokenizer: tokenizer, temperature: temperature, random: &random)
    }
  }
}
