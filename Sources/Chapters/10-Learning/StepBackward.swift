import MicroGPT
import Stage

/// A step taken apart: the gradients, and what came of the step.
extension Learning {
  func backwardPage(_ scene: Scene, _ anatomy: StepAnatomy, _ cue: Cue) -> Page {
    let index = shownParameter(scene, anatomy)
    return stepPage(
      "Backward through every calculation: a parameter’s gradient says how fast the loss rises if it "
        + "grows; below 0, falls. So going against the gradient lowers the loss. Bars: how large those of each "
        + "matrix (table) of parameters are.", scene,
      code: CodeView(
        .step, mark: "backward(from", note: "gradient = \(scene.digits(anatomy.gradients[index]))")
    ) { GradientsView(anatomy: anatomy, run: scene.run).draw(in: $0, grown: cue.progress) }
  }

  func afterPage(_ scene: Scene, _ anatomy: StepAnatomy, _ cue: Cue) -> Page {
    let (before, after) = (anatomy.trace.loss, anatomy.traceAfter.loss)
    let effect =
      after < before
      ? "The same name surprises the model less now. Others may surprise it more: that is why it takes "
        + "many steps."
      : after > before
        ? "This time it went too far: the same name surprises the model more. Only many steps together "
          + "can make it better."
        : "The same name surprises the model just as much as before."
    let index = shownParameter(scene, anatomy)
    return stepPage(
      effect + " " + scene.moves(anatomy).stillness, scene,
      code: CodeView(
        .adam, mark: "-= made.move",
        note: "parameter = \(scene.digits(anatomy.after.parameters[index]))")
    ) { AfterView(anatomy: anatomy, scene: scene).draw(in: $0, grown: cue.progress) }
  }

  /// The parameter whose update is shown: the chosen one, else the one with the steepest gradient.
  func shownParameter(_ scene: Scene, _ anatomy: StepAnatomy) -> Int {
    parameter.map { max(0, min($0, anatomy.gradients.count - 1)) } ?? scene.moves(anatomy).steepest
  }
}

/// How large the gradients are, matrix by matrix.
private struct GradientsView {
  let anatomy: StepAnatomy
  let run: Run

  func draw(in area: Area, grown progress: Double) {
    let matrices = run.matrices
    let start = matrices.first?.first ?? 0
    let hasWords = area.width >= 74
    let rows = matrices.map { matrix in
      let from = Int(matrix.first - start)
      let part = anatomy.gradients[from..<from + matrix.count]
      let root = (part.reduce(0) { $0 + $1 * $1 } / Double(matrix.count)).squareRoot()
      let some = part.count { $0 != 0 }
      return (
        root,
        BarList.Row(
          "\(matrix.name, .weight, .strong)"
            + (hasWords ? "\(GradientsView.words(matrix.name), .faint)" : ""),
          root * Ease.inOut(progress), Text(root.shown(4)),
          mark: Text("\(some.grouped) of \(matrix.count.grouped)".paddedLeft(14)), role: .gradient,
          exact: root)
      )
    }
    area.text(
      "typical size of its gradients (root of the mean square)".cut(area.width - 16), .title,
      .strong)
    area.text("gradients not 0", endingAt: nil, .faint)
    var bars = BarList(
      rows.map(\.1), scale: rows.map(\.0).filter(\.isFinite).max(), labels: .leading)
    bars.grows = true
    bars.names = { "typical gradient of \(matrices[$0].name)" }
    let room = area.below(1)
    // Of millions of parameters no dot could be seen, and to look at all takes long.
    let isShown = room.height >= rows.count + 8 && run.isQuick
    let list = isShown ? room.top(max(rows.count, room.height / 2 - 1)) : room
    bars.draw(in: list)
    if isShown { drawAll(in: room.below(bars.height(in: list) + 1)) }
  }

  /// All gradients at once.
  private func drawAll(in area: Area) {
    area.text("All gradients, a dot each", .title, .strong)
    SignCounts(anatomy.gradients).draw(in: area.bottom(1))
    let field = ParameterField(
      values: anatomy.gradients, matrices: run.matrices, what: "gradient of ")
    let each = field.draw(in: area.inset(top: 1, bottom: 1))
    if each > 1 {
      area.text("a dot for \(each) of them: the largest", endingAt: nil, .faint)
    }
  }

  /// What a matrix is for, behind its name in the code.
  private static func words(_ name: String) -> String {
    let words = [
      "wte": "a row for each token", "wpe": "a row for each position",
      "lm_head": "gives the scores",
      "attn_wq": "attention: query", "attn_wk": "attention: key", "attn_wv": "attention: value",
      "attn_wo": "attention: output", "mlp_fc1": "MLP: first", "mlp_fc2": "MLP: second",
    ]
    return words[name.split(separator: ".").last.map(String.init) ?? ""].map { "  " + $0 } ?? ""
  }
}

/// The loss of the same name before and after the step.
private struct AfterView {
  let anatomy: StepAnatomy
  let scene: Scene

  func draw(in area: Area, grown progress: Double) {
    let (before, after) = (anatomy.trace.loss, anatomy.traceAfter.loss)
    let grown = Ease.inOut(progress)
    area.text(
      "The loss of “\(anatomy.document.shortened)”".cut(area.width), .title, .strong)
    let (low, high) = (min(before, after), max(before, after))
    // A difference that could not be seen from 0 on is drawn from where the smaller bar is half as long.
    let isZoomed = low < high && high - low < high / 20
    let zero = isZoomed ? low - (high - low) : 0
    let digits = max(4, Comparison.shown(before, after).0.split(separator: ".").last?.count ?? 4)
    func row(_ words: Text, _ loss: Double) -> BarList.Row {
      BarList.Row(words, loss - zero, Text(loss.fixed(digits)), role: .loss, .strong, exact: loss)
    }
    BarList(
      [row("before the step", before), row("after it", before + (after - before) * grown)],
      scale: max(high - zero, 1e-9), labels: .leading,
      names: { $0 == 0 ? "loss before the step" : "loss after it" }
    ).draw(in: area.below(2).top(2))
    if isZoomed {
      area.text(
        "The difference alone: the bars begin at \(zero.fixed(digits), telling: Reading("where the bars begin", zero)), not at 0.",
        y: 4, .faint)
    }
    // Of the numbers as they are shown, so that the sum on the screen is right.
    let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
    let change = ((after * scale).rounded() - (before * scale).rounded()) / scale
    let moves = scene.moves(anatomy)
    let rate = anatomy.adam.learningRate
    let isLate = rate < scene.run.settings.learningRate / 20
    Paragraph(
      "The loss changed by \(change.fixed(digits), .loss, .strong). "
        + "\(moves.moved.grouped, .text, .strong) of \(anatomy.gradients.count.grouped) parameters moved, "
        + "on average by \(moves.rates(moves.mean, rate), telling: Reading("mean move, in learning rates", moves.mean / rate)) times the learning rate, which was "
        + "\(rate.shown(5), telling: Reading("learning rate", rate))."
        + (isLate
          ? " So late in training the learning rate is nearly 0, and a step changes little: go to an "
            + "early one with { and look again." : "")
    ).draw(in: area.below(6))
    let list = area.below(10)
    drawPositions(in: list)
    drawChanges(in: list.below(anatomy.trace.positions.count + 2))
  }

  /// What the step did to all probabilities, of which the right answers are one a row.
  private func drawChanges(in area: Area) {
    let (before, after) = (anatomy.trace, anatomy.traceAfter)
    guard area.height > before.positions.count + 1, area.width >= 60 else { return }
    area.text("How all probabilities changed; the right answer is marked", .title, .strong)
    let changes = zip(before.positions, after.positions).map {
      zip($1.probabilities, $0.probabilities).map { $0 - $1 }
    }
    let largest = changes.flatMap(\.self).lazy.map(\.magnitude).filter(\.isFinite).max() ?? 0
    var matrix = Matrix(
      changes, scale: .signed(largest > 0 ? largest : 1),
      rowLabels: changes.indices.map {
        "\("\($0) ", .position)\(scene.label(before.tokens[$0]), .faint)"
      }, columnLabels: (0..<scene.tokenizer.vocabularySize).map { Text(scene.label($0), .token) },
      style: .cells, grows: true)
    matrix.isMarked = { $0.column == before.tokens[$0.row + 1] }
    matrix.names = {
      "change of the probability of “\(scene.label($0.column))” at position \($0.row)"
    }
    matrix.draw(in: area.below(1))
  }

  /// Where the difference comes from: each right answer before and after.
  private func drawPositions(in area: Area) {
    let (before, after) = (anatomy.trace, anatomy.traceAfter)
    guard area.height > before.positions.count, area.width >= 60 else { return }
    let changes = zip(before.positions, after.positions).map { $1.loss - $0.loss }
    let longest = changes.lazy.map(\.magnitude).filter(\.isFinite).max() ?? 0
    Table(
      columns: [
        .init("position"), .init("right answer"), .init("p before", alignment: .trailing),
        .init("p after", alignment: .trailing), .init("surprise", alignment: .trailing),
        .init("after", alignment: .trailing), .init("change", alignment: .trailing),
      ],
      rows: changes.indices.map { index in
        let target = before.tokens[index + 1]
        let pair = [before.positions[index], after.positions[index]]
        let shares = pair.map { Text($0.probabilities[target].percent(2), .answer) }
        let losses = pair.map { Text($0.loss.fixed(4), .loss) }
        return .init(
          [
            Text("\(index) \(scene.label(before.tokens[index]))", .position),
            Text(scene.label(target), .answer, .strong),
          ] + shares + losses + [Text(changes[index].signed(4), .chosen)],
          numbers: [
            2: pair[0].probabilities[target], 3: pair[1].probabilities[target], 4: pair[0].loss,
            5: pair[1].loss, 6: changes[index],
          ])
      }
    ).draw(in: area)
    let bars = area.trailing(from: 72).below(1)
    guard bars.width >= 12, longest > 0 else { return }
    for (y, change) in changes.enumerated() {
      SignedBar(change / longest, change < 0 ? .probability : .warning).draw(in: bars.row(y))
    }
  }
}
