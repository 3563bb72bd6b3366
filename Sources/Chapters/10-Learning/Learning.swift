import MicroGPT
import Stage

/// Chapter 10: the loss falls, the names get better; the knobs; and one step taken apart.
///
/// The first beat is the training itself: there → and ← go a training step forward and back. In the
/// next two the knobs are turned and the runs compared that came of it. The others take one step apart.
struct Learning: Chapter {
  let number = 10
  let title = "Learning"
  var playback = Playback()
  var chosen = 0

  enum Step: Int, CaseIterable {
    case training, knobs, runs, document, forward, losses, backward, adam, after
  }

  /// Training steps a second; the last one is all at once.
  static let speeds: [Double] = [1, 5, 20, 100, 500, 1e9]
  var speed = 3
  /// The parameter whose update is shown; nil for the one with the steepest gradient.
  private var parameter: Int?
  /// Which of the runs tried is looked at beside the present one, which is the first.
  var row = 1

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
    case .knobs:
      return Beat("Knobs", knobsCaption(scene))
    case .runs:
      return Beat("Runs tried", runsCaption(scene))
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
        "The parameters have moved a little, all but those of letters and places that have not come up "
          + "yet.", duration: 600)
    }
  }

  /// The last beat also tells what came of the step, which takes a step to know.
  func caption(in scene: Scene, beat: Int, progress: Double) -> String? {
    guard beat == Step.after.rawValue else { return nil }
    return self.beat(.after, in: scene).caption + " " + effect(in: scene)
  }

  /// What the step did to the name that it was made for: nearly always good.
  private func effect(in scene: Scene) -> String {
    let anatomy = scene.study.step(stepNumber(scene))
    return anatomy.lossAfter < anatomy.trace.loss
      ? "The same name surprises the model less now. Others may surprise it more: that is why it takes "
        + "many steps."
      : "This time it went too far: the same name surprises the model more. Many steps together make "
        + "it better all the same."
  }

  private func trainingCaption(_ scene: Scene) -> String {
    let guessing = scene.study.guessingLoss.fixed(2)
    let keys = "Space trains, → is one step, ← un-trains, r starts over, Enter takes a step apart."
    if scene.moment == scene.study.lastMoment, let words = breakingOff(scene) { return words }
    switch scene.moment {
    case 0:
      return
        "The parameters are random numbers, and so are the names. The loss, the model's surprise, "
        + "is about that of guessing (\(guessing)). \(keys)"
    case scene.run.settings.steps:
      let mean = Learning.smoothed(scene.run.losses.suffix(50)).last ?? 0
      return
        "Loss is surprise: guessing costs \(guessing), a table of letter pairs "
        + "\(scene.study.data.bigramLoss.fixed(2)), and this model now \(mean.fixed(2)) (the mean of its last "
        + "50). \(keys)"
    default:
      return
        "Each step shows the model one name and changes its parameters a little, so that it is "
        + "less surprised next time. - and + set the speed. \(keys)"
    }
  }

  func step(in scene: Scene) -> Step {
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
    case .knobs:
      let settings = scene.newest.settings
      return Knob.allCases.map { $0.control(settings, temperature: scene.temperature) }
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
    switch step(in: scene) {
    case .knobs: return turn(Knob.allCases[control], to: value, in: scene)
    case .adam:
      parameter = Int(value)
      return .handled
    default:
      speed = Int(value)
      return scene.isTraining
        ? .train(from: scene.moment, perSecond: Learning.speeds[speed]) : .handled
    }
  }

  mutating func handle(_ action: Action, in scene: Scene) -> Reaction {
    let step = step(in: scene)
    switch (step, action) {
    case (_, .newSeed):
      chosen = Knob.seed.rawValue
      let seed = Knob.seed.control(scene.newest.settings, temperature: scene.temperature)
      return turn(.seed, to: seed.moved(by: 1), in: scene)
    case (_, .restore): return restore(in: scene)
    case (_, .switchView):
      let next: Step = step == .training ? .knobs : step == .knobs ? .runs : .training
      playback.go(to: next.rawValue, in: beats(in: scene))
      return scene.isTraining ? .train(from: scene.moment, perSecond: 0) : .handled
    case (.runs, .enter), (.runs, .nextControl), (.runs, .previousControl):
      return handleInRuns(action, in: scene)
    case (_, .enter):
      let isWhole = step == .training || step == .knobs
      playback.go(to: (isWhole ? Step.document : .training).rawValue, in: beats(in: scene))
      parameter = nil
      return isWhole ? .train(from: scene.moment, perSecond: 0) : .handled
    case (.training, .forward): return .moment(scene.moment + 1)
    case (.training, .back): return .moment(scene.moment - 1)
    case (.training, .first): return .moment(0)
    case (.training, .last): return .moment(scene.study.lastMoment)
    case (.training, .playOrPause):
      if scene.isTraining { return .train(from: scene.moment, perSecond: 0) }
      let isAtEnd = scene.moment >= scene.study.lastMoment && scene.run.isComplete
      return .train(from: isAtEnd ? 0 : scene.moment, perSecond: Learning.speeds[speed])
    default: return .ignored
    }
  }

  mutating func pick(_ control: Int, item: Int, in scene: Scene) -> Reaction {
    switch step(in: scene) {
    case .runs: row = item
    case .knobs where Knob(rawValue: control) != nil: chosen = control
    default: break
    }
    return .handled
  }

  func ownActions(in scene: Scene) -> [(action: Action, label: String?)] {
    switch step(in: scene) {
    case .training: [(.switchView, "knobs")]
    case .knobs: [(.switchView, "runs")]
    case .runs: [(.enter, "take"), (.switchView, "training")]
    default: [(.enter, "training")]
    }
  }

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
    switch step {
    case .training: return drawTraining(in: rect, on: &canvas, scene: scene)
    case .knobs: return KnobsView(scene: scene, chosen: knob).draw(in: rect, on: &canvas)
    case .runs: return RunsTable(scene: scene, row: row(in: scene)).draw(in: rect, on: &canvas)
    default: break
    }
    let view = StepView(
      anatomy: scene.study.step(stepNumber(scene)), scene: scene, progress: Ease.inOut(progress))
    let body = rect.below(rect.height > 13 ? 1 : 0)
    switch step {
    case .training, .knobs, .runs: break
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

  // MARK: Code and mathematics

  func code(scene: Scene, beat: Int) -> CodeView {
    let step = Step(rawValue: beat) ?? .training
    if step == .knobs { return knobCode(scene) }
    if step == .training || step == .runs {
      return CodeView(
        .step, mark: "let loss",
        note: scene.moment == 0
          ? nil
          : "loss of step \(scene.moment) = \(scene.digits(scene.run.losses[scene.moment - 1]))")
    }
    let anatomy = scene.study.step(stepNumber(scene))
    let index = shownParameter(scene)
    return switch step {
    case .training, .knobs, .runs, .document:
      CodeView(
        .loss, mark: "let n = ",
        note: "n = \(anatomy.trace.positions.count), tokens = \(anatomy.trace.tokens)")
    case .forward: CodeView(.loss, mark: "let probs")
    case .losses:
      CodeView(.loss, mark: "let mean", note: "mean = \(scene.digits(anatomy.trace.loss))")
    case .backward:
      CodeView(
        .step, mark: "backward(from", note: "gradient = \(scene.digits(anatomy.gradients[index]))")
    case .adam, .after:
      CodeView(
        .adam, mark: "-= made.move",
        note: "parameter = \(scene.digits(anatomy.after.parameters[index]))")
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
