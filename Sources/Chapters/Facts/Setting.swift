import MicroGPT
import Stage

/// One of the numbers that decide a run, as it is named and written.
enum Setting: CaseIterable, Sendable {
  case learningRate, beta1, beta2, steps, width, heads, layers, blockSize, seed

  var name: String {
    switch self {
    case .learningRate: "learning rate"
    case .beta1: "β₁"
    case .beta2: "β₂"
    case .steps: "steps"
    case .width: "width"
    case .heads: "heads"
    case .layers: "layers"
    case .blockSize: "block size"
    case .seed: "seed"
    }
  }

  /// Its value in these settings.
  func value(in settings: RunSettings) -> Double {
    switch self {
    case .learningRate: settings.learningRate
    case .beta1: settings.beta1
    case .beta2: settings.beta2
    case .steps: Double(settings.steps)
    case .width: Double(settings.size.width)
    case .heads: Double(settings.size.heads)
    case .layers: Double(settings.size.layers)
    case .blockSize: Double(settings.size.blockSize)
    case .seed: Double(settings.seed)
    }
  }

  /// The settings with this one at another value.
  ///
  /// - Throws: `SettingError` for a value that is out of range or does not fit the others.
  func set(_ value: Double, in settings: RunSettings) throws(SettingError) -> RunSettings {
    var settings = settings
    let size = settings.size
    func sized(
      layers: Int? = nil, width: Int? = nil, blockSize: Int? = nil, heads: Int? = nil
    ) throws(SettingError) -> ModelSize {
      try ModelSize(
        layers: layers ?? size.layers, width: width ?? size.width,
        blockSize: blockSize ?? size.blockSize, heads: heads ?? size.heads)
    }
    switch self {
    case .learningRate: settings.learningRate = value
    case .beta1: settings.beta1 = value
    case .beta2: settings.beta2 = value
    case .steps: settings.steps = Int(value)
    case .width: settings.size = try sized(width: Int(value))
    case .heads: settings.size = try sized(heads: Int(value))
    case .layers: settings.size = try sized(layers: Int(value))
    case .blockSize: settings.size = try sized(blockSize: Int(value))
    case .seed:
      // A Double does not hold every seed: where it says what the seed is already, that stays.
      if value != Double(settings.seed) { settings.seed = Int(exactly: value) ?? settings.seed }
    }
    return try RunSettings(
      size: settings.size, seed: settings.seed, steps: settings.steps,
      learningRate: settings.learningRate, beta1: settings.beta1, beta2: settings.beta2)
  }

  /// A value as it is written: as short as it can be.
  func text(_ value: Double) -> String {
    switch self {
    case .learningRate, .beta1, .beta2: value == value.rounded() ? "\(Int(value))" : "\(value)"
    default: Int(exactly: value)?.grouped ?? value.fixed(0)
    }
  }

  /// Its value in these settings as it is written.
  func text(in settings: RunSettings) -> String {
    self == .seed ? settings.seed.grouped : text(value(in: settings))
  }
}

extension RunSettings {
  /// What differs from other settings: `learning rate 0.02, seed 43`.
  public func differences(from other: RunSettings) -> String {
    Setting.allCases.filter { $0.text(in: self) != $0.text(in: other) }
      .map { "\($0.name) \($0.text(in: self))" }.joined(separator: ", ")
  }

  /// What differs from microgpt.py.
  var ownWords: String {
    let words = differences(from: .standard)
    return words.isEmpty ? "microgpt.py’s own" : words
  }
}
