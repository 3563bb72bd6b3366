import MicroGPT
import Stage

/// The pages about the right answers of the name: one position, all of them, their mean.
extension MeasuringSurprise {
  func rightPage(_ scene: Scene, _ cue: Cue) -> Page {
    let answers = RightAnswers(scene)
    let chosen = chosenPosition(answers, cue)
    let (p, label) = (answers.probability(chosen), answers.label(chosen))
    let size = scene.tokenizer.vocabularySize
    var page = page(
      "How well does the model know the name? At each position only one of its \(size.grouped) "
        + "probabilities counts, that of the right answer: the higher, the better. At position "
        + "\(chosen) “\(label)” was right and had \(p.percent()). ↑↓ choose another position.",
      code: CodeView(
        .loss, mark: "let probs",
        note: "probs[\(answers.target(chosen))] = \(p.shown(4)) (\(label))"),
      showsUnit: false, mathematics: AnswerMathematics.right
    ) { area in
      // Where there is little room, the bar alone.
      let wanted = min(answers.positions.count + 1, max(2, area.height - (area.height > 9 ? 5 : 2)))
      let spare = area.height - wanted
      let rows = AnswerRows(answers: answers, chosen: chosen, content: .probability)
      rows.draw(in: area.top(wanted))
      let shares = ShareBar(answers: answers, position: chosen)
      shares.draw(in: area.below(wanted + (spare > 5 ? 1 : 0)))
    }
    page.controls = positionControls(answers)
    page.pick = { _ in [] }
    return page
  }

  func positionsPage(_ scene: Scene, _ cue: Cue) -> Page {
    let answers = RightAnswers(scene)
    let sum = unit.words(answers.sum)
    return page(
      "The probability of the whole name is that of all right answers in a row, their product: "
        + "\(Chance.oneIn(answers.product)). Its surprise is their sum, \(sum). So one number says "
        + "how surprised the model was by \(RightAnswers.words(scene.name)).",
      code: CodeView(
        .loss, mark: "losses.append(",
        note: "losses = ["
          + answers.positions.map { SurpriseUnit.nats.text(answers.surprise($0)) }
          .prefix(8).joined(separator: ", ") + (answers.positions.count > 8 ? ", …]" : "]")),
      mathematics: AnswerMathematics.sum
    ) { area in
      let rows = AnswerRows(
        answers: answers, content: .surprise(unit, grown: cue.progress))
      let foot = area.height > 9 ? 3 : 2
      let used = rows.draw(in: area.inset(bottom: foot))
      drawSum(answers, in: area.below(used).top(foot), isDone: cue.isOver)
      let rest = area.below(used + foot + 1)
      guard rest.height > 2, cue.isOver else { return }
      SurpriseBar(answers: answers, unit: unit).draw(in: rest.top(3))
      let chains = rest.height > 6 ? drawChains(answers, in: rest.below(4)) : 0
      let below = rest.below(5 + chains)
      guard chains > 0, below.height > answers.positions.count else { return }
      drawSteps(answers, in: below)
      let curve = below.below(answers.positions.count + 2)
      if curve.height > 9 {
        SurpriseCurve(answers: answers, unit: unit, probability: nil).draw(in: curve)
      }
    }
  }

  /// The product of the probabilities, the sum of the surprises, and that they say the same.
  private func drawSum(_ answers: RightAnswers, in area: Area, isDone: Bool) {
    area.rule()
    guard isDone else { return }
    area.text(
      "\("product of all p: ", .faint)\(Chance.oneIn(answers.product), .probability, .strong)", y: 1
    )
    area.text(
      "\("sum: ", .faint)\(unit.told(answers.sum, "sum of the surprises", .loss, .strong)) \(unit.name, .loss)",
      endingAt: nil, y: 1)
    let power = unit.power(of: "−" + unit.text(answers.sum))
    let share = Elementary.exp(-answers.sum)
    area.text(
      "\("and back: ", .faint)\(power, .loss)\(" is ", .faint)"
        + "\(Chance.oneIn(share), .probability)\(" too", .faint)", y: 2)
  }

  /// The product and the sum with all their numbers, as far as there is room. Returns the rows that it
  /// took.
  private func drawChains(_ answers: RightAnswers, in area: Area) -> Int {
    area.text("With all their numbers", .title, .strong)
    func number(_ value: Double, _ digits: String, _ name: String, _ role: Role) -> Text {
      Text(digits, role, telling: Reading(name, value))
    }
    let probabilities = answers.positions.map { position in
      let p = answers.probability(position)
      return number(p, p.shown(4), "probability at position \(position)", .probability)
    }
    let surprises = answers.positions.map { position in
      let surprise = answers.surprise(position)
      return number(
        unit.amount(surprise), unit.text(surprise), "surprise at position \(position)", .loss)
    }
    let (product, sum) = (answers.product, answers.sum)
    var used = 1
    used += Paragraph(
      probabilities.joined(separator: Text(" × ", .probability))
        + "\(" = ", .probability)\(number(product, product.shown(4), "the product", .probability))"
    ).draw(in: area.below(used))
    used += Paragraph(
      surprises.joined(separator: Text(" + ", .loss))
        + "\(" = ", .loss)\(number(unit.amount(sum), unit.text(sum), "the sum", .loss))"
    ).draw(in: area.below(used))
    return used
  }

  /// The sum so far at each position, and the product so far.
  private func drawSteps(_ answers: RightAnswers, in area: Area) {
    area.text("Answer by answer: the product and the sum so far", .title, .strong)
    var (product, sum) = (1.0, 0.0)
    let rows = answers.positions.map { position in
      product *= answers.probability(position)
      sum += answers.surprise(position)
      let label: Text =
        "\("\(position)".paddedLeft(2) + " ", .position)"
        + "\(answers.label(position).padded(4), .answer, .strong)"
        + "\(Chance.oneIn(product).paddedLeft(20), .probability)"
      return BarList.Row(label, unit.amount(sum), Text(unit.text(sum)), role: .loss)
    }
    BarList(
      rows, labels: .leading, names: { "sum of surprises to position \(answers.positions[$0])" }
    )
    .draw(in: area.below(1))
  }

  func lossPage(_ scene: Scene, _ cue: Cue) -> Page {
    let answers = RightAnswers(scene)
    let untrained = scene.along?.first?.losses
    let count = answers.positions.count
    let away = Ease.inOut(Ease.part(cue.progress, from: 0.1, to: 0.5))
    let back = Ease.inOut(Ease.part(cue.progress, from: 0.7, to: 1))
    var page = page(
      "The mean over the \(count == 1 ? "one position" : "\(count) positions") is the loss of the name: "
        + "\(unit.words(answers.loss)). Lower is better. "
        + trainingWords(scene, answers.loss, untrained?.mean),
      code: CodeView(
        .loss, mark: "let mean",
        note: answers.loss.isFinite ? "mean = \(scene.digits(answers.loss))" : nil),
      mathematics: AnswerMathematics.mean
    ) { area in
      let rows = AnswerRows(
        answers: answers,
        content: .mean(unit, evened: cue.isOver ? 0 : away - back, before: untrained))
      let used = rows.draw(in: area.inset(bottom: 2))
      drawMean(answers, untrained, in: area.below(used).top(2))
      let rest = area.below(used + 3)
      if rest.height > 4 { LossAlong(scene: scene, unit: unit).draw(in: rest) }
    }
    page.questions = scene.run.isComplete ? [NameAlong(scene)] : []
    return page
  }

  /// What training did to it, and how that can be seen.
  private func trainingWords(_ scene: Scene, _ loss: Double, _ untrained: Double?) -> String {
    let training = "Training, which later chapters explain,"
    let moments = "[ ] { } show other moments, t plays them."
    guard scene.moment > 0 else { return "\(training) lowers it: \(moments)" }
    guard let untrained, untrained.isFinite else { return "\(training) lowers most: \(moments)" }
    return loss < untrained
      ? "\(training) has brought it down from \(unit.text(untrained)): \(moments)"
      : "\(training) lowers most losses, not this one (\(unit.text(untrained)) untrained): \(moments)"
  }

  private func drawMean(_ answers: RightAnswers, _ untrained: [Double]?, in area: Area) {
    area.rule()
    let count = answers.positions.count
    let words: Text =
      "\("sum ", .faint)"
      + "\(unit.told(answers.sum, "sum of the surprises"))\(" / \(count) = ", .faint)"
      + "\(unit.told(answers.loss, "loss", .loss, .strong))\(" \(unit.name)", .loss, .strong)"
      + "\(", the loss", .faint)"
    let before: Text =
      untrained?.mean.map {
        "before its training \(unit.told($0, "loss before its training", .faint))"
      }
      ?? ""
    let room = area.width - before.columns - 2
    area.text(words.cut(area.width), y: 1)
    if words.columns <= room { area.text(before, endingAt: nil, y: 1, .faint) }
  }
}

/// The surprises of all positions end to end: which of them make the sum large.
private struct SurpriseBar {
  let answers: RightAnswers
  let unit: SurpriseUnit

  func draw(in area: Area) {
    area.text("The sum, answer by answer", .title, .strong)
    let parts = answers.positions.map {
      StackedBar.Part(
        answers.label($0), answers.surprise($0), $0 % 2 == 0 ? .loss : .activation)
    }
    var bar = StackedBar(parts)
    bar.names = { "surprise at “\(parts[$0].label)”, in nats" }
    bar.draw(in: area.below(1))
  }
}

/// The mathematics of these pages.
private enum AnswerMathematics {
  static let right = [
    "At position i the model gives each token a probability. Only the one of the token that really "
      + "comes next, the right answer, counts.",
    "  pᵢ = p(tᵢ₊₁ | t₀ … tᵢ)",
  ]
  static let sum = [
    "The probability of the name is the product of the probabilities of its right answers.",
    "  p(name) = p₀ · p₁ · …",
    "The logarithm of a product is the sum of the logarithms, so the surprises are added.",
    "  −ln p(name) = −ln p₀ − ln p₁ − …",
    "exp undoes it: from the sum back to the product.",
    "  p(name) = exp(−(the sum of the surprises))",
  ]
  static let mean = [
    "The loss L of a name is the mean surprise of its n positions. So short and long names can be "
      + "compared.",
    "  L = (1/n) · Σᵢ −ln pᵢ",
    "In bits it is the same, with another logarithm.",
    "  −log₂ p = −ln p / ln 2",
  ]
}
