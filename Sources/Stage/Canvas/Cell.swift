/// What a cell stands for. The terminal decides the colour, so that a role looks the same everywhere.
public enum Role: Hashable, Sendable {
  /// Plain words.
  case text
  /// Words that may be overlooked: units, hints.
  case faint
  /// A line that parts things or that something moves along, and is never read.
  case rule
  /// Headings and what can be pressed.
  case title
  /// A token, or the letter it stands for.
  case token
  /// A place in the sequence.
  case position
  case query
  case key
  case value
  /// A parameter of the model.
  case weight
  /// A number that the model computed on the way: logits, vectors.
  case activation
  case gradient
  /// A probability.
  case probability
  /// The right answer: the target.
  case answer
  /// What is chosen just now: the selected row, the drawn token.
  case chosen
  case loss
  /// Something refused or gone wrong.
  case warning
  /// A number on the scale of shares, from 0 to 255 (all of it).
  case share(UInt8)
  /// A number on the scale of both signs, from −127 (far below zero) over 0 to 127.
  case signed(Int8)
}

/// How a cell stands out beside its role.
public struct Emphasis: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Bold.
  public static let strong = Emphasis(rawValue: 1)
  /// The role's colour as background.
  public static let inverse = Emphasis(rawValue: 2)
  public static let underlined = Emphasis(rawValue: 4)
  /// The glyph only repeats what the colour says. With 256 colours a blank is shown instead.
  public static let shade = Emphasis(rawValue: 8)
}

/// One character cell.
public struct Cell: Hashable, Sendable {
  /// The character. `Cell.continuation` where the cell to the left holds a glyph two cells wide.
  public var glyph: Unicode.Scalar
  public var role: Role
  public var emphasis: Emphasis
  /// Where there is one, the cell is two pixels: the upper half has the colour of `role`, the lower
  /// half that of this. The glyph is what a terminal without colours shows of them.
  public var lower: Role?

  public init(
    _ glyph: Unicode.Scalar, _ role: Role = .text, _ emphasis: Emphasis = [], lower: Role? = nil
  ) {
    self.glyph = glyph
    self.role = role
    self.emphasis = emphasis
    self.lower = lower
  }

  public static let blank = Cell(" ")
  public static let continuation: Unicode.Scalar = "\0"
}
