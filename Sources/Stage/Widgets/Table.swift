/// Rows and columns of words and numbers.
///
///     Table(
///       columns: [.init("run"), .init("loss", role: .loss, alignment: .trailing)],
///       rows: [.init(["first", "2.71"]), .init(["second", "2.45"], .strong)],
///       chosen: 1
///     ).draw(in: area)
public struct Table: Equatable, Sendable {
  public struct Column: Equatable, Sendable {
    public let title: String
    /// What its numbers are, for whoever points at one.
    public let meaning: String
    /// For the texts that have none of their own.
    public let role: Role
    public let alignment: Alignment
    public let width: Width

    public enum Width: Equatable, Sendable {
      /// As wide as the widest of its texts.
      case fit
      case fixed(Int)
      /// What the others leave, in equal parts where several ask for it.
      case rest
    }

    public init(
      _ title: String = "", role: Role = .text, alignment: Alignment = .leading,
      width: Width = .fit,
      meaning: String? = nil
    ) {
      self.title = title
      self.meaning = meaning ?? title
      self.role = role
      self.alignment = alignment
      self.width = width
    }
  }

  public struct Row: Equatable, Sendable {
    public var cells: [Text]
    public var emphasis: Emphasis
    /// What a click on the row means.
    public var target: Target?
    /// What a click on a cell means, where it is something else.
    public var cellTargets: [Int: Target]
    /// The numbers that stand in cells, with all their digits, by column.
    public var numbers: [Int: Double]

    public init(
      _ cells: [Text], _ emphasis: Emphasis = [], target: Target? = nil,
      cellTargets: [Int: Target] = [:], numbers: [Int: Double] = [:]
    ) {
      self.cells = cells
      self.emphasis = emphasis
      self.target = target
      self.cellTargets = cellTargets
      self.numbers = numbers
    }
  }

  public var columns: [Column]
  public var rows: [Row]
  /// The row under the cursor; where there is one, all rows leave room for its mark.
  public var chosen: Int?
  /// The row that must be seen where not all fit; the chosen one if nil.
  public var focus: Int?

  public init(columns: [Column], rows: [Row], chosen: Int? = nil, focus: Int? = nil) {
    self.columns = columns
    self.rows = rows
    self.chosen = chosen
    self.focus = focus
  }

  private static let gap = 2

  /// Draws it, and returns which rows there was room for.
  @discardableResult
  public func draw(in area: Area) -> Range<Int> {
    let inner = chosen == nil ? area : area.trailing(from: 2)
    let spans = spans(width: inner.width)
    let hasTitles = area.height > 1 && columns.contains { !$0.title.isEmpty }
    if hasTitles {
      for (column, span) in zip(columns, spans) {
        inner.part(span).text(Text(column.title), column.alignment, .faint)
      }
    }
    let body = hasTitles ? area.below(1) : area
    return ListWindow(count: rows.count, room: body.height, focus: focus ?? chosen)
      .draw(in: body) { index, line in
        let row = rows[index]
        let isChosen = index == chosen
        let cells = chosen == nil ? line : line.markingChosen(isChosen)
        for ((column, span), text) in zip(zip(columns, spans), row.cells) {
          cells.part(span).text(
            text, column.alignment, isChosen ? .chosen : column.role,
            isChosen ? row.emphasis.union(.strong) : row.emphasis)
        }
        line.touch(picking: row.target)
        for (column, target) in row.cellTargets where spans.indices.contains(column) {
          cells.part(spans[column]).touch(.pick(target))
        }
        // In order: the same table makes the same picture.
        for (column, number) in row.numbers.sorted(by: { $0.key < $1.key })
        where spans.indices.contains(column) {
          cells.part(spans[column]).tells { [Reading(name(of: row, column), number)] }
        }
      }
  }

  /// `second: loss`
  private func name(of row: Row, _ column: Int) -> String {
    let meaning = columns[column].meaning
    let words = column > 0 ? row.cells.first?.string ?? "" : ""
    return words.isEmpty ? meaning : meaning.isEmpty ? words : "\(words): \(meaning)"
  }

  /// Where the columns stand; those that there is no room for are empty.
  private func spans(width: Int) -> [Rect] {
    var widths = columns.enumerated().map { index, column -> Int? in
      switch column.width {
      case .fixed(let columns): return max(0, columns)
      case .fit:
        let texts = rows.lazy.map { index < $0.cells.count ? $0.cells[index].columns : 0 }
        return max(column.title.columns, texts.max() ?? 0)
      case .rest: return nil
      }
    }
    let open = widths.indices.filter { widths[$0] == nil }
    let taken = widths.reduce(0) { $0 + ($1 ?? 0) } + Table.gap * max(0, columns.count - 1)
    for (place, index) in open.enumerated() {
      let room = max(0, width - taken)
      widths[index] = room * (place + 1) / open.count - room * place / open.count
    }
    var x = 0
    return widths.map { column in
      defer { x += (column ?? 0) + Table.gap }
      return Rect(x, 0, min(column ?? 0, width - x), 1)
    }
  }
}
