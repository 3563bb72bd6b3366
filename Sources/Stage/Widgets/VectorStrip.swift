/// A vector as coloured numbers in one row, or in a few where there is room for them.
///
///     VectorStrip("q", query, scale: .signed(2), note: "16", cursor: 5).draw(in: area.row(3))
public struct VectorStrip {
  public var name: Text
  public var values: [Double]
  public var scale: Scale
  /// Behind the numbers: the shape, or where they come from.
  public var note: Text
  /// The index that is chosen.
  public var cursor: Int?
  public var style: Matrix.Style
  /// What a click on the number of an index means.
  public var targets: ((Int) -> Target)?
  /// What the number of an index is, for whoever points at it; `q[3]` where nil.
  public var names: ((Int) -> String)?

  public init(
    _ name: Text, _ values: [Double], scale: Scale, note: Text = "", cursor: Int? = nil,
    style: Matrix.Style = .fitting, targets: ((Int) -> Target)? = nil,
    names: ((Int) -> String)? = nil
  ) {
    self.name = name
    self.values = values
    self.scale = scale
    self.note = note
    self.cursor = cursor
    self.style = style
    self.targets = targets
    self.names = names
  }

  /// Draws it and returns the rows it took. With the same `nameColumns` several stand in line.
  @discardableResult
  public func draw(in area: Area, nameColumns: Int? = nil) -> Int {
    guard !area.isEmpty else { return 0 }
    let lead = nameColumns ?? name.columns
    let left = lead > 0 ? lead + 1 : 0
    let (shape, fits) = shape(in: Size(area.width - left, area.height))
    area.leading(lead).text(name, .leading, .text)
    let numbers = area.part(Rect(left, 0, shape.perRow * shape.form.width, area.height))
    let perRow = shape.perRow
    // Without room for all numbers, those around the cursor are shown.
    let shown = shape.form.span(
      of: values.count, room: fits ? values.count : perRow * area.height * shape.form.rows,
      around: cursor, step: 1)
    let rows = stride(from: shown.lowerBound, to: shown.upperBound, by: max(1, perRow)).map {
      Array(values[$0..<min(shown.upperBound, $0 + perRow)])
    }
    let place = cursor.flatMap { cursor in
      shown.contains(cursor)
        ? Matrix.Place((cursor - shown.lowerBound) / perRow, (cursor - shown.lowerBound) % perRow)
        : nil
    }
    func index(_ place: Matrix.Place) -> Int {
      shown.lowerBound + place.row * perRow + place.column
    }
    var matrix = Matrix(
      rows, scale: scale, cursor: place, style: shape.form.style,
      targets: targets.map { targets in { targets(index($0)) } },
      names: { names?(index($0)) ?? "\(name.string)[\(index($0))]" })
    matrix.name = "\(name.string) \(shown.lowerBound)"
    matrix.draw(in: numbers)
    let lines = (rows.count + shape.form.rows - 1) / shape.form.rows
    if shown.lowerBound > 0 { numbers.text("…", .faint) }
    if shown.upperBound < values.count { numbers.text("…", endingAt: nil, y: lines - 1, .faint) }
    area.trailing(from: left + numbers.width + 1).text(note, .leading, .faint)
    return max(1, lines)
  }

  /// The largest form in which all numbers have room, and how many of them stand in a row.
  private func shape(in room: Size) -> (shape: (form: NumberForm, perRow: Int), fits: Bool) {
    let forms = NumberForm.all(on: scale).filter { style == .fitting || $0.style == style }
    var last = (form: NumberForm(style: .cells, width: 1), perRow: room.width)
    for form in forms {
      var perRow = min(room.width / form.width, (values.count + form.rows - 1) / form.rows)
      // Rows of eight or its multiples are easier to count.
      if perRow < values.count && perRow > 8 && form.rows == 1 { perRow -= perRow % 8 }
      guard perRow > 0 else { continue }
      last = (form, perRow)
      let rows = (values.count + perRow - 1) / perRow
      if form.fits(rows, perRow, in: room) { return (last, true) }
    }
    return (last, false)
  }
}
