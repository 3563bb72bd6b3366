import MicroGPT
import Stage

/// The loss of the name along the run, the moment marked.
struct LossAlong {
  let scene: Scene
  let unit: SurpriseUnit

  func draw(in area: Area) {
    guard let points = scene.along, points.count > 1 else { return }
    let values = points.map { $0.losses.mean.map(unit.amount) ?? .nan }
    let guessing = unit.amount(scene.guessingLoss)
    let now = unit.amount(scene.trace.loss)
    let last = max(1, scene.lastMoment)
    // Moments on the axis are steps; the curve has fewer points.
    let place = Int((Double(scene.moment) / Double(last) * 1000).rounded())
    let line = (0...1000).map { step -> Double in
      let x = Double(step) / 1000 * Double(values.count - 1)
      let index = min(values.count - 2, Int(x))
      return values[index] + (values[index + 1] - values[index]) * (x - Double(index))
    }
    let title = area.text("Its loss along the training", .title, .strong)
    area.text("  \("╌ blind guessing", .warning)", x: title)
    Curve(
      [.init(line, .loss, meaning: "its loss (straight between \(points.count) moments)")],
      levels: [.init(guessing, .warning)],
      marks: [.init("●", place: place, value: now, .chosen)], length: 1001,
      vertical: Axis(holding: values + [guessing, now]),
      foot: .init("step", from: 0, to: scene.lastMoment)
    ).draw(in: area.below(1))
  }
}
