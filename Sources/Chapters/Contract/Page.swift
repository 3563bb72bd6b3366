import MicroGPT
import Stage

/// What a beat shows and what can be done there. Only the caption and the controls are made at once;
/// the rest when it is looked at.
public struct Page {
  /// One to three sentences: what to look at, and what it means.
  public var caption: String
  /// What can be adjusted or chosen, from top to bottom.
  public var controls: [Control] = []
  /// Which control is chosen as long as the reader has not chosen any; the first where nil.
  public var firstChoice: Target?
  /// What keys do here and not everywhere, the most important first.
  public var keys: [PageKey] = []
  /// What the scrub bar moves instead of the beats.
  public var scrub: Scrub?
  /// What has to be worked out for this page: done between keys, and shown as soon as it is there.
  public var questions: [any Question] = []
  /// What can be typed here, as soon as a key asks for it (`Effect.type`).
  public var entry: Entry?
  /// What characters do here in place of what they do everywhere.
  public var typing: Typing?
  /// The number under the cursor, where Enter shall tell how it was made.
  public var number: Site?
  /// What the reader has brought about here, such as a solved task: it happens as soon as the page is
  /// seen with nothing being typed.
  public var outcome: Change = []
  /// Whether its picture is made of code, so that no other code is shown beside it.
  public var isCode = false
  /// What a click on one of several things does.
  public var pick: (Target) -> Change = { _ in [] }
  /// The code: which lines, which of them is at work, and with what values.
  public var code: () -> CodeView
  /// The mathematics, each formula with its sentence.
  public var mathematics: () -> [String]
  public var picture: (Area) -> Void

  public init(
    _ caption: String, code: @autoclosure @escaping () -> CodeView,
    mathematics: @autoclosure @escaping () -> [String],
    picture: @escaping (Area) -> Void
  ) {
    self.caption = caption
    self.code = code
    self.mathematics = mathematics
    self.picture = picture
  }

  /// The control that is chosen: what the reader chose, where this page has it.
  public func chosen(by cue: Cue) -> Control? {
    cue.choices.lazy.compactMap { choice in controls.first { $0.id == choice } }.first
      ?? controls.first { $0.id == firstChoice } ?? controls.first
  }
}

/// What a key does on one page.
public struct PageKey {
  public let action: Action
  /// A word or two for the key line.
  public let label: String
  /// Whether the key line names it; what everybody knows, such as →, need not be named.
  public let isNamed: Bool
  /// Whether the key line names it only where there is room for the help as well.
  public let isMinor: Bool
  public let perform: () -> Change

  public init(
    _ action: Action, _ label: String = "", isMinor: Bool = false,
    perform: @escaping () -> Change
  ) {
    self.action = action
    self.label = label
    self.isMinor = isMinor
    isNamed = !label.isEmpty
    self.perform = perform
  }
}

/// A line of text that can be typed on a page. What comes of it is seen at each key; Escape sets what it
/// was before.
public struct Entry {
  /// Stands before the text: `Find: `.
  public let label: String
  /// What it is now.
  public let text: String
  /// A sentence under it: what can be typed.
  public let hint: String
  /// How many characters there may be.
  public let longest: Int
  /// What comes of another text.
  public let set: (String) -> Change
  /// What comes of the text when Enter ends the typing.
  public let keep: (String) -> Change
  /// The characters that begin the typing by themselves, as the first of the text.
  public let openers: Set<Character>

  public init(
    _ label: String, _ text: String, hint: String, longest: Int = 40,
    openers: Set<Character> = [], keep: @escaping (String) -> Change = { _ in [] },
    set: @escaping (String) -> Change
  ) {
    self.label = label
    self.text = text
    self.hint = hint
    self.longest = longest
    self.openers = openers
    self.keep = keep
    self.set = set
  }
}

/// Characters that mean something else on a page than everywhere, as long as the reader plays there.
public struct Typing {
  /// A few of them for the key line, the most important first.
  public let items: [Item]
  /// What comes of a character, as the vocabulary has it; nil where it does what it does everywhere.
  public let perform: (String) -> Change?

  public struct Item: Equatable, Sendable {
    /// Which characters: `letters`.
    public let keys: String
    /// A word for what they do.
    public let label: String
  }
}

/// What the scrub bar moves in place of the beats.
public struct Scrub {
  /// From 0 to below `count`.
  public let place: Int
  public let count: Int
  public let title: String
  public let move: (Int) -> Change

  public init(place: Int, count: Int, title: String, move: @escaping (Int) -> Change) {
    self.place = place
    self.count = count
    self.title = title
    self.move = move
  }
}
