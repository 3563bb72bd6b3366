import ArgumentParser
import Explainer
import MicroGPT
import Stage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What is trained on.
struct DataOption: ParsableArguments {
  @Option(
    name: .customLong("data"),
    help: ArgumentHelp(
      "A text file with one name a line. (default: 32,952 given names)", valueName: "file"),
    completion: .file())
  var path: String?

  func dataset() throws -> Dataset {
    try path.map(DataFile.dataset(path:)) ?? DataFile.embedded()
  }
}

/// The options that decide a run: what is trained on, and how.
struct RunOptions: ParsableArguments {
  @OptionGroup var data: DataOption

  // Unconditional, so that a number below 0 is taken as the value, and the answer is that it is too
  // small.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "What the random numbers start from.", default: RunSettings.standard.seed, valueName: "number"
    ),
    transform: NumberArgument.whole)
  var seed = RunSettings.standard.seed

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many training steps, one name each.", default: RunSettings.standard.steps,
      valueName: "count"),
    transform: NumberArgument.whole)
  var steps = RunSettings.standard.steps

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many layers the model has.", default: ModelSize.standard.layers, valueName: "count"),
    transform: NumberArgument.whole)
  var nLayer = ModelSize.standard.layers

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many numbers represent a token: the width.", default: ModelSize.standard.width,
      valueName: "count"),
    transform: NumberArgument.whole)
  var nEmbd = ModelSize.standard.width

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many attention heads share the width.", default: ModelSize.standard.heads,
      valueName: "count"),
    transform: NumberArgument.whole)
  var nHead = ModelSize.standard.heads

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many tokens the model sees at most.", default: ModelSize.standard.blockSize,
      valueName: "count"),
    transform: NumberArgument.whole)
  var blockSize = ModelSize.standard.blockSize

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The learning rate of the first step; it falls to 0.",
      default: RunSettings.standard.learningRate, valueName: "number"),
    transform: NumberArgument.decimal)
  var learningRate = RunSettings.standard.learningRate

  @Option(
    name: .customLong("beta1"), parsing: .unconditional,
    help: ArgumentHelp(
      "How much of its mean of the gradients Adam keeps in a step.",
      default: RunSettings.standard.beta1, valueName: "number"),
    transform: NumberArgument.decimal)
  var beta1 = RunSettings.standard.beta1

  @Option(
    name: .customLong("beta2"), parsing: .unconditional,
    help: ArgumentHelp(
      "How much of its mean of the squared gradients Adam keeps in a step.",
      default: RunSettings.standard.beta2, valueName: "number"),
    transform: NumberArgument.decimal)
  var beta2 = RunSettings.standard.beta2

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "What trains the model: fast, or exact for the digits of microgpt.py.", valueName: "engine"))
  var engine = EngineKind.fast

  /// - Throws: `SettingError` for what is out of range.
  func settings() throws -> RunSettings {
    let size = try ModelSize(layers: nLayer, width: nEmbd, blockSize: blockSize, heads: nHead)
    return try RunSettings(
      size: size, seed: seed, steps: steps, learningRate: learningRate, beta1: beta1, beta2: beta2)
  }

  /// The run that was asked for, not trained yet. Where the data are so many that it takes long to make,
  /// a terminal says so.
  func firstRun(settings: RunSettings, keepsHistory: Bool = true) throws -> Run {
    let dataset = try data.dataset()
    var line = StatusLine(output: .standardError)
    defer { line.erase() }
    if dataset.documents.count > 1_000_000 {
      line.showNow { "preparing \(dataset.documents.count.grouped) names".cut($0 - 1) }
    }
    return try run(on: Corpus(dataset), settings: settings, keepsHistory: keepsHistory)
  }

  /// A run of these settings, not trained yet.
  func run(on corpus: Corpus, settings: RunSettings, keepsHistory: Bool = true) throws -> Run {
    try Run(
      corpus: corpus, settings: settings, engine: engine, memory: RunOptions.memory,
      keepsHistory: keepsHistory)
  }

  /// How many bytes of memory this machine has; nil where that can't be found out.
  static var memory: Int? {
    let (pages, size) = (sysconf(Int32(_SC_PHYS_PAGES)), sysconf(Int32(_SC_PAGESIZE)))
    return pages > 0 && size > 0 ? Int(pages) * Int(size) : nil
  }
}

extension EngineKind: ExpressibleByArgument {}

/// Which model of a run is looked at.
struct MomentOption: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many training steps the model has had. (default: all)", valueName: "step"),
    transform: NumberArgument.whole)
  var moment: Int?

  /// - Throws: `Refusal` for a moment that a run of this many steps doesn't have.
  func check(steps: Int) throws(Refusal) {
    if let moment, !(0...steps).contains(moment) {
      throw Refusal("--moment is \(moment); it must be from 0 to \(steps)")
    }
  }
}

extension Tokenizer {
  /// The name given as `--name` with its characters as the vocabulary has them: small letters where
  /// only those are known.
  ///
  /// - Throws: `Refusal` where a character is unknown nevertheless.
  func knownName(_ option: String) throws(Refusal) -> String {
    let name = known(option)
    guard let unknown = firstUnknown(in: name) else { return name }
    throw Refusal(
      "--name \(option): “\(unknown.shown)” is in none of the names; use the characters of the data"
    )
  }
}
