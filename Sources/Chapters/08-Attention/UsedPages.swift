import MicroGPT
import Stage

/// What attention buys: the loss with it, without it, and without each head, at the moment and in a run of
/// another length.
extension TalkingTokens {
  func usedPage(_ scene: Scene, _ cue: Cue) -> Page {
    let look = look(in: scene)
    let view = UsedView(
      look: look, study: scene.headStudy, name: scene.answer(to: scene.nameWithoutHeads))
    var page = page(
      view.caption, look, [], cue,
      code: CodeView(.attention, mark: "if ablation == .attention"),
      mathematics: TalkingTokens.usedMathematics
    ) { view.draw(in: $0) }
    page.questions = [scene.nameWithoutHeads] + scene.headQuestions
    return page
  }

  func longerPage(_ scene: Scene, _ cue: Cue) -> Page {
    let look = look(in: scene)
    let question = OtherLength(scene)
    let view = LongerView(
      look: look, question: question, study: scene.answer(to: LastHeads(scene)),
      outcome: question.flatMap { scene.answer(to: $0) })
    var page = page(
      view.caption, look, [], cue,
      code: CodeView(.attention, mark: "if ablation == .attention"),
      mathematics: TalkingTokens.usedMathematics
    ) { view.draw(in: $0) }
    page.questions = (question.map { [LastHeads(scene), $0] } ?? []) + scene.studiesAlong
    if let question {
      page.keys = [
        PageKey(.changeLength, question.isLonger ? "longer run" : "other run") { [.changeLength] }
      ]
    }
    return page
  }

  private static let usedMathematics = [
    "A part is left out by making its result 0; all the rest is computed as always, with the same "
      + "parameters. What the loss L rises by is what the part was worth to this model.",
    "  worth = L(without the part) − L(whole)",
    "L is the mean over the names of each name’s mean surprise. Parts can do the same work twice: what each "
      + "head is worth alone need not add up to what attention is worth.",
    "Below 0 the model would be better without the part, on these names. " + Ablation.caveat,
  ]
}

extension Double {
  /// What a part is worth, in words, by how much the loss rises without it.
  func worth(_ part: String) -> String {
    guard isFinite else { return "the losses are no numbers any more" }
    let digits = magnitude.fixed(3)
    if magnitude < 0.01 {
      return digits == "0.000"
        ? "\(part) changes nothing" : "\(part) changes next to nothing (\(rise) without it)"
    }
    return self > 0
      ? "\(part) lowers the loss by \(digits)"
      : "\(part) does harm: without it the loss is \(digits) lower"
  }
}

private struct UsedView {
  let look: Look
  /// Nil until it is measured.
  let study: HeadStudy?
  /// The losses of the name by what is left out; nil until they are worked out.
  let name: [Ablation?: Double]?

  private var scene: Scene { look.scene }

  var caption: String {
    guard let study, let rise = study.rise(without: .attention) else {
      return
        "Is attention used at all? The model is asked again with attention left out, then without each "
        + "head alone: by how much does the loss rise? \(scene.studiedNames.capitalised) are read …"
    }
    guard rise.isFinite else {
      return
        "\(scene.when(study.moment).capitalised) the model gives a right answer no probability at "
        + "all, in \(scene.studiedNames): such a surprise has no end (∞), and nothing can be compared."
    }
    let heads = (0..<scene.size.heads).compactMap { head in
      study.rise(without: .head(head)).map { (head: head, rise: $0) }
    }
    let best = heads.max { $0.rise < $1.rise }
    let most =
      best.map {
        $0.rise < 0.01 || scene.size.heads == 1
          ? "" : " The head missed most is head \($0.head) (\($0.rise.rise))."
      } ?? ""
    return "\(scene.when(study.moment).capitalised), over \(scene.studiedNames), "
      + rise.worth("looking back") + ".\(most)"
      // Before training nothing has been learnt that could be switched off.
      + (study.moment > 0 ? " \(Ablation.caveat)" : "")
  }

  func draw(in area: Area) {
    let title = scene.name.isEmpty ? "this name" : "“\(scene.name.shortened)”"
    let table = LossTable(
      heads: scene.size.heads, columns: [(title, name), (scene.studiedNames, study?.losses)])
    let used = table.draw(in: area.inset(bottom: 1))
    let words =
      study.map {
        $0.moment == scene.moment
          ? "" : "the names on the right were measured \(scene.when($0.moment))"
      } ?? "reading \(scene.studiedNames): \(scene.headProgress.percent(0))"
    area.text(words.cut(area.width), y: min(area.height - 1, used), .faint)
    WorthCurve(scene: scene).draw(in: area.below(used + 1))
  }
}

/// What attention is worth along the training: by how much the loss of the measured names rises without it.
private struct WorthCurve {
  let scene: Scene

  /// Draws it, where there is room and enough is measured.
  func draw(in area: Area) {
    let points = scene.headStudies
    guard area.height > 4, points.count > 2 else { return }
    let whose = "by how many % the loss of \(scene.studiedNames) rises without attention"
    let title = [whose + ", along the training", whose].first { $0.columns <= area.width }
    area.text((title ?? whose).cut(area.width), .title, .strong)
    // In per cent the small numbers have digits beside the axis.
    let rises = points.map { point in
      let rise = point.rise(without: .attention) ?? .nan
      return 100 * rise / (point.losses[nil] ?? .nan)
    }
    Curve(
      [.init(rises, .chosen)], levels: [.init(0)], length: points.count,
      vertical: Axis(holding: rises + [0]),
      foot: .init("step", from: 0, to: scene.lastMoment)
    ).draw(in: area.below(1))
  }
}

/// Attention in this run and in one of another length, side by side.
private struct LongerView {
  let look: Look
  /// Nil where there can be no other run.
  let question: OtherLength?
  let study: HeadStudy?
  let outcome: OtherLength.Outcome?

  private var scene: Scene { look.scene }
  private var other: HeadStudy? { outcome?.study }

  var caption: String {
    guard let question else {
      return "A run ten times as long as this one can’t be trained here."
    }
    let steps = question.steps.grouped
    if let outcome, outcome.study == nil {
      return "The same run with \(steps) steps breaks off, so there is nothing to compare with."
    }
    guard let other, let study, let rise = study.rise(without: .attention),
      let otherRise = other.rise(without: .attention)
    else {
      return
        "And with \(question.isLonger ? "ten times as many" : "a tenth of the") steps? The same run is "
        + "trained with \(steps) of them, and the same names are read …"
    }
    let (short, long) = question.isLonger ? (rise, otherRise) : (otherRise, rise)
    let (few, many) =
      question.isLonger ? (scene.lastMoment, other.moment) : (other.moment, scene.lastMoment)
    let change =
      long - short > 0.01
      ? "In this run, longer training made looking back worth more."
      : short - long > 0.01
        ? "More training did not make more of it: here it is worth less."
        : "More training has not changed that."
    let both =
      min(short, long) >= 0.01
      ? "attention lowers the loss by \(short.fixed(3)), after \(many.grouped) by \(long.fixed(3))"
      : "\(short.worth("attention")); after \(many.grouped) \(long.worth("it"))"
    return "After \(few.grouped) steps \(both), over \(scene.studiedNames). \(change)"
      + (question.isLonger ? " T shows that run in all chapters." : " T shows the other run.")
  }

  func draw(in area: Area) {
    guard let question else { return }
    guard let study, let other else {
      guard outcome == nil || other != nil else { return }
      let progress = scene.job(for: question)?.progress ?? (other == nil ? 0 : 1)
      ProgressRow(label: "training and reading", progress: progress).draw(in: area)
      return
    }
    let runs = question.isLonger ? [study, other] : [other, study]
    let used = LossTable(
      heads: scene.size.heads, columns: runs.map { (scene.when($0.moment), $0.losses) }
    ).draw(in: area)
    drawRoles(runs, in: area.below(used + 1))
    WorthCurve(scene: scene).draw(in: area.below(used + scene.heads.count + 3))
  }

  /// What the heads clearly look at in both runs, where there is room.
  private func drawRoles(_ runs: [HeadStudy], in area: Area) {
    guard area.height > 2 else { return }
    area.text("looks clearly at", .title, .strong)
    let columns = LossTable.columns(runs.count, of: area)
    if let clear = runs.first?.clearShare {
      columns.first?.text(
        "clear: from \(clear.percent(), telling: Reading("clear from", clear)) on", .faint)
    }
    let heads = scene.heads
    for (row, (layer, head)) in heads.prefix(area.height - 1).enumerated() {
      area.text(scene.name(layer: layer, head: head), y: 1 + row, .value)
      for (column, run) in zip(columns, runs) {
        let roles = run.roles(layer: layer, head: head)
        let words = roles.map { role -> Text in
          let share = HeadStudy.share(of: role, in: run.roles.heads[layer][head])
          let noun = roles.count > 1 ? role.short : role.words
          let reading = Reading("\(scene.name(layer: layer, head: head)) looks at \(noun)", share)
          return "\(noun) \(share.percent(0), telling: reading)"
        }.joined(separator: ", ")
        column.text(
          (words.isEmpty ? "none of the three" : words).cut(column.width), y: 1 + row,
          words.isEmpty ? .faint : .chosen)
      }
    }
  }
}

extension Scene {
  /// The name's loss by the whole model, without attention and without each head.
  fileprivate var nameWithoutHeads: NameWithout {
    NameWithout(self, [nil, .attention] + (0..<size.heads).map { .head($0) })
  }
}
