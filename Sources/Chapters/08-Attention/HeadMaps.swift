import MicroGPT
import Stage

/// The weights of one head as a square: a row for each position that looks.
struct HeadMap {
  let look: Look
  let layer: Int
  let head: Int
  /// Whether the cursor is in this one.
  let isChosen: Bool
  /// The last position that is computed so far; nil where all are.
  var last: Int?

  private static let most = 64

  func draw(in area: Area) {
    let scene = look.scene
    let name = scene.name(layer: layer, head: head)
    area.text(
      name.cut(area.width), isChosen ? .chosen : .title,
      isChosen ? [.strong, .underlined] : .strong)
    let values = scene.trace.positions.map {
      let weights = $0.activations.layers[layer].heads[head].weights
      // Of many positions a part is drawn: there the cells that are masked stay away.
      guard look.positions <= HeadMap.most else { return weights }
      return weights + Array(repeating: 0, count: look.positions - weights.count)
    }
    let labels = (0..<look.positions).map { Text(look.label($0), .token) }
    // As pixels columns are too narrow for their labels.
    Matrix(
      values, scale: .share, rowLabels: labels,
      columnLabels: labels.map { Text(String($0.string.prefix(3)), .token) },
      cursor: isChosen ? .init(look.position, look.other) : nil, grows: true,
      isMasked: { $0.column > $0.row || $0.row > last ?? $0.row },
      targets: {
        Target(
          TalkingTokens.Spot.look(
            layer: layer, head: head, position: $0.row, other: min($0.row, $0.column)))
      }, names: { "weight of position \($0.column) at position \($0.row), \(name)" }
    ).draw(in: area.below(1))
  }
}

/// Maps of several heads in rows and columns.
struct HeadMaps {
  let look: Look
  let heads: [(layer: Int, head: Int)]
  /// The last position that is computed so far; nil where all are.
  var last: Int?

  /// Draws those that the grid has room for, the chosen head among them.
  func draw(_ grid: MapGrid, in area: Area) {
    let chosen = heads.firstIndex { $0 == (look.layer, look.head) } ?? 0
    let shown = Range.window(of: heads.count, room: grid.columns * grid.rows, around: chosen)
    let lines = area.rows(Array(repeating: 1, count: grid.rows), gap: 1)
    for (row, line) in lines.enumerated() {
      for (column, part) in line.equalColumns(grid.columns, gap: grid.gap).enumerated() {
        let place = shown.lowerBound + row * grid.columns + column
        guard shown.contains(place) else { continue }
        HeadMap(
          look: look, layer: heads[place].layer, head: heads[place].head,
          isChosen: place == chosen, last: last
        ).draw(in: part)
      }
    }
  }

  /// Draws the heads of the layer in the rows below a picture or, where all have no room, the chosen one.
  static func draw(of look: Look, upTo last: Int? = nil, in area: Area) {
    let all = look.scene.heads.filter { $0.layer == look.layer }
    for heads in [all, [(look.layer, look.head)]] {
      guard let grid = MapGrid.largest(of: heads.count, look, in: area.size) else { continue }
      HeadMaps(look: look, heads: heads, last: last).draw(grid, in: area.top(grid.height))
      return
    }
  }
}

/// How maps stand in rows and columns.
struct MapGrid {
  let columns: Int
  let rows: Int
  /// Blank columns between two maps; each begins with some of its own, before its labels.
  let gap: Int
  private let shape: Size

  /// The columns of a map's labels.
  private static let labels = 4

  /// What the maps take, with a blank row between two.
  var height: Int { rows * (shape.height + 1) - 1 }

  /// How large a map can be, from the largest: with figures in cells of three sizes, with cells, as pixels.
  ///
  /// - Parameter names: the columns of the longest name of a head.
  static func shapes(positions: Int, names: Int) -> [Size] {
    let figures = [3, 2, 1].map { Size(labels + 3 * positions * $0, positions * $0 + 2) }
    let rest = [
      Size(labels + 2 * positions, positions + 2),
      Size(labels + positions, (positions + 1) / 2 + 2),
    ]
    return (figures + rest).map { Size(max(names, $0.width), $0.height) }
  }

  /// The grid with the largest maps for which there is room; nil where there is none for all.
  static func largest(of heads: Int, _ look: Look, in room: Size) -> MapGrid? {
    let names = look.scene.name(layer: look.layer, head: heads).columns
    return shapes(positions: look.positions, names: names).lazy.compactMap {
      MapGrid(heads, $0, in: room)
    }.first
  }

  /// All maps in as few rows as can be, and as even: two and two rather than three and one. Nil where there
  /// is no room for them.
  init?(_ heads: Int, _ shape: Size, in room: Size) {
    let grid = [2, 0].lazy.map { MapGrid(upTo: heads, shape, gap: $0, in: room) }.first {
      $0.columns * $0.rows >= heads && $0.height <= room.height
        && $0.columns * (shape.width + $0.gap) - $0.gap <= room.width
    }
    guard let grid else { return nil }
    self = grid
  }

  /// As many maps as there is room for, at least one.
  init(upTo heads: Int, _ shape: Size, gap: Int = 2, in room: Size) {
    let most = max(1, min(heads, (room.width + gap) / (shape.width + gap)))
    rows = max(1, min((heads + most - 1) / most, (room.height + 1) / (shape.height + 1)))
    columns = rows * most >= heads ? (heads + rows - 1) / rows : most
    self.gap = gap
    self.shape = shape
  }
}
