import Stage

/// The same scores at three temperatures: a low one, the reader's own, a high one.
struct TemperatureTable {
  let rows: ScoreRows
  let own: Double
  /// How far the low and the high one have come from 1, 0…1.
  let spread: Double
  /// The probabilities at a temperature.
  let anatomy: (Double) -> SoftmaxAnatomy

  private static let low = 0.5
  private static let high = 2.0

  /// Under each its probabilities.
  private var columns: [(temperature: Double, parts: SoftmaxAnatomy, isOwn: Bool)] {
    func moved(_ end: Double) -> Double { 1 + (end - 1) * spread }
    return [
      (moved(TemperatureTable.low), false), (own, true), (moved(TemperatureTable.high), false),
    ].map { ($0, anatomy($0), $1) }
  }

  func draw(in area: Area) {
    let columns = columns
    func split(_ line: ScoreRows.Line) -> [Area] {
      line.area.trailing(from: line.end + 2).columns([1, 1, 1], gap: 2)
    }
    rows.draw(in: area, wanted: 44) { line in
      for (part, column) in zip(split(line), columns) {
        let lead = !column.isOwn ? "T = " : part.width < 14 ? "yours " : "yours: T = "
        part.text(
          lead + column.temperature.fixed(1), column.isOwn ? .chosen : .faint,
          column.isOwn ? .strong : [])
      }
    } row: { index, line in
      for (part, column) in zip(split(line), columns) {
        let (row, share) = (column.parts.rows[index], column.parts.rows[index].probability)
        part.text(
          share.percent(), endingAt: 6, .probability, column.isOwn ? .strong : [],
          telling: Reading("probability of “\(row.label)” at T = \(column.temperature)", share))
        Bar(share, column.isOwn ? .chosen : .probability, name: row.label)
          .draw(in: part.trailing(from: 7))
      }
    } foot: { _ in
    }
  }
}
