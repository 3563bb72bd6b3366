import ArgumentParser
import Explainer
import MicroGPT

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// How fast training and the pictures are on this machine.
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure how fast training and the pictures are on this machine.",
    discussion: """
      Each engine trains the default run and a larger model, in rounds that take turns. With \
      --python it is compared with a microgpt.py, run by python3 on the same names.

      EXAMPLES
        microgpt-tui bench
        microgpt-tui bench --python microgpt.py --json
      """)

  private static let rounds = 7

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many rounds to measure.", default: Bench.rounds, valueName: "count"),
    transform: NumberArgument.whole)
  var rounds = Bench.rounds

  @Option(
    help: ArgumentHelp("A microgpt.py to compare with.", valueName: "file"), completion: .file())
  var python: String?

  @Flag(help: "Print JSON instead of a table.")
  var json = false

  func run() throws {
    guard 1...1000 ~= rounds else {
      throw Refusal("--rounds is \(rounds); it must be from 1 to 1000")
    }
    let corpus = Corpus(try DataFile.embedded())
    // First, since it is what can fail.
    let python = try python.map { try PythonRace(file: $0, corpus: corpus).result() }
    var report = BenchReport(machine: Machine.name, rounds: rounds)
    report.python = python
    report.training = try TrainingBench.measure(corpus, rounds: rounds)
    let visit = try CourseOptions.parse([]).visit(chapter: nil)
    (report.start, report.frames) = try PictureBench.measure(visit.contents, rounds: rounds)
    try Output.print(try json ? report.json : report.text)
  }
}

/// Training, engine after engine, round after round.
enum TrainingBench {
  /// A model, and how many steps each engine trains in a round.
  private struct Plan {
    let model: String
    let size: ModelSize
    let steps: [(engine: EngineKind, count: Int)]
  }

  static func measure(_ corpus: Corpus, rounds: Int) throws -> [BenchReport.Training] {
    let plans = [
      Plan(model: "", size: .standard, steps: [(.fast, 1000), (.exact, 100)]),
      Plan(
        model: "n_layer 4, n_embd 64, block_size 32",
        size: try ModelSize(layers: 4, width: 64, blockSize: 32),
        steps: [(.fast, 100), (.exact, 5)]),
    ]
    return try plans.flatMap { plan in
      var times = plan.steps.map { _ in [Double]() }
      var lines: [BenchReport.Training] = []
      for round in 0..<rounds {
        for (index, part) in plan.steps.enumerated() {
          var run = try Run(
            corpus: corpus, settings: RunSettings(size: plan.size, steps: part.count),
            engine: part.engine, memory: RunOptions.memory, keepsHistory: false)
          let time = ContinuousClock().measure { while run.train() != nil {} }
          times[index].append(time.microseconds / Double(part.count))
          guard round == rounds - 1 else { continue }
          lines.append(
            BenchReport.Training(
              model: plan.model, engine: part.engine.rawValue, parameters: run.parameterCount,
              steps: part.count, positions: run.meanPositions(ofSteps: 0..<part.count),
              step: .init(times[index])))
        }
      }
      return lines
    }
  }
}

extension Run {
  /// How many positions these steps train on average.
  func meanPositions(ofSteps steps: Range<Int>) -> Double {
    let counts = steps.map { step in
      Tokenizer.trainedLength(
        tokens: tokenizer.encode(document(ofStep: step)), blockSize: settings.size.blockSize)
    }
    return Double(counts.reduce(0, +)) / Double(steps.count)
  }
}

extension Duration {
  var microseconds: Double { self / .microseconds(1) }
  var milliseconds: Double { self / .milliseconds(1) }
}

/// The machine that the figures are for.
enum Machine {
  /// This program.
  static var program: String {
    let linux = "/proc/self/exe"
    return access(linux, X_OK) == 0 ? linux : CommandLine.arguments[0]
  }

  /// The processor as Linux calls it; elsewhere its architecture.
  static var name: String {
    #if arch(x86_64)
      let architecture = "x86-64"
    #elseif arch(arm64)
      let architecture = "arm64"
    #else
      let architecture = "this machine"
    #endif
    guard let bytes = try? DataFile.bytes(path: "/proc/cpuinfo") else { return architecture }
    let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n").first {
      $0.hasPrefix("model name")
    }
    guard let line, let colon = line.firstIndex(of: ":") else { return architecture }
    return String(line[line.index(after: colon)...].drop { $0 == " " })
  }
}
