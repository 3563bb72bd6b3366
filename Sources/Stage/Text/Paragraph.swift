/// Words broken into lines at blanks.
public struct Paragraph: Equatable, Sendable {
  public let text: String

  public init(_ text: String) { self.text = text }

  /// The lines at a width; a word that is longer is broken.
  public func lines(width: Int) -> [String] {
    guard width > 0 else { return [] }
    var lines: [String] = []
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      for word in paragraph.split(separator: " ") {
        var word = String(word)
        if !line.isEmpty && line.columns + 1 + word.columns > width {
          lines.append(line)
          line = ""
        }
        while word.columns > width {
          let head = Paragraph.head(of: word, width: width)
          lines.append(String(head))
          word = String(word.dropFirst(head.count))
        }
        line += line.isEmpty ? word : " " + word
      }
      lines.append(line)
    }
    return lines
  }

  /// As many characters as fit, at least one.
  private static func head(of word: String, width: Int) -> Substring {
    var columns = 0
    let fitting = word.prefix { character in
      columns += String(character).columns
      return columns <= width
    }
    return fitting.isEmpty ? word.prefix(1) : fitting
  }

  /// Draws it and returns the rows it took.
  @discardableResult
  public func draw(in area: Area, _ role: Role = .text, _ emphasis: Emphasis = []) -> Int {
    let all = lines(width: area.width)
    var lines = all.prefix(area.height)
    if lines.count < all.count, let last = lines.popLast() {
      lines.append((last + " …").cut(area.width))
    }
    for (row, line) in lines.enumerated() { area.text(line, y: row, role, emphasis) }
    return lines.count
  }
}
