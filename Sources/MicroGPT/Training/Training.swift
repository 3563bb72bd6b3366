import CLibm

/// All that training changes: what a run needs to go on from a step.
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
  var state: TrainingState { get set }

  /// How many steps were trained: the number of the next one, counted from 0.
  var stepNumber: Int { get }

  /// Trains one document and returns its loss, the mean over its positions, before the update.
  ///
  /// - Parameter tokens: BOS, the characters' ids, BOS; at least two.
  func step(tokens: [Int]) -> Double

  /// Makes up a name token by token, until BOS is drawn or the block is full.
  ///
  /// - Parameter temperature: above 0; below 1 the likely tokens become likelier, above 1 less so.
  func generate(
    tokenizer: Tokenizer, temperature: Double, random: inout PythonRandom
  ) -> GeneratedName
}

/// Trains on the graph of single numbers: the digits of microgpt.py.
public final class ExactEngine: Engine {
  public let model: GPT
  public let settings: RunSettings
  /// Adam's running means, one for each parameter.
  private let m: UnsafeMutablePointer<Double>
  private let v: UnsafeMutablePointer<Double>
  public private(set) var stepNumber: Int

  public init(model: GPT, settings: RunSettings) {
    self.model = model
    self.settings = settings
    m = .allocate(capacity: model.parameterCount)
    v = .allocate(capacity: model.parameterCount)
    m.initialize(repeating: 0, count: model.parameterCount)  // py 148
    v.initialize(repeating: 0, count: model.parameterCount)  // py 149
    stepNumber = 0
  }

  deinit {
    m.deallocate()
    v.deallocate()
  }

  public var state: TrainingState {
    get {
      var state = TrainingState(parameters: model.parameters)
      state.step = stepNumber
      state.m = Array(UnsafeBufferPointer(start: m, count: model.parameterCount))
      state.v = Array(UnsafeBufferPointer(start: v, count: model.parameterCount))
      return state
    }
    set {
      model.parameters = newValue.parameters
      stepNumber = newValue.step
      precondition(newValue.m.count == model.parameterCount && newValue.v.count == newValue.m.count)
      m.update(from: newValue.m, count: newValue.m.count)
      v.update(from: newValue.v, count: newValue.v.count)
    }
  }

  public func generate(
    tokenizer: Tokenizer, temperature: Double, random: inout PythonRandom
  ) -> GeneratedName {
    model.generate(tokenizer: tokenizer, temperature: temperature, random: &random)
  }

  public func step(tokens: [Int]) -> Double {
    let loss = model.loss(tokens: tokens).mean
    model.graph.backward(from: loss)  // py 172
    let value = model.graph[loss]
    adam(gradients: model.graph.gradients + Int(model.firstParameter))
    return value
  }

  /// Adam moves each parameter against its gradient: along the running mean of gradients, divided by
  /// the root of the running mean of their squares, so that all move by about the learning rate.
  private func adam(gradients: UnsafePointer<Double>) {
    let rate = Adam(settings: settings, step: stepNumber)
    let parameters = model.graph.values + Int(model.firstParameter)
    var i = 0
    while i < model.parameterCount {  // py 176
      let count = min(4, model.parameterCount - i)
      let gradient = Numbers(gradients + i, count)
      var (mNow, vNow) = (Numbers(m + i, count), Numbers(v + i, count))
      // Never touched: all of the following would be 0.
      if any(gradient .!= 0 .| mNow .!= 0 .| vNow .!= 0) {
        var parameter = Numbers(parameters + i, count)
        rate.update(&parameter, gradient: gradient, m: &mNow, v: &vNow)
        parameter.store(parameters + i, count)
        mNow.store(m + i, count)
        vNow.store(v + i, count)
      }
      i += 4
    }
    stepNumber += 1
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

  /// Moves four parameters at once.
  @inline(__always)
  func update(
    _ parameter: inout Numbers, gradient: Numbers, m: inout Numbers, v: inout Numbers
  ) {
    m = beta1 * m + (1 - beta1) * gradient  // py 177
    v = beta2 * v + (1 - beta2) * Power.square(gradient)  // py 178
    let mHat = m / correction1  // py 179
    let vHat = v / correction2  // py 180
    let divisor = Power.squareRoot(vHat) + RunSettings.epsilon  // py 181
    parameter -= learningRate * mHat / divisor  // py 181
  }
}

extension GPT {
  /// The loss of a document in the graph: of each position, and their mean.
  public struct Loss {
    /// −log of the probability of the right answer, for each trained position.
    public let positions: [Node]
    public let mean: Node
    public let activations: [Activations<Node>]
    /// [position][vocabulary]
    public let probabilities: [[Node]]
  }

  /// Runs a document through the model, position by position, all the way to the loss.
  public func loss(tokens: [Int]) -> Loss {
    let n = Tokenizer.trainedLength(tokens: tokens, blockSize: size.blockSize)  // py 158
    var cache = begin()  // py 161
    var losses: [Node] = []  // py 162
    var activations: [Activations<Node>] = []
    var probabilities: [[Node]] = []
    for position in 0..<n {  // py 163
      let (token, target) = (tokens[position], tokens[position + 1])  // py 164
      let made = forward(
        token: token, position: position, cache: &cache, target: target)  // py 165
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
