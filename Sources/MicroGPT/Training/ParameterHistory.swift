/// The draw that a parameter began with.
public struct ParameterBirth: Equatable, Sendable {
  /// Which call of `gauss` after the shuffle, counted from 1: parameters are drawn in their order.
  public let draw: Int
  /// The two uniform numbers that it was made of; the parameter before or after has the same.
  public let pair: PythonRandom.NormalPair
  /// Whether it is the cosine of the pair, which comes first, or the sine.
  public let isCosine: Bool
  /// Which uniform numbers after the shuffle these are, counted from 1.
  public let uniforms: ClosedRange<Int>
  /// Which outputs of the generator they are, 32 bits each, counted from 1 right after seeding.
  public let outputs: ClosedRange<Int>

  /// What the parameter begins with.
  public var value: Double {
    0 + (isCosine ? pair.cosine : pair.sine) * RunSettings.deviation  // py 80
  }

  /// - Parameters:
  ///   - parameter: its place among all parameters, from 0.
  ///   - seed: of the run.
  ///   - documents: how many there are, since shuffling them draws numbers from the generator.
  public init(of parameter: Int, seed: Int, documents: Int) {
    var random = PythonRandom(seed: seed)  // py 12
    var order = Array(0..<Int32(documents))
    random.shuffle(&order)  // py 20
    for _ in 0..<parameter / 2 { _ = random.normalPair() }
    self.init(of: parameter, from: random)
  }

  /// - Parameter random: the generator after the pairs of all parameters before.
  init(of parameter: Int, from random: PythonRandom) {
    var random = random
    let pairsBefore = parameter / 2
    draw = parameter + 1
    isCosine = parameter.isMultiple(of: 2)
    uniforms = 2 * pairsBefore + 1...2 * pairsBefore + 2
    let drawn = random.drawn
    pair = random.normalPair()
    outputs = drawn + 1...random.drawn
  }
}

/// One training step: the document's pass, and all that changed.
public struct TrainingStep: Sendable {
  /// The document's way through the model before the step; its gradients are those of the step.
  public let pass: Pass
  public let adam: Adam
  public let before: TrainingState
  public let after: TrainingState

  /// - Parameters:
  ///   - pass: of the step's document, with the parameters of `before`.
  ///   - before: what the run had changed before the step.
  ///   - after: the same after the step, as the run's engine computed it.
  public init(_ pass: Pass, before: TrainingState, after: TrainingState, settings: RunSettings) {
    precondition(before.step + 1 == after.step)
    self.pass = pass
    self.before = before
    self.after = after
    adam = Adam(settings: settings, step: before.step)
  }

  /// Counted from 0.
  public var number: Int { before.step }

  /// What the step did to one parameter.
  ///
  /// - Parameter index: its place among all parameters, from 0.
  public func change(of index: Int) -> ParameterChange {
    let gradient = pass.gradient(at: .parameter(index))
    let (m, v) = (before.m[index], before.v[index])
    return ParameterChange(
      gradient: gradient, mBefore: m, vBefore: v,
      move: adam.move(gradient: gradient, m: m, v: v), learningRate: adam.learningRate,
      valueBefore: before.parameters[index], valueAfter: after.parameters[index])
  }
}

/// What one training step did to one parameter.
public struct ParameterChange: Equatable, Sendable {
  /// The derivative of the document's loss with respect to the parameter.
  public let gradient: Double
  /// Adam's running means of gradients and of squared gradients before the step.
  public let mBefore, vBefore: Double
  /// Both after the step, as they are and corrected, and the move that follows from them.
  public let move: Adam.Move
  public let learningRate: Double
  /// The parameter before the step.
  public let valueBefore: Double
  /// The parameter after the step as the engine computed it: `valueBefore` − `move.move`. The fast
  /// engine computes this in another order, so the last digits can differ.
  public let valueAfter: Double
}
