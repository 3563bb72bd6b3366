/// The model of one state that reads whole documents, itself or with a part left out. Nothing is trained.
///
/// Copies of what uses it may share it: each asks for one document after the other.
protocol DocumentReader: AnyObject {
  /// −log of the probability of the right answer at each position, cut to the block, [position].
  ///
  /// - Parameters:
  ///   - tokens: BOS, the characters' ids, BOS; at least two.
  ///   - isTimeUp: when to stop.
  /// - Returns: nil where time was up before; asking the same again goes on, anything else begins anew.
  func losses(of tokens: [Int], until isTimeUp: () -> Bool) -> [Double]?

  /// The attention weights, [layer][head][query][key] of the keys up to the query, cut to the block; in
  /// slices as the losses are. Without attention there are none.
  func attention(of tokens: [Int], until isTimeUp: () -> Bool) -> [[[[Double]]]]?
}

extension Run {
  /// The model of a state as a reader of the run's kind. What it works with is its own: nobody else
  /// disturbs it, and the parameters are those of the state, an edited one included.
  func reader(of state: TrainingState, without ablation: Ablation? = nil) -> any DocumentReader {
    switch engineKind {
    case .fast: FastReader(fastEngine(without: ablation), state.parameters)
    case .exact: ExactReader(unfilledGraph, state.parameters, without: ablation)
    }
  }

  /// What makes up names in a state of this run with a part left out, one at a time: from the same random
  /// numbers as the whole model.
  ///
  /// - Parameter temperature: above 0; microgpt.py's is 0.5.
  public func sampler(
    of state: TrainingState, temperature: Double, without ablation: Ablation?
  ) -> Sampler {
    let engine: any Engine =
      switch engineKind {
      case .fast: fastEngine(without: ablation)
      case .exact: ExactEngine(model: unfilledGraph, settings: settings, without: ablation)
      }
    return Sampler(
      Trainer { engine }, tokenizer: tokenizer, temperature: temperature, random: randomForSamples,
      filling: (Filling(state.parameters), engine))
  }

  /// The same by the fast engine, whatever trains the run.
  func fastReader(of state: TrainingState) -> FastReader {
    FastReader(fastEngine(without: nil), state.parameters)
  }

  private func fastEngine(without ablation: Ablation?) -> FastEngine {
    FastEngine(
      size: settings.size, vocabularySize: tokenizer.vocabularySize, settings: settings,
      without: ablation)
  }

  private var unfilledGraph: GPT {
    GPT(unfilled: settings.size, vocabularySize: tokenizer.vocabularySize)
  }
}

/// The parameters that a new engine or model is yet to be given, in slices.
struct Filling {
  private let parameters: [Double]
  private var done = 0

  init(_ parameters: [Double]) { self.parameters = parameters }

  /// Goes on until time is up.
  ///
  /// - Returns: whether all are given.
  mutating func go(
    until isTimeUp: () -> Bool, _ write: (_ range: Range<Int>, _ parameters: [Double]) -> Void
  ) -> Bool {
    while done < parameters.count {
      let end = min(done + StateWriting.stretch, parameters.count)
      write(done..<end, parameters)
      done = end
      if isTimeUp() && done < parameters.count { return false }
    }
    return true
  }
}

/// Reads with the parts of a fast engine, whole vectors at once.
final class FastReader: DocumentReader {
  private let engine: FastEngine
  private let parameters: [Double]
  private var filling: Filling
  private var underWay: FastEngine.Walk?
  /// The parameter that has another value just now.
  private var edit: Edit?

  init(_ engine: FastEngine, _ parameters: [Double]) {
    self.engine = engine
    self.parameters = parameters
    filling = Filling(parameters)
  }

  func losses(of tokens: [Int], until isTimeUp: () -> Bool) -> [Double]? {
    losses(of: tokens, edit: nil, until: isTimeUp)
  }

  /// The same with another value for one parameter; nil for none.
  func losses(of tokens: [Int], edit: Edit?, until isTimeUp: () -> Bool) -> [Double]? {
    guard fill(edit, until: isTimeUp) else { return nil }
    let example = Example(tokens, blockSize: engine.size.blockSize)
    guard read(example, end: engine.parts.count, until: isTimeUp) else { return nil }
    return engine.softmaxLoss.losses(example)
  }

  func attention(of tokens: [Int], until isTimeUp: () -> Bool) -> [[[[Double]]]]? {
    guard fill(nil, until: isTimeUp) else { return nil }
    let example = Example(tokens, blockSize: engine.size.blockSize)
    let last = engine.parts.lastIndex { $0 is Attention }
    guard read(example, end: last.map { $0 + 1 } ?? 0, until: isTimeUp) else { return nil }
    return engine.parts.compactMap { $0 as? Attention }.map { layer in
      (0..<engine.size.heads).map { layer.weights(ofHead: $0, positions: example.count) }
    }
  }

  /// Gives the engine all parameters, one of them with another value.
  ///
  /// - Returns: false where time was up before.
  private func fill(_ edit: Edit?, until isTimeUp: () -> Bool) -> Bool {
    guard filling.go(until: isTimeUp, { engine.write(.parameters, $0, of: $1) }) else {
      return false
    }
    guard edit != self.edit else { return true }
    // What was begun with other parameters is of no use.
    underWay = nil
    for edit in [
      self.edit.map { Edit(parameter: $0.parameter, value: parameters[$0.parameter]) }, edit,
    ] {
      if let edit { engine.write(edit) }
    }
    self.edit = edit
    return true
  }

  /// Goes on with a document until time is up, or begins it.
  ///
  /// - Parameter end: through how many parts.
  /// - Returns: whether it went through all of them.
  private func read(_ example: Example, end: Int, until isTimeUp: () -> Bool) -> Bool {
    var walk = FastEngine.Walk(example: example, end: end)
    if let underWay, underWay.end == end, underWay.example.tokens == example.tokens {
      walk = underWay
    }
    let isDone = engine.go(on: &walk, until: isTimeUp)
    underWay = isDone ? nil : walk
    return isDone
  }
}

/// Reads with the graph of single numbers.
private final class ExactReader: DocumentReader {
  private var model: GPT
  private let ablation: Ablation?
  private let isQuick: Bool
  private var filling: Filling
  private var underWay: (tokens: [Int], pass: LossInSlices)?

  /// - Parameter model: without parameters.
  init(_ model: GPT, _ parameters: [Double], without ablation: Ablation?) {
    self.model = model
    self.ablation = ablation
    isQuick = model.size.isQuick(vocabularySize: model.vocabularySize)
    filling = Filling(parameters)
  }

  func losses(of tokens: [Int], until isTimeUp: () -> Bool) -> [Double]? {
    read(tokens, until: isTimeUp).map { $0.positions.map { model.graph[$0] } }
  }

  func attention(of tokens: [Int], until isTimeUp: () -> Bool) -> [[[[Double]]]]? {
    guard let loss = read(tokens, until: isTimeUp) else { return nil }
    guard ablation != .attention else { return [] }
    return (0..<model.size.layers).map { layer in
      (0..<model.size.heads).map { head in
        loss.activations.map { $0.layers[layer].heads[head].weights.map { model.graph[$0] } }
      }
    }
  }

  /// Goes on with a document until time is up, or begins it.
  private func read(_ tokens: [Int], until isTimeUp: () -> Bool) -> GPT.Loss? {
    let isFilled = filling.go(until: isTimeUp) { range, parameters in
      model.fill(before: range.upperBound)
      for index in range { model[parameter: index] = parameters[index] }
    }
    guard isFilled else { return nil }
    // Taken out meanwhile: what nobody else holds is not copied.
    let known = underWay
    underWay = nil
    var pass =
      known.flatMap { $0.tokens == tokens ? $0.pass : nil }
      ?? LossInSlices(of: tokens, on: &model, without: ablation)
    let loss = pass.go(on: &model, until: { !isQuick && isTimeUp() })
    if loss == nil { underWay = (tokens, pass) }
    return loss
  }
}
