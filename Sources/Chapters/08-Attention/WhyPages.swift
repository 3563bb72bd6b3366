import MicroGPT
import Stage

/// Why a position has to look back: what the data says, and what the model would be without.
extension TalkingTokens {
  func whyPage(_ scene: Scene, _ cue: Cue) -> Page {
    let look = look(in: scene)
    let question = Beginnings(look)
    let answer = scene.answer(to: question)
    var page = page(
      Reasons(look: look, answer: answer).caption, look, [.position], cue,
      code: CodeView(.attention, mark: "let xResidual = input"),
      mathematics: [
        "How often the token t follows, of all places in the data that end in the same way:",
        "  p(t | a) = (how often t follows “a”) / (how often “a” stands there)",
        "The more of the beginning is known, the fewer places there are to count: most beginnings of "
          + "names occur once or never. A table of all of them would know names by heart and no other. "
          + "Attention is a way to use all of the beginning without a table.",
      ]
    ) { area in
      guard let answer else {
        let progress = scene.job(for: question)?.progress ?? 0
        ProgressRow(label: "counting the data", progress: progress).draw(in: area)
        return
      }
      Reasons(look: look, answer: answer).draw(in: area, grown: Ease.inOut(cue.progress))
    }
    page.questions = [question]
    return page
  }

  func alonePage(_ scene: Scene, _ cue: Cue) -> Page {
    let look = look(in: scene)
    let question = Beginnings(look)
    let twins = Twins(look: look, answer: scene.answer(to: question))
    var page = page(
      twins.caption, look, [.position], cue,
      code: CodeView(.attention, mark: "if ablation == .attention"),
      mathematics: [
        "What goes into attention at position i is made of the token tᵢ and the place i alone.",
        "  xᵢ = norm(norm(wte[tᵢ] + wpe[i]))",
        "All other parts of the model, the MLP and lm_head, work on one position too. So without attention "
          + "the guess is a function of tᵢ and i, and of nothing else. How far two guesses p and q are "
          + "apart is told by the differences of all their shares, added up: from 0 for the same guess to 2 "
          + "for two that have no token in common.",
        "  Σ |pₜ − qₜ|",
      ]
    ) { twins.draw(in: $0) }
    page.questions = [question] + twins.questions
    return page
  }
}

/// What follows in the data, by how much of the beginning is known.
private struct Reasons {
  let look: Look
  /// Nil until it is counted.
  let answer: Beginnings.Answer?

  private var scene: Scene { look.scene }

  /// The name up to the position.
  private var beginning: String {
    scene.tokens[1...max(1, look.position)].prefix(look.position).map(scene.label).joined()
      .shortened
  }

  var caption: String {
    guard look.position > 0 else {
      return "Position 0 is BOS: nothing stands before it. "
        + (look.positions > 1
          ? "Press + for a later one: what can be known there, and what of it must be looked up further back?"
          : "This name has no other position: press e and type a longer one.")
    }
    guard let answer else {
      return
        "What comes after \(look.quoted(look.position))? All names of the data are asked: first "
        + "about this letter alone, then about all that stands before it …"
    }
    guard answer.totals[answer.whole] > 0 else {
      return
        "No name of the data begins with “\(beginning)”, so no table of beginnings could help here. "
        + "Still, what stands before matters: the model has to look back, and to make something of it."
    }
    let token = answer.telling
    let (alone, known) = (answer.share(of: token, 0), answer.share(of: token, answer.whole))
    let words =
      "After \(look.quoted(look.position)), wherever it stands, \(name(token)) comes in "
      + "\(alone.percent()) of all cases; in names that begin with “\(beginning)” in "
      + "\(known.percent()). "
    return words
      + (alone.percent() == known.percent()
        ? "Here the beginning tells no more than the letter."
        : "So far a position knows its own letter and place alone: for more it has to look back.")
  }

  private func name(_ token: Int) -> String {
    token == scene.tokenizer.bos ? "BOS (the end)" : "“\(scene.label(token))”"
  }

  func draw(in area: Area, grown: Double) {
    guard let answer else { return }
    // The same tokens in the same rows, so that the eye can compare.
    let ranking = answer.ranking.prefix(max(1, area.height - 3))
    let largest = ranking.first.map { token in
      answer.counts.indices.map { answer.share(of: token, $0) }.max() ?? 1
    }
    let columns = area.equalColumns(answer.counts.count, gap: 3)
    area.text(
      columns.count == 1
        ? "the largest share first" : "in the order of the largest share in any list",
      y: 2, .faint)
    let figures =
      ranking.flatMap { token in
        answer.counts.indices.map { answer.share(of: token, $0).percent().columns }
      }.max() ?? 0
    for (known, column) in columns.enumerated() {
      column.text(heading(known, of: columns.count).cut(column.width), .title, .strong)
      column.text("\(answer.totals[known].grouped) times", y: 1, .faint)
      let rows = ranking.map { token in
        let share = answer.share(of: token, known)
        let isTold = token == answer.telling
        return BarList.Row(
          Text(scene.label(token), .token), share * grown,
          Text((answer.totals[known] > 0 ? share.percent() : "–").paddedLeft(figures)),
          role: isTold ? .chosen : .probability, isTold ? .strong : [])
      }
      BarList(rows, scale: largest).draw(in: column.below(3))
    }
    drawExamples(answer, in: area.below(ranking.count + 4))
  }

  /// Names that begin like this one, where there is room.
  private func drawExamples(_ answer: Beginnings.Answer, in area: Area) {
    guard area.height > 3, !answer.examples.isEmpty else { return }
    area.text(
      answer.examples.count == 1
        ? "the one name that begins with “\(beginning)”"
        : "names that begin with “\(beginning)”", .title, .strong)
    Paragraph(answer.examples.map(\.shortened).joined(separator: ", "))
      .draw(in: area.below(1), .faint)
  }

  private func heading(_ known: Int, of count: Int) -> String {
    let position = look.position
    if known == 0 { return "after \(look.quoted(position))" }
    if known == 1 && position == 1 { return "after \(look.quoted(1)) as first letter" }
    return known == count - 1
      ? "after “\(beginning)”" : "after “\(look.label(position - 1))\(look.label(position))”"
  }
}
