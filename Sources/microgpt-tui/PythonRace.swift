import MicroGPT

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A microgpt.py, run by python3 on the names of this program.
struct PythonRace {
  let file: String
  let corpus: Corpus

  /// How many steps to wait for: some seconds.
  private static let steps = 21
  /// How long to wait for the next output, in milliseconds.
  private static let patience = 60_000

  /// Trains some steps and stops it.
  ///
  /// - Throws: a line that says why there is nothing to compare with.
  func result() throws -> BenchReport.Python {
    let path = try absolutePath()
    return try Subprocess.holdingStops { try race(path) }
  }

  private func race(_ path: String) throws -> BenchReport.Python {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try folder.write("input.txt", corpus.documents.map { $0 + "\n" }.joined())
    let python: Subprocess
    do {
      // Unbuffered (-u), so that each step is seen when it is done.
      python = try Subprocess(
        ["python3", "-u", path], folder: folder.path, errors: folder.path + "/errors")
    } catch {
      throw Refusal("can't run python3: \(error); install Python or leave out --python")
    }
    defer { python.end() }
    python.endsFirst()

    let clock = ContinuousClock()
    var lines = StepLines()
    // The time before the end of the first step is not only training.
    var first: (time: ContinuousClock.Instant, count: Int)?
    var last = clock.now
    while lines.count < max(PythonRace.steps, 1 + (first?.count ?? 0)),
      let bytes = python.read(within: PythonRace.patience)
    {
      guard !bytes.isEmpty else { throw Refusal("\(file) printed nothing for a minute") }
      guard lines.take(bytes) > 0 else { continue }
      last = clock.now
      first = first ?? (last, lines.count)
    }
    guard let first, lines.count > first.count else {
      throw Refusal("\(file) printed no training steps\(folder.lastError)")
    }
    let steps = lines.count - first.count
    let run = try Run(corpus: corpus, settings: .standard, keepsHistory: false)
    return BenchReport.Python(
      file: file, steps: steps,
      positions: run.meanPositions(ofSteps: first.count..<lines.count),
      step: (last - first.time).microseconds / Double(steps))
  }

  private func absolutePath() throws(Refusal) -> String {
    guard let path = realpath(file, nil) else {
      throw Refusal("can't read --python \(file): \(SystemError()); give the path of microgpt.py")
    }
    defer { free(path) }
    return String(cString: path)
  }
}

/// Counts lines such as `step    1 / 1000 | loss 3.3660` in output that comes piece by piece.
struct StepLines {
  private(set) var count = 0
  private var line: [UInt8] = []

  /// Returns how many such lines end in this piece. They end with CR or LF.
  mutating func take(_ bytes: [UInt8]) -> Int {
    let before = count
    for byte in bytes {
      guard byte == 0x0a || byte == 0x0d else {
        line.append(byte)
        continue
      }
      let text = String(decoding: line, as: UTF8.self)
      if text.hasPrefix("step ") && text.contains("loss") { count += 1 }
      line = []
    }
    return count - before
  }
}

/// A folder that is removed after use.
struct TemporaryFolder {
  let path: String

  init() throws(Refusal) {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    guard let name = strdup("\(parent)/microgpt-tui-XXXXXX") else {
      throw Refusal("there is no memory left")
    }
    defer { free(name) }
    guard mkdtemp(name) != nil else {
      throw Refusal("can't make a folder in \(parent): \(SystemError())")
    }
    path = String(cString: name)
  }

  func write(_ file: String, _ text: String) throws(Refusal) {
    let descriptor = open("\(path)/\(file)", O_WRONLY | O_CREAT, 0o600)
    defer { close(descriptor) }
    do {
      try Output(descriptor: descriptor).write(text)
    } catch {
      throw Refusal("can't write \(path)/\(file): \(error)")
    }
  }

  /// The last line in the file `errors`, in brackets; nothing where there is none.
  var lastError: String {
    let bytes = (try? DataFile.bytes(path: "\(path)/errors")) ?? []
    let line = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).last
    return line.map { " (\($0))" } ?? ""
  }

  /// Removes the folder with the two files that can be in it.
  func remove() {
    for file in ["input.txt", "errors"] { unlink("\(path)/\(file)") }
    rmdir(path)
  }
}
