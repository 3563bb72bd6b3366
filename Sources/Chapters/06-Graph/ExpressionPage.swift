import MicroGPT
import Stage

/// The beat with the reader's own formula.
extension TrackingCalculations {
  /// A step of the formula's graph, by its place.
  struct FormulaStep: Hashable, Sendable { let index: Int }

  func expressionPage(_ cue: Cue) -> Page {
    var page = Page(
      expressionCaption,
      code: expressionCode(cue),
      mathematics: [
        "The graph knows six operations, each with its local derivative. With them it finds the "
          + "gradient of whatever is built from them.",
        "  x + y: 1 and 1    x · y: y and x    xⁿ: n · xⁿ⁻¹",
        "  log x: 1 / x    exp x: exp x    relu x: 1 where x > 0, else 0",
        "log is the natural logarithm. relu x is x where x is above 0, else 0.",
      ], picture: { _ in })
    page.controls =
      ownControls
      + own.good.graph.steps.indices.map {
        Control(choice: FormulaStep(index: $0), own.good.graph.steps[$0].label)
      }
    page.entry = Entry(
      "L = ", own.text,
      hint: own.error.map(\.sentence)
        ?? "Numbers, a b c … (three at most), + - * / ^ ( ), exp, log, relu. "
        + "For two scores a and b the loss of chapter 5 is log(exp(a) + exp(b)) - a.",
      longest: OwnFormula.longest
    ) { [with(\.own, typing($0))] }
    page.keys = [
      PageKey(.switchView, "type a formula") { [.type] },
      PageKey(.restore, own == OwnFormula() ? "" : "first one") {
        own == OwnFormula()
          ? [.notice("This is the first formula already")] : [with(\.own, OwnFormula())]
      },
    ]
    let chosen = page.chosen(by: cue)
    page.picture = { ExpressionView(own: own, controls: ownControls, chosen: chosen).draw(in: $0) }
    page.pick = { _ in [] }
    return page
  }

  private func typing(_ text: String) -> OwnFormula {
    var own = own
    own.type(text)
    return own
  }

  /// The sliders of the reader's formula.
  var ownControls: [Control] {
    own.variables.map { name in
      TrackingCalculations.control(name, own.values[name] ?? 1) { value in
        var own = own
        own.set(name, value)
        return [with(\.own, own)]
      }
    }
  }

  private var expressionCaption: String {
    let lead =
      own.variables.isEmpty
      ? "Press x and type a formula of your own: any that you like."
      : "Press x and type a formula of your own; ↑↓ - + move its variables."
    let middle = " It is computed and followed back by the same code as the model."
    let note =
      own.formula?.hasDifferenceOrQuotient == true
      ? " It knows no - and no /: a - b is a + (-1)·b, a / b is a · b^-1, as in microgpt.py."
      : " ↓ beyond them goes through its steps."
    return lead + middle + note
  }

  private func expressionCode(_ cue: Cue) -> CodeView {
    let steps = own.good.graph.steps
    let chosen: FormulaStep? = cue.choice()
    let index = chosen.map { min($0.index, steps.count - 1) } ?? steps.count - 1
    guard steps.indices.contains(index) else {
      return CodeView(.localDerivatives, mark: "case .leaf")
    }
    let rates = steps[index].derivatives.map(\.plain).joined(separator: ", ")
    return CodeView(
      .localDerivatives, mark: "case .\(steps[index].operation)",
      note: steps[index].isInput
        ? "\(steps[index].label): made of nothing"
        : "\(own.good.graph.formula(of: index)): (\(rates))")
  }
}

/// The formula as it was typed, what is wrong with it, its sliders and its graph.
private struct ExpressionView {
  let own: OwnFormula
  let controls: [Control]
  let chosen: Control?

  private static let lead = "L = "

  func draw(in area: Area) {
    let x = area.text(ExpressionView.lead, .title, .strong)
    let end = area.text(own.text.cut(area.width - x), x: x, .token, .strong)
    // Where there is little height, the rows for an error are there only where there is one.
    let isLow = area.height < 12 && own.error == nil
    let first = isLow ? 1 : 2
    let above = sliderRows(area.width) + first
    drawSliders(in: area.below(first).top(above - first))
    if let error = own.error {
      let isSaid = draw(error, in: area.row(1))
      let words = isSaid ? Text(goodWords, .faint) : Text(error.sentence, .warning, .strong)
      area.text(words.cut(area.width), y: above)
    } else {
      area.text(" = \(own.good.graph.value.plain)", x: end, .activation, .strong)
      if let chosenStep { area.text(words(of: chosenStep).cut(area.width), y: above) }
    }
    let graph = area.below(above + (isLow && chosenStep == nil ? 0 : 1))
    let curveRows = own.error == nil && variable != nil && graph.height >= 26 ? 14 : 0
    drawGraph(in: graph.inset(bottom: curveRows))
    if own.error != nil { graph.restyle(.faint) }
    if curveRows > 0, let variable {
      SlopeCurve(variable, values: own.values) { own.graph(at: $0) }?
        .draw(in: graph.bottom(curveRows - 1))
    }
  }

  /// Side by side where there is room, so that the graph has the height.
  private func drawSliders(in area: Area) {
    let isWide = sliderRows(area.width) == 1
    for (place, control) in controls.enumerated() {
      let part =
        isWide
        ? area.part(Rect(place * (area.width / 3), 0, area.width / 3 - 1, 1)) : area.row(place)
      var row = ControlRows([control], chosen: chosen) { $0.value.plain }
      row.longest = 16
      row.draw(in: part)
    }
  }

  private func sliderRows(_ width: Int) -> Int { width >= 72 ? 1 : controls.count }

  private var goodWords: String {
    "The last that could be computed: L = \(own.good.text)"
      + own.good.variables.map { ", \($0) = \((own.good.values[$0] ?? 1).plain)" }.joined()
  }

  private var variable: Character? {
    (chosen?.id.value(as: TrackingCalculations.Variable.self)?.name) ?? own.variables.first
  }

  private var chosenStep: Int? {
    chosen?.id.value(as: TrackingCalculations.FormulaStep.self).map {
      min($0.index, own.good.graph.steps.count - 1)
    }
  }

  private func drawGraph(in area: Area) {
    var picture = FormulaPicture(own.good.graph)
    picture.chosenStep = chosenStep
    picture.targets = { Target(TrackingCalculations.FormulaStep(index: $0)) }
    picture.draw(in: area)
  }

  private func words(of index: Int) -> Text {
    let step = own.good.graph.steps[index]
    return
      "\(own.good.graph.formula(of: index), .activation, .strong): L moves \(step.gradient.plain, .gradient, .strong) for each 1 of \(step.label)"
  }

  /// A mark under the column, and the sentence beside it where it fits. Returns whether it does.
  private func draw(_ error: FormulaError, in row: Area) -> Bool {
    let x = min(ExpressionView.lead.columns + error.column, max(0, row.width - 1))
    row.put("▲", x: x, y: 0, .warning, .strong)
    let words = error.sentence
    if x + 2 + words.columns <= row.width {
      row.text(words, x: x + 2, .warning, .strong)
    } else if words.columns + 1 <= x {
      row.text(words, endingAt: x - 1, .warning, .strong)
    } else {
      return false
    }
    return true
  }
}
