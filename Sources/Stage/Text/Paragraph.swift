/// Words broken into lines at blanks.
///
///     Paragraph("The loss fell to \(loss.fixed(2), .loss).").draw(in: area)
///
/// Only what is asked for is laid out, in one pass: what is too long costs nothing.
public struct Paragraph: Equatable, Sendable {
  public let text: Text

  public init(_ text: Text) { self.text = text }

  public init(_ text: String) { self.text = Text(text) }

  /// The lines at a width; a word that is longer is broken.
  public func lines(width: Int) -> [String] { lines(width: width, limit: .max).map(\.string) }

  /// The first lines at a width, at most `limit` of them.
  public func lines(width: Int, limit: Int) -> [Text] {
    guard width > 0, limit > 0 else { return [] }
    var breaker = LineBreaker(width: width)
    for run in text.runs {
      for character in run.text {
        breaker.add(character, like: run)
        if breaker.lines.count >= limit { return Array(breaker.lines.prefix(limit)) }
      }
    }
    breaker.endLine()
    return Array(breaker.lines.prefix(limit))
  }

  /// Draws it and returns the rows it took. The last one ends with `…` where there is more.
  @discardableResult
  public func draw(in area: Area, _ role: Role = .text, _ emphasis: Emphasis = []) -> Int {
    var lines = lines(width: area.width, limit: area.height + 1)
    if lines.count > area.height {
      lines.removeLast()
      if let last = lines.popLast() { lines.append((last + " …").cut(area.width)) }
    }
    for (row, line) in lines.enumerated() { area.text(line, y: row, role, emphasis) }
    return lines.count
  }
}

/// Lines that grow character by character.
private struct LineBreaker {
  let width: Int
  private(set) var lines: [Text] = []
  private var line = Part()
  /// What came since the last blank, not in a line yet.
  private var word = Part()

  init(width: Int) { self.width = width }

  private struct Part {
    var text = Text([])
    var columns = 0
    /// How the blank before it looks.
    var blank: Text.Run?
  }

  mutating func add(_ character: Character, like run: Text.Run) {
    if character == "\n" {
      endLine()
    } else if character == " " {
      endWord()
      word.blank = run
    } else {
      let columns = character.columns
      if word.columns + columns > width && word.columns > 0 {
        // A word that is longer than a line starts on a new line and is broken.
        if line.columns > 0 { push(line) }
        line = Part()
        push(word)
        word = Part()
      }
      word.text.append(String(character), like: run)
      word.columns += columns
    }
  }

  private mutating func endWord() {
    guard !word.text.runs.isEmpty else { return }
    if line.text.runs.isEmpty {
      line = word
    } else if line.columns + 1 + word.columns > width {
      push(line)
      line = word
    } else {
      line.text.append(" ", like: word.blank ?? Text.Run(""))
      for run in word.text.runs { line.text.append(run.text, like: run) }
      line.columns += 1 + word.columns
    }
    word = Part()
  }

  mutating func endLine() {
    endWord()
    push(line)
    line = Part()
  }

  private mutating func push(_ part: Part) { lines.append(part.text) }
}

extension Character {
  /// How many terminal columns it takes.
  fileprivate var columns: Int { unicodeScalars.reduce(0) { $0 + $1.columns } }
}
