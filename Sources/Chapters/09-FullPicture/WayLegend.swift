import Stage

/// What the cells of the way stand for, and the line beside its rows.
struct WayLegend {
  /// The rows that it takes.
  static let height = 7

  func draw(in area: Area) {
    area.text("each cell is a number", .title, .strong)
    strip("below 0", [-3, -2, -1, 0, 1, 2, 3], .signed(3), "above 0", in: area.row(1))
    strip("share 0", [0, 0.2, 0.4, 0.6, 0.8, 1], .share, "1", in: area.row(2))
    area.text("the line on the left is x", y: 3, .title, .strong)
    let lines = [("╭", "begins"), ("├", "a part is added to it"), ("╰", "read at the end")]
    for (y, line) in lines.enumerated() {
      area.text(line.0, y: y + 4, .activation, .strong)
      area.text(line.1, x: 2, y: y + 4, .faint)
    }
  }

  private func strip(
    _ before: String, _ values: [Double], _ scale: Scale, _ after: String, in row: Area
  ) {
    let x = row.text(before, .faint) + 1
    let cells = row.inset(left: x).leading(values.count * 2)
    VectorStrip("", values, scale: scale, style: .cells).draw(in: cells, nameColumns: 0)
    row.text(after, x: x + values.count * 2 + 1, .faint)
  }
}
