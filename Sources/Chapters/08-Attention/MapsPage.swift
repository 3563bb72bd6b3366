import MicroGPT
import Stage

/// All weights of all heads.
extension TalkingTokens {
  func mapsPage(_ scene: Scene, _ cue: Cue) -> Page {
    let look = look(in: scene)
    let weights = look.made(at: look.position).weights
    let most = weights.largest(1).first ?? 0
    let whom =
      most == look.position
      ? "itself" : "\(look.quoted(most)) at \(most)"
    let words =
      look.positions == 1
      ? "There is one position, and it can only look at itself."
      : "Each row is a position that looks, each column one that it looks at; a row adds up to 100%. "
        + "\(look.headWords.capitalised) at position \(look.position) looks most at \(whom) "
        + "(\(weights[most].percent()))."
    var page = page(
      words + " t lets the training run: watch the pattern grow.", look,
      [.head, .position, .other, .layer], cue,
      code: CodeView(
        .attention, mark: "let weights = graph.softmax",
        note: "h = \(look.head), weights[\(look.other)] = \(scene.digits(weights[look.other]))"),
      mathematics: CellStage.mathematics(look)
    ) { MapsView(look: look).draw(in: $0) }
    page.number = look.site(.weight, at: look.position, index: look.other)
    return page
  }
}

extension String {
  /// With a capital at its beginning.
  var capitalised: String { prefix(1).uppercased() + dropFirst() }
}

/// Maps of all heads, as large as there is room for, and the chosen row over the name.
private struct MapsView {
  let look: Look

  private var heads: [(layer: Int, head: Int)] { look.scene.heads }

  func draw(in area: Area) {
    let names = heads.map { look.scene.name(layer: $0.layer, head: $0.head).columns }.max() ?? 0
    // Beside the maps there has to be room for columns over the name, below them for a row of its numbers.
    let beside = Size(area.width >= 50 ? area.width * 3 / 5 : 0, area.height)
    let above = Size(area.width, area.height - 4)
    for shape in MapGrid.shapes(positions: look.positions, names: names) {
      if let grid = MapGrid(heads.count, shape, in: beside) {
        draw(grid, in: area.leading(beside.width), columns: area.trailing(from: beside.width + 3))
        return
      }
      if let grid = MapGrid(heads.count, shape, in: above) {
        let rest = area.below(grid.height)
        let list = look.position + 2
        let used = rest.height >= list ? list : 3
        draw(
          grid, in: area.top(grid.height), columns: rest.below(rest.height > used ? 1 : 0))
        return
      }
    }
    // As many as there is room for, those around the chosen one.
    let room = beside.width > 0 ? beside : above
    let shape = MapGrid.shapes(positions: look.positions, names: names).last ?? Size(10, 4)
    let grid = MapGrid(upTo: heads.count, shape, in: Size(room.width, room.height - 1))
    let maps = area.top(room.height).leading(room.width)
    draw(
      grid, in: maps.top(room.height - 1),
      columns: beside.width > 0 ? area.trailing(from: beside.width + 3) : area.below(room.height))
    maps.text(
      "\(grid.columns * grid.rows) of \(heads.count) heads; - + head: others", y: room.height - 1,
      .faint)
  }

  private func draw(_ grid: MapGrid, in area: Area, columns: Area) {
    HeadMaps(look: look, heads: heads).draw(grid, in: area)
    WeightColumns(look: look).draw(in: columns)
  }
}
