import MicroGPT
import Stage

/// What can be turned in chapter 10: all that decides a run, and the temperature of its names.
enum Knob: Int, CaseIterable, Sendable {
  case preset, learningRate, beta1, beta2, steps, width, heads, layers, blockSize, seed
  case temperature

  var name: String {
    switch self {
    case .preset: "preset"
    case .learningRate: "learning rate"
    case .beta1: "β₁"
    case .beta2: "β₂"
    case .steps: "steps"
    case .width: "width"
    case .heads: "heads"
    case .layers: "layers"
    case .blockSize: "block size"
    case .seed: "seed"
    case .temperature: "temperature"
    }
  }

  /// The name beside the knob, with a hint where it is a letter.
  var label: String {
    switch self {
    case .beta1: "β₁ momentum"
    case .beta2: "β₂ scaling"
    default: name
    }
  }

  /// The knobs that decide a run, each one number of its settings.
  static let ofRuns: [Knob] = allCases.filter { $0 != .preset && $0 != .temperature }

  // MARK: Values

  /// Learning rates in steps that look alike; six of them are a factor of 10.
  static let learningRates: [Double] = [
    0.0001, 0.00015, 0.0002, 0.0003, 0.0005, 0.0007, 0.001, 0.0015, 0.002, 0.003, 0.005, 0.007,
    0.01, 0.015, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1,
  ]
  static let betas1: [Double] = [0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99, 0.999]
  static let betas2: [Double] = [
    0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9999,
  ]
  static let stepCounts: [Double] = [
    10, 20, 50, 100, 200, 300, 500, 700, 1000, 1500, 2000, 3000, 5000, 7000, 10_000,
  ]

  /// The number that the knob stands for; of the preset, its place in the list.
  func value(in settings: RunSettings) -> Double {
    switch self {
    case .preset: Double(Preset.index(of: settings) ?? 0)
    case .learningRate: settings.learningRate
    case .beta1: settings.beta1
    case .beta2: settings.beta2
    case .steps: Double(settings.steps)
    case .width: Double(settings.size.width)
    case .heads: Double(settings.size.heads)
    case .layers: Double(settings.size.layers)
    case .blockSize: Double(settings.size.blockSize)
    case .seed: Double(settings.seed)
    case .temperature: Study.firstTemperature
    }
  }

  /// The knob as it stands. Only what makes sense can be reached: heads divide the width.
  func control(_ settings: RunSettings, temperature: Double) -> Control {
    let value = value(in: settings)
    let size = settings.size
    func list(_ values: [Int], coarse: Int) -> Control {
      Control(name, value, from: values.isEmpty ? [value] : values.map(Double.init), coarse: coarse)
    }
    func whole(_ range: ClosedRange<Int>, coarse: Double) -> Control {
      let range = min(Double(range.lowerBound), value)...max(Double(range.upperBound), value)
      return Control(name, value, in: range, step: 1, coarse: coarse)
    }
    return switch self {
    case .preset: whole(0...Preset.all.count - 1, coarse: 3)
    case .learningRate: Control(name, value, from: Knob.learningRates, coarse: 6)
    case .beta1: Control(name, value, from: Knob.betas1, coarse: 3)
    case .beta2: Control(name, value, from: Knob.betas2, coarse: 3)
    case .steps: Control(name, value, from: Knob.stepCounts, coarse: 3)
    case .width: list((1...16).map { $0 * 4 }.filter { $0 % size.heads == 0 }, coarse: 4)
    case .heads: list((1...16).filter { size.width % $0 == 0 }, coarse: 2)
    case .layers: whole(1...4, coarse: 2)
    case .blockSize: whole(2...32, coarse: 4)
    case .seed: whole(0...999, coarse: 10)
    case .temperature: Control(name, temperature, in: 0.1...3, step: 0.1, coarse: 0.5)
    }
  }

  /// The settings with this knob at another value.
  ///
  /// - Throws: `SettingError` for a value that `control` does not lead to.
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
    case .preset: return try Preset.all[Int(value)].settings()
    case .learningRate: settings.learningRate = value
    case .beta1: settings.beta1 = value
    case .beta2: settings.beta2 = value
    case .steps: settings.steps = Int(value)
    case .width: settings.size = try sized(width: Int(value))
    case .heads: settings.size = try sized(heads: Int(value))
    case .layers: settings.size = try sized(layers: Int(value))
    case .blockSize: settings.size = try sized(blockSize: Int(value))
    case .seed: settings.seed = Int(value)
    case .temperature: break
    }
    return settings
  }

  /// A value as it is written: as short as it can be.
  func text(_ value: Double) -> String {
    switch self {
    case .preset: Preset.all[max(0, min(Preset.all.count - 1, Int(value)))].name
    case .learningRate, .beta1, .beta2: value == value.rounded() ? "\(Int(value))" : "\(value)"
    case .temperature: value.fixed(1)
    default: Int(value).grouped
    }
  }

  // MARK: Words

  /// What it is, in a sentence or two.
  var explanation: String {
    switch self {
    case .preset:
      "Settings that teach something."
    case .learningRate:
      "How far a parameter moves in a step. Too small, and it gets nowhere; too large, and it jumps over "
        + "the valley that it looks for."
    case .beta1:
      "How long Adam remembers gradients: at 0 a step follows the present name alone, near 1 the mean of "
        + "many."
    case .beta2:
      "How long Adam remembers how large gradients were. It divides by that: forgotten too soon, a small "
        + "gradient makes a giant step."
    case .steps:
      "How many names the model is shown. The learning rate falls to 0 over all of them, so a longer run "
        + "is another one from its third step on."
    case .width:
      "How many numbers stand for a token. Parameters grow with its square."
    case .heads:
      "How many attention heads share the width, each looking back in its own way. The number of "
        + "parameters stays."
    case .layers:
      "How many times the tokens look back and are worked on. Each layer has parameters of its own."
    case .blockSize:
      "How many tokens the model sees: a longer name is cut, in training and when one is made up."
    case .seed:
      "Where the random numbers begin: first parameters, order of names. What it changes is luck: smaller "
        + "differences than that mean nothing."
    case .temperature:
      "How daring the made-up names are. It belongs to the names and not to the run, so this one knob "
        + "trains nothing."
    }
  }
}

extension RunSettings {
  /// What is not as in other settings, in the order of the knobs: `learning rate 0.02, seed 43`.
  package func differences(from other: RunSettings) -> String {
    Knob.ofRuns.filter { $0.value(in: self) != $0.value(in: other) }
      .map { "\($0.name) \($0.text($0.value(in: self)))" }.joined(separator: ", ")
  }

  /// What is not as in microgpt.py.
  var ownWords: String {
    let words = differences(from: .standard)
    return words.isEmpty ? "microgpt.py’s own" : words
  }
}

/// Settings with a name.
struct Preset: Sendable {
  let name: String
  /// What it is to show; what comes of it is beside the curve.
  let lesson: String
  /// What is not as in microgpt.py.
  private let changes: [(knob: Knob, value: Double)]

  private init(_ name: String, _ changes: [(Knob, Double)], _ lesson: String) {
    self.name = name
    self.changes = changes
    self.lesson = lesson
  }

  static let all: [Preset] = [
    Preset("microgpt.py", [], "The settings of microgpt.py."),
    Preset(
      "too hot", [(.learningRate, 1)],
      "Steps a hundred times as large as microgpt.py’s."),
    Preset(
      "too cold", [(.learningRate, 0.0001)],
      "Steps a hundredth as large as microgpt.py’s: the right way, but hardly any of it."),
    Preset(
      "no momentum", [(.beta1, 0)],
      "Each step follows the gradient of its own name alone. Does the running mean matter in so short a "
        + "run?"),
    Preset(
      "forgetful", [(.beta2, 0)],
      "Adam divides by the size of the present gradient alone. Where that is nearly 0 and the running "
        + "mean is not, the step is gigantic."),
    Preset(
      "tiny", [(.heads, 2), (.width, 4)], "A width of 4 instead of 16: a model with little room."),
    Preset(
      "wide", [(.width, 64)],
      "Four times the width, more than ten times the parameters. In so few steps, is it better?"),
    Preset(
      "deep", [(.layers, 4)], "Four layers, one after the other. In so few steps, is it better?"),
    Preset(
      "one head", [(.heads, 1)], "One attention head as wide as the four of microgpt.py together."),
    Preset(
      "short sight", [(.blockSize, 3)],
      "Three tokens are all that the model sees, and so its names have three letters at most."),
    Preset("brief", [(.steps, 100)], "A hundred names instead of a thousand."),
    Preset(
      "longer", [(.steps, 5000)],
      "Five times as many names. Nearly always what helps most."),
  ]

  /// - Throws: `SettingError` where the values do not fit each other: then the list is wrong.
  func settings() throws(SettingError) -> RunSettings {
    var settings = RunSettings.standard
    for (knob, value) in changes { settings = try knob.set(value, in: settings) }
    return settings
  }

  /// Which of the list these settings are.
  static func index(of settings: RunSettings) -> Int? {
    all.firstIndex { (try? $0.settings()) == settings }
  }
}
