import MicroGPT
import Stage

/// A table of rows as colours under a title: orange above 0, blue below.
struct TableView {
  var title: Text
  let rows: [[Double]]
  /// The numbers themselves, where `rows` only say how they are coloured.
  var exact: [[Double]]?
  let labels: [Text]
  var cursor: Stage.Matrix.Place?
  /// The number with the strongest colour; the largest of the rows where nil.
  var largest: Double?
  var columnLabels: [Text] = []
  let targets: (Stage.Matrix.Place) -> Target

  /// The columns that it takes beside those of its numbers.
  var columns: Int { (labels.map(\.columns).max() ?? 0) + 1 }

  /// Draws it and returns the rows it took.
  @discardableResult
  func draw(in area: Area, style: Stage.Matrix.Style = .fitting) -> Int {
    area.text(title.cut(area.width))
    let matrix = matrix(style)
    let body = area.below(1)
    let shown = matrix.draw(in: body).rows.count
    let perLine = matrix.rowsPerLine(in: body.size)
    let labels = 1 + (columnLabels.isEmpty ? 0 : 1)
    return min(area.height, labels + (shown + perLine - 1) / perLine)
  }

  /// What a reader has to know where it is drawn so small that two rows share a line; nil elsewhere.
  func sharing(in area: Area) -> Text? {
    guard labels.count > 1, matrix(.fitting).rowsPerLine(in: area.below(1).size) > 1 else {
      return nil
    }
    return "Each line holds two rows: \(labels[0]) above \(labels[1])."
  }

  private func matrix(_ style: Stage.Matrix.Style) -> Stage.Matrix {
    // `wte: row e, number 3`
    let name = title.string.split(separator: ",").first ?? ""
    var matrix = Stage.Matrix(
      rows, scale: .signed(largest ?? TableView.largest(rows)), rowLabels: labels,
      columnLabels: columnLabels, cursor: cursor, style: style, targets: targets,
      names: { "\(name): row \(labels[$0.row].string), number \($0.column)" })
    matrix.exact = exact
    return matrix
  }

  /// The number that is farthest from 0.
  static func largest(_ rows: [[Double]]) -> Double {
    rows.lazy.joined().map(\.magnitude).filter(\.isFinite).max() ?? 1
  }
}

extension TableView {
  /// Rows of the token table at the moment, or in other tables, in the order of their ids.
  init(
    tokensOf scene: Scene, in tables: EmbeddingTables? = nil, around token: Int,
    order: [Int]? = nil, column: Int?, title: Text? = nil
  ) {
    let tables = tables ?? scene.tables
    let tokens = order ?? Array(scene.window(around: token))
    self.init(
      title: title ?? "wte, \(scene.tokenizer.vocabularySize.grouped) × \(scene.size.width)",
      rows: tokens.map(tables.token), labels: tokens.map { Text(scene.label($0)) },
      cursor: column.flatMap { column in
        tokens.firstIndex(of: token).map { .init($0, column) }
      },
      targets: { place in
        Target(
          FromIdsToMeaning.Cell(
            row: Target(FromIdsToMeaning.TokenRow(token: tokens[place.row])), column: place.column))
      })
  }

  /// Rows of the position table at the moment, or in other tables.
  init(
    positionsOf scene: Scene, in tables: EmbeddingTables? = nil, around position: Int, column: Int?,
    title: Text? = nil
  ) {
    let tables = tables ?? scene.tables
    let positions = scene.positionWindow(around: position)
    self.init(
      title: title ?? "wpe, \(scene.size.blockSize.grouped) × \(scene.size.width)",
      rows: positions.map(tables.position), labels: positions.map { Text("\($0)") },
      cursor: column.map { .init(position - positions.lowerBound, $0) },
      targets: { place in
        let row = FromIdsToMeaning.PositionRow(position: positions.lowerBound + place.row)
        return Target(FromIdsToMeaning.Cell(row: Target(row), column: place.column))
      })
  }
}

extension Scene {
  /// All positions; of a large block those around one of them.
  func positionWindow(around position: Int) -> Range<Int> {
    let reach = 100
    let all = 0..<size.blockSize
    return (position - reach..<position + reach + 1).clamped(to: all)
  }
}

/// Tables side by side, the last of them the one that matters most, and what is known of the number under
/// the cursor.
struct TablesView {
  let tables: [TableView]
  let notes: [Text]
  /// Whether the last table may be shown with its figures in large windows.
  var hasFigures = true
  /// Draws what stands below tables and notes, where there is room.
  var below: (Area) -> Void = { _ in }

  private static let gap = 2
  /// The columns that notes need.
  private static let notesWidth = 22

  func draw(in area: Area) {
    guard let main = tables.last else { return }
    let count = main.rows.map(\.count).max() ?? 0
    let figures = main.columns + count * 6
    let rows = main.rows.count + 2
    if hasFigures, area.width >= figures, area.height >= rows * tables.count + 8 {
      var rest = area
      for table in tables.reversed() {
        table.draw(in: rest.top(rows - 1), style: .figures)
        rest = rest.below(rows)
      }
      draw(notes, in: rest)
    } else if hasFigures, area.width >= figures, area.height >= rows + 10 {
      main.draw(in: area.top(rows - 1), style: .figures)
      TablesView(tables: tables.dropLast(), notes: notes)
        .drawSmall(in: area.below(rows), widths: count)
    } else {
      let used = drawSmall(in: area, widths: count)
      let rest = area.below(used + 1)
      if rest.height > 1 { below(rest) }
    }
  }

  /// Draws the tables side by side, the notes right of them, and returns the rows that they took.
  ///
  /// - Parameter count: how many numbers a row has.
  @discardableResult
  private func drawSmall(in area: Area, widths count: Int) -> Int {
    // As many tables as have room beside the notes, each as wide as may be.
    var shown = tables[...]
    var times = 1
    func room(_ times: Int) -> Int {
      shown.reduce(0) { $0 + $1.columns + count * times + TablesView.gap }
    }
    while shown.count > 1, room(1) + TablesView.notesWidth > area.width { shown.removeFirst() }
    while times < 3, room(times + 1) + TablesView.notesWidth <= area.width { times += 1 }
    var (rest, used) = (area, 0)
    var notes = notes
    for table in shown {
      let width = min(table.columns + count * times, max(0, area.width - TablesView.notesWidth))
      used = max(used, table.draw(in: rest.leading(width)))
      if table.title == tables.last?.title, let sharing = table.sharing(in: rest.leading(width)) {
        notes += ["", sharing]
      }
      rest = rest.trailing(from: width + TablesView.gap)
    }
    return max(used, draw(notes, in: rest))
  }

  /// Draws notes one below the other and returns the rows that they took.
  @discardableResult
  private func draw(_ notes: [Text], in area: Area) -> Int {
    var y = 0
    for note in notes where y < area.height {
      y += max(1, Paragraph(note).draw(in: area.below(y)))
    }
    return y
  }
}
