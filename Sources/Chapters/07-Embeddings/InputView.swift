import MicroGPT
import Stage

/// The name in a row, the chosen position marked.
struct NameRow {
  let scene: Scene
  let position: Int

  /// Draws it as boxes where there is room for them, and returns the rows it took.
  @discardableResult
  func draw(in area: Area, boxed: Bool) -> Int {
    let shown = scene.tokens[..<scene.positions]
    guard boxed else {
      var x = 0
      // From the first one on from which the chosen one has room.
      let widths = shown.map { scene.label($0).columns + 3 }
      var first = 0
      while first < position, widths[first...position].reduce(0, +) > area.width { first += 1 }
      for (place, token) in shown.enumerated().dropFirst(first) {
        let isChosen = place == position
        let end = area.text(
          " \(scene.label(token)) ", x: x, isChosen ? .chosen : role(token),
          isChosen ? [.strong, .inverse] : [])
        area.part(Rect(x, 0, end - x, 1)).touch(picking: target(place))
        x = end + 1
      }
      return 1
    }
    let boxes = shown.enumerated().map { place, token in
      TokenBoxes.Token(
        scene.label(token), place == position ? .chosen : role(token),
        place == position ? .inverse : [])
    }
    TokenBoxes(boxes, focus: position, targets: target).draw(in: area)
    return 3
  }

  private func role(_ token: Int) -> Role { token == scene.tokenizer.bos ? .position : .token }

  private func target(_ place: Int) -> Target {
    Target(FromIdsToMeaning.PositionRow(position: place))
  }
}

/// A row of a table, looked up: the table on the left, the row with its numbers on the right.
struct LookUpView {
  let scene: Scene
  let position: Int
  let column: Int
  /// Whether the row is that of the token, or that of the position.
  let isToken: Bool
  let note: ParameterNote

  func draw(in area: Area) {
    let table = table
    // As wide as the row beside it leaves room for.
    let width = table.rows.first?.count ?? 0
    let times = [3, 2, 1].first { table.columns + width * $0 <= area.width - 52 }
    guard let times else {
      drawRow(in: area)
      return
    }
    let left = area.leading(table.columns + width * times)
    table.draw(in: left)
    drawRow(in: area.trailing(from: left.width + 3))
  }

  private func drawRow(in area: Area) {
    let isTall = area.height > 11
    let used = NameRow(scene: scene, position: position).draw(in: area, boxed: isTall)
    let area = area.below(used + (isTall ? 1 : 0))
    let token = scene.tokens[position]
    let title: Text =
      isToken
      ? "row \(token), of \(scene.quoted(token), .token, .strong)"
      : "row \(position), of position \(position, .position, .strong)"
    area.text(title, .title, .strong)
    let values = isToken ? scene.tables.token(token) : scene.tables.position(position)
    let largest = values.map(\.magnitude).filter(\.isFinite).max() ?? 1
    let strip = area.below(1).top(max(1, area.height - 1 - note.lines.count))
    let rows = VectorStrip(
      "", values, scale: .signed(largest), cursor: column,
      targets: { Target(FromIdsToMeaning.Cell(column: $0)) }
    ).draw(in: strip)
    let gap = area.height > rows + note.lines.count + 2 ? 1 : 0
    let noted = note.draw(in: area.below(1 + rows + gap))
    drawName(in: area.below(rows + gap + noted + 3))
  }

  /// In high windows the rows of the whole name, one below the other.
  private func drawName(in area: Area) {
    let tokens = scene.tokens[..<scene.positions]
    guard area.height > tokens.count + 1 else { return }
    let rows = tokens.enumerated().map {
      isToken ? scene.tables.token($1) : scene.tables.position($0)
    }
    let labels = tokens.enumerated().map { Text(isToken ? scene.label($1) : "\($0)") }
    TableView(
      title: Text("the rows of the whole name", .title), rows: rows, labels: labels,
      cursor: .init(position, column),
      targets: { place in
        let row = FromIdsToMeaning.PositionRow(position: place.row)
        return Target(FromIdsToMeaning.Cell(row: Target(row), column: place.column))
      }
    ).draw(in: area)
  }

  private var table: TableView {
    isToken
      ? TableView(tokensOf: scene, around: scene.tokens[position], column: column)
      : TableView(positionsOf: scene, around: position, column: column)
  }
}

/// What goes into the model at a position: rows, sum and norm below each other.
struct InputView {
  let scene: Scene
  let input: InputNumbers
  let column: Int
  let stage: Stage
  let progress: Double

  enum Stage { case sum, norm }

  private struct Line {
    let name: Text
    let values: [Double]
    let scale: Scale
  }

  func draw(in area: Area) {
    let lines = lines
    let formulas = formulas
    let names = min(16, area.width / 4)
    let isTall = area.height >= lines.count * 3 + formulas.count + 5
    let used = NameRow(scene: scene, position: input.position).draw(in: area, boxed: isTall)
    var rest = area.below(used + (isTall ? 1 : 0))
    let keep = formulas.count
    for (index, line) in lines.enumerated() {
      let left = lines.count - index
      let room = max(1, (rest.height - keep) / left)
      let rows = VectorStrip(
        line.name, line.values, scale: line.scale, cursor: column,
        targets: { Target(FromIdsToMeaning.Cell(column: $0)) }
      ).draw(in: rest.top(room), nameColumns: names)
      rest = rest.below(rows + (isTall ? 1 : 0))
    }
    let gap = rest.height > formulas.count ? 1 : 0
    for (row, formula) in formulas.enumerated() {
      rest.text(formula.cut(rest.width), y: gap + row)
    }
    drawAll(in: rest.below(gap + formulas.count + 1))
  }

  /// How much of the movement is done, number by number.
  private var reached: Int { Int((progress * Double(input.sum.count)).rounded()) }

  private var lines: [Line] {
    let token = scene.tokens[input.position]
    let all = (input.token + input.place + input.sum).map(\.magnitude).filter(\.isFinite)
    let scale = Scale.signed(all.max() ?? 1)
    let largest = input.normed.map(\.magnitude).filter(\.isFinite).max() ?? 1
    var lines = [
      Line(name: "\(scene.label(token), .token, .strong)", values: input.token, scale: scale),
      Line(
        name: "+ position \(input.position, .position, .strong)", values: input.place, scale: scale),
      // Where the position’s number is not added yet, that of the token stands.
      Line(
        name: "= sum",
        values: stage == .norm
          ? input.sum : Array(input.sum[..<reached] + input.token[reached...]),
        scale: scale),
    ]
    if stage == .norm {
      // From the sum to what it becomes.
      let eased = Ease.inOut(progress)
      let times = 1 + (input.scale - 1) * eased
      lines.append(
        Line(
          name: "normed: × \(times.shown(3), .activation, .strong)",
          values: progress == 1 ? input.normed : input.sum.map { $0 * times },
          scale: .signed(largest)))
    }
    return lines
  }

  private var formulas: [Text] {
    let i = column
    let sum: Text =
      "number \(i):  \(input.token[i].shown(4), .weight) + \(input.place[i].bracketed(4), .weight) = "
      + "\(input.sum[i].shown(4), .activation, .strong)"
    guard stage == .norm else {
      return reached > i
        ? [sum]
        : [
          "number \(i):  \(input.token[i].shown(4), .weight) + \(input.place[i].bracketed(4), .weight)"
        ]
    }
    return [
      "mean of the squares of the sum:  \(input.meanSquare.shown(6), .activation)",
      "scale:  1 / √(\(input.meanSquare.shown(6)) + 0.00001) = \(input.scale.shown(4), .activation, .strong)",
      "number \(i):  \(input.sum[i].shown(4), .activation) × \(input.scale.shown(4)) = \(input.normed[i].shown(4), .activation, .strong)",
    ]
  }

  /// In large windows the same for all positions of the name, side by side.
  private func drawAll(in area: Area) {
    let all = (0..<scene.positions).map { InputNumbers(scene, $0) }
    guard area.height > all.count + 1 else { return }
    let parts: [(title: String, rows: [[Double]])] = [
      ("token", all.map(\.token)), ("+ position", all.map(\.place)), ("= sum", all.map(\.sum)),
      ("normed", all.map(\.normed)),
    ]
    let shown = parts.prefix(stage == .sum ? 3 : 4)
    let labels = scene.tokens[..<scene.positions].map { Text(scene.label($0), .token) }
    let wide = (labels.map(\.columns).max() ?? 1) + 1 + scene.size.width
    let columns = area.columns(shown.map { _ in 1 }, gap: 2)
    guard let first = columns.first, first.width >= wide else { return }
    for (part, place) in zip(shown, columns) {
      TableView(
        title: Text(part.title), rows: part.rows, labels: labels,
        cursor: .init(input.position, column),
        targets: { spot in
          Target(
            FromIdsToMeaning.Cell(
              row: Target(FromIdsToMeaning.PositionRow(position: spot.row)), column: spot.column))
        }
      ).draw(in: place.top(all.count + 1))
    }
  }
}
