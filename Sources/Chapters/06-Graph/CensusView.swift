import MicroGPT
import Stage

/// How many numbers of each kind there are, the rule for each, and where in the model they are computed.
struct CensusView {
  let census: Census
  let calculation: Calculation
  let scene: Scene

  private static let kinds: [(operation: MicroGPT.Operation, name: String, rule: String)] = [
    (.multiply, "x · y", "y, and x"), (.add, "x + y", "1, and 1"),
    (.exp, "exp x", "exp x itself"), (.power, "xⁿ", "n · x^(n - 1)"),
    (.relu, "relu x", "1 where x > 0, else 0"), (.log, "log x", "1 / x"),
    (.leaf, "constants", ""),
  ]

  func draw(in area: Area, grown: Double) {
    area.text("operation", .faint)
    area.text("local derivative".padded(21), endingAt: nil, .faint)
    let rows = CensusView.kinds.map { kind in
      let count = census.counts[kind.operation, default: 0]
      return BarList.Row(
        Text(kind.name, .activation), Double(count) * grown, Text(count.grouped),
        mark: Text(kind.rule.padded(21)), role: .activation, exact: Double(count))
    }
    BarList(rows, scale: Double(census.counts.values.max() ?? 1), labels: .leading)
      .draw(in: area.below(1))
    let below = area.below(rows.count + 2)
    let used = Paragraph(words).draw(in: below)
    let parts = below.below(used + 1)
    guard parts.height > CalculationPart.allCases.count else { return }
    drawParts(in: parts, grown: grown)
    let field = parts.below(CalculationPart.allCases.count + 2)
    if field.height > 10 { drawWays(in: field) }
  }

  private var words: Text {
    let index = scene.firstUsedParameter
    let ways = calculation.uses.paths(to: calculation.pass.node(.parameter(index)))
    return
      "relu x is x where x is above 0, else 0; log is ln. Before them all stand \(census.parameters.grouped, .weight, .strong) parameters, behind them one "
      + "loss. Between the loss and one parameter there can be very many ways: to "
      + "\(scene.parameterName(index), .weight, .strong) there are \(ways.ways, .gradient, .strong, telling: Reading("ways", ways)). "
      + "The walk back takes none of them singly; it takes each of the "
      + "\(calculation.uses.edges.grouped, .gradient, .strong) arrows that lead to the loss once."
  }

  private func drawParts(in area: Area, grown: Double) {
    area.text("where in the model", .title, .strong)
    let counts = scene.calculationParts ?? [:]
    let rows = CalculationPart.allCases.map { part in
      let count = counts[part, default: 0]
      return BarList.Row(
        Text(part.words), Double(count) * grown, Text(count.grouped), role: .activation,
        exact: Double(count))
    }
    BarList(rows, scale: Double(counts.values.max() ?? 1), labels: .leading)
      .draw(in: area.below(1))
  }

  /// How many ways lead to each parameter, by the number of their digits.
  private func drawWays(in area: Area) {
    let pass = calculation.pass
    let ways = (0..<pass.model.parameterCount).map { index in
      calculation.uses.paths(to: pass.node(.parameter(index)))
    }
    let digits = ways.map { $0 > 0 ? 1 + Elementary.log(min($0, 1e300)) / Elementary.log(10) : 0 }
    let most = ways.max() ?? 0
    area.text(
      "ways to each parameter: none is dark, \(most.ways) the brightest".cut(area.width), .title,
      .strong)
    ParameterField(
      values: digits, exact: ways, matrices: scene.run.matrices, what: "ways to "
    ).draw(in: area.below(1))
  }
}
