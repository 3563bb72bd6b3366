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
      }
    ).draw(in: area.below(1))
  }
}

/// Maps of the heads, as many as there is room for, and the chosen row over the name.
private struct MapsView {
  let look: Look

  private var heads: [(layer: Int, head: Int)] { look.scene.heads }

  func draw(in area: Area) {
    let room = Layout(area, heads: heads.count, positions: look.positions)
    let maps: Area
    if room.isBeside {
      maps = area.leading(room.width)
      WeightColumns(look: look).draw(in: area.trailing(from: room.width + 3))
    } else {
      maps = area.top(room.height)
      WeightColumns(look: look).draw(in: area.below(room.height))
    }
    let (columns, rows) = room.grid
    let shown = columns * rows
    let chosen = heads.firstIndex { $0 == (look.layer, look.head) } ?? 0
    let first = max(0, min(chosen - shown / 2, heads.count - shown))
    let lines = maps.rows(Array(repeating: 1, count: rows), gap: 1)
    for (row, line) in lines.enumerated() {
      let parts = line.columns(Array(repeating: 1, count: columns), gap: room.gap)
      for (column, part) in parts.enumerated() {
        let place = first + row * columns + column
        guard heads.indices.contains(place) else { continue }
        let (layer, head) = heads[place]
        HeadMap(look: look, layer: layer, head: head, isChosen: place == chosen).draw(in: part)
      }
    }
  }

  /// How the maps stand: with the largest cells that all heads have room for.
  private struct Layout {
    /// Whether the chosen row stands beside the maps; else below them.
    let isBeside: Bool
    let grid: (columns: Int, rows: Int)
    let gap: Int
    /// What the maps take.
    let width, height: Int

    /// The columns of labels.
    private static let labels = 4

    init(_ area: Area, heads: Int, positions: Int) {
      let shapes = [
        Size(Layout.labels + 3 * positions, positions + 2),
        Size(max(10, Layout.labels + 2 * positions), positions + 2),
        Size(max(10, Layout.labels + positions), (positions + 1) / 2 + 2),
      ]
      // Beside the maps there has to be room for columns over the name, below them for some rows.
      let beside = Size(area.width >= 50 ? area.width * 3 / 5 : 0, area.height)
      let above = Size(area.width, area.height - 6)
      for shape in shapes {
        for (isBeside, room) in [(true, beside), (false, above)] {
          for gap in [2, 0] {
            let columns = min(heads, (room.width + gap) / (shape.width + gap))
            guard columns > 0 else { continue }
            let rows = (heads + columns - 1) / columns
            guard rows * (shape.height + 1) - 1 <= room.height else { continue }
            // As even as can be: two and two rather than three and one.
            self.init(
              isBeside: isBeside, grid: ((heads + rows - 1) / rows, rows), gap: gap, in: room)
            return
          }
        }
      }
      // As many as there is room for.
      let room = beside.width > 0 ? beside : above
      let shape = shapes.first { $0.width <= room.width && $0.height <= room.height } ?? shapes[2]
      let columns = max(1, min(heads, (room.width + 2) / (shape.width + 2)))
      let rows = max(
        1, min((heads + columns - 1) / columns, (room.height + 1) / (shape.height + 1)))
      self.init(isBeside: beside.width > 0, grid: (columns, rows), gap: 2, in: room)
    }

    private init(isBeside: Bool, grid: (columns: Int, rows: Int), gap: Int, in room: Size) {
      self.isBeside = isBeside
      self.grid = grid
      self.gap = gap
      width = room.width
      height = room.height
    }
  }
}

/// The weights of one position as columns over the name: where it looks.
struct WeightColumns {
  let look: Look

  func draw(in area: Area) {
    let weights = look.made(at: look.position).weights
    area.text(
      "position \(look.position), \(look.quoted(look.position)), looks at".cut(area.width), .title,
      .strong)
    guard area.height > 7 else {
      drawRows(weights, in: area.below(1))
      return
    }
    let plot = area.inset(top: 1, bottom: 2)
    guard !plot.isEmpty else { return }
    let width = max(1, min(8, plot.width / look.positions))
    let room = plot.width / width
    let first = max(0, min(look.other - room / 2, look.positions - room))
    let shown = first..<min(look.positions, first + room)
    for position in shown {
      let x = (position - first) * width
      let isChosen = position == look.other
      let column = Rect(x, 0, max(1, width - (width > 2 ? 1 : 0)), plot.height)
      if position <= look.position {
        draw(weights[position], isChosen, in: plot.part(column))
      }
      let foot = area.part(Rect(x, area.height - 2, column.width, 2))
      let isLater = position > look.position
      foot.text(
        centred: String(look.label(position).prefix(column.width)),
        isLater ? .faint : position == look.position ? .query : .token,
        isLater ? [] : position == look.position ? [.strong, .underlined] : .strong)
      if width > 2 { foot.text(centred: "\(position)", y: 1, isLater ? .faint : .position) }
      if !isLater {
        area.part(Rect(x, 1, column.width, area.height - 1))
          .touch(.pick(Target(TalkingTokens.Spot.other(position))))
      }
    }
  }

  /// Where the room is low: a row for each position.
  private func drawRows(_ weights: [Double], in area: Area) {
    let rows = weights.enumerated().map { position, weight in
      BarList.Row(
        look.row(position), weight, Text(weight.percent()),
        role: position == look.other ? .chosen : Scale.share.role(weight),
        target: Target(TalkingTokens.Spot.other(position)))
    }
    BarList(rows, scale: 1, focus: look.other).draw(in: area)
  }

  private static let eighths: [Unicode.Scalar] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// A column to an eighth of a cell, its number above it.
  private func draw(_ weight: Double, _ isChosen: Bool, in area: Area) {
    let figures = area.width >= 3 && area.height > 1
    let bar = figures ? area.below(1) : area
    guard weight.isFinite else {
      area.text("nan".cut(area.width), y: area.height - 1, .warning)
      return
    }
    let eighths = max(1, Int((weight * Double(bar.height) * 8).rounded()))
    let rows = (eighths + 7) / 8
    for row in 0..<rows {
      let part = min(8, eighths - row * 8)
      bar.row(bar.height - 1 - row)
        .fill(WeightColumns.eighths[part - 1], isChosen ? .chosen : Scale.share.role(weight))
    }
    if figures {
      let words = area.width >= 4 ? weight.percent(0) : Scale.share.figure(weight)
      area.text(
        centred: words, y: bar.height - rows, isChosen ? .chosen : .text, isChosen ? .strong : [])
    }
  }
}
