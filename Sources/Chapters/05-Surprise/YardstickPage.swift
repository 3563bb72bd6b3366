import MicroGPT
import Stage

/// The page on which the model is compared with simpler ways of predicting.
extension MeasuringSurprise {
  func yardsticksPage(_ scene: Scene) -> Page {
    let yardsticks = YardstickScores(scene)
    var page = page(
      yardsticks.caption(unit),
      code: CodeView(
        .losses, mark: "return -Elementary.log",
        note: yardsticks.model?.mean.map { "mean over all = \(unit.text($0))" }),
      mathematics: YardstickScores.mathematics
    ) { YardstickView(yardsticks: yardsticks, unit: unit).draw(in: $0) }
    page.questions = [TableScores(scene.run)] + scene.setQuestions
    return page
  }
}

/// How simpler ways of predicting and the model score on the same names.
struct YardstickScores {
  let scene: Scene
  let tables: TableStudy?
  let scored: SetsAlong.Point?

  init(_ scene: Scene) {
    self.scene = scene
    tables = scene.answer(to: TableScores(scene.run))
    scored = scene.scoredSets
  }

  /// The sets that have any names.
  var sets: [StudySet] { StudySet.allCases.filter { !scene.run.steps(of: $0).isEmpty } }

  /// On which set the model is compared: on names that it never saw, where there are any.
  var judging: StudySet { sets.last ?? .trained }

  /// How the model scores on that set.
  var model: Scores? { scored?.scores[judging] }

  func count(_ set: StudySet) -> Int { scene.run.steps(of: set).count }

  // MARK: Words

  func caption(_ unit: SurpriseUnit) -> String {
    guard let tables, let model = model?.mean, let pairs = tables.pairs[judging]?.mean,
      let scored
    else {
      return
        "How good is a loss? Some simpler ways of predicting are scored on the same names as the "
        + "model: blind guessing, how often each letter occurs, and which letter follows which …"
    }
    guard model.isFinite else {
      return
        "Lower is better. To some of the right answers the model gives a probability of 0, so its own "
        + "mean loss is infinite: sure and wrong is worse than guessing."
    }
    let names =
      "\(count(judging).grouped) \(judging == .unseen ? "unseen " : "")"
      + "name\(count(judging) == 1 ? "" : "s")"
    return
      "Lower is better. After \(steps(scored.moment)) the model has a loss of \(unit.text(model)) on "
      + "\(names), \(relation(model, pairs, unit)) the table of pairs (how often each token follows each "
      + "other one). \(difference(unit, scored))"
  }

  private func steps(_ count: Int) -> String {
    "\(count.grouped) step\(count == 1 ? "" : "s")"
  }

  /// `0.074 below`, of the numbers as they are shown.
  private func relation(_ one: Double, _ other: Double, _ unit: SurpriseUnit) -> String {
    let difference = Comparison.difference(unit.amount(one), unit.amount(other))
    let words = difference.magnitude.fixed(3)
    return words == "0.000" ? "level with" : words + (difference < 0 ? " below" : " above")
  }

  /// What the difference between the sets means.
  private func difference(_ unit: SurpriseUnit, _ scored: SetsAlong.Point) -> String {
    guard sets.count == 2, let shown = scored.scores[.trained]?.mean,
      let unseen = scored.scores[.unseen]?.mean
    else { return "" }
    let difference = Comparison.difference(unit.amount(unseen), unit.amount(shown))
    if scored.moment == 0 { return "It has seen none yet." }
    let words = "Those of its training (\(unit.text(shown))) "
    if difference > YardstickScores.small { return words + "it knows a little better." }
    return words
      + (difference < -YardstickScores.small
        ? "are harder, by luck." : "it knows no better: nothing is learnt by heart.")
  }

  /// Differences up to this are luck.
  private static let small = 0.02

  /// What is drawn, in words.
  func legend(_ unit: SurpriseUnit) -> [String] {
    let trained = count(.trained)
    let first = "● the first \(trained.grouped) names of the training"
    let data =
      "Both tables were counted on all \(scene.run.documentCount.grouped) names of the data"
    guard sets.count == 2 else {
      return [first + ": this run sees every name", data + "."]
    }
    var lines = [
      first, "○ the \(count(.unseen).grouped) after its last step: never shown to the model",
      data + ", so they know these too.",
    ]
    if let tables, let shown = tables.pairs[.trained]?.mean,
      let unseen = tables.pairs[.unseen]?.mean
    {
      let difference = Comparison.difference(unit.amount(unseen), unit.amount(shown))
      lines.append(
        "The sets differ by luck too: for the pairs the unseen names are "
          + "\(difference.magnitude.fixed(3)) \(unit.name) \(difference < 0 ? "easier" : "harder")."
      )
    }
    return lines
  }

  static let mathematics = [
    "Each way of predicting gives a probability to every token. Its loss on many names is the mean "
      + "surprise over all their right answers.",
    "  L = (1/N) · Σ −ln p(right answer)",
    "Guessing, with n tokens:",
    "  p(t) = 1/n",
    "Letter frequencies:",
    "  p(t) = (how often t occurs) / (all tokens)",
    "Pairs, where s is the token before:",
    "  p(t | s) = (how often t follows s) / (how often s occurs)",
  ]
}

/// The yardsticks as dots on one scale.
struct YardstickView {
  let yardsticks: YardstickScores
  let unit: SurpriseUnit

  private var scene: Scene { yardsticks.scene }

  func draw(in area: Area) {
    let rows = rows
    var plot = DotPlot(
      rows, axis: axis(rows),
      heads: yardsticks.sets.count == 2 ? ["shown ●", "unseen ○"] : ["loss"])
    plot.gap = area.height > 3 * plot.height + 8 ? 2 : area.height > 15 ? 1 : 0
    area.text("Loss in \(unit.name)", .title, .strong)
    plot.draw(in: area.top(plot.height))
    var y = plot.height + (area.height > plot.height + 4 ? 1 : 0)
    if let words = waiting {
      area.text(words.cut(area.width), y: y, .chosen)
      return
    }
    for line in yardsticks.legend(unit) {
      y += Paragraph(line).draw(in: area.below(y), .faint)
    }
    let rest = area.below(y + 1)
    if rest.height > 8 { SetCurves(yardsticks: yardsticks, unit: unit).draw(in: rest) }
  }

  /// What is still being worked out.
  private var waiting: String? {
    if yardsticks.tables == nil {
      let progress = scene.job(for: TableScores(scene.run))?.progress ?? 0
      return "counting \(scene.run.documentCount.grouped) names … \(progress.percent(0))"
    }
    guard yardsticks.scored == nil else { return nil }
    let progress = scene.job(for: ModelScores(scene))?.progress ?? 0
    return "the model reads the names … \(progress.percent(0))"
  }

  private var rows: [DotPlot.Row] {
    let guessing = scene.guessingLoss
    func dots(
      _ role: Role, _ both: Unicode.Scalar? = nil, _ loss: (StudySet) -> Double?
    ) -> [DotPlot.Dot] {
      yardsticks.sets.map { set in
        let value = loss(set).map(unit.amount)
        let glyph: Unicode.Scalar = both ?? (set == .trained ? "●" : "○")
        return .init(value ?? .nan, glyph, loss(set).map { unit.text($0) } ?? "…", role)
      }
    }
    let name = scene.name.isEmpty ? "(none)" : scene.name.shortened
    // The reader's name is a name of no set, so its number stands in the last column.
    let before = yardsticks.sets.dropFirst().map { _ in DotPlot.Dot(.nan, " ", "", .chosen) }
    let loss = scene.trace.loss
    return [
      .init("blind guessing", dots(.warning, "◆") { _ in guessing }),
      .init("letter frequencies", dots(.token) { yardsticks.tables?.letters[$0]?.mean }),
      .init("table of pairs", dots(.position) { yardsticks.tables?.pairs[$0]?.mean }),
      .init(
        Text(model, nil, .strong), dots(.loss) { yardsticks.scored?.scores[$0]?.mean }),
      .init(
        Text("\(name) by the model"),
        before + [.init(unit.amount(loss), "◆", unit.text(loss), .chosen)]),
    ]
  }

  private var model: String {
    let moment = yardsticks.scored?.moment ?? scene.moment
    return "model, \(moment.grouped) step\(moment == 1 ? "" : "s")"
  }

  /// In halves, around all numbers.
  private func axis(_ rows: [DotPlot.Row]) -> Axis {
    let values = rows.flatMap { $0.dots.map(\.value) }.filter(\.isFinite)
    let (low, high) = (values.min() ?? 0, values.max() ?? 0)
    return Axis((low * 2).rounded(.down) / 2, (high * 2).rounded(.up) / 2)
  }
}

/// The losses of both sets along the training, beside the yardsticks.
private struct SetCurves {
  let yardsticks: YardstickScores
  let unit: SurpriseUnit

  func draw(in area: Area) {
    let scene = yardsticks.scene
    let points = scene.setsAlong
    guard points.count > 1 else { return }
    func values(_ set: StudySet) -> [Double] {
      points.map { $0.scores[set]?.mean.map(unit.amount) ?? .nan }
    }
    func level(_ loss: Double?, _ role: Role) -> Curve.Level? {
      loss.map { .init(unit.amount($0), role) }
    }
    let judging = yardsticks.judging
    let levels = [
      level(scene.guessingLoss, .warning),
      level(yardsticks.tables?.letters[judging]?.mean, .token),
      level(yardsticks.tables?.pairs[judging]?.mean, .position),
    ].compactMap { $0 }
    let lines =
      [Curve.Line(values(.trained), .loss, label: "shown")]
      + (yardsticks.sets.count == 2
        ? [.init(values(.unseen), .chosen, .dashed, label: "unseen")] : [])
    let all = lines.flatMap(\.values) + levels.map(\.value)
    area.text("The same along the training", .title, .strong)
    Curve(
      lines, levels: levels, length: 11, vertical: Axis(holding: all),
      foot: .init("step", from: 0, to: scene.lastMoment)
    ).draw(in: area.below(1))
  }
}
