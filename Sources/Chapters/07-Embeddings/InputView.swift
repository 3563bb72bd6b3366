import MicroGPT
import Stage

/// The name in a row, the chosen position marked.
struct NameRow {
  let scene: Scene
  let position: Int

  /// Draws it as boxes where there is room for them and their labels, and returns the rows it took.
  @discardableResult
  func draw(in area: Area, boxed: Bool) -> Int {
    let shown = scene.tokens[..<scene.positions]
    let boxes = shown.enumerated().map { place, token in
      TokenBoxes.Token(
        scene.label(token), place == position ? .chosen : role(token),
        place == position ? .inverse : [])
    }
    let row = TokenBoxes(boxes, focus: position, targets: target)
    // Boxes that are too narrow for a label would cut it.
    let inner = (row.layout(width: area.width).boxes.first?.width ?? 0) - 3
    let widest = boxes.map(\.label.columns).max() ?? 0
    guard boxed, inner >= widest else {
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
    row.draw(in: area)
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
    let width = table.rows.first?.count ?? 0
    let rows = table.rows.count + 1
    // With its figures, where the rest has room below it.
    if area.width >= table.columns + 6 * width, area.height >= rows + 13 {
      let name = NameRow(scene: scene, position: position).draw(in: area, boxed: true) + 1
      table.draw(in: area.below(name).top(rows), style: .figures)
      drawRow(in: area.below(name + rows + 1), hasName: false)
      return
    }
    // As wide as the row beside it leaves room for.
    let times = [3, 2, 1].first { table.columns + width * $0 <= area.width - 52 }
    guard let times else {
      drawRow(in: area)
      return
    }
    let left = area.leading(table.columns + width * times)
    let used = table.draw(in: left)
    let sharing = table.sharing(in: left)
    let below = left.below(used + 1)
    let isBelow = below.height > 2
    if let sharing, isBelow { Paragraph(sharing).draw(in: below, .faint) }
    drawRow(in: area.trailing(from: left.width + 3), sharing: isBelow ? nil : sharing)
  }

  /// - Parameters:
  ///   - sharing: what is to be known of the table beside it.
  ///   - hasName: whether the letters of the name stand above the row.
  private func drawRow(in area: Area, sharing: Text? = nil, hasName: Bool = true) {
    let isTall = area.height > 11
    var used = 0
    if hasName {
      used += NameRow(scene: scene, position: position).draw(in: area, boxed: isTall)
      used += isTall ? 1 : 0
    }
    let token = scene.tokens[position]
    let title: Text =
      isToken
      ? "row \(token), of \(scene.quoted(token), .token, .strong)"
      : "row \(position), of position \(position, .position, .strong)"
    area.text(title, y: used, .title, .strong)
    used += 1
    let values = isToken ? scene.tables.token(token) : scene.tables.position(position)
    let strip = area.below(used).top(max(1, area.height - used - note.lines.count))
    used += Strips(
      lines: [.init(name: "", values: values, scale: .signed(TableView.largest([values])))],
      column: column, names: 0
    ).draw(in: strip)
    used += area.height > used + note.lines.count ? 1 : 0
    used += note.draw(in: area.below(used))
    if let sharing {
      used += 1 + Paragraph(sharing).draw(in: area.below(used + 1), .faint)
    }
    drawName(in: area.below(used + 1))
  }

  /// In high windows the rows of the whole name, one below the other.
  private func drawName(in area: Area) {
    let tokens = scene.tokens[..<scene.positions]
    guard area.height > (tokens.count + 1) / 2 else { return }
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

  func draw(in area: Area) {
    let (lines, formulas) = (lines, formulas)
    // All positions of the name come before blank rows and boxes.
    let all = AllPositions.fewestRows(scene) + 1
    let least = 1 + lines.count * 2 + 1 + formulas.count
    let hasAll = area.height >= least + all
    let spare = area.height - least - (hasAll ? all : 0)
    let isSpaced = spare > lines.count
    let isBoxed = spare > (isSpaced ? lines.count : 0) + 2
    let name = NameRow(scene: scene, position: input.position).draw(in: area, boxed: isBoxed)
    var rest = area.below(name + (isBoxed && isSpaced ? 1 : 0))
    let strips = Strips(lines: lines, column: column, names: min(16, area.width / 4))
    rest = rest.below(
      strips.draw(in: rest.top(rest.height - formulas.count), gap: isSpaced ? 1 : 0))
    let gap = !isSpaced && rest.height > formulas.count ? 1 : 0
    for (row, formula) in formulas.enumerated() {
      rest.text(formula.cut(rest.width), y: gap + row)
    }
    let positions = AllPositions(
      scene: scene, position: input.position, column: column, stage: stage)
    if hasAll {
      positions.draw(in: rest.below(gap + formulas.count + 1))
    } else {
      // Of a long name what comes out, right of what is drawn already.
      positions.drawEnd(in: area.trailing(from: InputView.columns).below(name + 1))
    }
  }

  /// What it takes without the other positions, with rows of eight numbers.
  private static let columns = 68

  /// How much of the movement is done, number by number.
  private var reached: Int { Int((progress * Double(input.sum.count)).rounded()) }

  private var lines: [Strips.Line] {
    let token = scene.tokens[input.position]
    let all = (input.token + input.place + input.sum).map(\.magnitude).filter(\.isFinite)
    let scale = Scale.signed(all.max() ?? 1)
    let largest = input.normed.map(\.magnitude).filter(\.isFinite).max() ?? 1
    var lines: [Strips.Line] = [
      .init(name: "\(scene.label(token), .token, .strong)", values: input.token, scale: scale),
      .init(
        name: "+ position \(input.position, .position, .strong)", values: input.place, scale: scale),
      // Where the position’s number is not added yet, that of the token stands.
      .init(
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
        .init(
          name:
            "normed: × \(times.shown(3), .activation, .strong, telling: Reading("scale of the norm", times))",
          values: progress == 1 ? input.normed : input.sum.map { $0 * times },
          scale: .signed(largest)))
    }
    return lines
  }

  private var formulas: [Text] {
    let i = column
    func number(
      _ value: Double, _ name: String, _ digits: String? = nil, _ role: Role = .activation,
      _ emphasis: Emphasis = []
    ) -> Text {
      Text(digits ?? value.shown(4), role, emphasis, telling: Reading(name, value))
    }
    let (token, place) = (input.token[i], input.place[i])
    let summands: Text =
      "number \(i):  \(number(token, "number \(i) of the token", nil, .weight)) + \(number(place, "number \(i) of the position", place.bracketed(4), .weight))"
    guard stage == .norm else {
      let sum = number(input.sum[i], "number \(i) of the sum", nil, .activation, .strong)
      return [reached > i ? "\(summands) = \(sum)" : summands]
    }
    let square = input.meanSquare
    func mean(_ role: Role) -> Text {
      number(square, "mean of the squares", square.shown(6), role)
    }
    func scale(_ role: Role, _ emphasis: Emphasis = []) -> Text {
      number(input.scale, "scale of the norm", nil, role, emphasis)
    }
    let lengths = [input.sum, input.normed].map(RowMoves.length)
    return [
      "mean of the squares of the sum:  \(mean(.activation))",
      "scale:  1 / √(\(mean(.text)) + 0.00001) = \(scale(.activation, .strong))",
      "number \(i):  \(number(input.sum[i], "number \(i) of the sum")) × \(scale(.text)) = \(number(input.normed[i], "number \(i), normed", nil, .activation, .strong))",
      "length, the root of the sum of the squares:  \(number(lengths[0], "length of the sum", lengths[0].shown(3))) → \(number(lengths[1], "length, normed", lengths[1].shown(3), .activation, .strong))",
      "\("The 0.00001 only keeps it from dividing by 0, if all \(input.sum.count) were 0.", .faint)",
    ]
  }
}
