import MicroGPT
import Stage

/// The picture of the training itself: the curve, the facts, the names.
extension Learning {
  func drawTraining(in rect: Rect, on canvas: inout Canvas, scene: Scene) {
    let names = min(26, rect.width / 3)
    let left = rect.leading(rect.width - names - 2)
    drawCurve(in: left.inset(bottom: 3), on: &canvas, scene: scene)
    drawFacts(in: left.below(left.height - 3), on: &canvas, scene: scene)
    drawNames(in: rect.inset(left: rect.width - names), on: &canvas, scene: scene)
  }

  /// The mean of the last 50 losses at each step, or of as many: one name is easy and the next one
  /// hard, so single losses jump.
  static func smoothed(_ losses: ArraySlice<Double>, over count: Int = 50) -> [Double] {
    var sum = 0.0
    return losses.enumerated().map { index, loss in
      sum += loss
      if index >= count { sum -= losses[losses.startIndex + index - count] }
      return sum / Double(min(index + 1, count))
    }
  }

  private func drawCurve(in rect: Rect, on canvas: inout Canvas, scene: Scene) {
    // A new run is seen growing; only when it is complete there are moments of it to go to.
    let run = scene.newest
    let shown = run.losses.prefix(scene.pending == nil ? scene.moment : run.trained)
    let bounds = Learning.range(of: run.losses)
    let curve = Curve(
      [
        .init(Array(shown), .faint, .scattered),
        .init(Learning.smoothed(shown), .loss),
      ],
      levels: [
        .init(scene.study.guessingLoss, .warning), .init(scene.study.data.bigramLoss, .position),
      ],
      length: run.settings.steps, range: bounds)
    curve.draw(in: rect.below(1), on: &canvas)
    var x = rect.x
    let legend: [(sign: String, words: String, role: Role)] = [
      ("⠂", "loss", .faint), ("━", "mean of 50", .loss), ("╌", "guessing", .warning),
      ("╌", "pair table", .position),
    ]
    for (sign, words, role) in legend {
      x = canvas.text("\(sign) \(words)", x: x, y: rect.y, role, clip: rect) + 2
    }
  }

  /// From the lowest to the highest loss, in halves.
  private static func range(of losses: [Double]) -> ClosedRange<Double> {
    let low = losses.min() ?? 2
    let high = min(losses.max() ?? 3.5, 8)
    return (low * 2).rounded(.down) / 2...max((high * 2).rounded(.up) / 2, 3.5)
  }

  private func drawFacts(in rect: Rect, on canvas: inout Canvas, scene: Scene) {
    let run = scene.newest
    let moment = scene.pending?.trained ?? scene.moment
    var x = rect.x
    func fact(_ words: String, _ value: String, _ role: Role, row: Int) {
      x = canvas.text(words, x: x, y: rect.y + row, .faint, clip: rect)
      x = canvas.text(value, x: x, y: rect.y + row, role, .strong, clip: rect) + 2
    }
    if moment == 0 {
      fact("untrained: the parameters are random", "", .text, row: 0)
    } else {
      let smooth = Learning.smoothed(run.losses.prefix(moment)[max(0, moment - 50)...]).last ?? 0
      fact("step ", "\(moment.grouped)", .position, row: 0)
      fact("its name ", run.document(ofStep: moment - 1), .token, row: 0)
      fact("loss ", run.losses[moment - 1].fixed(3), .loss, row: 0)
      fact("mean ", smooth.fixed(3), .loss, row: 0)
    }
    x = rect.x
    let rate = Adam(settings: run.settings, step: min(moment, run.settings.steps - 1)).learningRate
    fact("learning rate ", rate.shown(5), .weight, row: 1)
    fact("next ", run.document(ofStep: moment), .token, row: 1)
    x = rect.x
    let control = controls(in: scene).first
    x = canvas.text("▸ speed ", x: x, y: rect.y + 2, .chosen, .strong, clip: rect)
    let slider = Rect(x, rect.y + 2, 12, 1)
    Slider(Double(speed), in: control?.range ?? 0...1, isChosen: true, control: 0)
      .draw(in: slider, on: &canvas)
    let words =
      speed == Learning.speeds.count - 1
      ? "all at once" : "\(Learning.speeds[speed].fixed(0)) \(speed == 0 ? "step" : "steps")/s"
    canvas.text(words, x: slider.right + 1, y: rect.y + 2, .text, clip: rect)
  }

  private func drawNames(in rect: Rect, on canvas: inout Canvas, scene: Scene) {
    canvas.text("Names it makes up", x: rect.x, y: rect.y, .title, .strong, clip: rect)
    let count = min(20, max(0, rect.height - 1))
    let names = scene.study.names(count, temperature: scene.temperature, at: scene.moment)
    for (row, name) in names.enumerated() {
      canvas.text("\(row + 1)".paddedLeft(2), x: rect.x, y: rect.y + 1 + row, .faint, clip: rect)
      canvas.text(
        name.text.isEmpty ? "(empty)" : name.text, x: rect.x + 3, y: rect.y + 1 + row,
        name.text.isEmpty ? .faint : .token, clip: rect)
    }
  }
}
