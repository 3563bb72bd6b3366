import MicroGPT
import Stage

/// What all chapters share, at one time: the run, the name, the moment.
public struct Scene {
  public let study: Study
  public let name: String
  /// How many steps are trained in the model that is shown, 0…steps.
  public let moment: Int
  /// Whether the moment moves by itself: training plays.
  public let isTraining: Bool
  public let time: Int
  /// How daring made-up names are; microgpt.py's is 0.5.
  public let temperature: Double
  /// The run that is being trained to take the place of this one, nil where none is.
  public let pending: Run?
  /// Whether it takes so long that one should be told.
  public let speaksOfPending: Bool
  /// The run that the newest one is compared with: the one before the knob in hand was turned.
  public let former: RunRecord?
  /// The runs that were tried, the newest first.
  public let tried: [RunRecord]

  package init(
    study: Study, name: String, moment: Int, isTraining: Bool, time: Int, temperature: Double,
    pending: Run?, speaksOfPending: Bool, former: RunRecord?, tried: [RunRecord]
  ) {
    self.study = study
    self.name = name
    self.moment = moment
    self.isTraining = isTraining
    self.time = time
    self.temperature = temperature
    self.pending = pending
    self.speaksOfPending = speaksOfPending
    self.former = former
    self.tried = tried
  }

  package var run: Run { study.run }
  /// The run that the knobs stand for.
  package var newest: Run { pending ?? run }
  package var tokenizer: Tokenizer { study.tokenizer }
  /// BOS, the name's ids, BOS.
  package var tokens: [Int] { tokenizer.encode(name) }
  /// How many positions of the name the model sees.
  package var positions: Int {
    Tokenizer.trainedLength(tokens: tokens, blockSize: run.settings.size.blockSize)
  }
  /// What the model computes for the name at the moment.
  package var trace: Trace { study.trace(of: name, at: moment) }
  package func label(_ token: Int) -> String { study.label(token) }
  /// A number of the run as it is: all its digits from the exact engine; from the fast one those that
  /// are microgpt.py's too.
  package func digits(_ number: Double) -> String {
    run.engineKind == .exact ? "\(number)" : number.shown(12)
  }

  /// The same with another temperature.
  package func with(temperature: Double) -> Scene {
    Scene(
      study: study, name: name, moment: moment, isTraining: isTraining, time: time,
      temperature: temperature, pending: pending,
      speaksOfPending: speaksOfPending, former: former, tried: tried)
  }
}

/// What comes of an action in a chapter.
public enum Reaction: Equatable, Sendable {
  /// The chapter does not know the action; the frame does what it does in every chapter.
  case ignored
  case handled
  /// Shows the model after so many steps.
  case moment(Int)
  /// Trains on by itself from a moment, so many steps a second; 0 stops there.
  case train(from: Int, perSecond: Double)
  /// Trains a run with other settings, which takes the place of the present one when it is done.
  /// Turns with the same number, one after the other, are compared with the same run before.
  case retrain(RunSettings, turning: Int?)
  /// Changes how daring made-up names are.
  case temperature(Double)
  /// Goes back to microgpt.py's settings and temperature.
  case restore
  /// Says why nothing happens.
  case notice(String)
}

/// What the scrub bar shows in place of the beats.
public struct Scrub: Equatable, Sendable {
  /// From 0 to below `count`.
  public let place: Int
  public let count: Int
  public let counter: String
  public let title: String
}

/// A chapter: its words, its beats, what can be adjusted, and its picture. A value: it sees no clock,
/// no file and no terminal.
public protocol Chapter {
  /// Its number in the course.
  var number: Int { get }
  var title: String { get }
  var playback: Playback { get set }
  /// Which control ↑ ↓ have chosen.
  var chosen: Int { get set }

  /// The beats, known before anything is drawn.
  func beats(in scene: Scene) -> [Beat]

  /// What is said while a beat moves, where it is not yet the beat's own caption.
  func caption(in scene: Scene, beat: Int, progress: Double) -> String?

  /// What can be adjusted, from top to bottom.
  func controls(in scene: Scene) -> [Control]
  mutating func set(_ control: Int, to value: Double, in scene: Scene) -> Reaction

  /// What an action does here; `ignored` for what is the same in all chapters.
  mutating func handle(_ action: Action, in scene: Scene) -> Reaction
  /// A click on one of several things.
  mutating func pick(_ control: Int, item: Int, in scene: Scene) -> Reaction

  /// Works on something of its own until it is done or time is up.
  ///
  /// - Parameter stopwatch: nanoseconds since any moment, to measure how long something takes.
  /// - Returns: whether there was anything to do.
  mutating func work(
    in scene: Scene, stopwatch: () -> Int, until isTimeUp: () -> Bool
  ) -> Bool

  /// Draws a beat; `progress` is how much of its movement is done, 0…1.
  func draw(
    in rect: Rect, on canvas: inout Canvas, scene: Scene, beat: Int, progress: Double)

  /// The code of a beat: which lines, which of them is at work, and with what values.
  func code(scene: Scene, beat: Int) -> CodeView
  /// The mathematics of a beat, each formula with its sentence.
  func mathematics(scene: Scene, beat: Int) -> [String]

  /// What the scrub bar shows, nil for the beats.
  func scrub(in scene: Scene) -> Scrub?
  /// Actions of this chapter alone that the key line should name, with other words than the binding's
  /// where they mean something else here.
  func ownActions(in scene: Scene) -> [(action: Action, label: String?)]
}

extension Chapter {
  public func caption(in scene: Scene, beat: Int, progress: Double) -> String? { nil }
  public func controls(in scene: Scene) -> [Control] { [] }
  public mutating func set(_ control: Int, to value: Double, in scene: Scene) -> Reaction {
    .ignored
  }
  public mutating func handle(_ action: Action, in scene: Scene) -> Reaction { .ignored }
  public mutating func pick(_ control: Int, item: Int, in scene: Scene) -> Reaction { .ignored }
  public mutating func work(
    in scene: Scene, stopwatch: () -> Int, until isTimeUp: () -> Bool
  ) -> Bool { false }
  public func scrub(in scene: Scene) -> Scrub? { nil }
  public func ownActions(in scene: Scene) -> [(action: Action, label: String?)] { [] }
}
