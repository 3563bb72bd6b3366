import ArgumentParser
import MicroGPT

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// All that microgpt.py does, without a screen: trains, then makes up names.
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train and make up names, as microgpt.py does, without a screen.",
    discussion: """
      With the same data, seed and settings it gives the numbers of microgpt.py: with \
      --engine exact digit for digit, with --engine fast to twelve digits and more.

      EXAMPLES
        microgpt-tui train
        microgpt-tui train --data cities.txt --steps 3000 --losses losses.csv
      """)

  @OptionGroup var options: RunOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How many names to make up.", valueName: "count"))
  var samples = 20

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The temperature: low for likely names, high for surprising ones.", valueName: "number"))
  var temperature = 0.5

  @Option(
    help: ArgumentHelp("A file to write the loss of each step to, as CSV.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var losses: String?

  func run() throws {
    let settings = try options.settings()
    try GPT.check(temperature: temperature)
    guard 0...1_000_000 ~= samples else {
      throw SettingError("--samples is \(samples); it must be from 0 to 1000000")
    }
    var run = try options.run(
      on: options.data.corpus(), settings: settings, keepsHistory: false)
    let lossFile = try losses.map { try LossFile(path: $0, dataPath: options.data.path) }

    try Output.print("num docs: \(run.documentCount)\n")
    try Output.print("vocab size: \(run.tokenizer.vocabularySize)\n")
    try Output.print("num params: \(run.parameterCount)\n")
    train(&run)
    try lossFile?.write(run.losses)
    if let step = run.divergedAt { throw Refusal.diverged(atStep: step + 1, settings) }

    let names = run.names(samples, temperature: temperature, at: run.trained)
    // The last update can go too far as well, and no loss shows it.
    let likely = names.allSatisfy {
      $0.draws.allSatisfy { $0.probabilities.allSatisfy(\.isFinite) }
    }
    guard likely else { throw Refusal.diverged(atStep: run.trained, settings) }
    try Output.print("--- inference (new, hallucinated names) ---\n")
    for (index, name) in names.enumerated() {
      try Output.print("sample \(index < 9 ? " " : "")\(index + 1): \(name.text)\n")
    }
  }

  private func train(_ run: inout Run) {
    let terminal = Output.standardError
    guard terminal.isTerminal else {
      while run.train() != nil {}
      return
    }
    var bar = ProgressBar(steps: run.settings.steps, output: terminal)
    while let loss = run.train() { bar.show(step: run.trained, loss: loss) }
    bar.erase()
  }
}

/// The file for `--losses`. It is opened before training, so that a wrong path is found early, and
/// changed only when there is something to write.
struct LossFile {
  private let path: String
  private let output: Output

  init(path: String, dataPath: String?) throws(Refusal) {
    self.path = path
    if let dataPath, LossFile.isSame(path, dataPath) {
      throw Refusal("--losses \(path) would overwrite the data; choose another file")
    }
    output = Output(descriptor: open(path, O_WRONLY | O_CREAT, 0o666))
    guard output.descriptor >= 0 else {
      throw Refusal("can't write --losses \(path): \(SystemError()); choose another file")
    }
  }

  /// `step,loss`, the first step is 1; each loss has the digits that Python prints.
  func write(_ losses: [Double]) throws(Refusal) {
    defer { close(output.descriptor) }
    // This fails for a pipe or a device, which has nothing to cut.
    _ = ftruncate(output.descriptor, 0)
    let lines = losses.enumerated().map { "\($0 + 1),\($1)\n" }
    do {
      try output.write("step,loss\n" + lines.joined())
    } catch {
      throw Refusal("can't write --losses \(path): \(error)")
    }
  }

  private static func isSame(_ a: String, _ b: String) -> Bool {
    var (first, second) = (stat(), stat())
    return stat(a, &first) == 0 && stat(b, &second) == 0
      && first.st_dev == second.st_dev && first.st_ino == second.st_ino
      && first.st_mode & S_IFMT == S_IFREG
  }
}
