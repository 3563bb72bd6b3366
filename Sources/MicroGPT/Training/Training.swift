import CLibm

/// Everything that training changes: what a run needs to go on from a step.
public struct TrainingState: Equatable, Sendable {
  /// How many steps were trained; the next one has this number, counted from 0.
  public var step: Int
  public var parameters: [Double]
  /// Adam's running mean of gradients, one for each parameter.
  public var m: [Double]
  /// Adam's running mean of squared gradients.
  public var v: [Double]

  /// How many bytes a parameter takes in it.
  static let bytes = 3.0 * 8

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

  var state: TrainingState { get set }

  /// How many steps were trained: the number of the next one, counted from 0.
  var stepNumber: Int { get }

  /// Trains one document and returns its loss, the mean over its positions, before the update.
  ///
  /// - Parameter tokens: BOS, the characters' ids, BOS; at least two.
  func step(tokens: [Int]) -> Double

  /// The scores for what comes after a token, [vocabulary].
  ///
  /// Tokens are given one by one. Training or setting `state` on the way begins anew.
  ///
  /// - Parameters:
  ///   - token: what comes after those given so far.
  ///   - position: its place, below the block size; 0 forgets what was given before.
  func logits(after token: Int, at position: Int) -> [Double]

  /// −log of the probability of the right answer at each position of a document, cut to the block,
  /// [position]. Nothing is trained.
  ///
  /// - Parameter tokens: BOS, the characters' ids, BOS; at least two.
  func losses(tokens: [Int]) -> [Double]
}

extension Engine {
  public func losses(tokens: [Int]) -> [Double] {
    let n = Tokenizer.trainedLength(tokens: tokens, blockSize: size.blockSize)  // py 158
    return (0..<n).map { position in
      var graph = Graph()
      let logits = logits(after: tokens[position], at: position).map { graph.leaf($0) }  // py 165
      let probs = graph.softmax(logits)  // py 166
      return -Elementary.log(graph[probs[tokens[position + 1]]])  // py 167
    }
  }
}

/// Trains on the graph of single numbers: the digits of microgpt.py.
public final class ExactEngine: Engine {
  public private(set) var model: GPT
  public let settings: RunSettings
  /// Adam's running means, one for each parameter.
  private var m: [Double]
  private var v: [Double]
  public private(set) var stepNumber = 0
  /// The keys and values of the tokens given so far.
  private var cache: GPT.Cache

  public init(model: GPT, settings: RunSettings) {
    self.model = model
    self.settings = settings
    cache = self.model.begin()
    m = Array(repeating: 0, count: model.parameterCount)  // py 148
    v = m  // py 149
  }

  public var state: TrainingState {
    get {
      var state = TrainingState(parameters: model.parameters)
      (state.step, state.m, state.v) = (stepNumber, m, v)
      return state
    }
    set {
      precondition(newValue.m.count == model.parameterCount && newValue.v.count == newValue.m.count)
      model.parameters = newValue.parameters
      (stepNumber, m, v) = (newValue.step, newValue.m, newValue.v)
    }
  }

  public var size: ModelSize { model.size }

  public func logits(after token: Int, at position: Int) -> [Double] {
    if position == 0 { cache = model.begin() }  // py 190
    let made = model.forward(token: token, position: position, cache: &cache)  // py 194
    return made.logits.map { model.graph[$0] }
  }

  public func step(tokens: [Int]) -> Double {
    let loss = model.loss(tokens: tokens).mean
    model.graph.backward(from: loss)  // py 172
    let value = model.graph[loss]
    Adam(settings: settings, step: stepNumber).update(&model, &m, &v)
    stepNumber += 1
    return value
  }
}

/// Adam's update rule at one step: Kingma and Ba, "Adam", arXiv 1412.6980.
public struct Adam: Sendable {
  /// The learning rate at this step.
  public let learningRate: Double
  public let beta1: Double
  public let beta2: Double
  /// 1 − βᵗ: early running means are too small by this factor, since they started at 0.
  public let correction1: Double
  public let correction2: Double

  /// - Parameter step: the number of the step, from 0.
  public init(settings: RunSettings, step: Int) {
    let share = Double(step) / Double(settings.steps)
    learningRate = settings.learningRate * (1 - share)  // py 175
    beta1 = settings.beta1
    beta2 = settings.beta2
    correction1 = 1 - libm_pow(settings.beta1, Double(step + 1))
    correction2 = 1 - libm_pow(settings.beta2, Double(step + 1))
  }

  /// What one step does to one parameter, with all numbers on the way.
  public struct Move: Equatable, Sendable {
    /// The running mean of gradients, and that of squared gradients, after the step.
    public let m, v: Double
    /// Both corrected for their start at 0.
    public let mHat, vHat: Double
    /// What is subtracted from the parameter.
    public let move: Double
  }

  /// Moves a parameter against its gradient: along the running mean of gradients, divided by the root
  /// of the running mean of their squares, so that all move by about the learning rate.
  ///
  /// - Parameters:
  ///   - gradient: the derivative of the loss with respect to the parameter.
  ///   - m: the running mean of gradients before the step.
  ///   - v: the running mean of squared gradients before the step.
  @inline(__always)
  public func move(gradient: Double, m: Double, v: Double) -> Move {
    let m = beta1 * m + (1 - beta1) * gradient  // py 177
    let v = beta2 * v + (1 - beta2) * libm_pow(gradient, 2)  // py 178
    let mHat = m / correction1  // py 179
    let vHat = v / correction2  // py 180
    let root = libm_pow(vHat, 0.5)  // py 181
    let move = learningRate * mHat / (root + RunSettings.epsilon)  // py 181
    return Move(m: m, v: v, mHat: mHat, vHat: vHat, move: move)
  }

  /// Moves all parameters of a model whose graph has their gradients.
  func update(_ model: inout GPT, _ m: inout [Double], _ v: inout [Double]) {
    for index in 0..<model.parameterCount {  // py 176
      let gradient = model.graph.gradient(model.firstParameter + Node(index))
      let made = move(gradient: gradient, m: m[index], v: v[index])
      model[parameter: index] -= made.move  // py 181
      (m[index], v[index]) = (made.m, made.v)
    }
  }
}

extension GPT {
  /// The loss of a document in the graph: of each position, and their mean.
  public struct Loss: Sendable {
    /// −log of the probability of the right answer, for each trained position.
    public let positions: [Node]
    public let mean: Node
    public let activations: [Activations<Node>]
    /// [position][vocabulary]
    public let probabilities: [[Node]]
  }

  /// Runs a document through the model, position by position, all the way to the loss.
  public mutating func loss(tokens: [Int], without ablation: Ablation? = nil) -> Loss {
    let n = Tokenizer.trainedLength(tokens: tokens, blockSize: size.blockSize)  // py 158
    var cache = begin(positions: n)  // py 161
    var losses: [Node] = []  // py 162
    var activations: [Activations<Node>] = []
    var probabilities: [[Node]] = []
    for position in 0..<n {  // py 163
      let (token, target) = (tokens[position], tokens[position + 1])  // py 164
      let made = forward(
        token: token, position: position, cache: &cache, target: target,
        without: ablation)  // py 165
      let probs = graph.softmax(made.logits)  // py 166
      let logP = graph.log(probs[target])  // py 167
      losses.append(graph.multiply(logP, graph.constant(-1)))  // py 167–168
      activations.append(made)
      probabilities.append(probs)
    }
    let mean = graph.multiply(graph.sum(losses), graph.constant(1 / Double(n)))  // py 169
    return Loss(
      positions: losses, mean: mean, activations: activations, probabilities: probabilities)
  }
}
