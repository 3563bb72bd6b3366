import MicroGPT

/// What was found out about runs lately. Asking again gives the same, so remembering it changes nothing
/// but the time it takes; copies of a visit share it.
///
/// Facts are cheap: a pass through the model, some names. What takes longer is a `Question`.
public final class Facts {
  var passes = Recent<MomentKey<String>, Trace>()
  var names = Recent<MomentKey<Double>, [GeneratedName]>()
  var steps = Recent<MomentKey<Int>, StepAnatomy>()
  var softmaxes = Recent<MomentKey<SoftmaxInput>, SoftmaxAnatomy>()
  var moves = Recent<MomentKey<Int>, AdamMoves>()
  var losses = Recent<MomentKey<[[Int]]>, [Double]>()
  var censuses = Recent<MomentKey<String>, Census>()
  var calculations = Recent<MomentKey<String>, Calculation>()
  /// The parameter with the steepest gradient.
  var steepest = Recent<MomentKey<String>, Int>()
  var twins = Recent<TwinGuesses, TwinGuesses.Answer>()
  var uses = Recent<MomentKey<String>, GraphUses>()
  var parts = Recent<MomentKey<String>, [CalculationPart: Int]>()
  var componentShares = Recent<MomentKey<Int>, [Double]>()
  var contributions = Recent<MomentKey<ContributionsSubject>, Contributions>()
  var switchedOff = Recent<MomentKey<SwitchedOff>, Trace>()
  var roundNames = Recent<RoundKey, RoundNames>()
  /// What the model says at each position of some tokens, [position][token].
  var guesses = Recent<MomentKey<[Int]>, [[Double]]>()
  var engines = Recent<RunKey, (outline: [PartOutline], bytes: Int)>()

  /// How many were made when a page asked for them, instead of being found before.
  private(set) var made = 0

  /// Makes something that takes long in a large model.
  func make<Fact>(_ fact: () -> Fact) -> Fact {
    made += 1
    return fact()
  }

  private var snapshots = Recent<SnapshotKey, Snapshot>()
  private var edited = Recent<ModelKey, TrainingState>()

  private struct SnapshotKey: Hashable {
    let run: RunKey
    let moment: Int
  }

  public init() {}

  /// How many facts of a kind are kept.
  static let few = 6

  /// Whether several states of a run take little memory, so that they can be kept.
  static func isSmall(_ run: Run) -> Bool { run.parameterCount < 50_000 }

  /// How many facts of a kind are kept of a run. Those of a large model hold much, a made-up name all
  /// probabilities of each draw: there what is shown is kept, and what is found to be shown next.
  static func most(of run: Run) -> Int { isSmall(run) ? few : 2 }

  /// The model of a run at a moment, remembered for a while where it is small: to find it may repeat
  /// some dozen steps.
  ///
  /// - Returns: nil where time was up before it was found; asking again goes on.
  public func snapshot(of run: Run, at moment: Int, until isTimeUp: () -> Bool) -> Snapshot? {
    guard Facts.isSmall(run), run.isComplete else {
      return Snapshot(of: run, at: moment, until: isTimeUp)
    }
    let key = SnapshotKey(run: RunKey(run), moment: moment)
    if let known = snapshots[key] { return known }
    guard let found = Snapshot(of: run, at: moment, until: isTimeUp) else { return nil }
    return snapshots.value(of: key) { found }
  }

  /// The model of a run at a moment with one parameter changed; the step that led there stays as it was.
  func edited(_ snapshot: Snapshot, of run: Run, _ edit: Edit) -> Snapshot {
    let key = ModelKey(run: RunKey(run), moment: snapshot.moment, edit: edit)
    // The one that is shown, and the one that is being found.
    return snapshot.with(edited.value(of: key, keeping: 2) { snapshot.state.edited(edit) })
  }
}

/// Which run: the same settings on the same documents give the same numbers.
struct RunKey: Hashable, Sendable {
  let settings: RunSettings
  let engine: EngineKind
  private let corpus: ObjectIdentifier

  init(_ run: Run) { self.init(run, settings: run.settings) }

  /// A run on the same documents by the same engine with other settings.
  init(_ run: Run, settings: RunSettings) {
    self.settings = settings
    engine = run.engineKind
    corpus = ObjectIdentifier(run.corpus)
  }
}

extension RunKey {
  /// A run but for what changes neither its documents nor how much of them is seen.
  init(namesOf run: Run) {
    var settings = RunSettings.standard
    settings.seed = run.settings.seed
    settings.steps = run.settings.steps
    let block = run.settings.size.blockSize
    settings.size = (try? ModelSize(blockSize: block)) ?? run.settings.size
    self.init(run, settings: settings)
  }
}

/// Which model: that of a run at a moment, and the weight that the reader has changed.
struct ModelKey: Hashable, Sendable {
  let run: RunKey
  let moment: Int
  let edit: Edit?

  init(run: RunKey, moment: Int, edit: Edit? = nil) {
    self.run = run
    self.moment = moment
    self.edit = edit
  }

  /// The model that is shown.
  init(_ scene: Scene) { self.init(run: RunKey(scene.run), moment: scene.moment, edit: scene.edit) }
}

/// Something asked of the model of a moment.
struct MomentKey<Subject: Hashable>: Hashable {
  let model: ModelKey
  let subject: Subject

  init(_ scene: Scene, _ subject: Subject) {
    model = ModelKey(scene)
    self.subject = subject
  }

  /// Something that is the same at all moments.
  init(atAllMoments scene: Scene, _ subject: Subject) {
    model = ModelKey(run: RunKey(scene.run), moment: 0)
    self.subject = subject
  }

  /// Something about how the run was trained, which no change of a weight changes.
  init(inTraining scene: Scene, _ subject: Subject) {
    model = ModelKey(run: RunKey(scene.run), moment: scene.moment)
    self.subject = subject
  }
}

extension MomentKey: Sendable where Subject: Sendable {}

/// The last few values that were made, the newest first.
struct Recent<Key: Hashable, Value> {
  private var values: [(key: Key, value: Value)] = []

  /// The value of a key, nil where it is not there.
  subscript(key: Key) -> Value? { values.first { $0.key == key }?.value }

  /// The value of a key, made where it is not there.
  mutating func value(
    of key: Key, keeping most: Int = Facts.few, if isGood: (Value) -> Bool = { _ in true },
    make: () -> Value
  ) -> Value {
    if let known = values.first(where: { $0.key == key && isGood($0.value) }) { return known.value }
    let made = make()
    values = [(key, made)] + values.filter { $0.key != key }.prefix(most - 1)
    return made
  }
}

extension Scene {
  /// What the model computes for the name at the moment.
  public var trace: Trace {
    facts.passes.value(of: MomentKey(self, name), keeping: Facts.most(of: run)) {
      facts.make { run.model(of: snapshot.state).trace(tokens: tokens) }
    }
  }

  /// The first names that the model makes up at the moment; after the last step, microgpt.py's.
  func names(_ count: Int) -> [GeneratedName] {
    let known = facts.names.value(
      of: MomentKey(self, temperature), keeping: Facts.most(of: run), if: { $0.count >= count }
    ) {
      facts.make { run.names(count, temperature: temperature, of: snapshot.state) }
    }
    return Array(known.prefix(count))
  }

  /// The step that led to the moment; before the first one, the first. Nil where none is trained yet.
  var step: StepAnatomy? {
    guard let step = snapshot.step else { return nil }
    return kept(step.number) { facts.make { StepAnatomy(of: step, in: run) } }
  }

  /// Keeps a step that was taken apart.
  func keep(_ anatomy: StepAnatomy) { _ = kept(anatomy.number) { anatomy } }

  private func kept(_ number: Int, make: () -> StepAnatomy) -> StepAnatomy {
    // Each holds two states: of a large model only the last one is kept.
    facts.steps.value(
      of: MomentKey(inTraining: self, number), keeping: Facts.isSmall(run) ? Facts.few : 1,
      make: make)
  }

  /// Whether something need not be found any more: it is at hand, or the model is small.
  public func knows(_ need: Need) -> Bool {
    if run.isQuick { return true }
    switch need {
    case .trace: return facts.passes[MomentKey(self, name)] != nil
    case .census: return facts.censuses[MomentKey(atAllMoments: self, name)] != nil
    case .names(let count):
      return facts.names[MomentKey(self, temperature)].map { $0.count >= count } ?? false
    case .step:
      return snapshot.step.map { facts.steps[MomentKey(inTraining: self, $0.number)] != nil }
        ?? true
    }
  }

  /// Whether all of it need not be found any more.
  public func knows(_ needs: Set<Need>) -> Bool { needs.allSatisfy { knows($0) } }

  /// The row of a token in the token table `wte` at the moment, [width].
  func embedding(of token: Int) -> [Double] {
    Array(snapshot.state.parameters[token * size.width..<(token + 1) * size.width])
  }

  /// What the graph of the name is made of; at all moments the same.
  var census: Census {
    facts.censuses.value(of: MomentKey(atAllMoments: self, name)) {
      facts.make { run.model(of: snapshot.state).census(tokens: tokens) }
    }
  }

  /// The parts of a fast engine for the model of the run, and how much memory it works in.
  var fastEngine: (outline: [PartOutline], bytes: Int) {
    facts.engines.value(of: RunKey(run)) {
      let engine = FastEngine(
        size: size, vocabularySize: tokenizer.vocabularySize, settings: run.settings)
      return (engine.outline, engine.bytes)
    }
  }

  /// The loss of a model that guesses: every token as likely as any other.
  var guessingLoss: Double { Elementary.log(Double(tokenizer.vocabularySize)) }
}
