import Stage

/// A chapter: its words, its beats, what can be adjusted, and its pictures. A value: it sees no clock,
/// no file and no terminal, and knows neither the frame around it nor other chapters.
///
/// The visit owns what all chapters share: where one is among the beats, what is chosen, the moment, the
/// run. A chapter owns only what is its own, such as its sliders.
public protocol Chapter {
  /// Its number in the course.
  var number: Int { get }
  var title: String { get }
  /// What it answers.
  var question: String { get }

  /// What it uses the keys for that mean something else in each chapter: for the key table.
  static var keys: [ChapterKey] { get }

  /// The words of the glossary that it explains, by their names there.
  static var explains: [String] { get }

  /// The beats in their order. Listing them is cheap: a beat makes its page only when it is shown.
  func beats(in scene: Scene) -> [Beat]

  /// What the reader is asked, in the order of the beats. Listing them is cheap, as for beats. Those
  /// that make no sense for the name or the run are left out.
  func checkpoints(in scene: Scene) -> [Checkpoint]

  /// What can be asked of it in later chapters, from memory.
  static var cards: [Card] { get }

  /// What a beat's page needs to be known of the model.
  ///
  /// - Parameter beat: the beat's name; nil for what the list of beats itself needs.
  func needs(at beat: String?) -> Set<Need>

  /// The moment that it begins with when it is opened for the first time and nobody has chosen one.
  var firstMoment: Int? { get }

  /// What the status row may speak of from this chapter on, since it is explained here.
  static var introduces: Set<StatusItem> { get }
}

extension Chapter {
  public static var keys: [ChapterKey] { [] }
  public static var explains: [String] { [] }
  public static var cards: [Card] { [] }
  public func checkpoints(in scene: Scene) -> [Checkpoint] { [] }
  public func needs(at beat: String?) -> Set<Need> { [] }
  public var firstMoment: Int? { nil }
  public static var introduces: Set<StatusItem> { [] }

  /// Its beats, each with the checkpoints behind it that ask for what it taught.
  public func timeline(in scene: Scene) -> [Beat] {
    let checkpoints = checkpoints(in: scene)
    return beats(in: scene).flatMap { beat in
      [beat]
        + checkpoints.filter { $0.home == beat.id }.map { $0.beat(behind: beat, in: scene) }
    }
  }

  /// This chapter with one thing of its own changed.
  public func with<Value>(_ path: WritableKeyPath<Self, Value>, _ value: Value) -> Effect {
    var copy = self
    copy[keyPath: path] = value
    return .chapter(copy)
  }
}

/// What a key that each chapter uses in its own way does in one of them.
public struct ChapterKey: Equatable, Sendable {
  public let action: Action
  /// Half a sentence for the key table: `knobs, runs tried`.
  public let help: String

  public init(_ action: Action, _ help: String) {
    self.action = action
    self.help = help
  }
}

/// What the status row can speak of.
public enum StatusItem: Sendable {
  /// How many training steps the model has had.
  case moment
  /// How surprised the model is by the name.
  case loss
  /// The run's seed, and how many parameters the model has.
  case run
}
