/// A model in training as a value: a copy that is trained on leaves the other as it was.
///
/// Engines work in memory of their own, so copies share one until one of them trains a step.
public struct Trainer {
  private var shared: Shared
  private let make: () -> any Engine

  private final class Shared {
    let engine: any Engine
    init(_ engine: any Engine) { self.engine = engine }
  }

  /// - Parameters:
  ///   - state: what it begins with.
  ///   - make: makes an engine for this model; whatever it holds is replaced.
  public init(_ state: TrainingState, make: @escaping () -> any Engine) {
    self.make = make
    shared = Shared(make())
    shared.engine.state = state
  }

  /// How many steps were trained: the number of the next one, counted from 0.
  public var stepNumber: Int { shared.engine.stepNumber }

  /// All that training has changed so far.
  public var state: TrainingState {
    get { shared.engine.state }
    set {
      makeOwn()
      shared.engine.state = newValue
    }
  }

  /// Trains one document and returns its loss, the mean over its positions, before the update.
  ///
  /// - Parameter tokens: BOS, the characters' ids, BOS; at least two.
  public mutating func step(tokens: [Int]) -> Double {
    makeOwn()
    return shared.engine.step(tokens: tokens)
  }

  /// Makes up a name: as `Engine.generate`. It changes nothing that is trained.
  public func generate(
    tokenizer: Tokenizer, temperature: Double, random: inout PythonRandom
  ) -> GeneratedName {
    shared.engine.generate(tokenizer: tokenizer, temperature: temperature, random: &random)
  }

  /// −log of the probability of the right answers: as `Engine.losses`. It changes nothing that is trained.
  public func losses(tokens: [Int]) -> [Double] { shared.engine.losses(tokens: tokens) }

  private mutating func makeOwn() {
    guard !isKnownUniquelyReferenced(&shared) else { return }
    let own = Shared(make())
    own.engine.state = shared.engine.state
    shared = own
  }
}
