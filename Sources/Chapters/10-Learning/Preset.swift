import MicroGPT

/// Settings with a name.
struct Preset: Sendable {
  let name: String
  /// What it is to show; what comes of it is beside the curve.
  let lesson: String
  /// What is not as in microgpt.py.
  private let changes: [(setting: Setting, value: Double)]

  private init(_ name: String, _ changes: [(Setting, Double)], _ lesson: String) {
    self.name = name
    self.changes = changes
    self.lesson = lesson
  }

  static let all: [Preset] = [
    Preset(
      "microgpt.py", [], "The settings of microgpt.py, the Python program that this one rebuilds."),
    Preset(
      "too hot", [(.learningRate, 1)],
      "Steps a hundred times as large as microgpt.py’s."),
    Preset(
      "too cold", [(.learningRate, 0.0001)],
      "Steps a hundredth as large as microgpt.py’s: does it get anywhere?"),
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
      "wide", [(.width, 64)], "Four times the width, and many more parameters. Is it better?"),
    Preset(
      "deep", [(.layers, 4)], "Four layers, one after the other. Is it better?"),
    Preset(
      "one head", [(.heads, 1)], "One attention head as wide as the four of microgpt.py together."),
    Preset(
      "short sight", [(.blockSize, 3)],
      "Three tokens are all that the model sees, and so its names have three letters at most. Runs of "
        + "another block size are compared on those alone."),
    Preset("brief", [(.steps, 100)], "A hundred names instead of a thousand."),
    Preset("longer", [(.steps, 5000)], "Five times as many names. How much does that help?"),
  ]

  /// - Throws: `SettingError` where the values do not fit each other: then the list is wrong.
  func settings() throws(SettingError) -> RunSettings {
    var settings = RunSettings.standard
    for (setting, value) in changes { settings = try setting.set(value, in: settings) }
    return settings
  }

  /// Which of the list these settings are.
  static func index(of settings: RunSettings) -> Int? {
    all.firstIndex { (try? $0.settings()) == settings }
  }
}
