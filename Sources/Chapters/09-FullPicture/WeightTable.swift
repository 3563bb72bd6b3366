import MicroGPT
import Stage

/// The table of a weight as colours, and the weight in it; beside it their gradients.
struct WeightTable {
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
    let (name, value) = (scene.parameterName(index), scene.snapshot.state.parameters[index])
    var facts: Text =
      "\(name, .weight, .strong) = \(scene.digits(value), .weight, telling: Reading(name, value))"
    if let gradient = scene.calculation?.pass.gradient(at: .parameter(index)) {
      let reading = Reading("gradient of \(name)", gradient)
      facts =
        facts + "\("   gradient ", .faint)\(gradient.shown(6), .gradient, telling: reading)"
    }
    area.text(facts.cut(area.width), y: 1)
    let body = area.below(area.height > 12 ? 3 : 2)
    let parameters = scene.snapshot.state.parameters
    let weights = Numbers(title: "weights", least: 0.2) { parameters[$0] }
    guard body.width >= 72 else {
      draw(weights, matrix, place.row, place.column, in: body)
      return
    }
    let whole = labels(of: matrix) + matrix.columns * 2
    let gradients = scene.calculation.map { calculation in
      Numbers(title: "their gradients", noun: "gradient of ", least: 0.01) {
        calculation.pass.gradient(at: .parameter($0))
      }
    }
    if let gradients, body.width >= 2 * whole + 26 {
      let areas = [body.leading(whole), body.inset(left: whole + 2).leading(whole)]
      for (numbers, area) in zip([weights, gradients], areas) {
        area.text(numbers.title, x: labels(of: matrix), .faint)
        draw(numbers, matrix, place.row, place.column, in: area.below(1))
      }
      Paragraph(meaning(matrix)).draw(in: body.trailing(from: 2 * whole + 4).below(1))
      drawRow(matrix, place.row, place.column, gradients, in: body.below(matrix.rows + 2))
      return
    }
    let left = min(body.width - 34, whole)
    let table = body.leading(left)
    Paragraph(meaning(matrix)).draw(in: body.trailing(from: left + 2))
    guard let gradients, body.height >= 2 * matrix.rows + 3 else {
      draw(weights, matrix, place.row, place.column, in: table)
      return
    }
    draw(weights, matrix, place.row, place.column, in: table.top(matrix.rows))
    let lower = table.below(matrix.rows + 1)
    lower.text(gradients.title, x: labels(of: matrix), .faint)
    draw(gradients, matrix, place.row, place.column, in: lower.below(1).top(matrix.rows))
  }

  /// A number for each weight, by its place among all parameters.
  private struct Numbers {
    let title: String
    /// What is told of a weight, before its name.
    var noun = ""
    /// The size that has the strongest colour where no number is larger.
    let least: Double
    let number: (Int) -> Double
  }

  /// The row of the weight, where there is room below: each of its weights and its gradient.
  private func drawRow(
    _ matrix: MicroGPT.Matrix, _ row: Int, _ column: Int, _ gradients: Numbers, in area: Area
  ) {
    guard area.height > matrix.columns else { return }
    area.text("row \(row), weight by weight, and its gradient", .title, .strong)
    let first = index - column
    let rows = (0..<matrix.columns).map { place in
      let gradient = gradients.number(first + place)
      let weight = scene.snapshot.state.parameters[first + place]
      return BarList.Row(
        "\("\(place)".paddedLeft(3))  \(weight.signed(4), .weight)", gradient,
        Text(gradient.shown(6), .gradient), role: .gradient,
        target: Target(FullPicture.Weight(index: first + place)))
    }
    BarList(rows, isSigned: true, labels: .leading, chosen: column)
      .draw(in: area.below(1).leading(90))
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
    let reading = Reading("a tenth of the gradient", amount)
    return table + "\n\nRaised by 0.1 it would make the loss of the name "
      + (gradient > 0 ? "rise" : "fall")
      + " by about \(amount.shown(3), .gradient, .strong, telling: reading): "
      + "that is what its gradient says. Enter tries it."
  }

  /// As much of it around the weight as there is room for.
  private func draw(
    _ numbers: Numbers, _ matrix: MicroGPT.Matrix, _ row: Int, _ column: Int, in area: Area
  ) {
    let labels = labels(of: matrix)
    let isCut = matrix.rows > area.height * 2
    let lines = area.height - (isCut ? 1 : 0)
    let rows = Range.window(of: matrix.rows, room: max(1, lines * 2), around: row)
    let columns = Range.window(
      of: matrix.columns, room: max(1, area.width - labels), around: column)
    let start = Int(matrix.first - (scene.run.matrices.first?.first ?? 0))
    let values = rows.map { row in
      columns.map { numbers.number(start + row * matrix.columns + $0) }
    }
    let largest = values.joined().lazy.map(\.magnitude).filter(\.isFinite).max() ?? 0
    Stage.Matrix(
      values, scale: .signed(max(numbers.least, largest)),
      rowLabels: rows.map {
        Text(
          (WeightTable.isByToken(matrix) ? scene.label($0) : "\($0)").paddedLeft(labels - 1).cut(
            labels - 1))
      },
      cursor: .init(row - rows.lowerBound, column - columns.lowerBound),
      style: rows.count <= area.height ? .cells : .pixels, grows: true,
      targets: {
        Target(
          FullPicture.Weight(
            index: start + (rows.lowerBound + $0.row) * matrix.columns + columns.lowerBound
              + $0.column))
      },
      names: {
        let place = start + (rows.lowerBound + $0.row) * matrix.columns + columns.lowerBound
        return numbers.noun + scene.parameterName(place + $0.column)
      }
    ).draw(in: area.inset(bottom: isCut ? 1 : 0))
    guard isCut else { return }
    let (above, below) = (rows.lowerBound, matrix.rows - rows.upperBound)
    let words = [("↑", above), ("↓", below)].filter { $0.1 > 0 }.map {
      "\($0.0) \($0.1.grouped) more"
    }
    area.bottom(1).text(words.joined(separator: "  "), x: labels, .faint)
  }

  private static func isByToken(_ matrix: MicroGPT.Matrix) -> Bool {
    matrix.name == "wte" || matrix.name == "lm_head"
  }

  /// The columns of the names of the rows.
  private func labels(of matrix: MicroGPT.Matrix) -> Int {
    WeightTable.isByToken(matrix) ? 4 : String(matrix.rows).count + 1
  }
}
