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

  /// Trains one document and returns its loss, the mean over its positions, before the update.
  ///
  /// - Parameter tokens: BOS, the characters' ids, BOS; at least two.
  func step(tokens: [Int]) -> Double
}

/// Trains on the graph of single numbers: the digits of microgpt.py.
public final class ExactEngine: Engine {
  public let model: GPT
  public let settings: RunSettings
  private var m: [Double]
  private var v: [Double]
  public private(set) var stepNumber: Int

  public init(model: GPT, settings: RunSettings) {
    self.model = model
    self.settings = settings
    m = Array(repeating: 0, count: model.parameterCount)
    v = m
    stepNumber = 0
  }

  public var state: TrainingState {
    get {
      var state = TrainingState(parameters: model.parameters)
      state.step = stepNumber
      state.m = m
      state.v = v
      return state
    }
    set {
      model.parameters = newValue.parameters
      stepNumber = newValue.step
      m = newValue.m
      v = newValue.v
    }
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
    m.withUnsafeMutableBufferPointer { m in
      v.withUnsafeMutableBufferPointer { v in
        for i in m.indices {  // py 176
          let gradient = gradients[i]
          // Never touched: all of the following would be 0.
          if gradient == 0 && m[i] == 0 && v[i] == 0 { continue }
          rate.update(&parameters[i], gradient: gradient, m: &m[i], v: &v[i])
        }
      }
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

  /// Moves one parameter.
  @inline(__always)
  public func update(
    _ parameter: inout Double, gradient: Double, m: inout Double, v: inout Double
  ) {
    m = beta1 * m + (1 - beta1) * gradient  // py 177
    v = beta2 * v + (1 - beta2) * Power.square(gradient)  // py 178
    let mHat = m / correction1  // py 179
    let vHat = v / correction2  // py 180
    parameter -= learningRate * mHat / (Power.squareRoot(vHat) + RunSettings.epsilon)  // py 181
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
      let made = forward(token: token, position: position, cache: &cache, target: target)  // py 165
      let probs = graph.softmax(made.logits)  // py 166
      losses.append(graph.multiply(graph.log(probs[target]), graph.constant(-1)))  // py 167–168
      activations.append(made)
      probabilities.append(probs)
    }
    let mean = graph.multiply(graph.sum(losses), graph.constant(1 / Double(n)))  // py 169
    return Loss(
      positions: losses, mean: mean, activations: activations, probabilities: probabilities)
  }
}
