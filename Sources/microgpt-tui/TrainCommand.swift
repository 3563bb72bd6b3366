import ArgumentParser
import MicroGPT
import Stage

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

  // As many names as microgpt.py makes up, and at its temperature.
  private static let samples = 20
  private static let temperature = 0.5

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How many names to make up.", default: Train.samples, valueName: "count"),
    transform: NumberArgument.whole)
  var samples = Train.samples

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The temperature: low for likely names, high for surprising ones.",
      default: Train.temperature, valueName: "number"),
    transform: NumberArgument.decimal)
  var temperature = Train.temperature

  @Option(
    help: ArgumentHelp(
      "A file to write the loss of each step to, as CSV; - for standard output, which then gets "
        + "nothing else.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var losses: String?

  func run() throws {
    let settings = try options.settings()
    try GPT.check(temperature: temperature)
    guard 0...1_000_000 ~= samples else {
      throw SettingError("--samples is \(samples); it must be from 0 to 1000000")
    }
    var run = try options.firstRun(settings: settings, keepsHistory: false)
    let lossFile = try losses.map { try LossFile(path: $0, dataPath: options.data.path) }

    func say(_ line: String) throws {
      if lossFile?.isStandardOutput != true { try Output.print(line + "\n") }
    }
    try say("num docs: \(run.documentCount)")
    try say("vocab size: \(run.tokenizer.vocabularySize)")
    try say("num params: \(run.parameterCount)")
    train(&run)
    try lossFile?.write(run.losses)
    if let step = run.divergedAt { throw Refusal.diverged(atStep: step + 1, settings) }

    let names = run.names(samples, temperature: temperature, at: run.trained)
    // The last update can go too far as well, and no loss shows it.
    let likely = names.allSatisfy {
      $0.draws.allSatisfy { $0.probabilities.allSatisfy(\.isFinite) }
    }
    guard likely else { throw Refusal.diverged(atStep: run.trained, settings) }
    try say("--- inference (new, hallucinated names) ---")
    for (index, name) in names.enumerated() {
      try say("sample \(index < 9 ? " " : "")\(index + 1): \(name.text.escaped)")
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
  /// Whether it was opened for the losses; else it is standard output or standard error.
  private let isOwn: Bool

  /// - Parameter path: `-` is standard output.
  /// - Throws: `Refusal` where it can't be written, or is the data.
  init(path: String, dataPath: String?) throws(Refusal) {
    self.path = path
    guard !path.isEmpty else {
      throw Refusal("--losses is empty; give the path of a file, or - for standard output")
    }
    let status = FileStatus(path: path)
    if let status, status.isRegular, dataPath.flatMap(FileStatus.init)?.isSame(as: status) == true {
      throw Refusal("--losses \(path) would overwrite the data; choose another file")
    }
    // A file that is open already would be written over, if it were opened once more.
    let standard = [Output.standardOutput, .standardError].first { output in
      path == "-"
        || status.flatMap { FileStatus(descriptor: output.descriptor)?.isSame(as: $0) } == true
    }
    isOwn = standard == nil
    var line = StatusLine(output: .standardError)
    defer { line.erase() }
    if isOwn && status?.isPipe == true {
      line.showNow { columns in
        "waiting for a reader of \(path.escaped) (Ctrl-C ends this)".cut(columns - 1)
      }
    }
    output = standard ?? Output(descriptor: open(path, O_WRONLY | O_CREAT, 0o666))
    guard output.descriptor >= 0 else {
      throw Refusal("can't write --losses \(path): \(SystemError()); choose another file")
    }
  }

  var isStandardOutput: Bool { output.descriptor == STDOUT_FILENO }

  /// `step,loss`, the first step is 1; each loss has the digits that Python prints.
  func write(_ losses: [Double]) throws {
    let lines = losses.enumerated().map { "\($0 + 1),\($1)\n" }
    let text = "step,loss\n" + lines.joined()
    guard !isStandardOutput else { return try Output.print(text) }
    if isOwn {
      // This fails for a pipe or a device, which has nothing to cut.
      _ = ftruncate(output.descriptor, 0)
    }
    defer { if isOwn { close(output.descriptor) } }
    do {
      try output.write(text)
    } catch {
      throw Refusal("can't write --losses \(path): \(error)")
    }
  }
}
