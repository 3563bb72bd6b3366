import Chapters
import MicroGPT
import Stage

/// A visit to the explainer as a value: what a person did changes it, and a time makes a picture of it.
///
/// It owns what all chapters share: where one is among the beats, what is chosen, the run, the moment in
/// its training. A copy that goes on leaves the other as it was.
public struct Visit {
  public internal(set) var chapters: [any Chapter] = Course.chapters()
  /// Which of `chapters` is open.
  public internal(set) var open = 0
  /// Where one is in each chapter, and what is chosen there.
  var stays: [Stay]

  /// The name as it was typed last.
  public internal(set) var name: String
  /// The names that were kept, the newest first, each once.
  var keptNames: [String] = []
  public internal(set) var overlay: Overlay?
  public internal(set) var prompt: Prompt?
  /// The cards that are asked since a chapter was opened, until all had their turn.
  var recall: Recall?
  /// Whether the code is shown; nil where the width decides.
  var wantsCode: Bool?
  /// A word to the reader, until the next key.
  var notice: String?
  /// The cell that the mouse points at; nil when something else was done since, so that what it was
  /// said of the number there gives way.
  var pointer: Point?
  public internal(set) var isOver = false
  /// Whether the mouse points and clicks here; if not, the terminal has it, and selects text with it.
  public var usesMouse = true

  /// The run that all chapters show, as far as it is trained.
  public internal(set) var run: Run
  /// The run that is being trained to take its place.
  var pending: Pending?
  /// The present run at its other length, ten times as long or the first one, as it was left.
  var other: Left?
  /// What the run is compared with, and the knob whose turns led away from it.
  var former: RunRecord?
  var turning: Target?
  /// The runs that were tried, the newest first, each once.
  var tried: [RunRecord] = []
  /// As it was set last.
  var temperature = Scene.firstTemperature
  /// The parameter that the reader has changed: that value it has at every moment.
  var edit: Edit?
  /// The name and the temperature that pages show, if the model is large; `name` and `temperature` are
  /// what is wanted, and shown as soon as all that pages need is found.
  var shown: Aspect
  /// What is being found, nil where all is there.
  var finding: Finding?
  var finder = FactFinder()
  /// Until then nothing that moves by itself is found, in nanoseconds of the stopwatch.
  var resting = 0
  /// The first names of the present run, for the list of runs, as far as they are made up.
  var recording: Recording?

  var moment = Moment.newest
  /// How fast the moment moves: a place in `Pace.all`.
  var pace = Pace.first
  /// The model at the moment, as far as it was found.
  public internal(set) var snapshot: Snapshot
  let facts = Facts()
  var desk = Desk()
  /// What the reader has done.
  public internal(set) var progress = Progress()
  /// The beat of the open chapter that has all its answers, until something happens.
  var answered: Int?

  var size = Size(80, 24)
  /// What the mouse holds: a slider or the scrub bar, and where it lies.
  var held: Canvas.Region?
  /// Whether the scrub bar that the mouse holds moves the beats: a page that it comes to may have a bar of
  /// its own.
  var holdsBeats = false
  let makeRun: (RunSettings) throws -> Run
  let stopwatch: () -> Int

  /// A person's place in a chapter.
  struct Stay {
    var playback = Playback()
    /// What was chosen there, the newest first, one of each type.
    private(set) var choices: [Target] = []
    /// The beats up to the one where it was left.
    var way: [String] = []
    var wasOpened = false
    /// Whether cards were asked when it was opened: they are not asked each time one comes back to it.
    var hadCards = false
    /// The number whose origin is looked at, and the way to it.
    var origin: Origin?

    mutating func choose(_ target: Target) {
      choices = [target] + choices.filter { !$0.isAlike(target) }
    }
  }

  /// What lies over the picture.
  public enum Overlay: Equatable, Sendable {
    case help(scroll: Int)
    case glossary(scroll: Int)
    case mathematics
    case contents(Contents)
    /// Offers to go on where the last visit ended.
    case welcomeBack(Progress.Place)

    /// Whether it may be longer than the window.
    var isScrolled: Bool {
      switch self {
      case .help, .glossary: true
      case .mathematics, .contents, .welcomeBack: false
      }
    }

    func scrolled(by rows: Int) -> Overlay {
      switch self {
      case .help(let scroll): .help(scroll: max(0, scroll + rows))
      case .glossary(let scroll): .glossary(scroll: max(0, scroll + rows))
      case .mathematics, .contents, .welcomeBack: self
      }
    }
  }

  /// What is being typed.
  public enum Prompt: Equatable, Sendable {
    case name(TextField)
    /// What the open page has an entry for.
    case entry(TextField)
  }

  /// The moment in training: at rest, moving by itself, or wherever the training has come to.
  enum Moment: Equatable {
    case newest
    case at(Int)
    case moving(from: Int, since: Int)
  }

  /// - Parameters:
  ///   - run: the model in training; `work` trains it on.
  ///   - name: the name to begin with; the run's `firstName` where nil, or where a character of it is
  ///     in no document.
  ///   - chapter: the number of the chapter to begin with.
  ///   - progress: what was done in earlier visits. Where no chapter is named, the place where the last
  ///     one ended is offered.
  ///   - makeRun: makes a run with other settings, on the same documents; what it throws is told.
  ///   - stopwatch: nanoseconds since any moment; it is only asked how long work takes.
  /// - Throws: `CourseError` where there is no such chapter.
  public init(
    run: Run, name: String? = nil, chapter: Int? = nil, progress: Progress = Progress(),
    makeRun: @escaping (_ settings: RunSettings) throws -> Run, stopwatch: @escaping () -> Int
  ) throws(CourseError) {
    self.stopwatch = stopwatch
    self.run = run
    self.makeRun = makeRun
    stays = chapters.map { _ in Stay() }
    snapshot = Snapshot(of: run, at: run.lastMoment)
    let wanted = name.map(run.tokenizer.known)
    let isKnown = wanted.map { run.tokenizer.firstUnknown(in: $0) == nil } ?? false
    let whole = isKnown ? wanted ?? "" : run.firstName
    self.name = whole.beginning(run.longestName)
    if self.name.utf8.count < whole.utf8.count {
      notice = "A long name: the chapters look at its first \(run.longestName.grouped) characters"
    }
    shown = Aspect(name: self.name, temperature: temperature)
    keepName()
    if let chapter {
      guard let index = chapters.firstIndex(where: { $0.number == chapter }) else {
        throw CourseError.noChapter(chapter, there: chapters.map(\.number))
      }
      open = index
    }
    if run.isComplete && run.isQuick { remember() }
    self.progress = progress
    if chapter == nil { offerToGoOn() }
    enter()
    takeCards()
  }

  /// How many steps the run has.
  public var steps: Int { run.settings.steps }

  /// Whether the present run is the one that was trained ten times as long.
  var isLong: Bool { other.map { $0.run.settings.steps < steps } ?? false }

  /// How fast the moment moves, in training steps a second.
  private var rate: Double { Pace.rate(pace, isLong: isLong) }

  /// The moment at a time, 0…trained.
  func moment(at time: Int) -> Int {
    let last = run.lastMoment
    switch moment {
    case .newest: return last
    case .at(let step): return min(step, last)
    case .moving(let from, let since):
      // In Double: all at once is far more than an Int counts.
      return Int(min(Double(last), Double(from) + Double(time - since) * rate / 1000))
    }
  }

  func isTraining(at time: Int) -> Bool {
    guard case .moving = moment else { return false }
    let end = run.isComplete ? run.lastMoment : run.settings.steps
    return moment(at: time) < end
  }

  /// When the picture changes next by itself, nil where nothing moves.
  public func nextChange(after time: Int) -> Int? {
    let playback = stays[open].playback.nextChange(in: beats(at: time), after: time)
    guard isTraining(at: time), case .moving(let from, let since) = moment else {
      return playback
    }
    let next = moment(at: time) + 1
    let due = since + Int((Double(next - from) * 1000 / rate).rounded(.up))
    return min(max(time + Playback.frame, due), playback ?? .max)
  }

  func scene(at time: Int) -> Scene {
    var runs = Scene.Runs()
    runs.pending = pending?.run
    runs.speaksOfPending = speaksOfPending(at: time)
    runs.former = pending.map(\.former) ?? former
    runs.otherSteps = other?.run.settings.steps
    runs.tried = tried
    let aspect = run.isQuick ? wanted : shown
    return Scene(
      run: run, snapshot: snapshot, edit: aspect.edit, name: aspect.name, keptNames: keptNames,
      isTraining: isTraining(at: time), pace: pace, temperature: aspect.temperature, runs: runs,
      progress: progress, facts: facts, desk: desk)
  }

  static func refusal(of scalar: Unicode.Scalar) -> String {
    "“\(scalar.shown)” is in none of the names, so the model has no number for it"
  }
}

extension Run {
  /// The name to begin with: emma, or the first document of the training where another list lacks a
  /// character of emma.
  public var firstName: String {
    tokenizer.firstUnknown(in: "emma") == nil ? "emma" : document(ofStep: 0)
  }

  /// How many characters of a name are looked at, and can be typed: more than the model sees would be
  /// worth nothing, but some more show that it is cut.
  var longestName: Int { max(40, settings.size.blockSize + 1) }
}

extension String {
  /// Its first characters.
  fileprivate func beginning(_ count: Int) -> String { String(unicodeScalars.prefix(count)) }
}

extension Tokenizer {
  /// The character as the vocabulary has it: small where only that is known.
  func known(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    let small = scalar.properties.lowercaseMapping.unicodeScalars
    guard id(of: scalar) == nil, small.count == 1, let first = small.first, id(of: first) != nil
    else { return scalar }
    return first
  }

  /// A name with its characters as the vocabulary has them.
  public func known(_ name: String) -> String {
    String(String.UnicodeScalarView(name.unicodeScalars.map { known($0) }))
  }
}

/// A place in the course that is not there.
public enum CourseError: Error, Equatable, CustomStringConvertible {
  case noChapter(Int, there: [Int])
  case noBeat(Int, chapter: Int, count: Int)

  public var description: String {
    switch self {
    case .noChapter(let number, let there):
      let list = there.map(String.init).joined(separator: ", ")
      return "there is no chapter \(number); choose one of \(list)"
    case .noBeat(let number, let chapter, let count):
      return "chapter \(chapter) has no beat \(number); choose one from 1 to \(count)"
    }
  }
}
