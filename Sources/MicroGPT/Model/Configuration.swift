/// The sizes of the model.
public struct ModelSize: Equatable, Hashable, Sendable {
  /// `n_layer`: how many layers, one after the other.
  public let layers: Int
  /// `n_embd`: how many numbers stand for a token.
  public let width: Int
  /// `block_size`: how many positions the model sees at most.
  public let blockSize: Int
  /// `n_head`: how many attention heads in a layer.
  public let heads: Int

  /// `head_dim`: how many numbers a head works on.
  public var headWidth: Int { width / heads }  // py 79

  /// - Throws: `SettingError` for sizes that are out of range or do not fit each other.
  public init(layers: Int = 1, width: Int = 16, blockSize: Int = 16, heads: Int = 4)
    throws(SettingError)
  {
    try SettingError.check("--n-layer", layers, in: 1...1000)
    try SettingError.check("--n-embd", width, in: 1...1_000_000)
    try SettingError.check("--block-size", blockSize, in: 1...1_000_000)
    try SettingError.check("--n-head", heads, in: 1...1_000_000)
    guard width % heads == 0 else {
      throw SettingError(
        "--n-embd \(width) can't be shared among --n-head \(heads) heads; "
          + "choose a width that is a multiple of the heads")
    }
    self.init(unchecked: layers, width, blockSize, heads)
  }

  private init(unchecked layers: Int, _ width: Int, _ blockSize: Int, _ heads: Int) {
    self.layers = layers
    self.width = width
    self.blockSize = blockSize
    self.heads = heads
  }

  /// The sizes of microgpt.py: 1 layer of width 16 with 4 heads, 16 positions.
  public static let standard = ModelSize(unchecked: 1, 16, 16, 4)  // py 75–78

  /// How many parameters a model of these sizes has, as a `Double` since no `Int` may hold it.
  public func parameters(vocabularySize: Int) -> Double {
    let w = Double(width)
    let tables = Double(2 * vocabularySize) + Double(blockSize)
    return tables * w + Double(layers) * 12 * w * w
  }
}

/// Everything but the data that decides a run: the sizes, and how the model is trained.
public struct RunSettings: Equatable, Hashable, Sendable {
  public var size: ModelSize
  /// What the random numbers start from: the order of documents, the first weights, the samples.
  public var seed: Int
  /// How many training steps, one document each.
  public var steps: Int
  /// The learning rate of the first step; it falls to 0 in a straight line.
  public var learningRate: Double
  /// Adam's decay of the running mean of gradients.
  public var beta1: Double
  /// Adam's decay of the running mean of squared gradients.
  public var beta2: Double

  /// - Throws: `SettingError` for what is out of range.
  public init(
    size: ModelSize = .standard, seed: Int = 42, steps: Int = 1000, learningRate: Double = 0.01,
    beta1: Double = 0.85, beta2: Double = 0.99
  ) throws(SettingError) {
    try SettingError.check("--steps", steps, in: 1...RunSettings.mostSteps)
    guard learningRate > 0, learningRate <= 100 else {
      throw SettingError("--learning-rate is \(learningRate); it must be above 0 and at most 100")
    }
    for (name, beta) in [("--beta1", beta1), ("--beta2", beta2)] {
      guard beta >= 0, beta < 1 else {
        throw SettingError("\(name) is \(beta); it must be from 0 to below 1")
      }
    }
    self.init(unchecked: size, seed, steps, learningRate, beta1, beta2)
  }

  private init(
    unchecked size: ModelSize, _ seed: Int, _ steps: Int, _ learningRate: Double, _ beta1: Double,
    _ beta2: Double
  ) {
    self.size = size
    self.seed = seed
    self.steps = steps
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
  }

  /// The settings of microgpt.py.
  public static let standard = RunSettings(  // py 12, 147, 152
    unchecked: .standard, 42, 1000, 0.01, 0.85, 0.99)

  /// How many steps a run has at most.
  public static let mostSteps = 10_000_000

  /// The same with ten times as many steps; nil where no run has as many.
  ///
  /// Such a run does not go on where this one ends: the learning rate falls more slowly, so it is
  /// another run from its third step on.
  public var tenTimesAsLong: RunSettings? {
    guard steps <= RunSettings.mostSteps / 10 else { return nil }
    var settings = self
    settings.steps *= 10
    return settings
  }

  /// Adam's guard against division by zero.
  public static let epsilon = 1e-8  // py 147
  /// The standard deviation of the first weights.
  public static let deviation = 0.08  // py 80
}

/// Why a setting can't be used, and what could be: one line.
public struct SettingError: Error, Equatable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }

  static func check(_ name: String, _ value: Int, in range: ClosedRange<Int>)
    throws(SettingError)
  {
    guard range.contains(value) else {
      throw SettingError(
        "\(name) is \(value); it must be from \(range.lowerBound) to \(range.upperBound)")
    }
  }
}
