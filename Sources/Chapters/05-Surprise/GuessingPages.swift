import MicroGPT
import Stage

/// The pages that give the loss a meaning: blind guessing, and equally likely tokens.
extension MeasuringSurprise {
  func guessingPage(_ scene: Scene, _ cue: Cue) -> Page {
    let size = scene.tokenizer.vocabularySize.grouped
    let (guessing, ln) = (unit.text(scene.guessingLoss), unit.logarithm)
    var page = page(
      "Who knows nothing gives all \(size) tokens the same probability, 1/\(size). Any answer is then "
        + "a surprise of −\(ln)(1/\(size)) = \(ln) \(size) = \(guessing): the loss of blind guessing. "
        + untrainedWords(scene),
      code: CodeView(.loss, mark: "let mean", note: "guessing = log(\(size)) = \(guessing)"),
      mathematics: GuessingMathematics.guessing(scene)
    ) { area in
      GuessingView(scene: scene, unit: unit, progress: cue.progress).draw(in: area)
    }
    page.questions = scene.run.isComplete ? [NameAlong(scene), SetsAlong(scene)] : []
    return page
  }

  /// How near the untrained model is to guessing, as soon as that is worked out.
  private func untrainedWords(_ scene: Scene) -> String {
    guard let scores = scene.setsAlong.first?.scores[.trained], let mean = scores.mean,
      mean.isFinite
    else { return "" }
    let count = scores.documents.count
    let names = "\(unit.text(mean)) on \(count.grouped) name\(count == 1 ? "" : "s")"
    return (mean - scene.guessingLoss).magnitude < 0.15
      ? "Before its training the model is near it: \(names)."
      : "Before its training the model has a loss of \(names)."
  }

  func choicesPage(_ scene: Scene, _ cue: Cue) -> Page {
    let loss = scene.trace.loss
    let count = Elementary.exp(loss)
    let control = Control(
      Dial.choices, "equally likely tokens", choices, from: MeasuringSurprise.counts, coarse: 4
    ) { [with(\.choices, $0)] }
    let size = scene.tokenizer.vocabularySize.grouped
    var page = page(
      choicesCaption(loss, size),
      code: CodeView(
        .loss, mark: "let mean", note: count.isFinite ? "exp(mean) = \(count.fixed(3))" : nil),
      mathematics: GuessingMathematics.perplexity
    ) { area in
      ChoicesView(scene: scene, unit: unit, control: control, growth: Ease.inOut(cue.progress))
        .draw(in: area)
    }
    page.controls = [control]
    page.questions = scene.run.isComplete ? [NameAlong(scene)] : []
    return page
  }

  private func choicesCaption(_ loss: Double, _ size: String) -> String {
    let count = Elementary.exp(loss)
    guard count.isFinite else {
      return
        "This loss is \(unit.text(loss)): the model gave a right answer no probability at all. As many "
        + "equally likely tokens there can’t be; blind guessing has \(size). - + try others."
    }
    let power = unit.power(of: unit.text(loss))
    return "What does a loss of \(unit.text(loss)) mean? \(power) undoes the logarithm: "
      + "\(ChoicesView.number(count)). The model is as unsure as in a choice among that many equally "
      + "likely tokens: its perplexity. Blind guessing has \(size); more is worse than that. - + try others."
  }

  /// How many equally likely tokens can be chosen.
  private static let counts: [Double] = [
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 27, 30, 40, 50, 70, 100, 200, 500, 1000, 10_000,
    100_000,
  ]
}

/// The loss of guessing, line by line, then beside those of the model.
private struct GuessingView {
  let scene: Scene
  let unit: SurpriseUnit
  let progress: Double

  func draw(in area: Area) {
    let size = scene.tokenizer.vocabularySize
    let share = 1 / Double(size)
    let guessing = Text(
      unit.text(scene.guessingLoss), .loss, .strong,
      telling: Reading("loss of guessing", unit.amount(scene.guessingLoss)))
    let percent = Text(
      Chance.percent(share), .probability, .strong, telling: Reading("1 / \(size.grouped)", share))
    let positions = scene.trace.positions.count
    let lines: [(Text, String)] = [
      (
        "\("p = 1 / \(size.grouped)", .probability)\(" = ", .probability)\(percent)",
        "for each token, the right one too"
      ),
      (
        "\("−\(unit.logarithm)(1 / \(size.grouped)) = ", .loss)\(guessing)",
        "its surprise, whatever is right"
      ),
      (
        "\("\(positions) × ", .loss)\(guessing)\(" / \(positions) = ", .loss)\(guessing)",
        "so the mean is that too: the loss"
      ),
    ]
    let reached = progress == 1 ? lines.count : Int(progress * Double(lines.count + 1))
    area.text("\(size.grouped) tokens, all equally likely", .title, .strong)
    let hasBar = area.height > 11
    if hasBar { ShareBar.even(scene).draw(in: area.below(1).top(2)) }
    let body = area.below(hasBar ? 3 : 1)
    for (row, line) in lines.prefix(reached).enumerated() {
      let end = body.text(line.0, x: 2, y: row)
      let x = max(34, end + 2)
      if x + line.1.columns <= body.width { body.text(line.1, x: x, y: row, .faint) }
    }
    guard progress == 1 else { return }
    let losses = body.below(lines.count + (hasBar ? 1 : 0))
    let used = drawLosses(in: losses)
    let rest = losses.below(used + 1)
    guard rest.height > 3 else { return }
    rest.text("What the model makes of them at position 0", .title, .strong)
    ShareBar(answers: RightAnswers(scene), position: 0).bar().draw(in: rest.below(1).top(3))
    let curve = rest.below(5)
    if curve.height > 8 {
      GuessingCurve(unit: unit, marks: [(scene.guessingLoss, .warning)]).draw(in: curve)
    }
  }

  /// Draws the losses beside each other, and returns how many rows that took.
  private func drawLosses(in area: Area) -> Int {
    let heading = area.height > 4 ? 1 : 0
    if heading > 0 { area.text("Losses in \(unit.name)", .title, .strong) }
    let name = scene.name.isEmpty ? "(none)" : scene.name.shortened
    let sets = scene.setsAlong
    let count = sets.first?.scores[.trained]?.documents.count ?? 0
    func row(_ label: String, _ loss: Double?, _ role: Role) -> BarList.Row {
      .init(
        Text(label), loss.map(unit.amount) ?? 0, Text(loss.map { unit.text($0) } ?? "…"),
        role: role,
        exact: loss.map(unit.amount) ?? .nan)
    }
    var rows = [
      row("blind guessing", scene.guessingLoss, .warning),
      row("untrained: \(name)", scene.along?.first?.losses.mean, .loss),
    ]
    if count != 1 {
      rows.append(
        row(
          count == 0 ? "untrained: many names" : "untrained: \(count.grouped) names",
          sets.first?.scores[.trained]?.mean, .loss))
    }
    let steps = "\(scene.moment.grouped) step\(scene.moment == 1 ? "" : "s")"
    rows.append(row("\(steps): \(name)", scene.trace.loss, .chosen))
    let known = rows.map(\.value).filter(\.isFinite).max() ?? 0
    BarList(rows, scale: known * 1.1, labels: .leading, level: unit.amount(scene.guessingLoss))
      .draw(in: area.below(heading))
    return heading + rows.count
  }
}

/// The mathematics of these pages.
private enum GuessingMathematics {
  static func guessing(_ scene: Scene) -> [String] {
    let size = scene.tokenizer.vocabularySize.grouped
    return [
      "Guessing gives each of the n tokens the same probability.",
      "  p = 1/n",
      "Its surprise is the same for each answer, and so is the mean, the loss.",
      "  −ln(1/n) = ln n",
      "Here n is \(size).",
      "  ln \(size) = \(scene.guessingLoss.fixed(6))",
    ]
  }

  static let perplexity = [
    "A choice among n equally likely tokens has the loss ln n. So a loss L is as large as that of a "
      + "choice among exp(L) tokens, the perplexity.",
    "  perplexity = exp(L)",
    "In bits it is the same number.",
    "  perplexity = 2^(L in bits)",
  ]
}
