import MicroGPT
import Stage

/// What goes into the model at all positions of the name: a table for each part, as many numbers with their
/// figures as there is room for.
struct AllPositions {
  let scene: Scene
  let position: Int
  let column: Int
  let stage: InputView.Stage

  /// The fewest rows that it needs: a title and two positions a line.
  static func fewestRows(_ scene: Scene) -> Int { 1 + (scene.positions + 1) / 2 }

  func draw(in area: Area) { draw(parts, in: area) }

  /// The last two parts alone.
  func drawEnd(in area: Area) { draw(parts.suffix(2), in: area) }

  private var parts: [(title: String, rows: [[Double]])] {
    let all = (0..<scene.positions).map { InputNumbers(scene, $0) }
    let parts: [(title: String, rows: [[Double]])] = [
      ("token", all.map(\.token)), ("+ position", all.map(\.place)), ("= sum", all.map(\.sum)),
      ("normed", all.map(\.normed)),
    ]
    return Array(parts.prefix(stage == .sum ? 3 : 4))
  }

  private func draw(_ shown: [(title: String, rows: [[Double]])], in area: Area) {
    let labels = scene.tokens[..<scene.positions].map { Text(scene.label($0), .token) }
    let count = scene.positions
    let wide = (labels.map(\.columns).max() ?? 1) + 1
    // Below each other with figures, in pairs, side by side, or below each other as pixels.
    let forms: [(perRow: Int, columns: Int, rows: Int)] = [
      (1, 6, count), (2, 1, count), (shown.count, 1, count), (shown.count, 1, (count + 1) / 2),
      (1, 1, (count + 1) / 2),
    ]
    for form in forms {
      let lines = (shown.count + form.perRow - 1) / form.perRow
      let columns = area.columns(Array(repeating: 1, count: form.perRow), gap: 2)
      guard let first = columns.first, first.width >= wide + form.columns * scene.size.width,
        area.height >= lines * (form.rows + 2) - 1
      else { continue }
      for (index, part) in shown.enumerated() {
        let place = columns[index % form.perRow].below(index / form.perRow * (form.rows + 2))
        table(part.title, part.rows, labels).draw(in: place.top(form.rows + 1))
      }
      return
    }
  }

  private func table(_ title: String, _ rows: [[Double]], _ labels: [Text]) -> TableView {
    TableView(
      title: Text(title), rows: rows, labels: labels, cursor: .init(position, column),
      targets: { spot in
        Target(
          FromIdsToMeaning.Cell(
            row: Target(FromIdsToMeaning.PositionRow(position: spot.row)), column: spot.column))
      })
  }
}
