import MicroGPT
import Stage

/// What is known of one parameter.
struct ParameterFacts {
  let index: Int
  let calculation: Calculation
  let scene: Scene

  init(_ index: Int, _ calculation: Calculation, _ scene: Scene) {
    self.index = index
    self.calculation = calculation
    self.scene = scene
  }

  private var node: Node { calculation.pass.node(.parameter(index)) }
  var gradient: Double { calculation.graph.gradient(node) }

  private var name: String { scene.parameterName(index) }

  private func value(_ digits: Int, _ emphasis: Emphasis = []) -> Text {
    let value = calculation.graph[node]
    return Text(value.shown(digits), .weight, emphasis, telling: Reading(name, value))
  }

  private var slope: Text {
    Text(
      gradient.shown(6), .gradient, .strong, telling: Reading("gradient of \(name)", gradient))
  }

  /// The most important in one row.
  var line: Text { "\(name, .weight, .strong) = \(value(4))  gradient \(slope)" }

  func draw(in area: Area) {
    let uses = calculation.uses.users(of: node).count
    let ways = calculation.uses.paths(to: node)
    let owner = scene.rowOwner(index).map { "  \($0)" } ?? ""
    let title: Text = "\(name, .weight, .strong)\(owner)"
    area.text(title.cut(area.width))
    let lines: [Text] = [
      "value     \(value(6, .strong))",
      "gradient  \(slope)",
      "used \(uses.grouped) time\(uses == 1 ? "" : "s") for this name",
      "ways from the loss: \(ways.ways, telling: Reading("ways from the loss", ways))",
    ]
    for (row, line) in lines.enumerated() { area.text(line.cut(area.width), y: row + 1) }
    Paragraph(meaning).draw(in: area.below(lines.count + (area.height > 10 ? 2 : 1)))
  }

  /// What the gradient says; why it is 0 where it is.
  var meaning: Text {
    if let reason = zeroReason { return Text(reason) }
    guard gradient.isFinite else { return "There is no gradient: the loss is no number." }
    let change = (gradient * 0.01).magnitude
    let reading = Reading("a hundredth of the gradient", change)
    return
      "If it were 0.01 larger, the loss would \(gradient > 0 ? "rise" : "fall") by about "
      + "\(change.shown(6), .gradient, .strong, telling: reading). So to make the loss smaller it should become "
      + "\(gradient > 0 ? "smaller" : "larger", .chosen, .strong)."
  }

  /// Why the gradient is exactly 0; nil where it is not.
  var zeroReason: String? { ZeroGradient(index, calculation, scene).reason }

  /// The gradients of its matrix as colours, as much of it around the parameter as there is room for.
  func drawMap(in area: Area) {
    guard let place = scene.parameterPlace(index), !area.isEmpty else { return }
    let matrix = place.matrix
    let isByToken = matrix.name == "wte" || matrix.name == "lm_head"
    let labels = isByToken ? 4 : String(matrix.rows).count + 1
    let rows = Range.window(
      of: matrix.rows, room: max(1, (area.height - 1) * 2), around: place.row)
    let columns = Range.window(
      of: matrix.columns, room: max(1, area.width - labels), around: place.column)
    let start = Int(matrix.first - (scene.run.matrices.first?.first ?? 0))
    let values = rows.map { row in
      columns.map {
        calculation.pass.gradient(at: .parameter(start + row * matrix.columns + $0))
      }
    }
    let largest = values.joined().map(\.magnitude).filter(\.isFinite).max() ?? 0
    // The root, so that small ones can be seen as well.
    let roots = values.map { line in
      line.map { number in
        let root = largest > 0 ? (number.magnitude / largest).squareRoot() : 0
        return number < 0 ? -root : root
      }
    }
    let shown = "\(matrix.rows) × \(matrix.columns)"
    let isWhole = rows.count == matrix.rows && columns.count == matrix.columns
    let title =
      isWhole
      ? "all \(shown), orange: raising it raises the loss"
      : "rows \(rows.lowerBound)–\(rows.upperBound - 1), columns \(columns.lowerBound)–\(columns.upperBound - 1) of \(shown)"
    area.text(title.cut(area.width), .faint)
    var map = Stage.Matrix(
      roots, scale: .signed(1),
      rowLabels: rows.map {
        Text((isByToken ? scene.label($0) : "\($0)").paddedLeft(labels - 1).cut(labels - 1))
      },
      cursor: .init(place.row - rows.lowerBound, place.column - columns.lowerBound),
      style: rows.count <= area.height - 1 ? .cells : .pixels, grows: true,
      targets: {
        Target(
          TrackingCalculations.ParameterSpot(
            index: start + (rows.lowerBound + $0.row) * matrix.columns + columns.lowerBound
              + $0.column))
      },
      names: {
        let (row, column) = (rows.lowerBound + $0.row, columns.lowerBound + $0.column)
        return "gradient of \(matrix.name)[\(row)][\(column)]"
      })
    map.exact = values
    map.draw(in: area.below(1))
  }
}
