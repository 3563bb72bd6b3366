import Chapters
import MicroGPT
import Stage

/// The whole program as a value: what a person did changes it, and a time makes a picture of it.
public struct Explainer {
  public internal(set) var study: Study
  public internal(set) var name: String
  public internal(set) var chapters: [any Chapter] = Course.chapters()
  /// Which of `chapters` is open.
  public internal(set) var open = 0
  public internal(set) var overlay: Overlay?
  public internal(set) var prompt: Prompt?
  /// Whether the code is shown; nil where the width decides.
  var wantsCode: Bool?
  /// A word to the reader, until the next key.
  var notice: String?
  public internal(set) var isOver = false

  /// The run that is being trained to take the place of `study`.
  var pending: Pending?
  /// What the run is compared with, and the number of the knob whose turns led away from it.
  var former: RunRecord?
  var turning: Int?
  /// The runs that were tried, the newest first, each once.
  var tried: [RunRecord] = []
  var temperature = Study.firstTemperature

  var moment: Moment
  var size = Size(80, 24)
  /// What the mouse holds: a slider or the scrub bar, and where it lies.
  var held: Canvas.Region?
  let makeRun: (RunSettings) throws -> Run
  let stopwatch: () -> Int

  /// What lies over the picture.
  public enum Overlay: Equatable, Sendable {
    case help(scroll: Int)
    case glossary(scroll: Int)
    case mathematics

    func scrolled(by rows: Int) -> Overlay {
      switch self {
      case .help(let scroll): .help(scroll: max(0, scroll + rows))
      case .glossary(let scroll): .glossary(scroll: max(0, scroll + rows))
      case .mathematics: self
      }
    }
  }

  /// What is being typed.
  public enum Prompt: Equatable, Sendable {
    /// The name; `before` comes back with Escape.
    case name(before: String)
    case chapter(digits: String)
  }

  /// The moment in training: at rest, moving by itself, or wherever the training has come to.
  enum Moment: Equatable {
    case newest
    case at(Int)
    case moving(from: Int, since: Int, perSecond: Double)
  }

  /// - Parameters:
  ///   - run: the model in training; `work` trains it on.
  ///   - name: the name to begin with; `emma` where nil, or the first document where a character of
  ///     it is in none.
  ///   - chapter: the number of the chapter to begin with.
  ///   - makeRun: makes a run with other settings, on the same documents; what it throws is told.
  ///   - stopwatch: nanoseconds since any moment; it is only asked how long work takes.
  /// - Throws: `CourseError` where there is no such chapter.
  public init(
    run: Run, name: String? = nil, chapter: Int? = nil,
    makeRun: @escaping (_ settings: RunSettings) throws -> Run, stopwatch: @escaping () -> Int
  ) throws(CourseError) {
    self.stopwatch = stopwatch
    study = Study(run: run)
    self.makeRun = makeRun
    moment = .newest
    let name = run.tokenizer.known(name ?? "emma")
    // Another list may not have all letters of emma: then its first name is looked at.
    let isKnown = run.tokenizer.firstUnknown(in: name) == nil
    self.name = isKnown ? name : run.document(ofStep: 0)
    if let chapter {
      guard let index = chapters.firstIndex(where: { $0.number == chapter }) else {
        throw CourseError.noChapter(chapter, there: chapters.map(\.number))
      }
      open = index
    }
    if run.isComplete { remember() }
  }

  var chapter: any Chapter { chapters[open] }

  /// How many steps the run has.
  public var steps: Int { study.run.settings.steps }

  /// The moment at a time, 0…trained.
  func moment(at time: Int) -> Int {
    let last = study.lastMoment
    switch moment {
    case .newest: return last
    case .at(let step): return min(step, last)
    case .moving(let from, let since, let perSecond):
      return min(last, from + Int(Double(time - since) * perSecond / 1000))
    }
  }

  func isTraining(at time: Int) -> Bool {
    guard case .moving = moment else { return false }
    let end = study.run.isComplete ? study.lastMoment : study.run.settings.steps
    return moment(at: time) < end
  }

  func scene(at time: Int) -> Scene {
    Scene(
      study: study, name: name, moment: moment(at: time), isTraining: isTraining(at: time),
      time: time, temperature: temperature, pending: pending?.study.run,
      speaksOfPending: speaksOfPending(at: time),
      former: pending.map(\.former) ?? former, tried: tried)
  }

  /// When the picture changes next by itself, nil where nothing moves.
  public func nextChange(after time: Int) -> Int? {
    let beats = chapter.beats(in: scene(at: time))
    let playback = chapter.playback.nextChange(in: beats, after: time)
    guard isTraining(at: time), case .moving(let from, let since, let perSecond) = moment else {
      return playback
    }
    let next = moment(at: time) + 1
    let due = since + Int((Double(next - from) * 1000 / perSecond).rounded(.up))
    return min(max(time + Playback.frame, due), playback ?? .max)
  }

  static func refusal(of scalar: Unicode.Scalar) -> String {
    let shown = scalar.columns == 0 ? scalar.codePoint : "“\(scalar)”"
    return "\(shown) is in none of the names, so the model has no number for it"
  }
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
