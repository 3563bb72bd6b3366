/// Words of which some have a role of their own.
///
///     let words: Text = "The loss is \(2.714.fixed(2), .loss), less than before."
///
/// What has no role takes that of the place where it is drawn.
public struct Text: Equatable, Sendable {
  public struct Run: Equatable, Sendable {
    public var text: String
    public var role: Role?
    public var emphasis: Emphasis
    /// The number that stands there, for whoever points at it.
    public var reading: Reading?

    public init(
      _ text: String, _ role: Role? = nil, _ emphasis: Emphasis = [],
      telling reading: Reading? = nil
    ) {
      self.text = text
      self.role = role
      self.emphasis = emphasis
      self.reading = reading
    }

    /// The same look and number with other words.
    fileprivate func saying(_ text: String) -> Run { Run(text, role, emphasis, telling: reading) }
  }

  public private(set) var runs: [Run]

  public init(_ runs: [Run]) { self.runs = runs }

  public init(
    _ text: String, _ role: Role? = nil, _ emphasis: Emphasis = [], telling reading: Reading? = nil
  ) {
    runs = text.isEmpty ? [] : [Run(text, role, emphasis, telling: reading)]
  }

  /// The words alone.
  public var string: String { runs.count == 1 ? runs[0].text : runs.map(\.text).joined() }

  /// How many terminal columns it takes.
  public var columns: Int { runs.reduce(0) { $0 + $1.text.columns } }

  public var isEmpty: Bool { runs.allSatisfy(\.text.isEmpty) }

  /// Cut to this many columns, with `…` at the end where something is missing.
  public func cut(_ columns: Int) -> Text {
    var kept: [Run] = []
    var room = columns
    for (index, run) in runs.enumerated() {
      // One column is kept for the sign, where there is anything to come.
      let isLast = runs[(index + 1)...].allSatisfy(\.text.isEmpty)
      let width = run.text.columns
      if width < room || (width == room && isLast) {
        kept.append(run)
        room -= width
      } else {
        let text = (run.text + (isLast ? "" : "…")).cut(room)
        if !text.isEmpty { kept.append(run.saying(text)) }
        return Text(kept)
      }
    }
    return self
  }

  public static func + (one: Text, other: Text) -> Text { Text(one.runs + other.runs) }

  /// Adds words that look like a run: to the last one where that looks the same.
  mutating func append(_ text: String, like run: Run) {
    if let last = runs.indices.last, runs[last].role == run.role,
      runs[last].emphasis == run.emphasis, runs[last].reading == run.reading
    {
      runs[last].text += text
    } else {
      runs.append(run.saying(text))
    }
  }
}

extension Sequence<Text> {
  /// One behind the other, with something between them.
  public func joined(separator: Text) -> Text {
    Text(Array(map(\.runs).joined(separator: separator.runs)))
  }
}

extension Text: ExpressibleByStringInterpolation {
  public struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var runs: [Run] = []

    public init(literalCapacity: Int, interpolationCount: Int) {}

    public mutating func appendLiteral(_ literal: String) {
      if !literal.isEmpty { runs.append(Run(literal)) }
    }

    public mutating func appendInterpolation(
      _ value: some CustomStringConvertible, _ role: Role? = nil, _ emphasis: Emphasis = [],
      telling reading: Reading? = nil
    ) {
      runs.append(Run(value.description, role, emphasis, telling: reading))
    }

    public mutating func appendInterpolation(_ text: Text) { runs += text.runs }
  }

  public init(stringLiteral text: String) { self.init(text) }
  public init(stringInterpolation: StringInterpolation) { self.init(stringInterpolation.runs) }
}

extension String.StringInterpolation {
  /// Words with roles make no plain string: what is drawn has to be a `Text` as well.
  @available(*, deprecated, message: "A text in a string loses its roles")
  public mutating func appendInterpolation(_ text: Text) { appendLiteral(text.string) }
}

extension Area {
  /// Draws text in one row and returns the column behind it. `role` is for the runs that have none.
  @discardableResult
  public func text(
    _ text: Text, x: Int = 0, y: Int = 0, _ role: Role = .text, _ emphasis: Emphasis = []
  ) -> Int {
    text.runs.reduce(x) { column, run in
      let end = self.text(
        run.text, x: column, y: y, run.role ?? role, run.emphasis.union(emphasis))
      if let reading = run.reading {
        part(Rect(column, y, end - column, 1)).tells { [reading] }
      }
      return end
    }
  }

  /// Draws text so that it ends before a column; before the right edge where nil.
  public func text(
    _ text: Text, endingAt right: Int?, y: Int = 0, _ role: Role = .text,
    _ emphasis: Emphasis = []
  ) {
    self.text(text, x: (right ?? width) - text.columns, y: y, role, emphasis)
  }
}

/// The side on which words stand in their columns.
public enum Alignment: Sendable {
  case leading, trailing
}

extension Area {
  /// Draws text in the first row, cut where it does not fit, at a side of this area.
  func text(_ text: Text, _ alignment: Alignment, _ role: Role, _ emphasis: Emphasis = []) {
    let text = text.cut(width)
    switch alignment {
    case .leading: self.text(text, role, emphasis)
    case .trailing: self.text(text, endingAt: nil, role, emphasis)
    }
  }
}
