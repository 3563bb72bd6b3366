import MicroGPT
import Stage

/// The pictures of one training step taken apart.
struct StepView {
  let anatomy: StepAnatomy
  let scene: Scene
  /// How much of the movement is done, 0…1, eased.
  let progress: Double

  private var tokens: [Int] { anatomy.trace.tokens }

  func drawDocument(in rect: Rect, on canvas: inout Canvas) {
    let boxes = tokens.map {
      TokenBoxes.Token(scene.label($0), $0 == scene.tokenizer.bos ? .position : .token)
    }
    let (first, places) = TokenBoxes(boxes).draw(in: rect, on: &canvas)
    for (offset, place) in places.enumerated() {
      let frame = TokenBoxes.frame(of: place)
      let middle = Rect(frame.x, frame.y, frame.width, 4)
      canvas.text("\(tokens[first + offset])", centredIn: middle.row(3), .faint)
    }
    canvas.text(
      "The list, shuffled once:", x: rect.x, y: rect.y + 5, .title, .strong, clip: rect)
    for row in 0..<max(0, rect.height - 6) {
      let step = anatomy.number + row
      // A list that was used up begins again.
      guard row < scene.run.corpus.documents.count else { break }
      let isNow = row == 0
      canvas.text(
        "step \((step + 1).grouped)".paddedLeft(10) + "  " + scene.run.document(ofStep: step),
        x: rect.x, y: rect.y + 6 + row, isNow ? .chosen : .faint, isNow ? .strong : [], clip: rect)
    }
  }

  /// The right answers with their probabilities, or with the losses that come of them.
  func drawForward(in rect: Rect, on canvas: inout Canvas, showsLoss: Bool) {
    let heading = showsLoss ? "position  right answer  −log p" : "position  right answer  p"
    canvas.text(heading, x: rect.x, y: rect.y, .title, .strong, clip: rect)
    let rows = rect.inset(top: 1, bottom: 2)
    let positions = anatomy.trace.positions
    for (index, position) in positions.prefix(rows.height).enumerated() {
      let target = tokens[index + 1]
      let probability = position.probabilities[target]
      let line = rows.row(index)
      canvas.text("\(index)".paddedLeft(4), x: line.x, y: line.y, .position, clip: rect)
      canvas.text(
        "\(scene.label(tokens[index])) → ".paddedLeft(14), x: line.x + 4, y: line.y, .faint,
        clip: rect)
      canvas.text(scene.label(target), x: line.x + 18, y: line.y, .answer, .strong, clip: rect)
      let bar = line.inset(left: 24, right: 10)
      if showsLoss {
        // 6 is a probability of a quarter of a percent: longer bars are cut.
        Bar(position.loss / 6 * progress, .loss).draw(in: bar, on: &canvas)
        canvas.text(position.loss.fixed(4), endingAt: line.right, y: line.y, .loss, clip: rect)
      } else {
        Bar(probability * progress, .answer).draw(in: bar, on: &canvas)
        canvas.text(probability.percent(2), endingAt: line.right, y: line.y, .answer, clip: rect)
      }
    }
    let y = min(rows.y + positions.count, rows.bottom)
    if showsLoss {
      canvas.text(
        "mean of \(positions.count): \(anatomy.trace.loss.fixed(4))", endingAt: rect.right,
        y: y + 1, .loss, .strong, clip: rect)
    }
  }

  func drawGradients(in rect: Rect, on canvas: inout Canvas) {
    let matrices = scene.run.matrices
    let start = matrices.first?.first ?? 0
    let sizes = matrices.map { matrix -> (root: Double, moved: Int) in
      let from = Int(matrix.first - start)
      let part = anatomy.gradients[from..<from + matrix.count]
      let sum = part.reduce(0) { $0 + $1 * $1 }
      return ((sum / Double(matrix.count)).squareRoot(), part.count { $0 != 0 })
    }
    let largest = sizes.map(\.root).max() ?? 1
    let width = (matrices.map(\.name.columns).max() ?? 0) + 1
    canvas.text(
      "matrix".padded(width) + "typical size of its gradients", x: rect.x, y: rect.y,
      .title, .strong, clip: rect)
    canvas.text("not 0", endingAt: rect.right, y: rect.y, .faint, clip: rect)
    for (index, matrix) in matrices.prefix(max(0, rect.height - 1)).enumerated() {
      let line = rect.row(index + 1)
      canvas.text(matrix.name, x: line.x, y: line.y, .weight, .strong, clip: rect)
      Bar(sizes[index].root / max(largest, 1e-300) * progress, .gradient)
        .draw(in: line.inset(left: width, right: 24), on: &canvas)
      canvas.text(
        sizes[index].root.shown(4), endingAt: line.right - 13, y: line.y, .gradient, clip: rect)
      canvas.text(
        "\(sizes[index].moved.grouped)/\(matrix.count.grouped)", endingAt: line.right, y: line.y,
        .faint, clip: rect)
    }
  }

  func drawAdam(in rect: Rect, on canvas: inout Canvas, parameter index: Int) {
    let adam = anatomy.adam
    let (before, after) = (anatomy.before, anatomy.after)
    let mHat = after.m[index] / adam.correction1
    let vHat = after.v[index] / adam.correction2
    canvas.text(
      "Parameter \(index.grouped) of \(scene.run.parameterCount.grouped): \(place(of: index))",
      x: rect.x, y: rect.y, .title, .strong, clip: rect)
    let rows: [(String, String, String, Role)] = [
      ("gradient", "g", anatomy.gradients[index].shown(6), .gradient),
      (
        "mean of gradients", "m",
        "\(before.m[index].shown(6)) → \(after.m[index].shown(6))", .activation
      ),
      (
        "mean of squares", "v",
        "\(before.v[index].shown(6)) → \(after.v[index].shown(6))", .activation
      ),
      (
        "corrected m", "m / (1 - \(adam.beta1.fixed(2))^\(anatomy.number + 1))", mHat.shown(6),
        .activation
      ),
      (
        "corrected v", "v / (1 - \(adam.beta2.fixed(2))^\(anatomy.number + 1))", vHat.shown(6),
        .activation
      ),
      ("learning rate", "", adam.learningRate.shown(6), .weight),
      (
        "change", "-rate · corrected m / √v",
        (after.parameters[index] - before.parameters[index]).shown(6), .chosen
      ),
      (
        "the parameter", "",
        "\(before.parameters[index].fixed(6)) → \(after.parameters[index].fixed(6))", .weight
      ),
    ]
    let body = rect.below(rect.height > 10 ? 2 : 1)
    for (row, (words, formula, value, role)) in rows.prefix(body.height).enumerated() {
      canvas.text(words, x: body.x, y: body.y + row, .text, clip: body)
      canvas.text(formula, x: body.x + 19, y: body.y + row, .faint, clip: body)
      canvas.text(value, x: body.x + 42, y: body.y + row, role, .strong, clip: body)
    }
  }

  /// The name, row and column of a parameter.
  private func place(of index: Int) -> String {
    let matrices = scene.run.matrices
    let start = matrices.first?.first ?? 0
    guard let matrix = matrices.last(where: { Int($0.first - start) <= index }) else { return "" }
    let inside = index - Int(matrix.first - start)
    let (row, column) = (inside / matrix.columns, inside % matrix.columns)
    let whose =
      switch matrix.name {
      case "wte", "lm_head": " (token \(scene.label(row)))"
      case "wpe": " (position \(row))"
      default: ""
      }
    return "\(matrix.name)[\(row)][\(column)]\(whose)"
  }

  func drawAfter(in rect: Rect, on canvas: inout Canvas) {
    let before = anatomy.trace.loss
    let after = anatomy.lossAfter
    canvas.text(
      "The loss of “\(anatomy.document)”", x: rect.x, y: rect.y, .title, .strong, clip: rect)
    let scale = max(before, after, 1e-9)
    for (row, (words, loss)) in [("before the step", before), ("after it", after)].enumerated() {
      let line = rect.row(2 + row)
      canvas.text(words, x: line.x, y: line.y, .text, clip: rect)
      let grown = row == 0 ? 1 : progress
      Bar(loss / scale * grown, .loss).draw(in: line.inset(left: 17, right: 9), on: &canvas)
      canvas.text(loss.fixed(4), endingAt: line.right, y: line.y, .loss, .strong, clip: rect)
    }
    let changes = zip(anatomy.before.parameters, anatomy.after.parameters).map { abs($1 - $0) }
    let moved = changes.filter { $0 > 0 }
    let mean = moved.reduce(0, +) / Double(max(1, moved.count))
    // Of the numbers as they are shown, so that the sum on the screen is right.
    let change = (((after * 1e4).rounded() - (before * 1e4).rounded()) / 1e4).fixed(4)
    let isLate = anatomy.adam.learningRate < scene.run.settings.learningRate / 20
    let late =
      isLate
      ? " So late in training the learning rate is nearly 0, and a step changes little: go to an "
        + "early one with { and look again." : ""
    Paragraph(
      "The loss changed by \(change). \(moved.count.grouped) of \(changes.count.grouped) parameters "
        + "moved, by \(mean.shown(5)) on average; the learning rate was "
        + "\(anatomy.adam.learningRate.shown(5)).\(late)"
    ).draw(in: rect.below(5), on: &canvas)
  }
}
