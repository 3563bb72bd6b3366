import MicroGPT
import Stage

/// The beat that checks a gradient by two more runs of the model.
extension TrackingCalculations {
  private enum CheckControl: Hashable { case epsilon }

  func checkPage(_ scene: Scene, _ cue: Cue) -> Page {
    scene.calculationPage { calculation in
      let index = chosenParameter(scene)
      let question = GradientCheck(scene, parameter: index)
      let rows = scene.answer(to: question) ?? scene.job(for: question)?.rows ?? []
      let view = CheckView(
        facts: ParameterFacts(index, calculation, scene), rows: rows, power: power)
      var page = Page(
        view.caption,
        code: CodeView(.loss, mark: "let mean =", note: view.note),
        mathematics: [
          "The slope between a little below and a little above is nearly the gradient.",
          "  ∂L/∂p ≈ (L(p + ε) − L(p − ε)) / 2ε",
          "What is missing falls with ε², but L is rounded to some 16 digits, and that error, divided by "
            + "ε, grows as ε shrinks. The best ε lies between.",
        ], picture: { _ in })
      page.questions = [question]
      page.controls =
        [
          Control(
            CheckControl.epsilon, "ε", Double(power), in: 1...12, step: 1, coarse: 3
          ) { [with(\.power, Int($0))] }
        ] + placeControls(scene)
      page.keys = [
        PageKey(.find, "another") { [.go(to: "parameter")] },
        PageKey(.enter, "look at it") { [.go(to: "parameter")] },
      ]
      page.pick = { target in
        target.value(as: CheckView.Power.self).map { [with(\.power, $0.power)] } ?? []
      }
      let words = placeWords(scene)
      let controls = page.controls
      let chosen = page.chosen(by: cue)
      page.picture = { area in
        var sliders = ControlRows(controls, chosen: chosen) {
          $0.id == Target(CheckControl.epsilon) ? "10^-\($0.value.fixed(0))" : words($0)
        }
        sliders.valueWidth = 16
        view.draw(in: area, sliders: sliders)
      }
      return page
    }
  }
}

private struct CheckView {
  /// A row of the table, by its ε.
  struct Power: Hashable, Sendable { let power: Int }

  let facts: ParameterFacts
  let rows: [GradientCheck.Row]
  let power: Int

  private var row: GradientCheck.Row? { rows.first { $0.power == power } }
  private var gradient: Double { facts.gradient }

  private func digits(_ row: GradientCheck.Row) -> AgreeingDigits {
    AgreeingDigits(row.slope, like: gradient)
  }

  var caption: String {
    if let reason = facts.zeroReason {
      return reason
        + (row.map { $0.up == $0.down } == true ? " Both runs agree to the last digit." : "")
    }
    let lead =
      "Move the parameter up by a little, ε, and run the model: loss L₊; then down: L₋. (L₊ - L₋) / 2ε "
      + "should be near the gradient. "
    guard let best = rows.max(by: { digits($0).digits < digits($1).digits }),
      rows.count == GradientCheck.powers.count
    else { return lead }
    return lead
      + "Best here: ε = 10^-\(best.power), \(digits(best).digits) digits agree. A larger one is too "
      + "coarse; a tiny one drowns in rounding."
  }

  var note: String? {
    row.map { "L₊ = \($0.up), L₋ = \($0.down)" }
  }

  func draw(in area: Area, sliders: ControlRows) {
    let columns =
      area.width >= 74 ? (area.leading(38), area.trailing(from: 40)) : (area, area.below(9))
    let left = columns.0
    sliders.draw(in: left.top(4))
    let numbers = left.below(area.height > 12 ? 5 : 4)
    let places = AgreeingDigits.places(for: gradient)
    numbers.text("the graph’s gradient", .faint)
    let told = Reading("the graph’s gradient", gradient)
    numbers.text(Text(gradient.fixed(places), .gradient, .strong, telling: told), x: 2, y: 1)
    guard let row else {
      numbers.text("two runs …", y: 2, .faint)
      return
    }
    numbers.text("by two runs, (L₊ - L₋) / 2ε", y: 2, .faint)
    let end = numbers.text(words(digits(row)), x: 2, y: 3)
    numbers.part(Rect(2, 3, end - 2, 1)).tells {
      [Reading("slope by two runs, ε = 10^-\(row.power)", row.slope)]
    }
    numbers.text("L₊ \(row.up.fixed(14), .loss, telling: Reading("L₊", row.up))", y: 5)
    numbers.text("L₋ \(row.down.fixed(14), .loss, telling: Reading("L₋", row.down))", y: 6)
    drawTable(in: columns.1)
    let curve = area.below(max(13, numbers.rect.y - area.rect.y + 7))
    if curve.height >= 6 { drawErrors(in: curve.top(21)) }
  }

  /// The digits that agree stand out.
  private func words(_ digits: AgreeingDigits) -> Text {
    let same = String(digits.text.prefix(digits.same))
    let rest = String(digits.text.dropFirst(digits.same))
    return "\(same, .gradient, [.strong, .underlined])\(rest, .faint)"
  }

  private func drawTable(in area: Area) {
    Table(
      columns: [
        .init("ε", width: .fixed(6)),
        .init(
          "(L₊ - L₋) / 2ε", width: .fixed(max(14, min(22, area.width - 18))),
          meaning: "slope by two runs"),
        .init("digits", alignment: .trailing),
      ],
      rows: rows.map { row in
        let digits = digits(row)
        return .init(
          ["10^-\(row.power)", words(digits), Text("\(digits.digits)")],
          target: Target(Power(power: row.power)),
          numbers: [1: row.slope])
      }, chosen: rows.firstIndex { $0.power == power } ?? 0
    ).draw(in: area.top(14))
  }

  /// How far each is off, as powers of ten.
  private func drawErrors(in area: Area) {
    area.text("how far it is off, as a power of ten", .title, .strong)
    let errors = rows.map { row -> Double in
      let error = (row.slope - gradient).magnitude
      return error > 0 ? Elementary.log(error) / Elementary.log(10) : .nan
    }
    Curve(
      [.init(errors, .loss, label: "error", meaning: "error, power of ten, for ε = 10^-n")],
      marks: [
        .init(
          "●", place: power - 1,
          value: errors.indices.contains(power - 1) ? errors[power - 1] : .nan,
          .chosen)
      ], length: GradientCheck.powers.count, vertical: Axis(holding: errors),
      foot: .init("ε = 10^-1", "coarse ← → rounding", "10^-12")
    ).draw(in: area.below(1))
  }
}
