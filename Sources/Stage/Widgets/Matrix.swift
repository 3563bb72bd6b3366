/// Rows and columns of numbers as colours, and with their figures where there is room.
///
///     Matrix(
///       weights, scale: .share, rowLabels: ["BOS", "e"], columnLabels: ["BOS", "e"],
///       cursor: .init(1, 0), isMasked: { $0.column > $0.row }
///     ).draw(in: area)
///
/// It takes the largest form that fits: figures, cells, or pixels, two rows in one. Where even those do
/// not fit, it shows the part around the cursor and says which part that is.
public struct Matrix {
  public struct Place: Hashable, Sendable {
    public var row: Int
    public var column: Int

    public init(_ row: Int, _ column: Int) {
      self.row = row
      self.column = column
    }
  }

  /// How a number is drawn.
  public enum Style: CaseIterable, Sendable {
    /// As the largest of the others for which there is room.
    case fitting
    /// With its figures.
    case figures
    /// As a coloured cell.
    case cells
    /// As half a cell: two rows in one.
    case pixels
  }

  /// [row][column]
  public var values: [[Double]]
  public var scale: Scale
  public var rowLabels: [Text]
  public var columnLabels: [Text]
  public var cursor: Place?
  public var style: Style
  /// Whether cells become up to three times as large where there is room.
  public var grows: Bool
  /// Whether a number is hidden, as attention hides what comes later.
  public var isMasked: ((Place) -> Bool)?
  /// Whether a number stands out; two in one as pixels do not.
  public var isMarked: ((Place) -> Bool)?
  /// What stands for a hidden number, where there is room for it.
  public var maskSign = "·"
  /// What the numbers are: in a matrix of the same name and shape, colours travel to new numbers.
  public var name = ""
  /// What a click on a number means.
  public var targets: ((Place) -> Target)?
  /// What a number is, for whoever points at it; its row and column where nil.
  public var names: ((Place) -> String)?
  /// The numbers themselves, where `values` only say how they are coloured; NaN where there is none.
  public var exact: [[Double]]?

  public init(
    _ values: [[Double]], scale: Scale, rowLabels: [Text] = [], columnLabels: [Text] = [],
    cursor: Place? = nil, style: Style = .fitting, grows: Bool = false,
    isMasked: ((Place) -> Bool)? = nil, targets: ((Place) -> Target)? = nil,
    names: ((Place) -> String)? = nil
  ) {
    self.values = values
    self.scale = scale
    self.rowLabels = rowLabels
    self.columnLabels = columnLabels
    self.cursor = cursor
    self.style = style
    self.grows = grows
    self.isMasked = isMasked
    self.targets = targets
    self.names = names
  }

  /// What is drawn: all of it, or the part around the cursor.
  public struct Window: Equatable, Sendable {
    public let rows: Range<Int>
    public let columns: Range<Int>
  }

  /// Draws it and returns which part of it there was room for.
  @discardableResult
  public func draw(in area: Area) -> Window {
    let count = (rows: values.count, columns: values.map(\.count).max() ?? 0)
    let (left, top) = (left, top)
    var room = area.inset(left: left, top: top)
    let form = form(count, in: room.size)
    let isCut = !form.fits(count.rows, count.columns, in: room.size)
    if isCut && room.height > 2 {
      room = room.top(room.height - 1)
    }
    let window = Window(
      rows: form.span(
        of: count.rows, room: room.height / form.height * form.rows, around: cursor?.row,
        step: form.rows),
      columns: form.span(
        of: count.columns, room: room.width / form.width, around: cursor?.column, step: 1))
    let shades = Shades(self, window, in: area)
    for row in stride(from: window.rows.lowerBound, to: window.rows.upperBound, by: form.rows) {
      let y = (row - window.rows.lowerBound) / form.rows * form.height
      let middle = top + y + (form.height - 1) / 2
      drawLabel(of: row, form, in: area.part(Rect(0, middle, left - 1, 1)))
      for column in window.columns {
        let x = (column - window.columns.lowerBound) * form.width
        draw(
          Place(row, column), form, shades, in: room.part(Rect(x, y, form.width, form.height)))
      }
    }
    drawLabels(of: window.columns, form, in: area.inset(left: left).top(top))
    if isCut && area.height > top + room.height {
      let words =
        "rows \(Matrix.words(window.rows)) of \(count.rows), "
        + "columns \(Matrix.words(window.columns)) of \(count.columns)"
      area.text(words.cut(area.width), y: top + room.height, .faint)
    }
    return window
  }

  /// How many of its rows stand in one line where it is drawn this large: two where it is drawn as pixels.
  public func rowsPerLine(in size: Size) -> Int {
    let count = (rows: values.count, columns: values.map(\.count).max() ?? 0)
    return form(count, in: Size(size.width - left, size.height - top)).rows
  }

  /// The columns and rows that the labels take.
  private var left: Int { rowLabels.isEmpty ? 0 : (rowLabels.map(\.columns).max() ?? 0) + 1 }
  private var top: Int { columnLabels.isEmpty ? 0 : 1 }

  private static func words(_ range: Range<Int>) -> String {
    range.isEmpty ? "–" : "\(range.lowerBound)–\(range.upperBound - 1)"
  }

  private func form(_ count: (rows: Int, columns: Int), in room: Size) -> NumberForm {
    let forms = NumberForm.all(on: scale).filter { style == .fitting || $0.style == style }
    guard let form = forms.first(where: { $0.fits(count.rows, count.columns, in: room) }) else {
      return forms.last ?? NumberForm(style: .cells, width: 1)
    }
    return grows ? form.grown(count.rows, count.columns, in: room) : form
  }

  /// Where on the scale the colours of the numbers are: perhaps on the way from others.
  private struct Shades {
    private let window: Window
    /// Row by row; NaN where nothing is seen.
    private let places: [Double]

    init(_ matrix: Matrix, _ window: Window, in area: Area) {
      self.window = window
      let goals = window.rows.flatMap { row in
        window.columns.map { column in
          let place = Place(row, column)
          return matrix.isHidden(place) ? .nan : matrix.scale.place(matrix.value(at: place) ?? .nan)
        }
      }
      // Another part of the same matrix is another thing.
      let corner = "\(matrix.name) \(window.rows.lowerBound) \(window.columns)"
      places = area.hasMovement ? area.moving(.init("matrix", corner), to: goals) : goals
    }

    subscript(place: Place) -> Double {
      guard window.rows.contains(place.row), window.columns.contains(place.column) else {
        return .nan
      }
      return places[
        (place.row - window.rows.lowerBound) * window.columns.count + place.column
          - window.columns.lowerBound]
    }
  }

  private func draw(_ place: Place, _ form: NumberForm, _ shades: Shades, in cell: Area) {
    guard form.rows == 1 else {
      drawPixels(place, Place(place.row + 1, place.column), shades, in: cell)
      return
    }
    guard let value = value(at: place) else { return }
    let middle = (cell.height - 1) / 2
    if isHidden(place) {
      cell.text(centred: maskSign.columns < cell.width ? maskSign : "·", y: middle, .faint)
    } else {
      cell.number(value, at: shades[place], on: scale, figures: form.style == .figures)
      if isMarked?(place) == true {
        if form.style == .figures {
          cell.row(middle).restyle(adding: [.strong, .underlined])
        } else {
          cell.text(centred: "◆", y: middle, scale.role(value), .inverse)
        }
      }
    }
    if place == cursor {
      cell.cursor(y: middle)
      if form.style == .figures {
        cell.restyle(.chosen, adding: [.inverse, .strong])
      } else {
        cell.fill(" ", .chosen, .inverse)
        cell.text(
          centred: cell.width > 1 ? "[]" : "◆", y: middle, .chosen, [.inverse, .strong])
      }
    }
    cell.touch(picking: targets?(place))
    cell.tells { readings([place]) }
  }

  /// Without colours half a cell shows no more than whether a number is at least half as large as the
  /// scale goes.
  private func drawPixels(_ upper: Place, _ lower: Place, _ shades: Shades, in cell: Area) {
    let places = [upper, lower]
    guard places.contains(where: { value(at: $0) != nil }) else { return }
    let shown = places.map { isHidden($0) || value(at: $0) == nil ? 0 : shades[$0] }
    let roles = zip(places, shown).map { $0 == cursor ? .chosen : scale.role(at: $1) }
    let isLarge = shown.map { $0.magnitude >= 0.5 }
    let glyph: Unicode.Scalar =
      if cursor == upper || cursor == lower { "◆" } else {
        isLarge[0] ? (isLarge[1] ? "█" : "▀") : (isLarge[1] ? "▄" : " ")
      }
    if cursor == upper || cursor == lower { cell.cursor() }
    for x in 0..<cell.width { cell.halves(roles[0], roles[1], glyph: glyph, x: x, y: 0) }
    cell.touch(picking: targets?(cursor == lower ? lower : upper))
    cell.tells { readings(places) }
  }

  /// What is told of the numbers at these places; of a hidden one nothing.
  private func readings(_ places: [Place]) -> [Reading] {
    places.compactMap { place in
      guard !isHidden(place), let value = Matrix.value(at: place, in: exact ?? values),
        exact == nil || !value.isNaN
      else { return nil }
      return Reading(names?(place) ?? name(of: place), value)
    }
  }

  /// `row e, column 3`
  private func name(of place: Place) -> String {
    func label(_ labels: [Text], _ index: Int) -> String {
      labels.indices.contains(index) ? labels[index].string : "\(index)"
    }
    return "row \(label(rowLabels, place.row)), column \(label(columnLabels, place.column))"
  }

  private func isHidden(_ place: Place) -> Bool { isMasked?(place) ?? false }

  private func value(at place: Place) -> Double? { Matrix.value(at: place, in: values) }

  private static func value(at place: Place, in values: [[Double]]) -> Double? {
    guard values.indices.contains(place.row), values[place.row].indices.contains(place.column)
    else { return nil }
    return values[place.row][place.column]
  }

  /// Where two rows share a line, it has the label of the upper one, or that of the cursor's row.
  private func drawLabel(of row: Int, _ form: NumberForm, in area: Area) {
    let isLower = form.rows == 2 && cursor?.row == row + 1
    let shown = isLower ? row + 1 : row
    guard rowLabels.indices.contains(shown) else { return }
    area.text(rowLabels[shown], .trailing, .faint, shown == cursor?.row ? .strong : [])
  }

  /// As many labels as fit side by side, that of the cursor's column among them.
  private func drawLabels(of columns: Range<Int>, _ form: NumberForm, in area: Area) {
    let labelled = columns.clamped(to: columnLabels.indices)
    // Labels that fit their columns need no blank between them.
    let gap = columnLabels.allSatisfy { $0.columns <= form.width } ? 0 : 1
    func span(_ column: Int) -> Range<Int> {
      let label = columnLabels[column].columns
      let x = (column - columns.lowerBound) * form.width + max(0, form.width - label) / 2
      return x..<x + label
    }
    func draw(_ column: Int) {
      area.text(
        columnLabels[column], x: span(column).lowerBound, .faint,
        column == cursor?.column ? .strong : [])
    }
    let chosen = cursor.flatMap { labelled.contains($0.column) ? $0.column : nil }
    chosen.map(draw)
    var free = 0
    for column in labelled where column != chosen {
      let place = span(column)
      let isBeside = chosen.map(span).map {
        place.upperBound + gap <= $0.lowerBound || place.lowerBound >= $0.upperBound + gap
      }
      guard place.lowerBound >= free, place.upperBound <= area.width, isBeside ?? true else {
        continue
      }
      draw(column)
      free = place.upperBound + gap
    }
  }
}
