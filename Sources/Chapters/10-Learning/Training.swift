import MicroGPT
import Stage

/// The training itself: a curve, some facts, the names.
extension Learning {
  /// What can be adjusted there.
  private enum TrainingControl: Hashable { case pace }

  func trainingPage(_ scene: Scene) -> Page {
    let pace = Control(
      TrainingControl.pace, "speed", Double(scene.pace), in: 0...Double(Pace.all.count - 1),
      step: 1,
      coarse: 2
    ) { [.pace(Int($0))] }
    var page = page(
      trainingCaption(scene), scene,
      code: CodeView(.step, mark: "let loss", note: lossNote(scene)), switchesTo: "knobs"
    ) { TrainingView(scene: scene, pace: pace).draw(in: $0) }
    page.controls = [pace]
    page.keys = trainingKeys(scene) + page.keys + lengthKey(scene)
    page.scrub = Scrub(
      place: scene.moment, count: scene.steps + 1,
      title: "step \(scene.moment.grouped) of \(scene.steps.grouped)"
    ) { [.moment($0)] }
    page.questions = [Yardsticks(scene.newest)]
    return page
  }

  private func trainingKeys(_ scene: Scene) -> [PageKey] {
    [
      PageKey(.forward) {
        [scene.moment < scene.lastMoment ? .moveMoment(by: 1) : .go(to: "knobs")]
      },
      PageKey(.back) {
        [
          scene.moment > 0
            ? .moveMoment(by: -1) : .notice("This is the beginning: nothing is trained here")
        ]
      },
      PageKey(.first) { [.moment(0)] },
      PageKey(.last) { [.moment(scene.lastMoment)] },
      PageKey(.playOrPause) { [scene.isTraining ? .pause : .train] },
      PageKey(.enter, "take apart") { takeApart() },
    ]
  }

  /// Names the key that trains longer, where that can be.
  private func lengthKey(_ scene: Scene) -> [PageKey] {
    guard scene.isLong || scene.canBeLonger else { return [] }
    return [
      PageKey(.changeLength, scene.isLong ? "shorter" : "longer", isMinor: true) {
        [.changeLength]
      }
    ]
  }

  private func lossNote(_ scene: Scene) -> String? {
    scene.moment == 0
      ? nil
      : "loss of step \(scene.moment) = \(scene.digits(scene.run.losses[scene.moment - 1]))"
  }

  private func trainingCaption(_ scene: Scene) -> String {
    if let words = onItsWay(scene) { return words }
    if scene.moment == scene.lastMoment, let words = breakingOff(scene) { return words }
    return scene.moment == 0 ? untrained(scene) : trained(scene)
  }

  private func untrained(_ scene: Scene) -> String {
    let first = scene.run.losses.first.map { " (\($0.fixed(3)) for the first name)" } ?? ""
    return
      "The start: all \(scene.run.parameterCount.grouped) parameters are random, so the loss is not far "
      + "from that of blind guessing, \(scene.guessingLoss.fixed(3))\(first). Training lowers it: Space "
      + "plays it, → is one step."
  }

  private func trained(_ scene: Scene) -> String {
    let count = min(scene.moment, TrainingView.smoothing)
    let mean = LossCurve.mean(scene.run.losses, before: scene.moment, over: count) ?? 0
    let whose = count == 1 ? "Loss of the first name" : "Mean loss of the last \(count) names"
    // Both numbers are on the screen: the difference is that of what is seen.
    func seen(_ loss: Double) -> Double { (loss * 1000).rounded() / 1000 }
    var words =
      "A step is one name and a small change. \(whose): \(mean.fixed(3)), "
      + "\(LossCurve.relation(seen(mean), to: seen(scene.guessingLoss))) guessing "
      + "(\(scene.guessingLoss.fixed(3)))"
    if let scored = scene.answer(to: Yardsticks(scene.run)),
      let pairs = LossCurve.mean(scored.pairs, before: scene.moment, over: count)
    {
      words +=
        " and \(LossCurve.relation(mean, to: pairs)) a table of letter pairs (it knows only the token "
        + "before)"
    }
    if scene.moment < scene.steps {
      return words + ". Space trains, → steps, Enter takes one apart."
    }
    return words + ". Enter takes it apart"
      + (scene.isLong
        ? ", T goes back to \(scene.runs.otherSteps?.grouped ?? "") steps."
        : scene.canBeLonger ? ", T trains ten times as long." : ", Home: the start.")
  }
}

/// The picture of the training.
struct TrainingView {
  let scene: Scene
  let pace: Control

  /// Of how many losses the curve is the mean.
  static let smoothing = 50
  /// How many names are listed at most.
  static let mostNames = 40

  /// The run that is seen growing: only when it is complete are there moments of it to go to.
  private var run: Run { scene.newest }
  private var moment: Int { scene.runs.pending?.trained ?? scene.moment }

  func draw(in area: Area) {
    let names = min(26, area.width / 3)
    let left = area.leading(area.width - names - 2)
    drawCurve(in: left.inset(bottom: 3))
    drawFacts(in: left.bottom(3))
    drawNames(in: area.trailing(names))
  }

  private func drawCurve(in area: Area) {
    let count = TrainingView.smoothing
    let hasRoom = area.width >= 66
    let yardsticks = LossCurve.yardsticks(
      scene, over: count, every: LossCurve.stride(steps: run.settings.steps),
      showsLetters: hasRoom)
    var curve = LossCurve.curve(of: run, upTo: moment, over: count, beside: yardsticks)
    curve.levels = [.init(scene.guessingLoss, .warning)]
    curve.draw(in: area.below(1))
    let mean = area.width < 48 ? "mean" : "mean of \(count)"
    let pairs = (area.width < 48 ? "pairs" : "letter pairs") + (yardsticks.isEmpty ? " …" : "")
    let letters: Text = hasRoom ? "\("┄ letters", .token)  " : ""
    area.text(
      "\("⠂ loss", .faint)  \("━ " + mean, .loss)  \("╌ guessing", .warning)  \(letters)"
        + "\("┄ " + pairs, .position)")
  }

  private func drawFacts(in area: Area) {
    if moment == 0 {
      area.text("untrained: the parameters are random")
    } else {
      let mean = LossCurve.mean(run.losses, before: moment, over: TrainingView.smoothing) ?? 0
      let loss = run.losses[moment - 1]
      area.text(
        "\("step ", .faint)\(moment.grouped, .position, .strong)\("  name ", .faint)"
          + "\(run.document(ofStep: moment - 1).cut(10), .token, .strong)\("  loss ", .faint)"
          + "\(loss.fixed(3), .loss, .strong, telling: Reading("loss of step \(moment.grouped)", loss))"
          + "\("  mean ", .faint)"
          + "\(mean.fixed(3), .loss, .strong, telling: Reading("mean loss of the last steps", mean))"
      )
    }
    let steps = run.settings.steps
    let rate = Adam(settings: run.settings, step: min(moment, steps - 1)).learningRate
    let next: Text =
      moment < steps
      ? "\("next ", .faint)\(run.document(ofStep: moment).shortened, .token, .strong)"
      : "\("no step left", .faint)"
    area.text(
      "\(area.width < 48 ? "learning rate " : "step size (learning rate) ", .faint)"
        + "\(rate.shown(5), .weight, .strong, telling: Reading("learning rate", rate))  " + next,
      y: 1)
    var row = ControlRows([pace], chosen: pace) {
      Pace.words(Int($0.value), isLong: scene.isLong)
    }
    row.valueWidth = Pace.words(Pace.all.count - 2, isLong: scene.isLong).columns
    row.longest = 12
    row.tellsValues = false
    row.draw(in: area.below(2))
  }

  private func drawNames(in area: Area) {
    let names = scene.names(max(0, min(TrainingView.mostNames, area.height - 1)))
    let hasEmpty = names.contains(where: \.text.isEmpty)
    area.text("Names it makes up", .title, .strong)
    let list = area.inset(top: 1, bottom: hasEmpty ? 1 : 0)
    for (row, name) in names.prefix(list.height).enumerated() {
      let words = name.text.isEmpty ? Text("(no letter)", .faint) : Text(name.text, .token)
      list.text("\("\(row + 1)".paddedLeft(2), .faint) " + words, y: row)
    }
    if hasEmpty {
      area.bottom(1).text("(no letter): over at once".cut(area.width), .faint)
    }
  }
}
