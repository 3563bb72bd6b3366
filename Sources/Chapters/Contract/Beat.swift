import Stage

/// A named moment of an explanation: how long it takes, and the page that it shows.
public struct Beat: Timed {
  /// Its name, which no other beat of the chapter has: for pictures, tests and golden files.
  public let id: String
  /// A few words, shown beside the scrub bar.
  public let title: String
  /// How long the movement takes that leads into this beat, in milliseconds.
  public let duration: Int
  /// How long the beat stays while playing, after its movement, in milliseconds.
  public let hold: Int
  /// For a checkpoint, the beat that taught what it asks.
  private let homeID: String?
  /// What it needs to be known of the model beside what its chapter says.
  public let needs: Set<Need>
  /// Makes what is shown: called for the present beat only, once for each key or picture.
  public let page: (Cue) -> Page

  public init(
    _ id: String, _ title: String, duration: Int = 0, hold: Int = 2000,
    page: @escaping (Cue) -> Page
  ) {
    self.id = id
    self.title = title
    self.duration = duration
    self.hold = hold
    self.page = page
    homeID = nil
    needs = []
  }

  /// A checkpoint behind the beat that taught what it asks.
  init(_ checkpoint: Checkpoint, behind home: Beat, page: @escaping (Cue) -> Page) {
    id = checkpoint.beatID
    title = checkpoint.title
    duration = 0
    hold = Checkpoint.hold
    homeID = home.id
    needs = checkpoint.needs
    self.page = page
  }

  /// Whether it asks the reader something.
  public var isCheckpoint: Bool { homeID != nil }

  /// The beat whose needs it has: itself, but for a checkpoint the one that taught what is asked.
  public var home: String { homeID ?? id }
}

/// Where one is: found once for each key or picture, and given to the page.
public struct Cue: Equatable, Sendable {
  /// The beat's name.
  public let beat: String
  /// How much of its movement is done, 0…1.
  public let progress: Double
  /// What ↑ ↓ or the mouse have chosen in this chapter, the newest first, one of each type: what is
  /// chosen on a page with other controls stays chosen on its own.
  public let choices: [Target]

  public init(beat: String, progress: Double = 1, choices: [Target] = []) {
    self.beat = beat
    self.progress = progress
    self.choices = choices
  }

  public var isOver: Bool { progress == 1 }

  /// The newest choice; nil where nobody has chosen yet.
  public var choice: Target? { choices.first }

  /// The choice of this type.
  public func choice<Value>(as type: Value.Type = Value.self) -> Value? {
    choices.lazy.compactMap { $0.value() }.first
  }
}
