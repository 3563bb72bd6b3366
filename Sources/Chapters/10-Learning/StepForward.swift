import MicroGPT
import Stage

/// A step taken apart: what the model is shown, and how surprised it is.
extension Learning {
  func documentPage(_ scene: Scene, _ anatomy: StepAnatomy) -> Page {
    stepPage(
      "Step \((anatomy.number + 1).grouped) taken apart: one name is read, then the parameters are "
        + "corrected. The name is “\(anatomy.document.shortened)”, the next one of the list, which was shuffled once. "
        + "Here it is as tokens.", scene,
      code: CodeView(
        .loss, mark: "let n = ",
        note: "n = \(anatomy.trace.positions.count), tokens = \(anatomy.trace.tokens)")
    ) { DocumentView(anatomy: anatomy, scene: scene).draw(in: $0) }
  }

  func forwardPage(_ scene: Scene, _ anatomy: StepAnatomy, _ cue: Cue) -> Page {
    stepPage(
      "Forward: at each position the model reads the name up to there and gives the right answer, the "
        + "next token, a probability p. [ and ] take another step apart; Enter goes back to training.",
      scene,
      code: CodeView(.loss, mark: "let probs")
    ) { AnswersView(anatomy: anatomy, scene: scene).draw(in: $0, grown: cue.progress) }
  }

  func lossesPage(_ scene: Scene, _ anatomy: StepAnatomy, _ cue: Cue) -> Page {
    stepPage(
      "The surprise at each right answer is −ln p, as in chapter 5: 0 for a probability of 100%, and "
        + "0.693 more each time it is halved. The mean is the loss of the step, one point of the curve.",
      scene,
      code: CodeView(.loss, mark: "let mean", note: "mean = \(scene.digits(anatomy.trace.loss))")
    ) {
      AnswersView(anatomy: anatomy, scene: scene, showsLoss: true).draw(in: $0, grown: cue.progress)
    }
  }
}

/// The name of a step as tokens, and its place in the shuffled list.
private struct DocumentView {
  let anatomy: StepAnatomy
  let scene: Scene

  func draw(in area: Area) {
    let tokens = anatomy.trace.tokens
    let boxes = tokens.map {
      TokenBoxes.Token(scene.label($0), $0 == scene.tokenizer.bos ? .position : .token)
    }
    let (first, places) = TokenBoxes(boxes).draw(in: area)
    for (offset, place) in places.enumerated() {
      let frame = TokenBoxes.frame(of: place)
      area.part(Rect(frame.x, 3, frame.width, 1))
        .text(centred: "\(tokens[first + offset])", .faint)
    }
    let used = anatomy.trace.positions.count
    if used < tokens.count - 1 {
      area.text("Cut: the model sees the first \(used) tokens.", y: 4, .warning)
    }
    let below = area.below(5)
    let isWide = below.width >= 90
    drawList(in: isWide ? below.leading(below.width / 2 - 2) : below)
    if isWide { drawField(in: below.trailing(from: below.width / 2)) }
  }

  /// All names in the order in which a run meets them.
  private func drawField(in area: Area) {
    let (count, read) = (scene.run.documentCount, anatomy.number + 1)
    let share = Double(min(count, read)) / Double(max(1, count))
    let words: Text =
      read > count
      ? "All \(count.grouped) names, read more than once"
      : "All \(count.grouped) names: \(read.grouped) read so far, \(share.percent(), telling: Reading("share of the names", share))"
    area.text(words.cut(area.width), .title, .strong)
    DotField(count: count) { $0 < read ? .lit : .dark }.draw(in: area.below(1).frame())
  }

  /// The steps around this one, as far as the run goes.
  private func drawList(in area: Area) {
    area.text("The list of names:", .title, .strong)
    let run = scene.run
    let end = run.divergedAt.map { $0 + 1 } ?? run.settings.steps
    let rest = area.below(1)
    let room = min(rest.height, end)
    let first = max(0, min(anatomy.number - room / 3, end - room + 1))
    for (y, step) in (first..<min(first + room, end)).enumerated() {
      let isNow = step == anatomy.number
      rest.text(
        "step \((step + 1).grouped)".paddedLeft(12) + "  " + run.document(ofStep: step).shortened,
        y: y,
        isNow ? .chosen : .faint, isNow ? .strong : [])
    }
    guard first + room >= end else { return }
    let unseen = run.documentCount - end
    let words =
      run.divergedAt != nil
      ? "The run broke off here."
      : unseen > 0
        ? "The run ends here"
          + (rest.width < 60 ? "." : ": it never sees the other \(unseen.grouped) names.")
        : "The run ends here."
    rest.text("  " + words, y: end - first, .text)
  }
}

/// The right answers with their probabilities, or with the losses that come of them.
private struct AnswersView {
  let anatomy: StepAnatomy
  let scene: Scene
  var showsLoss = false

  func draw(in area: Area, grown progress: Double) {
    let trace = anatomy.trace
    let grown = Ease.inOut(progress)
    let rows = trace.positions.enumerated().map { index, position in
      let (token, target) = (trace.tokens[index], trace.tokens[index + 1])
      let p = position.probabilities[target]
      let label: Text =
        "\("\(index)", .position)\("\(scene.label(token)) → ".paddedLeft(10), .faint)"
        + "\(scene.label(target).padded(6), .answer, .strong)"
      return showsLoss
        ? BarList.Row(
          label, position.loss * grown, Text(position.loss.fixed(4)), role: .loss,
          exact: position.loss)
        : BarList.Row(label, p * grown, Text(p.percent(2)), role: .answer, exact: p)
    }
    let heading = area.row(0)
    let what = showsLoss ? "−ln p" : "probability p"
    heading.text(what, endingAt: nil, .faint)
    heading.text(
      heading.width < 76
        ? "position, its token → right answer"
        : "position, its token (all before it are seen too) → right answer", .title, .strong)
    // 6 is the surprise at a quarter of a percent.
    let scale = showsLoss ? max(6, trace.positions.map(\.loss).max() ?? 0) : 1
    // Below the bars, as high as they need, a second picture.
    let least = showsLoss ? 8 : rows.count + 2
    let rest = area.height - 2 - rows.count
    let hasMore = rest > least && area.width >= 60
    let list = area.inset(top: 1, bottom: (showsLoss ? 1 : 0) + (hasMore ? least + 1 : 0))
    var bars = BarList(rows, scale: scale)
    bars.grows = true
    bars.names = { index in
      let answer = "“\(scene.label(trace.tokens[index + 1]))” at position \(index)"
      return (showsLoss ? "loss of " : "probability of ") + answer
    }
    let height = bars.height(in: list)
    bars.draw(in: list)
    if showsLoss {
      area.text(
        "mean of \(rows.count): \(trace.loss.fixed(4))", endingAt: nil,
        y: min(1 + height, area.height - 1), .loss, .strong,
        telling: Reading("mean of the \(rows.count) losses", trace.loss))
    }
    guard hasMore else { return }
    let more = area.below(1 + height + (showsLoss ? 1 : 1))
    if showsLoss { drawCurve(in: more) } else { drawAll(in: more) }
  }

  /// The probabilities of all tokens, of which the bars are the right ones.
  private func drawAll(in area: Area) {
    let trace = anatomy.trace
    area.text(
      "All probabilities in percent: a row adds up to 100; the right answer is marked"
        .cut(area.width), .title, .strong)
    var matrix = Matrix(
      trace.positions.map(\.probabilities), scale: .share,
      rowLabels: trace.positions.indices.map {
        "\("\($0) ", .position)\(scene.label(trace.tokens[$0]), .faint)"
      }, columnLabels: (0..<scene.tokenizer.vocabularySize).map { Text(scene.label($0), .token) })
    matrix.isMarked = { $0.column == trace.tokens[$0.row + 1] }
    matrix.names = { "probability of “\(scene.label($0.column))” at position \($0.row)" }
    matrix.draw(in: area.below(1))
  }

  /// The curve of the run, of which the mean is one point.
  private func drawCurve(in area: Area) {
    let run = scene.run
    let count = TrainingView.smoothing
    area.text("The loss of each step", .title, .strong)
    area.text(
      "\("━ mean of \(count)", .loss)  \("● this step", .chosen)", endingAt: nil)
    var curve = LossCurve.curve(of: run, upTo: anatomy.number + 1, over: count)
    let place = anatomy.number / LossCurve.stride(steps: run.settings.steps)
    curve.marks = [.init("●", place: place, value: anatomy.trace.loss, .chosen)]
    curve.draw(in: area.below(1))
  }
}
