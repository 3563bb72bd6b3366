import Chapters
import Stage

/// One line of the key table: help, the key line and the README are made from it.
public struct Binding: Sendable {
  public let action: Action
  public let keys: [Key]
  /// How the keys are written.
  public let shown: String
  /// Two words at most, for the key line.
  public let label: String
  /// A sentence, for the help.
  public let help: String

  init(_ action: Action, _ keys: [Key], _ shown: String, _ label: String, _ help: String) {
    self.action = action
    self.keys = keys
    self.shown = shown
    self.label = label
    self.help = help
  }

  /// All keys of the program.
  public static let all: [Binding] = [
    .init(
      .forward, [.right, .character("l")], "→ l", "forward",
      "Next step; while something moves, to its end"),
    .init(.back, [.left, .character("h")], "← h", "back", "Step before"),
    .init(.playOrPause, [.character(" ")], "Space", "play", "Play, and pause"),
    .init(.first, [.character("r"), .home], "r Home", "reset", "Back to the beginning"),
    .init(.last, [.end], "End", "end", "To the end"),
    .init(
      .previousControl, [.up, .character("k")], "↑ k", "choose",
      "Choose what is adjusted: the one above"),
    .init(
      .nextControl, [.down, .character("j")], "↓ j", "choose",
      "Choose what is adjusted: the one below"),
    .init(.pageUp, [.pageUp], "PgUp", "page", "In a long list: a page up"),
    .init(.pageDown, [.pageDown], "PgDn", "page", "In a long list: a page down"),
    .init(.less, [.character("-"), .character("_")], "-", "less", "Adjust it: less"),
    .init(.more, [.character("+"), .character("=")], "+", "more", "Adjust it: more"),
    .init(
      .muchLess, [.character("<"), .character(",")], "<", "much less", "Adjust it: much less"),
    .init(
      .muchMore, [.character(">"), .character(".")], ">", "much more", "Adjust it: much more"),
    .init(
      .editName, [.character("e")], "e", "name", "Type another name, for all chapters"),
    .init(
      .earlier, [.character("[")], "[", "moment",
      "The model one training step earlier, in all chapters"),
    .init(.later, [.character("]")], "]", "moment", "The model one training step later"),
    .init(.muchEarlier, [.character("{")], "{", "moment", "The model 100 training steps earlier"),
    .init(.muchLater, [.character("}")], "}", "moment", "The model 100 training steps later"),
    .init(
      .train, [.character("t")], "t", "train",
      "Let the training run, from any chapter, and stop it"),
    .init(
      .changeLength, [.character("T")], "T", "longer",
      "Train ten times as long, from any chapter; once more goes back to the first run, at once"),
    .init(.nextChapter, [.tab, .character("n")], "Tab n", "chapter", "Next chapter"),
    .init(.previousChapter, [.backTab, .character("p")], "S-Tab p", "", "Chapter before"),
    .init(
      .goToChapter, [.character("g")], "g 1-9", "contents",
      "The contents: what each chapter answers, what you have done, and the way to any; a digit alone: "
        + "that chapter"),
    .init(
      .switchView, [.character("x")], "x", "switch",
      "On the way of a number: the other factor, a parameter’s other page. "
        + help(.switchView)),
    .init(
      .restore, [.backspace, .delete], "Bksp", "restore",
      "Back on the way of a number, or take back a changed weight. " + help(.restore)),
    .init(.find, [.character("f")], "f", "find", help(.find)),
    .init(
      .enter, [.enter], "Enter", "details",
      "Where the number under the cursor comes from, and on down to a parameter. " + help(.enter)),
    .init(
      .undo, [.character("u")], "u", "undo",
      "Take back the weight that was changed, in all chapters"),
    .init(.newSeed, [.character("R")], "R", "new seed", help(.newSeed)),
    .init(
      .stop, [.escape], "Esc", "stop",
      "Leave the way of a number; after betting, make letters keys again; stop a new run half-way: "
        + "the one before comes back"),
    .init(.code, [.character("c")], "c", "code", "Show or hide the code"),
    .init(.mathematics, [.character("m")], "m", "maths", "Show or hide the mathematics"),
    .init(.glossary, [.character("/")], "/", "glossary", "What the words mean"),
    .init(
      .freeMouse, [.character("M")], "M", "mouse",
      "Leave the mouse to the terminal, to select text with it, and take it back"),
    .init(.help, [.character("?")], "?", "help", "This table"),
    .init(.quit, [.character("q")], "q", "quit", "Leave"),
  ]

  /// Where the help stands beside the keys.
  static let keyColumns = (all.map(\.shown.columns).max() ?? 0) + 2

  /// The key table at a width; a help that is longer than a row goes on in the next.
  static func lines(width: Int) -> [(keys: String, help: String)] {
    all.flatMap { binding in
      Paragraph(binding.help).lines(width: width - keyColumns).enumerated().map {
        (keys: $0 == 0 ? binding.shown : "", help: $1)
      }
    }
  }

  /// What a key asks for, nil where it asks for nothing.
  static func action(for key: Key) -> Action? {
    if case .character(let digit) = key, let number = digit.wholeNumberValue, number > 0 {
      return .chapter(number)
    }
    return byKey[key]
  }

  private static let byKey = Dictionary(
    all.flatMap { binding in binding.keys.map { ($0, binding.action) } },
    uniquingKeysWith: { first, _ in first })

  static func of(_ action: Action) -> Binding? { all.first { $0.action == action } }

  /// What a click does that stands for the action's key.
  static func touch(_ action: Action) -> Touch? {
    of(action)?.keys.first.map { .key($0) }
  }

  /// The chapters that use a key in a way of their own.
  private static func users(of action: Action) -> [(number: Int, help: String)] {
    Course.chapters().flatMap { chapter in
      type(of: chapter).keys.filter { $0.action == action }.map { (chapter.number, $0.help) }
    }
  }

  /// What a key does in each chapter that uses it.
  private static func help(_ action: Action) -> String {
    let users = users(of: action)
    let parts = users.enumerated().map { index, user in
      (index == 0 ? "Chapter \(user.number): " : "\(user.number): ") + user.help
    }
    return parts.joined(separator: "; ")
  }

  /// What to say where a key does nothing: where it does something.
  static func idle(_ action: Action) -> String {
    let numbers = users(of: action).map(\.number)
    let words = "\(of(action)?.shown ?? "") does nothing here"
    return numbers.isEmpty ? words : "\(words); it is used in \(chapters(numbers))"
  }

  /// `chapter 4`, `chapters 4, 10 and 12`; there is at least one.
  static func chapters(_ numbers: [Int]) -> String {
    let words = numbers.map(String.init)
    guard let last = words.last, words.count > 1 else { return "chapter " + words.joined() }
    return "chapters " + words.dropLast().joined(separator: ", ") + " and " + last
  }
}
