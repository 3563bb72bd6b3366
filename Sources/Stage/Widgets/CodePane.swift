/// Lines of source code, each with the numbers of the lines of another program that it stands for.
public struct CodePane: Equatable, Sendable {
  public struct Line: Equatable, Sendable {
    /// The numbers in the margin.
    public let margin: String
    public let text: String
    public let isMarked: Bool
    /// The values that the line has just now, shown below it.
    public let note: String?
    /// What a click on it means, nil where it can't be clicked.
    public let target: Target?

    public init(
      margin: String, text: String, isMarked: Bool, note: String? = nil, target: Target? = nil
    ) {
      self.margin = margin
      self.text = text
      self.isMarked = isMarked
      self.note = note
      self.target = target
    }
  }

  public let title: String
  /// The heading of the margin: whose lines the numbers there count.
  public let marginTitle: String
  public let lines: [Line]

  public init(title: String, marginTitle: String = "", lines: [Line]) {
    self.title = title
    self.marginTitle = marginTitle
    self.lines = lines
  }

  /// Draws as many lines as there is room for, the marked ones among them.
  public func draw(in area: Area) {
    guard area.width > 4, area.height > 1 else { return }
    area.text(title, .title, .strong)
    area.text(marginTitle, endingAt: nil, .faint)
    let body = area.below(1)
    let margin = (lines.map(\.margin.columns).max() ?? 0) + 1
    let code = body.inset(left: 2, right: margin)
    let rows = lines.flatMap { broken($0, width: code.width) }
    let marked = rows.firstIndex { $0.isMarked } ?? 0
    let first = max(0, min(marked - body.height / 3, rows.count - body.height))
    for (y, row) in rows.dropFirst(first).prefix(body.height).enumerated() {
      let role: Role = row.isNote ? .chosen : row.isMarked ? .text : .faint
      if row.isMarked && row.isFirst {
        body.text("▸", y: y, .chosen, .strong)
      }
      code.text(row.text, y: y, role, row.isMarked ? .strong : [])
      body.row(y).touch(picking: row.target)
      body.text(row.margin, endingAt: nil, y: y, row.isMarked ? .chosen : .faint)
    }
  }

  private struct Row {
    var margin = ""
    let text: String
    let isMarked: Bool
    var isFirst = false
    var isNote = false
    var target: Target?
  }

  /// A line that is too long goes on in the next row, further in; a note takes rows of its own.
  private func broken(_ line: Line, width: Int) -> [Row] {
    let indent = line.text.prefix { $0 == " " }.count
    let words = String(line.text.dropFirst(indent))
    let parts = Paragraph(words).lines(width: max(8, width - indent - 4))
    var rows = parts.enumerated().map { index, part in
      Row(
        margin: index == 0 ? line.margin : "",
        text: String(repeating: " ", count: indent + (index == 0 ? 0 : 4)) + part,
        isMarked: line.isMarked, isFirst: index == 0, target: line.target)
    }
    for (index, part) in Paragraph(line.note ?? "").lines(width: max(8, width - indent - 2))
      .enumerated() where line.note != nil
    {
      let lead = String(repeating: " ", count: indent) + (index == 0 ? "↳ " : "  ")
      rows.append(Row(text: lead + part, isMarked: line.isMarked, isNote: true))
    }
    return rows
  }
}
