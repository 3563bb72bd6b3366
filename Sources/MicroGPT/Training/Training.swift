import CLibm

/// Trains on the graph of single numbers: the digits of microgpt.py.
public final class ExactEngine: Engine {
  public private(set) var model: GPT
  public let settings: RunSettings
  /// What is left out; nil for the whole model.
  private let ablation: Ablation?
  /// Adam's running means, one for each parameter.
  private var m: [Double]
  private var v: [Double]
  public var stepNumber = 0 { didSet { underWay = nil } }
  /// The keys and values of the tokens given so far.
  private var cache: GPT.Cache
  /// Whether nothing is done in slices.
  private let isQuick: Bool
  /// The position whose logits were asked for, as far as it is computed.
  private var position: ForwardInSlices?
  /// The step that was begun.
  private var underWay: StepInSlices?

  /// - Parameter model: parameters that are not there yet come with the state that is put in.
  public convenience init(model: GPT, settings: RunSettings) {
    self.init(model: model, settings: settings, without: nil)
  }

  /// - Parameter ablation: what is left out; nil for the whole model. Only that one may be trained.
  init(model: GPT, settings: RunSettings, without ablation: Ablation?) {
    self.model = model
    self.settings = settings
    self.ablation = ablation
    cache = GPT.Cache(layers: model.size.layers, heads: model.size.heads)
    isQuick = model.size.isQuick(vocabularySize: model.vocabularySize)
    m = Array(repeating: 0, count: model.isFilled ? model.parameterCount : 0)  // py 148
    v = m  // py 149
  }

  public func read(
    _ kind: TrainingState.Kind, _ range: Range<Int>, into numbers: inout [Double]
  ) {
    precondition(underWay == nil, "half of a step is done")
    switch kind {
    case .parameters: for index in range { numbers.append(model[parameter: index]) }
    case .m: numbers += m[range]
    case .v: numbers += v[range]
    }
  }

  public func write(_ kind: TrainingState.Kind, _ range: Range<Int>, of numbers: [Double]) {
    position = nil
    switch kind {
    case .parameters:
      model.fill(before: range.upperBound)
      for index in range { model[parameter: index] = numbers[index] }
    case .m: ExactEngine.write(numbers[range], to: &m)
    case .v: ExactEngine.write(numbers[range], to: &v)
    }
  }

  /// Writes to the same places of a list that may not reach as far yet.
  private static func write(_ numbers: ArraySlice<Double>, to list: inout [Double]) {
    let end = min(numbers.endIndex, list.count)
    list.replaceSubrange(numbers.startIndex..<end, with: numbers)
  }

  public var size: ModelSize { model.size }
  public var parameterCount: Int { model.parameterCount }

  public func logits(after token: Int, at position: Int, until isTimeUp: () -> Bool) -> [Double]? {
    if self.position?.isOf(token: token, at: position) != true {
      if position == 0 { cache = model.begin() }  // py 190
      self.position = ForwardInSlices(token: token, position: position, without: ablation)
    }
    let made = self.position?.go(on: &model, &cache, until: { !isQuick && isTimeUp() })
    guard let made else { return nil }
    self.position = nil
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

  public func begin(tokens: [Int]) {
    position = nil
    underWay = StepInSlices(of: tokens, on: &model)
  }

  public func proceed(until isTimeUp: () -> Bool) -> Double? {
    guard var step = underWay else { preconditionFailure("no step was begun") }
    // Taken out meanwhile: what nobody else holds is not copied.
    underWay = nil
    let adam = Adam(settings: settings, step: stepNumber)
    let loss = step.go(on: &model, &m, &v, adam, until: { !isQuick && isTimeUp() })
    if loss == nil { underWay = step } else { stepNumber += 1 }
    return loss
  }
}

/// `ExactEngine.step` in slices.
private struct StepInSlices {
  private var forward: LossInSlices
  private var loss: Node?
  private var backward: BackwardInSlices?
  private var isBackwardDone = false
  /// How many parameters are moved.
  private var moved = 0

  /// How many parameters are moved between two looks at the time.
  private static let stretch = 1 << 14

  init(of tokens: [Int], on model: inout GPT) { forward = LossInSlices(of: tokens, on: &model) }

  /// Goes on until time is up.
  ///
  /// - Returns: the loss before the update; nil where there is more to do.
  mutating func go(
    on model: inout GPT, _ m: inout [Double], _ v: inout [Double], _ adam: Adam,
    until isTimeUp: () -> Bool
  ) -> Double? {
    if loss == nil {
      loss = forward.go(on: &model, until: isTimeUp)?.mean
      backward = loss.map(BackwardInSlices.init)
    }
    guard let loss else { return nil }
    if !isBackwardDone {
      isBackwardDone = backward?.go(on: &model.graph, until: isTimeUp) ?? true
    }
    guard isBackwardDone else { return nil }
    while moved < model.parameterCount {
      let next = min(moved + StepInSlices.stretch, model.parameterCount)
      adam.update(moved..<next, of: &model, &m, &v)
      moved = next
      if isTimeUp() && moved < model.parameterCount { return nil }
    }
    return model.graph[loss]
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

  /// Moves parameters of a model whose graph has their gradients.
  func update(
    _ parameters: Range<Int>, of model: inout GPT, _ m: inout [Double], _ v: inout [Double]
  ) {
    for index in parameters {  // py 176
      let gradient = model.graph.gradient(model.firstParameter + Node(index))
      let made = move(gradient: gradient, m: m[index], v: v[index])
      model[parameter: index] -= made.move  // py 181
      (m[index], v[index]) = (made.m, made.v)
    }
  }

  /// Moves all of them.
  func update(_ model: inout GPT, _ m: inout [Double], _ v: inout [Double]) {
    update(0..<model.parameterCount, of: &model, &m, &v)
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
