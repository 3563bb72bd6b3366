import CData
import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// The explainer as a person uses it: keys in, pictures out, and a clock that only the test moves.
@MainActor
struct Person {
  var visit: Visit
  var time = 0
  var size: Size
  /// Whether what a page asks for is worked out at once, as it is for a person who waits a moment.
  var isPatient = true
  /// Whether cards are looked at that are asked when a chapter is opened; if not, they are put away at
  /// once.
  var takesCards = false

  /// Opens the explainer on the trained run of microgpt.py.
  ///
  /// - Parameters:
  ///   - replacement: takes the place of the course's chapter with its number.
  ///   - clock: what work is timed by; one that ticks whenever it is read if nil.
  init(
    chapter: Int, name: String? = nil, _ size: Size = Size(80, 24), run: Run? = nil,
    replacement: (any Chapter)? = nil, clock: SlowClock? = nil
  ) throws {
    let run = try run ?? Runs.trained()
    try self.init(chapter, name: name, size, run: run, replacement: replacement, clock) {
      try Run(corpus: run.corpus, settings: $0, engine: run.engineKind)
    }
  }

  /// Opens the explainer on other documents and a small model, nothing trained yet.
  init(chapter: Int, documents: [String], steps: Int) throws {
    let small = try ModelSize(width: 8, blockSize: 8, heads: 2)
    let first = try Runs.make(seed: 42, steps: steps, documents: documents, size: small)
    let most = 5 * first.parameterCount
    try self.init(chapter, name: nil, Size(80, 24), run: first, replacement: nil, nil) { settings in
      let run = try Runs.make(settings, documents: documents)
      guard run.parameterCount <= most else { throw SettingError("too large for this test") }
      return run
    }
  }

  private init(
    _ chapter: Int, name: String?, _ size: Size, run: Run, replacement: (any Chapter)?,
    _ clock: SlowClock?, makeRun: @escaping (RunSettings) throws -> Run
  ) throws {
    visit = try Visit(
      run: run, name: name, chapter: chapter, makeRun: makeRun,
      stopwatch: clock?.read ?? TickingClock().read)
    if let replacement,
      let index = visit.chapters.firstIndex(where: { $0.number == replacement.number })
    {
      visit.chapters[index] = replacement
    }
    self.size = size
    // Whoever opens a chapter in a test looks at the trained model.
    visit.moment = .newest
    visit.handle(.resized(size), at: time)
    settle()
  }

  // MARK: What a person does

  private mutating func handle(_ event: Event) {
    visit.handle(event, at: time)
    if !takesCards && visit.asking != nil { visit.handle(.key(.escape), at: time) }
    settle()
  }

  mutating func press(_ keys: Key...) {
    for key in keys { handle(.key(key)) }
  }

  /// Presses the key of each character.
  mutating func type(_ text: String) {
    for character in text { handle(.key(.character(character))) }
  }

  mutating func paste(_ text: String) { handle(.pasted(text)) }

  mutating func wait(_ milliseconds: Int) {
    time += milliseconds
    settle()
  }

  mutating func mouse(_ mouse: Mouse) { handle(.mouse(mouse)) }

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
    handle(.resized(size))
  }

  /// Goes to a moment in training, at rest.
  mutating func go(toMoment moment: Int) {
    visit.apply([.moment(moment)], at: time)
    settle()
  }

  /// Goes into a beat, so that this share of its movement is done.
  mutating func enter(beat: Int, share: Double = 1) {
    let beats = beats
    visit.stays[visit.open].playback.go(to: share < 1 ? beat - 1 : beat, in: beats)
    if share < 1 && beat > 0 {
      visit.stays[visit.open].playback.forward(in: beats, at: time)
      time += Int(share * Double(beats[beat].duration))
    }
    settle()
  }

  /// Goes into a beat by its name, so that this share of its movement is done.
  mutating func enter(_ beat: String, share: Double = 1) throws {
    enter(beat: try #require(beats.firstIndex { $0.id == beat }), share: share)
  }

  mutating func goTo(_ chapter: Int) {
    type("g\(chapter)")
    press(.enter)
  }

  /// Trains one step, or does a slice of other work, and says whether there was any.
  mutating func work() -> Bool { visit.work(at: time, until: { true }) }

  /// Does all work there is: training, and what the open page asks for.
  mutating func finishTraining() { while visit.work(at: time, until: { false }) {} }

  /// What comes by itself without training a step: the model of the moment and, for the patient, the
  /// answers that the page asks for.
  private mutating func settle() {
    visit.findMoment(at: time) { false }
    guard isPatient else { return }
    for _ in 0..<100 where visit.answerQuestions(at: time, until: { false }) {}
  }

  // MARK: What a person sees

  var picture: Canvas { visit.picture(size, at: time) }
  var lines: [String] { picture.lines }
  var text: String { lines.joined(separator: "\n") }
  func sees(_ words: String) -> Bool { text.contains(words) }
  /// All that is on the screen, as one line.
  var words: String { text.split { " \n".contains($0) }.joined(separator: " ") }

  /// The row under the scrub bar.
  var status: String { lines[size.height - 2] }

  // MARK: What is behind it

  var view: Visit.View { visit.view(at: time) }
  var chapter: any Chapter { visit.chapters[visit.open] }
  var scene: Scene { view.scene }
  var beats: [Beat] { view.beats }
  var place: Playback.Place { view.place }
  var beat: Int { place.beat }
  var page: Page { view.page }
  var controls: [Control] { page.controls }
  var chosen: Control? { view.chosen }
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
    var run = try untrained(steps: steps, seed: seed)
    while run.train() != nil {}
    return run
  }

  static func untrained(
    steps: Int, seed: Int = 42, makeEngine: Run.MakeEngine? = nil
  ) throws -> Run {
    var settings = RunSettings.standard
    settings.seed = seed
    settings.steps = steps
    return try Run(
      corpus: Corpus(names()), settings: settings, engine: .fast, makeEngine: makeEngine)
  }

  /// A run on other documents, trained to its end.
  static func of(_ documents: [String], steps: Int = 20) throws -> Run {
    var run = try make(seed: 42, steps: steps, documents: documents)
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
      engine: .fast)
  }

  static func names() throws -> Dataset {
    let file = embedded_names()
    let bytes = UnsafeBufferPointer(start: file.bytes, count: Int(file.count))
    return try Dataset(bytes: Array(bytes), name: "names")
  }
}

extension Visit {
  /// All chapters of the course.
  static let numbers = Course.chapters().map(\.number)
}

extension Canvas {
  /// Whether each row has as many columns as it should; half a wide glyph would be one too many or
  /// too few.
  var isWhole: Bool { lines.allSatisfy { $0.columns == size.width } }

  /// The glyphs that become a question mark.
  var withoutASCIIForm: Set<Unicode.Scalar> {
    Set(cells.map(\.glyph).filter { $0 != "?" && $0.ascii == "?" || $0.ascii.value > 0x7e })
  }
}
