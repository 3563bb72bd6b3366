import MicroGPT
import Stage

/// The parts of the picture in which a name is born.
extension MakingThingsUp {
  func drawBirth(
    in rect: Rect, on canvas: inout Canvas, scene: Scene, name: GeneratedName, now: Draw,
    isDrawn: Bool, isOver: Bool
  ) {
    let inputs = name.draws[...now.index].map(\.input)
    var boxes = inputs.map {
      TokenBoxes.Token(scene.label($0), $0 == scene.tokenizer.bos ? .position : .token)
    }
    let drawn = name.draws[now.index].token
    boxes.append(
      isDrawn
        ? .init(scene.label(drawn), .chosen, .inverse) : .init("?", .faint))
    TokenBoxes(boxes, focus: boxes.count - 1).draw(in: rect.top(3), on: &canvas)
    if isOver && !name.text.isEmpty {
      let place = scene.study.firstStep(of: name.text).map { ($0 + 1).grouped }
      let verdict =
        place.map { "in the data: name \($0) of the list" }
        ?? "new: the nearest in the data is “\(scene.study.data.nearest(to: name.text))”"
      canvas.text(verdict.cut(rect.width), x: rect.x, y: rect.y + 3, .answer, clip: rect)
      return
    }
    let size = scene.run.settings.size
    canvas.text(
      "remembered (key/value cache): \(inputs.count) × \(2 * size.layers * size.width) numbers",
      x: rect.x, y: rect.y + 3, .faint, clip: rect)
  }

  func drawControls(
    in rect: Rect, on canvas: inout Canvas, scene: Scene, step: GeneratedName.Draw
  ) {
    let hasEntropy = rect.width >= 46
    for (index, control) in controls(in: scene).enumerated() {
      let line = rect.row(index)
      let isChosen = chosen == index
      let role: Role = isChosen ? .chosen : .text
      canvas.text(isChosen ? "▸" : " ", x: line.x, y: line.y, .chosen, .strong, clip: rect)
      canvas.text(control.name, x: line.x + 2, y: line.y, role, .strong, clip: rect)
      let slider = Rect(line.x + 14, line.y, min(16, line.width - (hasEntropy ? 40 : 34)), 1)
      if slider.width >= 4 {
        Slider(control.value, in: control.range, isChosen: isChosen, control: index)
          .draw(in: slider, on: &canvas)
      }
      canvas.text(
        control.value.fixed(index == 0 ? 1 : 0).paddedLeft(4), x: slider.right + 1, y: line.y,
        role, .strong, clip: rect)
    }
    guard hasEntropy else { return }
    let entropy = MakingThingsUp.entropy(step.probabilities)
    canvas.text(
      "entropy \(entropy.fixed(2)) of \(scene.study.guessingLoss.fixed(2))", endingAt: rect.right,
      y: rect.y, .faint, clip: rect)
  }

  /// −Σ p log p: 0 for certainty, log n for n tokens that are all as likely.
  static func entropy(_ probabilities: [Double]) -> Double {
    -probabilities.reduce(0) { $0 + ($1 > 0 ? $1 * Elementary.log($1) : 0) }
  }

  /// All probabilities end to end, and the needle on them.
  func drawNeedle(
    in rect: Rect, on canvas: inout Canvas, scene: Scene, step: GeneratedName.Draw,
    travelled: Double, hit: Double
  ) {
    let total = step.choice.cumulative.last ?? 1
    func column(_ value: Double) -> Int {
      rect.x + min(rect.width - 1, Int(value / total * Double(rect.width)))
    }
    var start = rect.x
    for (token, end) in step.choice.cumulative.enumerated() {
      let stop = token == step.choice.cumulative.count - 1 ? rect.right : column(end)
      guard stop > start else { continue }
      let segment = Rect(start, rect.y + 1, stop - start, 1)
      let isHit = token == step.token && hit == 1
      let role: Role =
        isHit
        ? .chosen
        : token == scene.tokenizer.bos
          ? .position
          : token % 2 == 0 ? .token : .probability
      canvas.fill(segment, " ", role, .inverse)
      let label = scene.label(token)
      if label.columns <= segment.width {
        canvas.text(label, centredIn: segment, role, isHit ? [.inverse, .strong] : .inverse)
      }
      start = stop
    }
    let value = step.choice.needle * travelled
    if travelled > 0 {
      let x = column(value)
      canvas.put("▼", x: x, y: rect.y, .chosen, .strong, clip: rect)
      let words = "needle \(value.fixed(4))"
      let fits = x + 2 + words.columns < rect.right
      canvas.text(
        words, x: fits ? x + 2 : x - 1 - words.columns, y: rect.y, .chosen, clip: rect)
    }
    canvas.text("0", x: rect.x, y: rect.y + 2, .faint, clip: rect)
    canvas.text("1", endingAt: rect.right, y: rect.y + 2, .faint, clip: rect)
  }

  func drawProbabilities(
    in rect: Rect, on canvas: inout Canvas, scene: Scene, step: GeneratedName.Draw, grown: Double,
    hit: Bool
  ) {
    var ranking = step.probabilities.indices.sorted {
      (step.probabilities[$0], $1) > (step.probabilities[$1], $0)
    }
    // The drawn token is always in the list, in the last row if need be.
    let rows = min(rect.height, ranking.count)
    if rows > 0, let place = ranking.firstIndex(of: step.token), place >= rows {
      ranking[rows - 1] = step.token
    }
    for (row, token) in ranking.prefix(rows).enumerated() {
      let line = rect.row(row)
      let isHit = hit && token == step.token
      let role: Role = isHit ? .chosen : .probability
      let share = step.probabilities[token]
      canvas.text(
        scene.label(token).paddedLeft(4), x: line.x, y: line.y, isHit ? .chosen : .token, .strong,
        clip: rect)
      Bar(share * grown, role).draw(in: line.inset(left: 5, right: 8), on: &canvas)
      canvas.text(share.percent(), endingAt: line.right, y: line.y, role, clip: rect)
    }
  }

  func drawNames(
    in rect: Rect, on canvas: inout Canvas, scene: Scene, names: [GeneratedName], current: Int,
    isOver: Bool
  ) {
    canvas.text("Names so far", x: rect.x, y: rect.y, .title, .strong, clip: rect)
    let list = rect.below(1)
    let born = isOver ? current + 1 : current
    let first = max(0, born - list.height)
    for (row, index) in (first..<max(first, born)).enumerated() {
      let name = names[index]
      let line = list.row(row)
      let isKnown = scene.study.firstStep(of: name.text) != nil
      let mark = name.text.isEmpty ? "" : isKnown ? "in the data" : "new"
      canvas.text("\(index + 1)".paddedLeft(2), x: line.x, y: line.y, .faint, clip: rect)
      let shown = name.text.isEmpty ? "(empty)" : name.text
      canvas.text(
        shown.cut(max(1, line.width - 15)), x: line.x + 3, y: line.y, .token,
        index == current ? .strong : [], clip: rect)
      canvas.text(mark, endingAt: line.right, y: line.y, isKnown ? .faint : .answer, clip: rect)
      canvas.touch(line, .pick(control: 2, item: index))
    }
    if born == 0 { canvas.text("none yet", x: list.x + 3, y: list.y, .faint, clip: list) }
  }
}
