import MicroGPT
import Stage

/// Query, key and value of every position in one head.
extension TalkingTokens {
  func vectorsPage(_ scene: Scene, _ cue: Cue) -> Page {
    let look = look(in: scene)
    let size = scene.size
    // Of what a head makes at once, and not of what comes of it.
    let vector = vector == .output ? .query : vector
    let mark =
      switch vector {
      case .key: "let k = linear"
      case .value: "let v = linear"
      default: "let q = linear"
      }
    let share =
      size.heads == 1
      ? "all for the one head" : "\(size.headWidth) for each of the \(size.heads) heads"
    var page = page(
      "To look back, three matrices (tables of weights) make three vectors of x, what a position holds: "
        + "query (what do I look for?), key (what am I found by?), value (what do I hand over?). Each has "
        + "\(size.width) numbers, \(share).",
      look, [.position, .number, .head, .layer], cue,
      code: CodeView(
        .attention, mark: mark,
        note: "h = \(look.head), position = \(look.position), "
          + "[\(look.index)] = \(scene.digits(look.vector(vector, at: look.position)[look.index]))"),
      mathematics: [
        "x is the vector of a position after the norm. Each head h has its own rows of three matrices, as "
          + "many as it works on numbers (here \(size.headWidth)); each row times x gives one number.",
        "  q = Wq · x    k = Wk · x    v = Wv · x",
        "The rows are parameters: nobody wrote down what a head has to look for. Training found it, or "
          + "did not.",
        "A head works on n_embd / n_head numbers.",
        "  \(size.width) / \(size.heads) = \(size.headWidth)",
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
    // The numbers of the columns give way to the last row.
    let head = matrices.height > look.positions + 1 ? 2 : 1
    let labels = look.labelColumns + 1
    var shown = 0..<0
    let parts = parts(of: matrices.trailing(from: labels))
    let isSaid = zip(parts, VectorsView.all).allSatisfy { part, entry in
      entry.name.columns + entry.says.columns + 2 <= part.width
    }
    for (part, entry) in zip(parts, VectorsView.all) {
      let isChosen = entry.vector == vector
      let end = part.text(entry.name, entry.role, isChosen ? [.strong, .underlined] : .strong)
      if isSaid { part.text(entry.says, x: end + 1, .faint) }
      let values = (0..<look.positions).map { look.vector(entry.vector, at: $0) }
      let matrix = Matrix(
        values, scale: values.flatMap { $0 }.scale,
        columnLabels: head == 2 ? values[0].indices.map { Text("\($0)", .faint) } : [],
        cursor: isChosen ? .init(look.position, look.index) : nil,
        targets: {
          Target(
            TalkingTokens.Spot.number(entry.vector, position: $0.row, index: $0.column))
        }, names: { look.names(entry.vector, at: $0.row)($0.column) })
      shown = matrix.draw(in: part.below(1)).rows
    }
    drawLabels(shown, in: matrices.below(head).leading(labels))
    if isExplained {
      let used = drawOrigin(in: area.bottom(rest).top(10))
      drawMatrices(in: area.bottom(rest - used - 1))
    }
  }

  /// Three of one width or, where that is too narrow for figures, one of them wide enough: the chosen one.
  private func parts(of room: Area) -> [Area] {
    let even = room.equalColumns(3, gap: 0)
    let figures = 6 * look.scene.size.headWidth
    let rest = (room.width - figures - 2) / 2
    guard even[0].width < figures, rest >= 8 else { return even }
    var x = 0
    return VectorsView.all.map { entry in
      let width = entry.vector == vector ? figures : rest
      defer { x += width + 1 }
      return room.part(Rect(x, 0, width, room.height))
    }
  }

  /// The labels of the rows; where two share a line, that of the upper one or of the chosen one.
  private func drawLabels(_ rows: Range<Int>, in area: Area) {
    guard !rows.isEmpty, area.height > 0 else { return }
    let step = rows.count <= area.height ? 1 : 2
    for upper in stride(from: rows.lowerBound, to: rows.upperBound, by: step) {
      let isNow = upper..<upper + step ~= look.position
      let row = isNow ? look.position : upper
      let y = (upper - rows.lowerBound) / step
      area.text(look.row(row, isNow ? .strong : []), y: y)
      area.row(y).touch(.pick(Target(TalkingTokens.Spot.position(row))))
    }
  }

  private func matrix(of vector: TalkingTokens.Vector) -> String {
    switch vector {
    case .key: "attn_wk"
    case .value: "attn_wv"
    default: "attn_wq"
    }
  }

  /// The row of the matrix that makes the chosen number.
  private var row: Int { look.head * look.scene.size.headWidth + look.index }

  /// All three matrices, where there is room.
  private func drawMatrices(in area: Area) {
    let width = look.scene.size.headWidth
    let own = look.head * width..<(look.head + 1) * width
    for (part, entry) in zip(area.equalColumns(3, gap: 0), VectorsView.all) {
      let map = WeightMap(
        look: look, name: matrix(of: entry.vector),
        says: own.count == 1
          ? "row \(row): head \(look.head)"
          : "rows \(own.lowerBound)–\(own.upperBound - 1): head \(look.head)",
        row: entry.vector == vector ? row : -1, own: own)
      guard map.height <= WeightMap.most, area.height >= map.height else { return }
      map.draw(in: part)
    }
  }

  /// The product of a row of the matrix with x.
  ///
  /// - Returns: how many rows it took.
  private func drawOrigin(in area: Area) -> Int {
    let scene = look.scene
    let name = matrix(of: vector)
    let x = look.layer(at: look.position).attentionInput
    guard let weights = scene.row(row, of: "layer\(look.layer).\(name)") else { return 0 }
    let total = look.vector(vector, at: look.position)[look.index]
    let sum = Reading(look.names(vector, at: look.position)(look.index), total)
    area.text(
      "number \(look.index) at position \(look.position): row \(row) of \(name), times x, added up = \(total.shown(3), telling: sum)",
      .title)
    var strips: [(Text, [Double])] = [
      ("\("row \(row)", .weight)", weights), ("\("x", .activation)", x),
    ]
    if area.height > 7 { strips.append(("row × x", zip(weights, x).map(*))) }
    let names = strips.map(\.0.columns).max() ?? 0
    var y = 1
    for (name, values) in strips where y < area.height {
      let rows = (area.height - 1) / strips.count
      y += VectorStrip(name, values, scale: values.scale).draw(
        in: area.below(y).top(rows), nameColumns: names)
    }
    area.text(
      look.layer == 0
        ? "x: the vector of chapter 7 at position \(look.position), normed again (hardly changed)"
        : "x: what layer \(look.layer - 1) made at position \(look.position), normed", y: y, .faint)
    return y + 1
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
