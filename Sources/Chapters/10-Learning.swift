import MicroGPT
import Stage

/// Chapter 10: the loss falls, the names get better; and one step taken apart.
///
/// The first beat is the training itself: there → and ← go a training step forward and back. The others
/// take one step apart.
struct Learning: Chapter {
  let number = 10
  let title = "Learning"
  var playback = Playback()
  var chosen = 0

  private enum Step: Int, CaseIterable {
    case training, document, forward, losses, backward, adam, after
  }

  /// Training steps a second; the last one is all at once.
  private static let speeds: [Double] = [1, 5, 20, 100, 500, 1e9]
  private var speed = 3
  /// The parameter whose update is shown; nil for the one with the steepest gradient.
  private var parameter: Int?

  /// The step that is taken apart, counted from 0: the one that led to the moment.
  private func stepNumber(_ scene: Scene) -> Int { max(0, scene.moment - 1) }

  func beats(in scene: Scene) -> [Beat] {
    Step.allCases.map { beat($0, in: scene) }
  }

  private func beat(_ step: Step, in scene: Scene) -> Beat {
    let name = scene.run.document(ofStep: stepNumber(scene))
    let number = (stepNumber(scene) + 1).grouped
    switch step {
    case .training:
      return Beat("Training", trainingCaption(scene))
    case .document:
      return Beat(
        "A document",
        "Step \(number) taken apart. Its document is “\(name)”, the next one of the shuffled list, as "
          + "tokens.")
    case .forward:
      return Beat(
        "Forward",
        "The model reads it and gives each right answer a probability. [ and ] take another step "
          + "apart; Enter goes back to training.", duration: 600)
    case .losses:
      return Beat(
        "Loss",
        "How surprised it is: minus the logarithm of each of these probabilities. Their mean is the "
          + "loss of the step, one point of the curve.", duration: 600)
    case .backward:
      return Beat(
        "Backward",
        "Backward through every calculation: how much would the loss change if a parameter did? That "
          + "is its gradient. Here: how large the gradients are in each matrix of parameters.",
        duration: 600)
    case .adam:
      return Beat(
        "Adam",
        "Each parameter has a step of its own size, against its gradient. Adam goes by running means, of "
          + "the gradient (m) and of its square (v), so that no step is much larger than the learning "
          + "rate. - and + choose another parameter.")
    case .after:
      return Beat(
        "A little better",
        "Nearly all parameters have moved a little; those of letters that have not come up yet stay. The "
          + "same name surprises the model less now. Others may surprise it more: that is why it takes "
          + "many steps.", duration: 600)
    }
  }

  private func trainingCaption(_ scene: Scene) -> String {
    let guessing = scene.study.guessingLoss.fixed(2)
    let keys = "Space trains, → is one step, ← un-trains, r starts over, Enter takes a step apart."
    switch scene.moment {
    case 0:
      return
        "The parameters are random numbers, and so are the names. The loss, the model's surprise, "
        + "is about that of guessing (\(guessing)). \(keys)"
    case scene.run.settings.steps:
      let mean = Learning.smoothed(scene.run.losses.suffix(50)).last ?? 0
      return
        "The loss, the model's surprise, was \(guessing) when it guessed. The mean of the last 50 is "
        + "\(mean.fixed(2)); a table of letter pairs has \(scene.study.bigramLoss.fixed(2)). \(keys)"
    default:
      return
        "Each step shows the model one name and changes its parameters a little, so that it is "
        + "less surprised next time. - and + set the speed. \(keys)"
    }
  }

  private func step(in scene: Scene) -> Step {
    Step(rawValue: playback.place(in: beats(in: scene), at: scene.time).beat) ?? .training
  }

  // MARK: What can be done

  func controls(in scene: Scene) -> [Control] {
    switch step(in: scene) {
    case .training:
      return [
        Control(
          "speed", Double(speed), in: 0...Double(Learning.speeds.count - 1), step: 1, coarse: 2)
      ]
    case .adam:
      let count = scene.run.parameterCount
      return [
        Control(
          "parameter", Double(shownParameter(scene)), in: 0...Double(count - 1), step: 1,
          coarse: 16)
      ]
    default: return []
    }
  }

  mutating func set(_ control: Int, to value: Double, in scene: Scene) -> Reaction {
    if step(in: scene) == .adam {
      parameter = Int(value)
      return .handled
    }
    speed = Int(value)
    return scene.isTraining
      ? .train(from: scene.moment, perSecond: Learning.speeds[speed]) : .handled
  }

  mutating func handle(_ action: Action, in scene: Scene) -> Reaction {
    let step = step(in: scene)
    switch (step, action) {
    case (_, .newSeed): return .newSeed
    case (_, .enter):
      playback.go(
        to: (step == .training ? Step.document : .training).rawValue, in: beats(in: scene))
      parameter = nil
      return step == .training ? .train(from: scene.moment, perSecond: 0) : .handled
    case (.training, .forward): return .moment(scene.moment + 1)
    case (.training, .back): return .moment(scene.moment - 1)
    case (.training, .first): return .moment(0)
    case (.training, .last): return .moment(scene.run.trained)
    case (.training, .playOrPause):
      if scene.isTraining { return .train(from: scene.moment, perSecond: 0) }
      let isAtEnd = scene.moment >= scene.run.trained && scene.run.isComplete
      return .train(from: isAtEnd ? 0 : scene.moment, perSecond: Learning.speeds[speed])
    default: return .ignored
    }
  }

  var ownActions: [Action] { [.enter] }

  func scrub(in scene: Scene) -> Scrub? {
    guard step(in: scene) == .training else { return nil }
    let steps = scene.run.settings.steps
    return Scrub(
      place: scene.moment, count: steps + 1, counter: "\(scene.moment) / \(steps)",
      title: scene.isTraining ? "training" : "training steps")
  }

  // MARK: The picture

  func draw(
    in rect: Rect, on canvas: inout Canvas, scene: Scene, beat: Int, progress: Double
  ) {
    let step = Step(rawValue: beat) ?? .training
    guard step != .training else {
      drawTraining(in: rect, on: &canvas, scene: scene)
      return
    }
    let view = StepView(
      anatomy: scene.study.step(stepNumber(scene)), scene: scene, progress: Ease.inOut(progress))
    let body = rect.below(rect.height > 13 ? 1 : 0)
    switch step {
    case .training: break
    case .document: view.drawDocument(in: body, on: &canvas)
    case .forward: view.drawForward(in: body, on: &canvas, showsLoss: false)
    case .losses: view.drawForward(in: body, on: &canvas, showsLoss: true)
    case .backward: view.drawGradients(in: body, on: &canvas)
    case .adam: view.drawAdam(in: body, on: &canvas, parameter: shownParameter(scene))
    case .after: view.drawAfter(in: body, on: &canvas)
    }
  }

  private func shownParameter(_ scene: Scene) -> Int {
    if let parameter { return min(parameter, scene.run.parameterCount - 1) }
    let gradients = scene.study.step(stepNumber(scene)).gradients
    return gradients.indices.max { abs(gradients[$0]) < abs(gradients[$1]) } ?? 0
  }

  private func drawTraining(in rect: Rect, on canvas: inout Canvas, scene: Scene) {
    let names = min(26, rect.width / 3)
    let left = rect.leading(rect.width - names - 2)
    drawCurve(in: left.inset(bottom: 3), on: &canvas, scene: scene)
    drawFacts(in: left.below(left.height - 3), on: &canvas, scene: scene)
    drawNames(in: rect.inset(left: rect.width - names), on: &canvas, scene: scene)
  }

  /// The mean of the last 50 losses at each step: one name is easy and the next one hard, so single
  /// losses jump.
  static func smoothed(_ losses: ArraySlice<Double>) -> [Double] {
    var sum = 0.0
    var window: [Double] = []
    return losses.enumerated().map { index, loss in
      sum += loss
      window.append(loss)
      if index >= 50 { sum -= window[index - 50] }
      return sum / Double(min(index + 1, 50))
    }
  }

  private func drawCurve(in rect: Rect, on canvas: inout Canvas, scene: Scene) {
    let run = scene.run
    let shown = run.losses.prefix(scene.moment)
    let bounds = Learning.range(of: run.losses)
    let curve = Curve(
      [
        .init(Array(shown), .faint, isScattered: true),
        .init(Learning.smoothed(shown), .loss),
      ],
      levels: [
        .init(scene.study.guessingLoss, .warning), .init(scene.study.bigramLoss, .position),
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
    let run = scene.run
    let moment = scene.moment
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
    let names = scene.study.names(count, temperature: 0.5, at: scene.moment)
    for (row, name) in names.enumerated() {
      canvas.text("\(row + 1)".paddedLeft(2), x: rect.x, y: rect.y + 1 + row, .faint, clip: rect)
      canvas.text(
        name.text.isEmpty ? "(empty)" : name.text, x: rect.x + 3, y: rect.y + 1 + row,
        name.text.isEmpty ? .faint : .token, clip: rect)
    }
  }

  // MARK: Code and mathematics

  func code(scene: Scene, beat: Int) -> CodeView {
    let step = Step(rawValue: beat) ?? .training
    if step == .training {
      return CodeView(
        .step, mark: "let loss",
        note: scene.moment == 0
          ? nil : "loss of step \(scene.moment) = \(scene.run.losses[scene.moment - 1])")
    }
    let anatomy = scene.study.step(stepNumber(scene))
    let index = shownParameter(scene)
    return switch step {
    case .training, .document:
      CodeView(
        .loss, mark: "let n = ",
        note: "n = \(anatomy.trace.positions.count), tokens = \(anatomy.trace.tokens)")
    case .forward: CodeView(.loss, mark: "let probs")
    case .losses: CodeView(.loss, mark: "let mean", note: "mean = \(anatomy.trace.loss)")
    case .backward:
      CodeView(.step, mark: "backward(from", note: "gradient = \(anatomy.gradients[index])")
    case .adam, .after:
      CodeView(
        .adam, mark: "parameter -= ",
        note: "parameter = \(anatomy.after.parameters[index])")
    }
  }

  func mathematics(scene: Scene, beat: Int) -> [String] {
    let settings = scene.run.settings
    return [
      "The loss of a name is the mean surprise of its n positions.",
      "  L = −(1/n) · Σᵢ log p(tᵢ₊₁ | t₀ … tᵢ)",
      "The gradient g of a parameter is ∂L/∂parameter, found backward by the chain rule. At step t "
        + "(counted from 1) Adam keeps, with β₁ = \(settings.beta1) and β₂ = \(settings.beta2):",
      "  m ← β₁·m + (1 − β₁)·g",
      "  v ← β₂·v + (1 − β₂)·g²",
      "Both began at 0 and so are too small at first; that is corrected.",
      "  mHat = m / (1 − β₁ᵗ)",
      "  vHat = v / (1 − β₂ᵗ)",
      "The parameter moves by the learning rate η, which falls to 0 in a straight line.",
      "  parameter ← parameter − η · mHat / (√vHat + ε)",
    ]
  }
}
