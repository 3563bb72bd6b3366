import Foundation
import MicroGPT
import Testing

@testable import microgpt_tui

@Suite struct BenchTests {
  /// Made up, but for the names.
  private static func report(python: Bool = true) -> BenchReport {
    var report = BenchReport(machine: "A \"processor\"\\ of 1 GHz", rounds: 3)
    report.training = [
      .init(
        model: "", engine: "fast", parameters: 4192, steps: 1000, positions: 7.125,
        step: .init([4, 3.875, 6])),
      .init(
        model: "", engine: "exact", parameters: 4192, steps: 100, positions: 7.5,
        step: .init([190, 171.5, 1300])),
      .init(
        model: "n_layer 4", engine: "fast", parameters: 200_000, steps: 10, positions: 7,
        step: .init([250, 240])),
    ]
    if python {
      report.python = .init(file: "microgpt.py", steps: 20, positions: 7.125, step: 223_000)
    }
    report.start = .init(firstPicture: .init([18.5, 19.25, 17]))
    report.frames = [
      .init(
        chapter: 4, title: "From scores to probabilities", milliseconds: .init([0.5, 1, 12.5]),
        bytes: .init([100, 1234, 4000]))
    ]
    return report
  }

  @Test func table() {
    let expected = """
      A "processor"\\ of 1 GHz, 3 rounds

      training              µs a step      min      max  steps/s      ns*    × CPython
      fast, Double               4.00     3.88     6.00  250,000    0.134       55,750
      exact, Double               190      172    1,300    5,263    6.043        1,235
      microgpt.py, CPython    223,000                       4.48
      n_layer 4
      fast, Double                245      240      250    4,082    0.175
      * for each parameter and position, of the median

      picture, 100×30, from a key in chapter            ms      min      max    bytes
      the first one, from the program's start         18.5     17.0     19.3
      4. From scores to probabilities                 1.00     0.50     12.5    1,234
      a chapter's figures: of the medians of its beats, the fastest, the slowest

      """
    #expect(BenchTests.report().text == expected)
    let alone = BenchTests.report(python: false).text
    #expect(!alone.contains("microgpt.py") && !alone.contains("55,750"))
    #expect(alone.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test func medians() {
    let odd = BenchReport.Spread([3, 1, 2])
    #expect((odd.median, odd.minimum, odd.maximum) == (2, 1, 3))
    #expect(BenchReport.Spread([4, 1, 2, 3]).median == 2.5)
    #expect(BenchReport.Spread([7]).median == 7)
  }

  @Test(arguments: [true, false]) func machineReadable(python: Bool) throws {
    let text = try BenchTests.report(python: python).json
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
    let all = try #require(value as? [String: Any])
    #expect(all["machine"] as? String == "A \"processor\"\\ of 1 GHz")
    let training = try #require(all["training"] as? [[String: Any]])
    #expect(training.map { $0["engine"] as? String } == ["fast", "exact", "fast"])
    #expect(training.map { $0["model"] as? String } == ["default", "default", "n_layer 4"])
    let step = try #require(training[0]["microsecondsPerStep"] as? [String: Double])
    #expect(step == ["median": 4, "minimum": 3.875, "maximum": 6])
    #expect(training[0]["timesCPython"] as? Double == (python ? 55_750 : nil))
    #expect(training[2]["timesCPython"] is NSNull)
    #expect((all["cpython"] is NSNull) == !python)
    let start = all["millisecondsToFirstPicture"] as? [String: Double]
    #expect(start?["median"] == 18.5)
    let frames = try #require(all["keyToPicture"] as? [[String: Any]])
    #expect((frames[0]["bytes"] as? [String: Double])?["median"] == 1234)
  }

  /// Whatever a string holds comes back.
  @Test func anyString() throws {
    var scalars = String.UnicodeScalarView()
    for value in 0..<0x300 as Range<UInt32> { Unicode.Scalar(value).map { scalars.append($0) } }
    let strings = [String(scalars), "", "\"\\/\r\n", "e\u{301}\r\n😀\u{2028}\u{e0067}"]
    for string in strings {
      let text = try BenchReport(machine: string, rounds: 1).json
      let back = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
      let machine = back?["machine"] as? String
      #expect(machine.map { Array($0.unicodeScalars) } == Array(string.unicodeScalars))
      let hidden: [Unicode.GeneralCategory] = [
        .control, .format, .lineSeparator, .paragraphSeparator,
      ]
      #expect(
        !text.unicodeScalars.contains {
          $0 != "\n" && hidden.contains($0.properties.generalCategory)
        })
    }
  }

  /// All digits of a number; null for what is not finite.
  @Test(arguments: [0, -1.5, 1e300, 1e-300, 4e15, 0.1 + 0.2, .nan, .infinity])
  func anyNumber(number: Double) throws {
    var report = BenchReport(machine: "", rounds: 1)
    report.python = .init(file: "", steps: 1, positions: 1, step: number)
    let text = try report.json
    let line = text.split(separator: "\n").first { $0.contains("microsecondsPerStep") }
    let written = try #require(line?.split(separator: " ").dropFirst(2).first?.dropLast())
    #expect(number.isFinite ? Double(written) == number : written == "null", "\(written)")
  }

  @Test func keysAreSorted() throws {
    let text = try BenchTests.report().json
    let keys = text.split(separator: "\n").filter { $0.hasPrefix("  \"") }
      .compactMap { $0.split(separator: "\"").dropFirst().first.map(String.init) }
    #expect(
      keys == [
        "cpython", "keyToPicture", "machine", "millisecondsToFirstPicture", "rounds", "training",
      ])
  }

  @Test func stepsInPieces() {
    var lines = StepLines()
    #expect(lines.take(Array("num docs: 5\nstep    1 / 1000 | lo".utf8)) == 0)
    #expect(lines.take(Array("ss 3.3660\rstep    2 / 1000 | loss 3.4\n\r".utf8)) == 2)
    #expect(lines.take(Array("step by step\nsteps: loss\n".utf8)) == 0)
    #expect(lines.take(Array("step    3 / 1000 | loss 3.3\r".utf8)) == 1)
    #expect(lines.count == 3)
  }

  /// A program that prints steps is timed, and stopped; it finds the names as `input.txt`.
  @Test func programIsRun() throws {
    let folder = try Folder()
    let program = """
      import sys
      names = [line.strip() for line in open('input.txt')]
      for i in range(len(names)):
        sys.stdout.write(f'step {i + 1:4d} / 1000 | loss 3.0\\r')
        sys.stdout.flush()
      while True: pass
      """
    try folder.write("endless.py", Array(program.utf8))
    let corpus = Corpus(try DataFile.embedded())
    let result = try PythonRace(file: folder.path + "/endless.py", corpus: corpus).result()
    #expect(result.steps >= 1)
    #expect(result.step >= 0 && result.step.isFinite)
    #expect((1...16).contains(result.positions))
  }

  /// A signal that ends the program leaves neither the folder nor the other program behind.
  @Test func endedBySignal() throws {
    let folder = try Folder()
    // Asks for the end when it is at work, and would go on for as long as it is waited for.
    let program = """
      import os, signal
      with open(os.environ['NOTE'], 'w') as note: note.write(f'{os.getpid()} {os.getcwd()}')
      for step in range(30):
        print(f'step {step + 1:4d} / 1000 | loss 3.0', flush=True)
        if step == 0: os.kill(os.getppid(), signal.SIGTERM)
      """
    try folder.write("asking.py", Array(program.utf8))
    let bench = try Command(
      "bench --python asking.py", in: folder,
      environment: "NOTE='\(folder.path)/note' TMPDIR='\(folder.path)'")
    #expect(bench.exitCode == 143 && bench.output == "")
    // The shell may say that it was terminated.
    #expect(!bench.error.contains("microgpt-tui"))
    let note = try folder.read("note").split(separator: " ")
    #expect(note[1].contains("/microgpt-tui-"))
    #expect(!FileManager.default.fileExists(atPath: String(note[1])))
    #expect(kill(try #require(Int32(note[0])), 0) != 0)
  }

  @Test(arguments: [
    ("--rounds 0", "--rounds is 0; it must be from 1 to 1000"),
    ("--rounds -1", "--rounds is -1; it must be from 1 to 1000"),
    (
      "--rounds many",
      "The value 'many' is invalid for '--rounds <count>': give a whole number such as 12 (--help lists what there is)"
    ),
    (
      "--python none.py",
      "can't read --python none.py: No such file or directory; give the path of microgpt.py"
    ),
    ("--python quiet.py", "quiet.py printed no training steps"),
    ("--python broken.py", "broken.py printed no training steps (ValueError: such as this)"),
  ]) func refusals(arguments: String, line: String) throws {
    let folder = try Folder()
    try folder.write("quiet.py", Array("print('nothing')\n".utf8))
    try folder.write("broken.py", Array("raise ValueError('such as this')\n".utf8))
    let bench = try Command("bench \(arguments)", in: folder)
    #expect(bench.exitCode != 0)
    #expect(bench.output == "")
    #expect(bench.error == "microgpt-tui: \(line)\n")
  }
}
