import Stage

/// The table of chapter 4: a row for each token, a column for each line of softmax.
extension ScoresToProbabilities {
  func draw(
    in rect: Rect, on canvas: inout Canvas, scene: Scene, beat: Int, progress: Double
  ) {
    let step = Step(rawValue: beat) ?? .scores
    if step == .overflow {
      OverflowView().draw(in: rect.below(rect.height > 13 ? 1 : 0), on: &canvas)
      return
    }
    let parts = anatomy(in: scene)
    let columns = Columns(rect, isScaled: temperature != 1)
    let range = range(in: scene)
    drawHead(in: rect, on: &canvas, scene: scene, step: step, columns: columns)
    let list = rect.inset(top: leading + 1, bottom: 1)
    canvas.text("token", x: rect.x + 2, y: list.y - 1, .faint, clip: rect)
    let heads: [(String, Int, Bool)] = [
      ("logit", columns.logit, true), ("/ T", columns.scaled, temperature != 1),
      ("- max", columns.difference, step.rawValue >= 2),
      ("exp", columns.exponential, step.rawValue >= 3), ("prob.", columns.probability, true),
    ]
    for (words, right, isShown) in heads where isShown {
      canvas.text(words, endingAt: right, y: list.y - 1, .faint, clip: rect)
    }
    // A long list scrolls with what is chosen.
    let pitch = list.height >= 2 * parts.rows.count ? 2 : 1
    let fitting = list.height / pitch
    let first = max(0, min(chosen - leading - fitting / 2, parts.rows.count - fitting))
    // The movement goes from row to row.
    let reached = Int(progress * Double(parts.rows.count))
    for (offset, row) in parts.rows.dropFirst(first).prefix(fitting).enumerated() {
      let index = first + offset
      draw(
        row, index: index, in: list.row(offset * pitch), columns: columns, range: range,
        on: &canvas, step: step, reached: reached, isOver: progress == 1)
    }
    let hidden = parts.rows.count - fitting
    if hidden > 0 {
      canvas.text(
        "↓ \(hidden) more", x: rect.x + 2, y: rect.bottom - 1, .chosen, clip: rect)
    }
    // Under the last row, or at the bottom where the rows fill the picture.
    let foot = min(rect.height - 1, leading + 1 + parts.rows.count * pitch)
    drawFoot(
      in: rect.row(foot), on: &canvas, parts: parts, columns: columns, step: step,
      reached: reached)
  }

  /// Where the columns of numbers end; narrow pictures have shorter sliders and bars.
  private struct Columns {
    let slider: Rect
    let logit, scaled, difference, exponential, probability: Int
    let bar: Rect

    init(_ rect: Rect, isScaled: Bool) {
      let spare = max(0, rect.width - (isScaled ? 50 : 42))
      let slide = min(24, max(6, spare / 2))
      slider = Rect(rect.x + 6, 0, slide, 1)
      logit = slider.right + 8
      scaled = logit + (isScaled ? 8 : 0)
      difference = scaled + 8
      exponential = difference + 8
      probability = exponential + 8
      bar = Rect(probability + 1, 0, rect.right - probability - 1, 1)
    }
  }

  private func drawHead(
    in rect: Rect, on canvas: inout Canvas, scene: Scene, step: Step, columns: Columns
  ) {
    for (index, control) in controls(in: scene).prefix(leading).enumerated() {
      let y = rect.y + index
      let isChosen = chosen == index
      canvas.text(isChosen ? "▸" : " ", x: rect.x, y: y, .chosen, .strong, clip: rect)
      let role: Role = isChosen || step == .temperature && index == 0 ? .chosen : .text
      let x = canvas.text(control.name, x: rect.x + 2, y: y, role, .strong, clip: rect) + 2
      let slider = Rect(x, y, columns.logit - 5 - x, 1)
      if slider.width >= 4 {
        Slider(control.value, in: control.range, isChosen: isChosen, control: index)
          .draw(in: slider, on: &canvas)
      }
      canvas.text(
        control.value.fixed(index == 0 ? 1 : 0), endingAt: columns.logit, y: y, role, .strong,
        clip: rect)
    }
    let words =
      isModel
      ? "after " + scene.tokens[...place(in: scene)].map(scene.label).joined(separator: " ")
      : "x: the model's own logits"
    let room = rect.right - columns.logit - 2
    canvas.text(words.cut(room), endingAt: rect.right, y: rect.y, .faint, clip: rect)
  }

  private func draw(
    _ row: SoftmaxAnatomy.Row, index: Int, in line: Rect, columns: Columns,
    range: ClosedRange<Double>,
    on canvas: inout Canvas, step: Step, reached: Int, isOver: Bool
  ) {
    let y = line.y
    let isChosen = index + leading == chosen
    canvas.text(isChosen ? "▸" : " ", x: line.x, y: y, .chosen, .strong, clip: line)
    canvas.text(row.label.cut(4), x: line.x + 2, y: y, .token, .strong, clip: line)
    var slider = columns.slider
    slider.y = y
    Slider(row.logit, in: range, isChosen: isChosen, control: index + leading)
      .draw(in: slider, on: &canvas)
    func number(_ value: String, _ right: Int, _ shownFrom: Step) {
      guard step.rawValue > shownFrom.rawValue || step == shownFrom && index < reached else {
        return
      }
      let isNow = step == shownFrom
      canvas.text(
        value, endingAt: right, y: y, isNow ? .chosen : .activation, isNow ? .strong : [],
        clip: line)
    }
    let isLargest = row.difference == 0
    let isMarked = step == .largest && (isOver ? isLargest : index == reached)
    canvas.text(row.logit.fixed(3), endingAt: columns.logit, y: y, .activation, clip: line)
    // Without a temperature both are the same number in the same place.
    canvas.text(
      row.scaled.fixed(3), endingAt: columns.scaled, y: y, isMarked ? .chosen : .activation,
      isMarked ? [.strong, .inverse] : [], clip: line)
    number(row.difference.fixed(3), columns.difference, .subtract)
    number(row.exponential.shown(4), columns.exponential, .exponentials)
    let isDividing = step == .divide && index < reached
    canvas.text(
      row.probability.percent(), endingAt: columns.probability, y: y,
      isDividing ? .chosen : .probability, isDividing ? .strong : [], clip: line)
    var bar = columns.bar
    bar.y = y
    Bar(row.probability, isDividing && !isOver ? .chosen : .probability).draw(in: bar, on: &canvas)
  }

  private func drawFoot(
    in line: Rect, on canvas: inout Canvas, parts: SoftmaxAnatomy, columns: Columns, step: Step,
    reached: Int
  ) {
    let isOver = reached == parts.rows.count
    if step.rawValue > Step.largest.rawValue || step == .largest && isOver {
      canvas.text(
        "largest " + parts.largest.fixed(3), endingAt: columns.scaled, y: line.y,
        step == .largest ? .chosen : .faint, clip: line)
    }
    if step.rawValue >= Step.total.rawValue {
      let total =
        step == .total && !isOver
        ? parts.rows.prefix(reached).reduce(0) { $0 + $1.exponential } : parts.total
      canvas.text(
        "total " + total.fixed(4), endingAt: columns.exponential, y: line.y,
        step == .total ? .chosen : .faint, step == .total ? .strong : [], clip: line)
    }
    let sum = parts.rows.reduce(0) { $0 + $1.probability }
    canvas.text(sum.percent(), endingAt: columns.probability, y: line.y, .faint, clip: line)
  }
}
