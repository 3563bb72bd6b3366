import MicroGPT
import Stage

/// What is known of one number of a table: its name, its value, what it was at first.
struct ParameterNote {
  let lines: [Text]

  /// - Parameter index: its place among all parameters, from 0.
  init(_ index: Int, _ scene: Scene) {
    let value = scene.snapshot.state.parameters[index]
    let owner = scene.rowOwner(index).map { " of \($0)" } ?? ""
    let name = scene.parameterName(index)
    func number(_ value: Double, _ words: String, _ emphasis: Emphasis = []) -> Text {
      Text(value.shown(6), .weight, emphasis, telling: Reading("\(name) \(words)", value))
    }
    let column = scene.parameterPlace(index)?.column ?? 0
    var lines: [Text] = [
      "\(name, .weight, .strong)  number \(column)\(owner)",
      "now    \(number(value, "now", .strong))",
    ]
    if let first = scene.tableEnds?.first[parameter: index] {
      let move = value - first
      lines.append("first  \(number(first, "at first")), drawn at random")
      lines.append(
        scene.edit?.parameter == index
          ? "changed by you"
          : move == 0
            ? "not moved so far"
            : "moved  \(number(move, "moved by")) in \(scene.moment.counted("step"))")
    }
    self.lines = lines
  }

  /// Draws the lines that there is room for, and returns how many.
  @discardableResult
  func draw(in area: Area) -> Int {
    for (row, line) in lines.enumerated() { area.text(line.cut(area.width), y: row) }
    return min(lines.count, area.height)
  }
}
