/// How long a person waits for a picture: the program itself, in a terminal of its own.
enum PictureBench {
  private static let (columns, rows) = (100, 30)
  /// The bytes at the end of each picture.
  private static let end = Array("\u{1b}[?2026l".utf8)
  /// The key that goes to the next beat.
  private static let next = "\u{1b}[C"
  /// How long to wait for a picture, in milliseconds.
  private static let patience = 10_000
  /// When nothing has come for this long, the picture is at rest. In milliseconds.
  private static let quiet = 60

  /// - Returns: from the start to the first picture, and for each chapter from a key that chooses
  ///   another moment of training to the picture of it: the medians of its beats.
  static func measure(_ chapters: [(number: Int, title: String, beats: Int)], rounds: Int) throws
    -> (BenchReport.Start, [BenchReport.Frame])
  {
    var starts: [Double] = []
    for _ in 0..<rounds {
      let watched = try Watched()
      starts.append(try watched.picture().milliseconds)
      watched.program.end()
    }
    let watched = try Watched()
    defer { watched.program.end() }
    let frames = try chapters.map { chapter in
      try watched.settle()
      watched.press("g\(chapter.number)\r")
      try watched.settle()
      // The pages are measured, not the cards that may be asked before them.
      watched.press("\u{1b}")
      try watched.settle()
      var (milliseconds, bytes) = ([Double](), [Double]())  // [beat]
      for beat in 0..<chapter.beats {
        if beat > 0 {
          watched.press(next)
          try watched.settle()
        }
        var samples: [(milliseconds: Double, bytes: Int)] = []
        for round in 0..<rounds {
          // The model of another moment: all that the chapter shows is computed anew.
          watched.press(round % 2 == 0 ? "[" : "]")
          samples.append(try watched.picture())
          try watched.settle()
        }
        milliseconds.append(BenchReport.Spread(samples.map(\.milliseconds)).median)
        bytes.append(BenchReport.Spread(samples.map { Double($0.bytes) }).median)
      }
      return BenchReport.Frame(
        chapter: chapter.number, title: chapter.title, milliseconds: .init(milliseconds),
        bytes: .init(bytes))
    }
    return (BenchReport.Start(firstPicture: .init(starts)), frames)
  }

  /// The explorer in a terminal that nobody sees.
  private final class Watched {
    let program: Subprocess
    private let clock = ContinuousClock()
    /// When it was started, or the last key was pressed.
    private var start: ContinuousClock.Instant

    init() throws {
      start = clock.now
      do {
        program = try Subprocess(
          [Machine.program, "explore", "--fresh"], columns: columns, rows: rows)
      } catch {
        throw Refusal("can't run the explorer in a terminal of its own: \(error)")
      }
    }

    func press(_ keys: String) {
      start = clock.now
      program.type(keys)
    }

    /// Waits for the end of a picture.
    func picture() throws -> (milliseconds: Double, bytes: Int) {
      var seen: [UInt8] = []
      while let bytes = program.read(within: patience), !bytes.isEmpty {
        let now = clock.now
        seen += bytes
        // The end may come in pieces.
        if let place = seen.firstRange(of: PictureBench.end)?.upperBound {
          return ((now - start).milliseconds, place)
        }
      }
      throw Refusal("the explorer did not draw in a terminal of its own")
    }

    /// Waits until the picture is at rest, or for `patience`.
    func settle() throws {
      let deadline = clock.now + .milliseconds(patience)
      while clock.now < deadline {
        guard let bytes = program.read(within: quiet) else {
          throw Refusal("the explorer did not go on in a terminal of its own")
        }
        if bytes.isEmpty { return }
      }
    }
  }
}
