import MicroGPT
import Stage

/// Every weight of the model as a pixel, table by table, where there is room for all of them.
struct AllWeights {
  let scene: Scene

  /// Returns whether there was room.
  func draw(in area: Area) -> Bool {
    let tables = scene.run.matrices.map { Table(matrix: $0) }
    guard let places = AllWeights.places(of: tables, in: area.size) else { return false }
    let parameters = scene.snapshot.state.parameters
    let start = scene.run.matrices.first?.first ?? 0
    // The same colour is the same number in all of them; a few that are large shall not pale the rest.
    let sizes = parameters.lazy.map(\.magnitude).filter(\.isFinite).sorted()
    let largest = sizes.isEmpty ? 1 : max(0.1, sizes[sizes.count * 99 / 100])
    for (table, place) in zip(tables, places) {
      let matrix = table.matrix
      let first = Int(matrix.first - start)
      let values = (0..<table.rows).map { row in
        (0..<table.columns).map { column in
          table.isTurned
            ? parameters[first + column * matrix.columns + row]
            : parameters[first + row * matrix.columns + column]
        }
      }
      let part = area.part(Rect(place.x, place.y, table.width, table.height))
      part.text(table.name.cut(table.width), .weight)
      Stage.Matrix(values, scale: .signed(largest), style: .pixels).draw(in: part.below(1))
    }
    return true
  }

  /// A table as it is drawn: a high one lies on its side.
  private struct Table {
    let matrix: MicroGPT.Matrix

    var isTurned: Bool { matrix.rows > 2 * matrix.columns }
    var rows: Int { isTurned ? matrix.columns : matrix.rows }
    var columns: Int { isTurned ? matrix.rows : matrix.columns }
    var name: String { matrix.name.split(separator: ".").last.map(String.init) ?? "" }
    var width: Int { max(columns, name.columns) }
    var height: Int { 1 + (rows + 1) / 2 }
  }

  /// Where each of them has its corner: side by side, in as many rows as it takes; nil where they have no
  /// room.
  private static func places(of tables: [Table], in room: Size) -> [(x: Int, y: Int)]? {
    var places: [(x: Int, y: Int)] = []
    var (x, y, height) = (0, 0, 0)
    for table in tables {
      if x > 0, x + table.width > room.width { (x, y, height) = (0, y + height, 0) }
      guard x + table.width <= room.width, y + table.height <= room.height else { return nil }
      places.append((x, y))
      x += table.width + 2
      height = max(height, table.height)
    }
    return places
  }
}
