import MicroGPT
import Stage

/// The beats' pages, in their order.
extension ScoresToProbabilities {
  func scoresPage(_ scene: Scene, _ cue: Cue) -> Page {
    let parts = anatomy(in: scene)
    let source =
      !isModel
      ? "Here are six to play with (“other” is one token too); x brings the model’s own."
      : moved.isEmpty
        ? "Here are the model’s own \(parts.rows.count) at position \(place(in: scene)) "
          + "of the name."
        : "Here are the model’s own, some of them moved by you; Backspace restores them."
    return tablePage(
      "Behind each probability stands a score, its logit: any number, higher is likelier. "
        + "\(source) ↑↓ choose one, - and + move it. → makes probabilities of them.",
      parts, .scores, scene, cue
    ) { _ in CodeView(.softmax, mark: "largest = max(") }
  }

  func largestPage(_ scene: Scene, _ cue: Cue) -> Page {
    let parts = anatomy(in: scene)
    return tablePage(
      "The rule that turns scores into probabilities is called softmax. It first finds the largest"
        + (temperature != 1 ? ", after dividing all by the temperature" : "")
        + ": \(parts.largest.fixed(3)). Why, a later page of this chapter shows.",
      parts, .largest, scene, cue
    ) { _ in
      CodeView(.softmax, mark: "largest = max(", note: "largest = \(parts.largest.fixed(4))")
    }
  }

  func subtractPage(_ scene: Scene, _ cue: Cue) -> Page {
    tablePage(
      "The largest is subtracted from every score. It becomes 0, the others lie below: only the "
        + "differences between the scores count.", anatomy(in: scene), .subtract, scene, cue
    ) { row in
      CodeView(
        .softmax, mark: "exp(add(",
        note: "“\(row.label)”: logit − largest = \(row.difference.fixed(4))")
    }
  }

  func exponentialsPage(_ scene: Scene, _ cue: Cue) -> Page {
    tablePage(
      "exp(x) is the number 2.718… to the power of x. So 0 becomes 1, and each step of 1 down "
        + "divides by 2.718. Now no number is below 0, and the order is the same.",
      anatomy(in: scene), .exponentials, scene, cue
    ) { row in
      CodeView(
        .softmax, mark: "exp(add(",
        note: "“\(row.label)”: exp(\(row.difference.fixed(4))) = \(row.exponential.shown(6))")
    }
  }

  func totalPage(_ scene: Scene, _ cue: Cue) -> Page {
    let parts = anatomy(in: scene)
    return tablePage(
      "Their total is \(parts.total.fixed(4)). Dividing by it will make the shares add up to 1.",
      parts, .total, scene, cue
    ) { _ in CodeView(.softmax, mark: "total = ", note: "total = \(parts.total.fixed(6))") }
  }

  func dividePage(_ scene: Scene, _ cue: Cue) -> Page {
    let parts = anatomy(in: scene)
    let most = parts.rows.max { $0.probability < $1.probability }
    let top = most.map { "“\($0.label)” gets \($0.probability.percent())." } ?? ""
    return tablePage(
      "Each exponential divided by the total: these are probabilities, between 0 and 1 (100%), and "
        + "they add up to 1. \(top) ↑↓ - + move any score, and all follow.",
      parts, .divide, scene, cue
    ) { row in
      CodeView(
        .softmax, mark: "power(total, -1)",
        note: "“\(row.label)”: \(row.exponential.shown(6)) / \(parts.total.fixed(4)) = "
          + row.probability.shown(6))
    }
  }

  /// While it moves, the chosen score goes up by 1 and comes back.
  func oddsPage(_ scene: Scene, _ cue: Cue) -> Page {
    let chosen = chosenRow(scene, cue)
    let now = anatomy(in: scene)
    let higher = anatomy(in: scene, raising: chosen, by: 1)
    let away = Ease.inOut(Ease.part(cue.progress, from: 0, to: 0.35))
    let back = Ease.inOut(Ease.part(cue.progress, from: 0.65, to: 1))
    let shown = cue.isOver ? now : anatomy(in: scene, raising: chosen, by: away - back)
    var page = tablePage("", shown, .odds, scene, cue) { row in
      CodeView(
        .softmax, mark: "power(total, -1)",
        note: "“\(row.label)”: \(row.probability.shown(4)) / "
          + "\(shown.others(than: chosen).shown(4)) = \(shown.odds(of: chosen).shown(4))")
    }
    let factor =
      Elementary.exp(1 / temperature).shown(3) + " times as large"
      + (temperature == 1 ? "" : ", exp(1 / T) with T = \(temperature.fixed(1))")
    let control = page.chosen(by: cue)
    let canTry = control.map {
      $0.id == Target(Score(row: chosen)) && $0.value + 1 <= $0.range.upperBound
    }
    page.caption =
      "A token’s odds are its probability divided by that of all others together. If its score "
      + "rises by 1, its odds become \(factor): from \(now.odds(of: chosen).shown(3)) to "
      + "\(higher.odds(of: chosen).shown(3)) for “\(now.rows[chosen].label)”"
      + (canTry == true ? " (press > to try it)." : ".")
    return page
  }

  func temperaturePage(_ scene: Scene, _ cue: Cue) -> Page {
    page(
      "Before all this the scores may be divided by a number, the temperature T. Below 1 it makes "
        + "their differences larger, above 1 smaller; the order never changes. Yours is "
        + "\(temperature.fixed(1)): ↑↓ choose it, - and + move it.",
      anatomy(in: scene), dials: [temperatureControl] + positionControls(in: scene), scene, cue,
      isTemperatureFirst: true
    ) { row in
      CodeView(
        .generate, mark: "by: temperature",
        note: "“\(row.label)”: \(row.logit.fixed(4)) / \(temperature.fixed(1)) = "
          + row.scaled.fixed(4))
    } table: { rows, area in
      TemperatureTable(rows: rows, own: temperature, spread: Ease.inOut(cue.progress)) {
        anatomy(in: scene, temperature: $0)
      }.draw(in: area)
    }
  }

  func overflowPage() -> Page {
    var page = Page(
      "Without subtracting, a score of 1000 breaks it all: exp(1000) is more than a computer can "
        + "hold, and infinity divided by infinity is no number (nan). Subtracting changes no result "
        + "and keeps every exponential at 1 or below.",
      code: CodeView(.softmax, mark: "leaf(-largest)"),
      mathematics: ScoresToProbabilities.mathematics
    ) { Overflow().draw(in: $0.below($0.height > 13 ? 1 : 0)) }
    let notice: Change = [
      .notice("There is nothing to move in this beat; ← goes back to the sliders")
    ]
    page.keys = [PageKey(.switchView) { notice }, PageKey(.restore) { notice }]
    return page
  }

  // MARK: What they have in common

  /// Softmax as far as the line that the page speaks of.
  private func tablePage(
    _ caption: String, _ parts: SoftmaxAnatomy, _ line: SoftmaxTable.Line, _ scene: Scene,
    _ cue: Cue, code: @escaping (SoftmaxAnatomy.Row) -> CodeView
  ) -> Page {
    // The temperature is explained later; before that it is shown to those who have moved it.
    let dials = (temperature != 1 ? [temperatureControl] : []) + positionControls(in: scene)
    return page(caption, parts, dials: dials, scene, cue, code: code) { rows, area in
      SoftmaxTable(rows: rows, parts: parts, line: line, progress: cue.progress).draw(in: area)
    }
  }

  private func page(
    _ caption: String, _ parts: SoftmaxAnatomy, dials: [Control], _ scene: Scene, _ cue: Cue,
    isTemperatureFirst: Bool = false, code: @escaping (SoftmaxAnatomy.Row) -> CodeView,
    table: @escaping (ScoreRows, Area) -> Void
  ) -> Page {
    let chosen = chosenRow(scene, cue)
    let scores = logitControls(of: anatomy(in: scene), in: scene, around: chosen)
    let row = parts.rows[chosen]
    var page = Page(
      caption, code: code(row), mathematics: ScoresToProbabilities.mathematics, picture: { _ in })
    page.controls = dials + scores
    page.firstChoice = isTemperatureFirst ? Target(Dial.temperature) : Target(Score(row: 0))
    page.keys = pageKeys
    let rows = ScoreRows(
      dials: dials, scores: scores, shown: parts.rows.map(\.logit), focus: chosen,
      chosen: page.chosen(by: cue)?.id, title: "Six scores to play with",
      hint: isModel
        ? "after " + scene.tokens[...place(in: scene)].map(scene.label).joined(separator: " ")
        : "x: show the model’s own")
    page.picture = { table(rows, $0) }
    return page
  }
}
