/// What a run begins with, drawn from its seed in slices: the order of the documents, then the first
/// parameters. Copies of a run share it: whoever asks goes on with it for all.
final class Beginning {
  private let size: ModelSize
  private let vocabularySize: Int
  private var random: PythonRandom
  /// The places of the documents in the corpus; those from `unordered` on have their order.
  private var shuffled: [Int32]
  private var unordered: Int
  /// The generator after shuffling.
  private var ordered: PythonRandom?
  private var parameters: [Double] = []
  private var found: TrainingState?

  /// How many documents find their place, and how many parameters are drawn, between two looks at the
  /// time.
  private static let (documents, parameters) = (1 << 16, 1 << 14)

  init(_ settings: RunSettings, documents: Int, vocabularySize: Int) {
    size = settings.size
    self.vocabularySize = vocabularySize
    random = PythonRandom(seed: settings.seed)  // py 12
    shuffled = Array(0..<Int32(documents))
    unordered = documents
  }

  /// Goes on until time is up.
  ///
  /// - Returns: the state before the first step; nil where there is more to do.
  func go(until isTimeUp: () -> Bool) -> TrainingState? {
    if let found { return found }
    guard order(until: isTimeUp) else { return nil }
    let count = Int(size.parameters(vocabularySize: vocabularySize))
    parameters.reserveCapacity(count)
    while parameters.count < count {
      let more = min(Beginning.parameters, count - parameters.count)
      GPT.drawParameters(more, into: &parameters, from: &random)
      if isTimeUp() && parameters.count < count { return nil }
    }
    let state = TrainingState(parameters: parameters)
    (found, parameters) = (state, [])
    return state
  }

  /// - Returns: whether all documents have their order.
  private func order(until isTimeUp: () -> Bool) -> Bool {
    while unordered > 1 {
      let start = max(1, unordered - Beginning.documents)
      random.shuffle(&shuffled, from: unordered, to: start)  // py 20
      unordered = start
      if isTimeUp() && unordered > 1 { return false }
    }
    ordered = ordered ?? random
    return true
  }

  /// The state before the first step.
  var state: TrainingState {
    while true {
      if let found = go(until: { false }) { return found }
    }
  }

  /// The places of the documents in the corpus, in the order in which they are trained.
  var order: [Int32] {
    if ordered == nil { _ = order(until: { false }) }
    return shuffled
  }

  /// The generator after shuffling: parameters are drawn from here.
  var randomForParameters: PythonRandom {
    _ = order
    return ordered ?? random
  }

  /// The generator after shuffling and initialisation: samples go on from here.
  var randomForSamples: PythonRandom {
    _ = state
    return random
  }
}
