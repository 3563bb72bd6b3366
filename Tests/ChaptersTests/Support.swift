import CData
import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// The explainer as a person uses it: keys in, pictures out, and a clock that only the test moves.
@MainActor
struct Person {
  var explainer: Explainer
  var time = 0
  var size: Size

  /// Opens the explainer on the trained run of microgpt.py.
  init(
    chapter: Int, name: String? = nil, _ size: Size = Size(80, 24), run: Run? = nil
  ) throws {
    let run = try run ?? Runs.trained()
    let watch = SlowClock()
    explainer = try Explainer(
      run: run, name: name, chapter: chapter,
      makeRun: { try Run(corpus: run.corpus, settings: $0, engine: .exact) },
      stopwatch: watch.read)
    explainer.race(by: watch)
    self.size = size
    explainer.handle(.resized(size), at: time)
  }

  /// Opens the explainer on other documents and a small model, nothing trained yet.
  init(chapter: Int, documents: [String], steps: Int) throws {
    let small = try ModelSize(width: 8, blockSize: 8, heads: 2)
    let first = try Runs.make(seed: 42, steps: steps, documents: documents, size: small)
    let most = 5 * first.parameterCount
    let watch = SlowClock()
    let make = { (settings: RunSettings) in
      let run = try Runs.make(settings, documents: documents)
      guard run.parameterCount <= most else { throw SettingError("too large for this test") }
      return run
    }
    explainer = try Explainer(
      run: first, chapter: chapter, makeRun: make, stopwatch: watch.read)
    explainer.race(by: watch)
    size = Size(80, 24)
  }

  // MARK: What a person does

  mutating func press(_ keys: Key...) {
    for key in keys { explainer.handle(.key(key), at: time) }
  }

  /// Presses the key of each character.
  mutating func type(_ text: String) {
    for character in text { explainer.handle(.key(.character(character)), at: time) }
  }

  mutating func paste(_ text: String) { explainer.handle(.pasted(text), at: time) }

  mutating func wait(_ milliseconds: Int) { time += milliseconds }

  mutating func mouse(_ mouse: Mouse) { explainer.handle(.mouse(mouse), at: time) }

  mutating func click(_ x: Int, _ y: Int) {
    mouse(.pressed(x: x, y: y))
    mouse(.released(x: x, y: y))
  }

  /// Clicks the middle of the first region that does this.
  mutating func click(_ touch: Touch) throws {
    let rect = try #require(picture.regions.first { $0.touch == touch }?.rect)
    click(rect.x + rect.width / 2, rect.y + rect.height / 2)
  }

  /// Drags from one end of a region towards its other end, to a share of its width.
  mutating func drag(_ touch: Touch, to share: Double) throws {
    let rect = try #require(picture.regions.first { $0.touch == touch }?.rect)
    mouse(.pressed(x: rect.x, y: rect.y))
    for step in 1...4 {
      let part = share * Double(step) / 4
      mouse(.dragged(x: rect.x + Int((part * Double(rect.width - 1)).rounded()), y: rect.y + step))
    }
    mouse(.released(x: rect.x, y: rect.y))
  }

  mutating func resize(_ width: Int, _ height: Int) {
    size = Size(width, height)
    explainer.handle(.resized(size), at: time)
  }

  /// Trains one step, and says whether there was one.
  mutating func work() -> Bool { explainer.work(at: time, until: { true }) }

  /// Does all work there is: training, and what the open chapter does.
  mutating func finishTraining() { while explainer.work(at: time, until: { false }) {} }

  // MARK: What a person sees

  var picture: Canvas { explainer.picture(size, at: time) }
  var lines: [String] { picture.lines }
  var text: String { lines.joined(separator: "\n") }
  func sees(_ words: String) -> Bool { text.contains(words) }

  /// The row under the scrub bar.
  var status: String { lines[size.height - 2] }

  // MARK: What is behind it

  var scene: Scene { explainer.scene(at: time) }
  var beats: [Beat] { explainer.chapter.beats(in: scene) }
  var place: Playback.Place { explainer.chapter.playback.place(in: beats, at: time) }
  var beat: Int { place.beat }
  var controls: [Control] { explainer.chapter.controls(in: scene) }
}

/// A failure needs no more of a person than this.
extension Person: CustomTestStringConvertible {
  nonisolated var testDescription: String { "a person" }
}

/// The runs that tests share.
@MainActor
enum Runs {
  private static var complete: Run?

  /// The run of microgpt.py after its 1,000 steps. Looking at it changes nothing.
  static func trained() throws -> Run {
    if let complete { return complete }
    let run = try short(steps: 1000)
    complete = run
    return run
  }

  /// A run of few steps on the names, trained to its end.
  static func short(steps: Int, seed: Int = 42) throws -> Run {
    let run = try untrained(steps: steps, seed: seed)
    while run.train() != nil {}
    return run
  }

  static func untrained(steps: Int, seed: Int = 42) throws -> Run {
    var settings = RunSettings.standard
    settings.seed = seed
    settings.steps = steps
    return try Run(corpus: Corpus(names()), settings: settings, engine: .exact)
  }

  /// A run on other documents, trained to its end.
  static func of(_ documents: [String], steps: Int = 20) throws -> Run {
    let run = try make(seed: 42, steps: steps, documents: documents)
    while run.train() != nil {}
    return run
  }

  static func make(
    seed: Int, steps: Int, documents: [String], size: ModelSize = .standard
  ) throws -> Run {
    var settings = RunSettings.standard
    settings.seed = seed
    settings.steps = steps
    settings.size = size
    return try make(settings, documents: documents)
  }

  static func make(_ settings: RunSettings, documents: [String]) throws -> Run {
    let text = documents.joined(separator: "\n")
    return try Run(
      corpus: Corpus(Dataset(bytes: Array(text.utf8), name: "documents")), settings: settings,
      engine: .exact)
  }

  static func names() throws -> Dataset {
    let file = embedded_names()
    let bytes = UnsafeBufferPointer(start: file.bytes, count: Int(file.count))
    return try Dataset(bytes: Array(bytes), name: "names")
  }
}

/// A clock that only moves when a `PacedEngine` has done a step.
final class SlowClock {
  var nanoseconds = 0
  func read() -> Int { nanoseconds }
}

/// An engine whose steps take as long as the test says, on the clock of the test.
final class PacedEngine: Engine {
  private let engine: any Engine
  private let clock: SlowClock
  private let pace: Int

  init(_ engine: any Engine, _ clock: SlowClock, pace: Int) {
    self.engine = engine
    self.clock = clock
    self.pace = pace
  }

  var state: TrainingState {
    get { engine.state }
    set { engine.state = newValue }
  }

  var stepNumber: Int { engine.stepNumber }

  var size: ModelSize { engine.size }

  func logits(after token: Int, at position: Int) -> [Double] {
    engine.logits(after: token, at: position)
  }

  func step(tokens: [Int]) -> Double {
    clock.nanoseconds += pace
    return engine.step(tokens: tokens)
  }
}

extension Explainer {
  /// Lets chapter 12 race by a clock of the test: 250 µs a step against 8 µs.
  mutating func race(by clock: SlowClock) {
    guard let index = chapters.firstIndex(where: { $0.number == 12 }) else { return }
    chapters[index] = EverythingElse { run in
      let (exact, fast) = Race.engines(of: run)
      return (PacedEngine(exact, clock, pace: 250_000), PacedEngine(fast, clock, pace: 8_000))
    }
  }

  /// All chapters of the course.
  static let numbers = Course.chapters().map(\.number)
}
