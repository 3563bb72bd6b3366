import MicroGPT
import Stage

/// The beat on what a gradient promises: how far the result moves.
extension TrackingCalculations {
  /// All variables at once.
  struct AllVariables: Hashable, Sendable {}

  func nudgePage(_ cue: Cue) -> Page {
    let variables = nudgesOwn ? own.good.variables : ["a", "b"]
    var page = Page(
      "", code: CodeView(.graphBackward, mark: "[Int(last)].gradient = 1"),
      mathematics: [
        "For a small move δ the result moves by about the gradient times δ.",
        "  L(a + δ) − L(a) ≈ ∂L/∂a · δ",
        "What is missing falls with δ²: a tenth of the move, a hundredth of the error. For several "
          + "numbers at once the products add up.",
        "  ΔL ≈ ∂L/∂a · δ + ∂L/∂b · δ",
      ], picture: { _ in })
    let sliders = nudgesOwn ? ownControls.filter { isNudged($0, variables) } : exampleControls
    let all = Control(
      choice: AllVariables(), variables.map(String.init).joined(separator: ", ") + " at once")
    page.controls = sliders + (variables.count > 1 ? [all] : [])
    page.firstChoice = Target(AllVariables())
    let chosen = page.chosen(by: cue)
    let name = chosen?.id.value(as: Variable.self)?.name
    let nudge = NudgeTable(
      values: nudgesOwn ? own.good.values : values, moved: name.map { [$0] } ?? variables
    ) { nudgesOwn ? own.graph(at: $0) : .example($0) }
    page.caption = nudgeCaption(nudge)
    page.code = {
      CodeView(.graphBackward, mark: "[Int(last)].gradient = 1", note: nudge.note)
    }
    page.keys = [
      PageKey(.switchView, nudgesOwn ? "L = a·b + a" : "your formula") {
        [with(\.nudgesOwn, !nudgesOwn), .choose(Target(AllVariables()))]
      }
    ]
    let formula = nudgesOwn ? own.good.text : "a · b + a"
    page.picture = { area in
      area.text("L = \(formula) = \(nudge.value.plain)".cut(area.width), .activation, .strong)
      let rows = ControlRows(sliders, chosen: chosen) { $0.value.plain }
      let list = area.below(1)
      rows.draw(in: list.leading(min(area.width, 44)).top(sliders.count))
      if variables.count > 1 {
        let row = list.row(sliders.count)
        let isChosen = chosen?.id == all.id
        row.text(isChosen ? "▸" : " ", .chosen, .strong)
        row.text(all.name, x: 2, isChosen ? .chosen : .text, .strong)
        row.touch(picking: all.id)
      }
      let used = 1 + page.controls.count
      let below = area.below(used + (area.height > used + 6 ? 1 : 0))
      nudge.draw(in: below)
      let curve = below.below(nudge.rows + 1)
      let variable = name ?? variables.first
      if curve.height >= 7, let variable {
        SlopeCurve(variable, values: nudgesOwn ? own.good.values : values) {
          nudgesOwn ? own.graph(at: $0) : .example($0)
        }?.draw(in: curve.top(18))
      } else if curve.height >= NudgeTable.barRows {
        nudge.drawBars(in: curve)
      }
    }
    return page
  }

  private func isNudged(_ control: Control, _ variables: [Character]) -> Bool {
    control.id.value(as: Variable.self).map { variables.contains($0.name) } ?? false
  }

  private func nudgeCaption(_ nudge: NudgeTable) -> String {
    guard !nudge.moved.isEmpty else {
      return "Your formula has no variable, so there is nothing to move. x brings L = a·b + a back."
    }
    let who = nudge.moved.map(String.init).joined(separator: " and ")
    let lead =
      nudge.moved.count == 1
      ? "Move \(who) a little: L should move by its gradient times the move. "
      : "Move \(who) at once, as training moves all numbers: L should move by gradient × move of "
        + "each, added up. "
    switch nudge.outcome {
    case .exact:
      return lead + "Here that is exactly right, since L follows \(who) in a straight line. "
        + "↑↓ choose another one."
    case .shrinking(let times):
      return lead + "That is nearly so: with a tenth of the move what is missing is \(times) times "
        + "smaller. For small moves the gradient is right."
    case .none: return lead + "Here it leaves what can be computed; - and + move it away."
    }
  }
}

/// What a nudge does, beside what the gradient says.
struct NudgeTable {
  let moved: [Character]
  let value: Double
  private let gradient: Double
  private let lines: [Line]

  struct Line: Equatable {
    let nudge: Double
    /// How far the result moves; nil where it has no value there.
    let change: Double?
    let predicted: Double
    /// What is missing; 0 where it is no more than rounding.
    let missing: Double?
  }

  enum Outcome: Equatable { case exact, shrinking(String), none }

  static let nudges = [0.1, 0.01, 0.001]

  init(
    values: [Character: Double], moved: [Character], graph: ([Character: Double]) -> FormulaGraph?
  ) {
    let now = graph(values)
    self.moved = now == nil ? [] : moved.filter { now?.step(of: $0) != nil }
    let value = now?.value ?? 0
    let gradient = self.moved.reduce(0.0) { $0 + (now?.step(of: $1)?.gradient ?? 0) }
    let names = self.moved
    lines = NudgeTable.nudges.map { nudge in
      var after = values
      for name in names { after[name, default: 1] += nudge }
      let then = graph(after)?.value
      let change = then.map { $0 - value }
      // Each of the two results is rounded to its last digit, and so is what lies on the way.
      let rounding = 64 * max(value.magnitude, then?.magnitude ?? 0, 1).ulp
      let missing = change.map { $0 - gradient * nudge }
      return Line(
        nudge: nudge, change: change, predicted: gradient * nudge,
        missing: missing.map { $0.magnitude <= rounding ? 0 : $0 })
    }
    self.value = value
    self.gradient = gradient
  }

  /// With its heading.
  var rows: Int { lines.count + 1 }
  /// Those of `drawBars`, with the heading.
  static let barRows = 4

  /// How many times smaller than in the row before what is missing is.
  private func ratio(_ index: Int) -> Double? {
    guard index > 0, let before = lines[index - 1].missing, let now = lines[index].missing, now != 0
    else { return nil }
    return before / now
  }

  private func times(_ index: Int) -> String? { ratio(index)?.shown(1) }

  var outcome: Outcome {
    guard let last = lines.last, last.missing != nil else { return .none }
    if lines.allSatisfy({ $0.missing == 0 }) { return .exact }
    return times(lines.count - 1).map(Outcome.shrinking) ?? .exact
  }

  var note: String {
    let sum =
      moved.count == 1
      ? "gradient of \(moved[0])"
      : "gradients of \(moved.map(String.init).joined(separator: " and "))"
    return "\(sum) = \(gradient.plain)"
  }

  func draw(in area: Area) {
    Table(
      columns: [
        .init("moved by", alignment: .trailing),
        .init("L moves by", role: .activation, alignment: .trailing, width: .fixed(12)),
        .init("gradient × move", role: .gradient, alignment: .trailing, width: .fixed(15)),
        .init("missing", role: .loss, alignment: .trailing, width: .fixed(12)),
        .init("times smaller", alignment: .trailing),
      ],
      rows: lines.enumerated().map { index, line in
        var numbers = [1: line.change, 3: line.missing].compactMapValues(\.self)
        numbers[2] = line.predicted
        numbers[4] = ratio(index)
        return .init(
          [
            Text(line.nudge.plain), Text(line.change?.shown(7) ?? "–"),
            Text(line.predicted.shown(7)),
            Text(line.missing.map { $0 == 0 ? "0" : $0.shown(7) } ?? "–"),
            Text(times(index) ?? (index == 0 || line.missing != 0 ? "" : "exact")),
          ], numbers: numbers)
      }
    ).draw(in: area)
  }

  /// The largest move as bars, so that one sees how little is missing.
  func drawBars(in area: Area) {
    guard let line = lines.first, let change = line.change, let missing = line.missing else {
      return
    }
    area.text("moved by \(line.nudge.plain)", .title, .strong)
    let rows = [
      ("L moves by", change, Role.activation), ("gradient × move", line.predicted, .gradient),
      ("missing", missing, .loss),
    ]
    BarList(
      rows.map { .init(Text($0.0), $0.1, Text($0.1 == 0 ? "0" : $0.1.shown(7)), role: $0.2) },
      isSigned: rows.contains { $0.1 < 0 }, labels: .leading
    ).draw(in: area.below(1))
  }
}
