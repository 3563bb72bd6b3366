/// Everything that training changes: what a run needs to go on from a step.
public struct TrainingState: Equatable, Sendable {
  /// How many steps were trained; the next one has this number, counted from 0.
  public var step: Int
  public var parameters: [Double]
  /// Adam's running mean of gradients, one for each parameter.
  public var m: [Double]
  /// Adam's running mean of squared gradients.
  public var v: [Double]
  /// What somebody gave other values, in that order; empty where all are as training left them.
  public private(set) var edits: [Edit] = []

  /// The same with another value for one parameter; training can't go on from it.
  public func edited(_ edit: Edit) -> TrainingState {
    var state = self
    state.parameters[edit.parameter] = edit.value
    state.edits.append(edit)
    return state
  }

  /// What tells it from the other states of its run.
  struct Identity: Equatable {
    let step: Int
    let edits: [Edit]
  }

  var identity: Identity { Identity(step: step, edits: edits) }

  /// How many bytes a parameter takes in it.
  static let bytes = 3.0 * 8

  /// One of the three numbers that are kept of each parameter.
  public enum Kind: CaseIterable, Sendable {
    case parameters, m, v

    fileprivate var path: WritableKeyPath<TrainingState, [Double]> & Sendable {
      switch self {
      case .parameters: \.parameters
      case .m: \.m
      case .v: \.v
      }
    }
  }

  /// All numbers of a kind, one for each parameter.
  subscript(_ kind: Kind) -> [Double] {
    get { self[keyPath: kind.path] }
    set { self[keyPath: kind.path] = newValue }
  }

  /// Of this many steps, without any numbers yet.
  init(step: Int) {
    self.step = step
    (parameters, m, v) = ([], [], [])
  }

  public init(parameters: [Double]) {
    step = 0
    self.parameters = parameters
    m = Array(repeating: 0, count: parameters.count)  // py 148
    v = m  // py 149
  }
}

/// Something that trains a model step by step.
public protocol Engine: AnyObject {
  var size: ModelSize { get }
  var parameterCount: Int { get }

  /// How many steps were trained: the number of the next one, or of the one under way, counted from 0.
  /// Setting it gives up a step under way.
  var stepNumber: Int { get set }

  /// Appends all that training has changed of a kind, for parameters in a range. It can't be asked for
  /// in the middle of a step.
  func read(_ kind: TrainingState.Kind, _ range: Range<Int>, into numbers: inout [Double])

  /// Replaces it, for parameters in a range, by what `numbers` has for them.
  func write(_ kind: TrainingState.Kind, _ range: Range<Int>, of numbers: [Double])

  /// Trains one document and returns its loss, the mean over its positions, before the update.
  ///
  /// - Parameter tokens: BOS, the characters' ids, BOS; at least two.
  func step(tokens: [Int]) -> Double

  /// Begins the same step, to be done in slices. Until it is done the engine can't be asked for
  /// anything else: half of the parameters may have moved.
  func begin(tokens: [Int])

  /// Goes on with the step that was begun, until time is up: to the same bits as in one go.
  ///
  /// - Returns: its loss; nil where there is more to do.
  func proceed(until isTimeUp: () -> Bool) -> Double?

  /// The scores for what comes after a token, [vocabulary].
  ///
  /// Tokens are given one by one. Training or setting `state` on the way begins anew.
  ///
  /// - Parameters:
  ///   - token: what comes after those given so far.
  ///   - position: its place, below the block size; 0 forgets what was given before.
  ///   - isTimeUp: when to stop.
  /// - Returns: nil where time was up before; asking the same again goes on.
  func logits(after token: Int, at position: Int, until isTimeUp: () -> Bool) -> [Double]?

  /// −log of the probability of the right answer at each position of a document, cut to the block,
  /// [position]. Nothing is trained.
  ///
  /// - Parameter tokens: BOS, the characters' ids, BOS; at least two.
  func losses(tokens: [Int]) -> [Double]
}

extension Engine {
  /// All that training has changed. Setting it gives up a step under way.
  public var state: TrainingState {
    get {
      var state = TrainingState(step: stepNumber)
      for kind in TrainingState.Kind.allCases { state[kind] = self[kind] }
      return state
    }
    set {
      stepNumber = newValue.step
      for kind in TrainingState.Kind.allCases { self[kind] = newValue[kind] }
    }
  }

  /// All numbers of a kind, one for each parameter.
  subscript(_ kind: TrainingState.Kind) -> [Double] {
    get {
      var numbers: [Double] = []
      numbers.reserveCapacity(parameterCount)
      read(kind, 0..<parameterCount, into: &numbers)
      return numbers
    }
    set {
      precondition(newValue.count == parameterCount)
      write(kind, 0..<parameterCount, of: newValue)
    }
  }

  /// The same in one go.
  public func logits(after token: Int, at position: Int) -> [Double] {
    while true {
      if let logits = logits(after: token, at: position, until: { false }) { return logits }
    }
  }

  public func losses(tokens: [Int]) -> [Double] {
    let n = Tokenizer.trainedLength(tokens: tokens, blockSize: size.blockSize)
    return (0..<n).map { position in
      let logits = logits(after: tokens[position], at: position)
      return Graph.loss(logits, target: tokens[position + 1])
    }
  }
}
