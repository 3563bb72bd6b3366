import MicroGPT
import Stage

/// Query, key and value of every position in one head.
extension TalkingTokens {
  func vectorsPage(_ scene: Scene, _ cue: Cue) -> Page {
    let look = look(in: scene)
    let (width, size) = (scene.size.headWidth, scene.size)
    // Of what a head makes at once, and not of what comes of it.
    let vector = vector == .output ? .query : vector
    let mark =
      switch vector {
      case .key: "let k = linear"
      case .value: "let v = linear"
      default: "let q = linear"
      }
    let who =
      size.heads == 1
      ? "a head, here one alone. It"
      : "\(size.heads) heads side by side\(size.layers > 1 ? " in each of \(size.layers) layers" : ""). "
        + "Each"
    let share =
      size.heads == 1 ? "\(width)" : "\(size.width) ÷ \(size.heads) = \(width)"
    var page = page(
      "Looking back is done by \(who) makes three short vectors at every position: a query (what do I "
        + "look for?), a key (what can I be found by?), a value (what do I hand over?), of \(share) "
        + "number\(width == 1 ? "" : "s") each.",
      look, [.position, .number, .head, .layer], cue,
      code: CodeView(
        .attention, mark: mark,
        note: "h = \(look.head), position = \(look.position), "
          + "[\(look.index)] = \(scene.digits(look.vector(vector, at: look.position)[look.index]))"),
      mathematics: [
        "x is the vector of a position after the norm. Each head h has its own rows of three matrices, as "
          + "many as it works on numbers (here \(width)); each row times x gives one number.",
        "  q = Wq · x    k = Wk · x    v = Wv · x",
        "The rows are parameters: nobody wrote down what a head has to look for. Training found it, or "
          + "did not.",
        "A head works on n_embd / n_head numbers.",
        "  \(size.width) / \(size.heads) = \(width)",
      ]
    ) { VectorsView(look: look, vector: vector).draw(in: $0) }
    page.number = look.site(of: vector, at: look.position)
    page.keys = [
      PageKey(.switchView, "vector") {
        let next: Vector =
          switch vector {
          case .query: .key
          case .key: .value
          default: .query
          }
        return [with(\.vector, next)]
      }
    ]
    return page
  }
}

private struct VectorsView {
  let look: Look
  let vector: TalkingTokens.Vector

  private static let all: [(vector: TalkingTokens.Vector, name: String, role: Role, says: String)] =
    [
      (.query, "query", .query, "what it looks for"),
      (.key, "key", .key, "what it is found by"),
      (.value, "value", .value, "what it hands over"),
    ]

  func draw(in area: Area) {
    // The calculation of the chosen number stands below, where there is room.
    let rest = area.height - look.positions - 3
    let isExplained = rest > 2
    let matrices = isExplained ? area.top(look.positions + 2) : area
    let labels = look.labelColumns + 1
    let parts = matrices.trailing(from: labels).columns([1, 1, 1], gap: 0)
    var shown = 0..<0
    for (part, entry) in zip(parts, VectorsView.all) {
      let isChosen = entry.vector == vector
      let end = part.text(entry.name, entry.role, isChosen ? [.strong, .underlined] : .strong)
      if end + 1 + entry.says.columns <= part.width { part.text(entry.says, x: end + 1, .faint) }
      let values = (0..<look.positions).map { look.vector(entry.vector, at: $0) }
      let matrix = Matrix(
        values, scale: values.flatMap { $0 }.scale,
        columnLabels: values[0].indices.map { Text("\($0)", .faint) },
        cursor: isChosen ? .init(look.position, look.index) : nil,
        targets: {
          Target(
            TalkingTokens.Spot.number(entry.vector, position: $0.row, index: $0.column))
        })
      shown = matrix.draw(in: part.below(1)).rows
    }
    drawLabels(shown, in: matrices.below(2).leading(labels))
    if isExplained { drawOrigin(in: area.bottom(rest).top(9)) }
  }

  /// The labels of the rows, where each has a line of its own.
  private func drawLabels(_ rows: Range<Int>, in area: Area) {
    guard !rows.isEmpty, rows.count <= area.height else { return }
    for row in rows {
      let y = row - rows.lowerBound
      area.text(look.row(row, row == look.position ? .strong : []), y: y)
      area.row(y).touch(.pick(Target(TalkingTokens.Spot.position(row))))
    }
  }

  /// The product of a row of the matrix with x.
  private func drawOrigin(in area: Area) {
    let scene = look.scene
    let name =
      switch vector {
      case .key: "attn_wk"
      case .value: "attn_wv"
      default: "attn_wq"
      }
    let row = look.head * scene.size.headWidth + look.index
    let x = look.layer(at: look.position).attentionInput
    guard let weights = scene.row(row, of: "layer\(look.layer).\(name)") else { return }
    let total = look.vector(vector, at: look.position)[look.index]
    area.text(
      "number \(look.index) at position \(look.position): row \(row) of \(name), times x, "
        + "added up = \(total.shown(3))", .title)
    var strips: [(Text, [Double])] = [
      ("\("row \(row)", .weight)", weights), ("\("x", .activation)", x),
    ]
    if area.height > 6 { strips.append(("row × x", zip(weights, x).map(*))) }
    let names = strips.map(\.0.columns).max() ?? 0
    var y = 1
    for (name, values) in strips where y < area.height {
      let rows = (area.height - 1) / strips.count
      y += VectorStrip(name, values, scale: values.scale).draw(
        in: area.below(y).top(rows), nameColumns: names)
    }
  }
}

extension Scene {
  /// A row of a matrix of parameters at the moment.
  func row(_ row: Int, of matrix: String) -> [Double]? {
    let matrices = run.matrices
    guard let start = matrices.first?.first,
      let found = matrices.first(where: { $0.name == matrix })
    else { return nil }
    let first = Int(found.first - start) + row * found.columns
    return Array(snapshot.state.parameters[first..<first + found.columns])
  }
}
