import MicroGPT
import Stage

/// The page that chooses one weight of all, to be changed.
extension FullPicture {
  /// What chooses a weight.
  enum WeightDial: Hashable, Sendable { case table, row, column }

  /// A weight, for the mouse.
  struct Weight: Hashable, Sendable { let index: Int }

  /// The chosen weight; at first the one with the steepest gradient or, where gradients are not worked
  /// out, the first number of the row of the position's token.
  private func weight(in scene: Scene) -> Int {
    let last = scene.run.parameterCount - 1
    if let weight { return min(weight, last) }
    guard let pass = scene.calculation?.pass else {
      return scene.tokens[place(in: scene)] * scene.size.width
    }
    return scene.facts.steepest.value(of: MomentKey(scene, scene.name)) {
      (0...last).map { pass.gradient(at: .parameter($0)).magnitude }.largest(1).first ?? 0
    }
  }

  func changePage(_ scene: Scene, _ cue: Cue) -> Page {
    let index = weight(in: scene)
    let name = scene.parameterName(index)
    let state =
      scene.edit.map {
        "\(scene.parameterName($0.parameter)) is changed at present; u takes that back."
      }
      ?? (weight == nil && scene.calculation != nil
        ? "At first it is the one with the steepest gradient of all." : "It is \(name) now.")
    var page = Page(
      "What does a single weight do? ↑↓ and - + choose one of the "
        + "\(scene.run.parameterCount.grouped). Enter opens its page: there - + change its value, "
        + "and one sees which guesses move. \(state)",
      code: CodeView(.forward, mark: "var layer = attention("),
      mathematics: [
        "For a small change δ of a weight w the loss changes by about its gradient times δ.",
        "  L(w + δ) ≈ L(w) + ∂L/∂w · δ",
        "For a large one the whole way has to be computed again, and it is.",
      ], picture: { _ in })
    page.number = .parameter(index)
    page.controls = weightControls(scene, index)
    page.questions = scene.calculationQuestions
    page.keys = [
      PageKey(.restore, weight == nil ? "" : "first choice") { [with(\.weight, nil)] }
    ]
    page.pick = { target in
      target.value(as: Weight.self).map { [with(\.weight, $0.index)] } ?? []
    }
    let dial = page.chosen(by: cue)?.id.value(as: WeightDial.self)
    let view = WeightView(scene: scene, index: index, dial: dial)
    page.picture = { view.draw(in: $0) }
    return page
  }

  private func weightControls(_ scene: Scene, _ index: Int) -> [Control] {
    let matrices = scene.run.matrices
    guard let place = scene.parameterPlace(index), let start = matrices.first?.first,
      let number = matrices.firstIndex(of: place.matrix)
    else { return [] }
    func choose(_ matrix: MicroGPT.Matrix, _ row: Int, _ column: Int) -> Change {
      let node = matrix[min(row, matrix.rows - 1), min(column, matrix.columns - 1)]
      return [with(\.weight, Int(node - start))]
    }
    func control(
      _ dial: WeightDial, _ name: String, _ value: Int, of count: Int, coarse: Double,
      _ set: @escaping (Int) -> Change
    ) -> Control {
      Control(
        dial, name, Double(value), in: 0...Double(max(1, count - 1)), step: 1, coarse: coarse
      ) { set(min(count - 1, Int($0))) }
    }
    return [
      control(.table, "table", number, of: matrices.count, coarse: 3) {
        choose(matrices[$0], place.row, place.column)
      },
      control(.row, "row", place.row, of: place.matrix.rows, coarse: 4) {
        choose(place.matrix, $0, place.column)
      },
      control(.column, "column", place.column, of: place.matrix.columns, coarse: 4) {
        choose(place.matrix, place.row, $0)
      },
    ]
  }
}

/// The table of a weight as colours, and the weight in it.
private struct WeightView {
  let scene: Scene
  let index: Int
  let dial: FullPicture.WeightDial?

  func draw(in area: Area) {
    guard let place = scene.parameterPlace(index) else { return }
    let matrix = place.matrix
    func mark(_ own: FullPicture.WeightDial, _ words: String) -> Text {
      dial == own
        ? "\("▸" + words, .chosen, .strong)" : "\(" " + words, .text, .strong)"
    }
    let owner = scene.rowOwner(index).map { " (\($0))" } ?? ""
    let heading =
      mark(.table, matrix.name) + "  " + mark(.row, "row \(place.row)\(owner)") + "  "
      + mark(.column, "column \(place.column)")
    area.text(heading.cut(area.width))
    let value = scene.snapshot.state.parameters[index]
    var facts: Text =
      "\(scene.parameterName(index), .weight, .strong) = \(scene.digits(value), .weight)"
    if let gradient = scene.calculation?.pass.gradient(at: .parameter(index)) {
      facts = facts + "\("   gradient ", .faint)\(gradient.shown(6), .gradient)"
    }
    area.text(facts.cut(area.width), y: 1)
    let body = area.below(area.height > 12 ? 3 : 2)
    guard body.width >= 72 else {
      drawMatrix(matrix, place.row, place.column, in: body)
      return
    }
    let left = max(40, body.width - 34)
    drawMatrix(matrix, place.row, place.column, in: body.leading(left))
    Paragraph(meaning(matrix)).draw(in: body.trailing(from: left + 2))
  }

  /// What the table is for, and what a small change would do.
  private func meaning(_ matrix: MicroGPT.Matrix) -> Text {
    let name = matrix.name.split(separator: ".").last.map(String.init) ?? matrix.name
    let table: Text =
      "\(matrix.name, .weight, .strong): \(WayCounts.words[name] ?? ""), \(matrix.rows.grouped) "
      + "× \(matrix.columns.grouped) weights. Orange is above 0, blue below."
    guard let calculation = scene.calculation else { return table }
    if let reason = ZeroGradient(index, calculation, scene).reason {
      return table + "\n\n" + Text(reason)
    }
    let gradient = calculation.pass.gradient(at: .parameter(index))
    let amount = (gradient * 0.1).magnitude
    return table + "\n\nRaised by 0.1 it would make the loss of the name "
      + (gradient > 0 ? "rise" : "fall") + " by about \(amount.shown(3), .gradient, .strong): "
      + "that is what its gradient says. Enter tries it."
  }

  /// As much of it around the weight as there is room for.
  private func drawMatrix(_ matrix: MicroGPT.Matrix, _ row: Int, _ column: Int, in area: Area) {
    func window(_ count: Int, _ room: Int, _ focus: Int) -> Range<Int> {
      let shown = max(1, min(count, room))
      let first = max(0, min(focus - shown / 2, count - shown))
      return first..<first + shown
    }
    let isByToken = matrix.name == "wte" || matrix.name == "lm_head"
    let labels = isByToken ? 4 : String(matrix.rows).count + 1
    let isCut = matrix.rows > area.height * 2
    let rows = window(matrix.rows, (area.height - (isCut ? 1 : 0)) * 2, row)
    let columns = window(matrix.columns, area.width - labels, column)
    let start = Int(matrix.first - (scene.run.matrices.first?.first ?? 0))
    let parameters = scene.snapshot.state.parameters
    let values = rows.map { row in
      columns.map { parameters[start + row * matrix.columns + $0] }
    }
    let largest = values.joined().lazy.map(\.magnitude).filter(\.isFinite).max() ?? 0
    Stage.Matrix(
      values, scale: .signed(max(0.2, largest)),
      rowLabels: rows.map {
        Text((isByToken ? scene.label($0) : "\($0)").paddedLeft(labels - 1).cut(labels - 1))
      },
      cursor: .init(row - rows.lowerBound, column - columns.lowerBound),
      style: rows.count <= area.height ? .cells : .pixels, grows: true,
      targets: {
        Target(
          FullPicture.Weight(
            index: start + (rows.lowerBound + $0.row) * matrix.columns + columns.lowerBound
              + $0.column))
      }
    ).draw(in: area.inset(bottom: isCut ? 1 : 0))
    guard isCut else { return }
    let (above, below) = (rows.lowerBound, matrix.rows - rows.upperBound)
    let words = [("↑", above), ("↓", below)].filter { $0.1 > 0 }.map {
      "\($0.0) \($0.1.grouped) more"
    }
    area.bottom(1).text(words.joined(separator: "  "), x: labels, .faint)
  }
}
