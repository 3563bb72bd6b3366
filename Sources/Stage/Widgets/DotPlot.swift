/// Rows of numbers as dots over one axis, to be compared: label, dots, the numbers in digits.
///
///     DotPlot([
///       .init("pairs", [.init(2.44, "●", "2.443", .loss), .init(2.42, "○", "2.424", .loss)]),
///       .init("guessing", [.init(3.3, "◆", "3.296", .warning)]),
///     ], axis: Axis(2, 3.5), heads: ["shown", "unseen"]).draw(in: area)
public struct DotPlot: Equatable, Sendable {
  public struct Dot: Equatable, Sendable {
    public var value: Double
    public var glyph: Unicode.Scalar
    /// The value in digits.
    public var number: String
    public var role: Role

    public init(_ value: Double, _ glyph: Unicode.Scalar, _ number: String, _ role: Role) {
      self.value = value
      self.glyph = glyph
      self.number = number
      self.role = role
    }
  }

  public struct Row: Equatable, Sendable {
    public var label: Text
    /// Their numbers stand in columns, in this order.
    public var dots: [Dot]

    public init(_ label: Text, _ dots: [Dot]) {
      self.label = label
      self.dots = dots
    }
  }

  public var rows: [Row]
  public var axis: Axis
  /// What stands above the columns of numbers.
  public var heads: [String]
  /// Blank rows between two rows.
  public var gap: Int

  public init(_ rows: [Row], axis: Axis, heads: [String], gap: Int = 0) {
    self.rows = rows
    self.axis = axis
    self.heads = heads
    self.gap = max(0, gap)
  }

  /// How many rows of an area it takes: the heads, the rows, the axis.
  public var height: Int { 2 + rows.count + gap * max(0, rows.count - 1) }

  /// Draws it; what does not lie on the axis has its number alone.
  public func draw(in area: Area) {
    let label = min(rows.map(\.label.columns).max() ?? 0, area.width / 3)
    let numbers = rows.flatMap { $0.dots.map(\.number.columns) } + heads.map(\.columns)
    let column = (numbers.max() ?? 0) + 1
    let plot = area.inset(left: label + 1, right: column * heads.count + 1)
    for (index, head) in heads.enumerated() {
      area.text(head, endingAt: area.width - column * (heads.count - 1 - index), .faint)
    }
    let body = area.inset(top: 1, bottom: 1)
    for (index, row) in rows.enumerated() {
      let y = index * (1 + gap)
      let line = body.row(y)
      line.leading(label).text(row.label, .leading, .text)
      let track = plot.row(1 + y)
      if line.height > 0 { track.fill("·", .faint) }
      for (place, dot) in row.dots.enumerated() {
        let end = area.width - column * (heads.count - 1 - place)
        line.text(dot.number, endingAt: end, dot.role, .strong)
        let reading = Reading(name(of: row, place), dot.value)
        let number = line.part(Rect(end - dot.number.columns, 0, dot.number.columns, 1))
        if dot.value.isFinite { number.tells { [reading] } }
        guard let share = axis.share(dot.value), track.width > 0 else { continue }
        let shown = track.moving(.init("dot", row.label.string, place), to: share)
        let x = Int((shown * Double(track.width - 1)).rounded())
        track.put(dot.glyph, x: x, y: 0, dot.role, .strong)
        track.part(Rect(x, 0, 1, 1)).tells(marking: number) { [reading] }
      }
    }
    let foot = plot.row(area.height - 1 < height - 1 ? area.height - 1 : height - 1)
    foot.text(Axis.figure(axis.lower, digits: 1), .faint)
    foot.text(Axis.figure(axis.upper, digits: 1), endingAt: nil, .faint)
  }

  /// `table of pairs, unseen ○`
  private func name(of row: Row, _ place: Int) -> String {
    let label = row.label.string
    return heads.indices.contains(place) ? "\(label), \(heads[place])" : label
  }
}
