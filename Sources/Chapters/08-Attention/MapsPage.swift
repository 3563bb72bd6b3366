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
  /// What stands behind its name.
  var note: Text = ""

  func draw(in area: Area) {
    let scene = look.scene
    let several = scene.size.layers > 1
    let name = several ? "layer \(layer) head \(head)" : "head \(head)"
    let title: Text =
      "\(name, isChosen ? .chosen : .title, isChosen ? [.strong, .underlined] : .strong) \(note)"
    area.text(title.cut(area.width))
    let values = scene.trace.positions.map {
      let weights = $0.activations.layers[layer].heads[head].weights
      return weights + Array(repeating: 0, count: look.positions - weights.count)
    }
    let labels = (0..<look.positions).map { Text(look.label($0), .token) }
    // As pixels columns are too narrow for their labels.
    Matrix(
      values, scale: .share, rowLabels: labels,
      columnLabels: labels.map { Text(String($0.string.prefix(3)), .token) },
      cursor: isChosen ? .init(look.position, look.other) : nil, grows: true,
      isMasked: { $0.column > $0.row },
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

  private var size: ModelSize { look.scene.size }

  func draw(in area: Area) {
    let isWide = area.width >= 70
    let maps = isWide ? area.leading(area.width * 3 / 5) : area.top(area.height - 5)
    let row =
      isWide ? area.trailing(from: maps.width + 2) : area.bottom(min(4, area.height))
    drawMaps(in: maps)
    WeightColumns(look: look).draw(in: row)
  }

  /// All heads of all layers, in the order of the code.
  private var heads: [(layer: Int, head: Int)] {
    (0..<size.layers).flatMap { layer in (0..<size.heads).map { (layer, $0) } }
  }

  private func drawMaps(in area: Area) {
    let labels = (look.labelColumns - "\(look.positions - 1)".columns)
    // The least room for a map: pixels, with its labels; figures where all of them fit.
    let all = heads
    let shapes = [
      (width: labels + 3 * look.positions, height: look.positions + 2),
      (width: max(10, labels + 2 * look.positions), height: look.positions + 2),
      (width: max(10, labels + look.positions), height: look.positions / 2 + 3),
    ]
    func grid(_ shape: (width: Int, height: Int)) -> (columns: Int, rows: Int) {
      (
        max(1, (area.width + 2) / (shape.width + 2)),
        max(1, (area.height + 1) / (shape.height + 1))
      )
    }
    let fitting = shapes.map(grid).first { $0.columns * $0.rows >= all.count }
    var (columns, rows) = fitting ?? shapes.map(grid).last ?? (1, 1)
    // No more columns than it takes: what is left makes the maps larger.
    if fitting != nil {
      rows = min(rows, Int(Double(all.count).squareRoot().rounded(.up)))
      columns = (all.count + rows - 1) / rows
    }
    let shown = columns * rows
    let chosen = all.firstIndex { $0 == (look.layer, look.head) } ?? 0
    let first = max(0, min(chosen - shown / 2, all.count - shown))
    let lines = area.rows(Array(repeating: 1, count: rows), gap: 1)
    for (row, line) in lines.enumerated() {
      for (column, part) in line.columns(Array(repeating: 1, count: columns), gap: 2).enumerated() {
        let place = first + row * columns + column
        guard place < min(first + shown, all.count) else { continue }
        let (layer, head) = all[place]
        HeadMap(look: look, layer: layer, head: head, isChosen: place == chosen).draw(in: part)
      }
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
