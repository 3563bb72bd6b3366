import MicroGPT
import Stage

/// What can be turned: all that decides a run, and the temperature of its names.
enum Knob: Hashable, Sendable {
  case preset
  case setting(Setting)
  case temperature

  /// In the order in which they stand below each other, in groups.
  static let groups: [[Knob]] = [
    [.preset],
    [.learningRate, .beta1, .beta2, .steps].map(Knob.setting),
    [.width, .heads, .layers, .blockSize].map(Knob.setting),
    [.setting(.seed), .temperature],
  ]

  static let all = groups.flatMap { $0 }

  var name: String {
    switch self {
    case .preset: "preset"
    case .setting(let setting): setting.name
    case .temperature: "temperature"
    }
  }

  /// The name beside the knob, with a hint where it is a letter.
  var label: String {
    switch self {
    case .setting(.beta1): "β₁ momentum"
    case .setting(.beta2): "β₂ scaling"
    default: name
    }
  }

  // MARK: Values

  /// Learning rates in steps that look alike; six of them are a factor of 10.
  private static let learningRates: [Double] = [
    0.0001, 0.00015, 0.0002, 0.0003, 0.0005, 0.0007, 0.001, 0.0015, 0.002, 0.003, 0.005, 0.007,
    0.01, 0.015, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1,
  ]
  private static let betas1: [Double] = [
    0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99, 0.999,
  ]
  private static let betas2: [Double] = [
    0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9999,
  ]
  private static let stepCounts: [Double] = [
    10, 20, 50, 100, 200, 300, 500, 700, 1000, 1500, 2000, 3000, 5000, 7000, 10_000,
  ]

  /// The number that the knob stands for; of the preset, its place in the list.
  func value(in settings: RunSettings) -> Double {
    switch self {
    case .preset: Double(Preset.index(of: settings) ?? 0)
    case .setting(let setting): setting.value(in: settings)
    case .temperature: Scene.firstTemperature
    }
  }

  /// The knob as it stands. Only what makes sense can be reached: heads divide the width.
  func control(
    _ settings: RunSettings, temperature: Double, set: @escaping (Double) -> Change = { _ in [] }
  ) -> Control {
    let value = value(in: settings)
    let size = settings.size
    func list(_ values: [Double], coarse: Int) -> Control {
      Control(
        self, label, value, from: values.isEmpty ? [value] : values, coarse: coarse, set: set)
    }
    func whole(_ range: ClosedRange<Int>, coarse: Double) -> Control {
      let range = min(Double(range.lowerBound), value)...max(Double(range.upperBound), value)
      return Control(self, label, value, in: range, step: 1, coarse: coarse, set: set)
    }
    return switch self {
    case .preset: whole(0...Preset.all.count - 1, coarse: 3)
    case .setting(.learningRate): list(Knob.learningRates, coarse: 6)
    case .setting(.beta1): list(Knob.betas1, coarse: 3)
    case .setting(.beta2): list(Knob.betas2, coarse: 3)
    case .setting(.steps): list(Knob.stepCounts, coarse: 3)
    case .setting(.width):
      list((1...16).map { $0 * 4 }.filter { $0 % size.heads == 0 }.map(Double.init), coarse: 4)
    case .setting(.heads):
      list((1...16).filter { size.width % $0 == 0 }.map(Double.init), coarse: 2)
    case .setting(.layers): whole(1...4, coarse: 2)
    case .setting(.blockSize): whole(2...32, coarse: 4)
    case .setting(.seed): whole(0...999, coarse: 10)
    case .temperature:
      Control(self, label, temperature, in: 0.1...3, step: 0.1, coarse: 0.5, set: set)
    }
  }

  /// The settings with this knob at another value.
  ///
  /// - Throws: `SettingError` for a value that `control` does not lead to.
  func set(_ value: Double, in settings: RunSettings) throws(SettingError) -> RunSettings {
    switch self {
    case .preset: try Preset.all[Int(value)].settings()
    case .setting(let setting): try setting.set(value, in: settings)
    case .temperature: settings
    }
  }

  /// A value as it is written: as short as it can be.
  func text(_ value: Double) -> String {
    switch self {
    case .preset: Preset.all[max(0, min(Preset.all.count - 1, Int(value)))].name
    case .setting(let setting): setting.text(value)
    case .temperature: value.fixed(1)
    }
  }

  // MARK: Words

  /// What it is, in a sentence or two.
  var explanation: String {
    switch self {
    case .preset:
      "Settings that teach something."
    case .setting(.learningRate):
      "How far a parameter moves in a step. Too small, and it gets nowhere; too large, and it jumps over "
        + "the valley that it looks for."
    case .setting(.beta1):
      "Adam, the rule of the steps, goes by a running mean of gradients, the slopes of the loss: at 0 by "
        + "one name alone, near 1 by many."
    case .setting(.beta2):
      "How long Adam remembers how large gradients were. It divides by that: if it forgets too soon, "
        + "steps can be gigantic."
    case .setting(.steps):
      "How many names the model is shown. The learning rate falls to 0 over all of them, so a longer run "
        + "is another one from its third step on."
    case .setting(.width):
      "How many numbers stand for a token. The parameters of a layer grow with its square."
    case .setting(.heads):
      "How many attention heads share the width, each looking back in its own way. The number of "
        + "parameters stays."
    case .setting(.layers):
      "How many times the tokens look back and are worked on. Each layer has parameters of its own."
    case .setting(.blockSize):
      "How many tokens of a name the model sees: the rest is cut off. Runs of different block size are "
        + "compared on the tokens that both see."
    case .setting(.seed):
      "Where the random numbers begin: first parameters, order of names. What it changes is luck: smaller "
        + "differences than that mean nothing."
    case .temperature:
      "How daring the made-up names are. It belongs to the names and not to the run, so this one knob "
        + "trains nothing."
    }
  }
}
