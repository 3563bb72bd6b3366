import MicroGPT
import Stage

/// Chapter 10: the loss falls, the names get better; the knobs; and one step taken apart.
///
/// The first beat is the training itself: there → and ← go a training step forward and back. In the
/// next two the knobs are turned and the runs compared that came of it. The others take one step apart.
struct Learning: Chapter {
  let number = 10
  let title = "Learning"
  let question = "How do the parameters find their values?"
  let firstMoment: Int? = 0
  static let introduces: Set<StatusItem> = [.run]
  static let explains = [
    "Adam", "document", "learning rate", "seed",
  ]
  static let keys: [ChapterKey] = [
    ChapterKey(.switchView, "knobs, runs tried"),
    ChapterKey(.restore, "microgpt.py’s"),
    ChapterKey(.enter, "take a step apart, take a run"),
    ChapterKey(.newSeed, "train again with the next seed"),
  ]

  /// The parameter whose update is shown; nil for the one with the steepest gradient.
  var parameter: Int?

  func needs(at beat: String?) -> Set<Need> {
    switch beat {
    case nil: []
    case "training": [.names(TrainingView.mostNames)]
    case "knobs", "runs": [.names(RunCurves.mostNames)]
    default: [.step]
    }
  }

  func beats(in scene: Scene) -> [Beat] {
    [
      Beat("training", "Training") { _ in trainingPage(scene) },
      Beat("knobs", "Knobs") { knobsPage(scene, $0) },
      Beat("runs", "Runs tried") { runsPage(scene, $0) },
      Beat("document", "A name") { _ in stepPage(scene) { documentPage(scene, $0) } },
      Beat("forward", "Forward", duration: 600) { cue in
        stepPage(scene) { forwardPage(scene, $0, cue) }
      },
      Beat("losses", "Loss", duration: 600) { cue in
        stepPage(scene) { lossesPage(scene, $0, cue) }
      },
      Beat("backward", "Backward", duration: 600) { cue in
        stepPage(scene) { backwardPage(scene, $0, cue) }
      },
      Beat("adam", "Adam") { _ in stepPage(scene) { adamPage(scene, $0) } },
      Beat("after", "After the step", duration: 600) { cue in
        stepPage(scene) { afterPage(scene, $0, cue) }
      },
    ]
  }

  // MARK: What the pages have in common

  /// A page on which x leads to another beat.
  ///
  /// - Parameter showsRun: whether a run on its way is seen growing; else its keys say what they do.
  func page(
    _ caption: String, _ scene: Scene, code: @autoclosure @escaping () -> CodeView,
    switchesTo beat: String, showsRun: Bool = true, picture: @escaping (Area) -> Void
  ) -> Page {
    let notice = Effect.notice("Trained anew; all chapters follow as soon as that is done")
    let words: Change = showsRun ? [] : [notice]
    var page = Page(
      caption, code: code(), mathematics: mathematics(scene), picture: picture)
    page.keys = [
      // Where a step is taken apart, Enter is named: it leads to the same beat.
      PageKey(.switchView, showsRun ? beat : "") { [.go(to: beat)] },
      PageKey(.restore) { restore(scene, words) },
      PageKey(.newSeed) { nextSeed(scene) + words },
    ]
    return page
  }

  /// A page about the step that led to the moment, taken apart.
  private func stepPage(_ scene: Scene, make: (StepAnatomy) -> Page) -> Page {
    scene.step.map(make)
      ?? stepPage(
        "No step is trained yet; as soon as one is, it is taken apart here.", scene,
        code: CodeView(.step, mark: "let loss")
      ) { _ in }
  }

  /// A page of a step; Enter leads back.
  func stepPage(
    _ caption: String, _ scene: Scene, code: @autoclosure @escaping () -> CodeView,
    picture: @escaping (Area) -> Void
  ) -> Page {
    var page = page(caption, scene, code: code(), switchesTo: "training", showsRun: false) {
      picture($0.below($0.height > 13 ? 1 : 0))
    }
    page.keys.insert(
      PageKey(.enter, "training") { [with(\.parameter, nil), .go(to: "training")] }, at: 0)
    return page
  }

  /// What Enter does where a run is shown: the training stands still, and its last step is taken apart.
  func takeApart() -> Change { [.pause, with(\.parameter, nil), .go(to: "document")] }

  private func restore(_ scene: Scene, _ words: Change) -> Change {
    let isRestored =
      scene.newest.settings == .standard && scene.temperature == Scene.firstTemperature
    return isRestored
      ? [.notice("These are the settings of microgpt.py already")] : [.restore] + words
  }

  private func nextSeed(_ scene: Scene) -> Change {
    // Not as far as the knob alone, whose values end at some number.
    var settings = scene.newest.settings
    let (next, isTooLarge) = settings.seed.addingReportingOverflow(1)
    guard !isTooLarge else { return [.notice("There is no seed after \(settings.seed.grouped)")] }
    settings.seed = next
    let knob = Target(Knob.setting(.seed))
    return [.choose(knob), .retrain(settings, knob: knob)]
  }

  // MARK: Said of a run

  /// What happened in a run whose loss became infinite or no number: its own losses say it.
  func breakingOff(_ scene: Scene) -> String? {
    let run = scene.run
    guard scene.runs.pending == nil, let step = run.divergedAt else { return nil }
    let before = run.losses.suffix(4).map { $0.fixed(1) }.joined(separator: ", ")
    let own = run.settings.differences(from: .standard)
    return
      "Broken off at step \((step + 1).grouped). Its loss was infinite or no number at all, so "
      + "there is nothing to go on with. "
      + (before.isEmpty ? "" : "The last losses before: \(before). ")
      + (own.isEmpty
        ? "The settings are microgpt.py’s own."
        : "Not as in microgpt.py: \(own). Bksp brings its settings back.")
  }

  /// How far a run is that has yet to take the place of the present one.
  func onItsWay(_ scene: Scene) -> String? {
    guard let pending = scene.runs.pending, scene.runs.speaksOfPending else { return nil }
    let isLonger = pending.settings == scene.run.settings.tenTimesAsLong
    let lead = isLonger ? "Training ten times as long" : "Training"
    return
      "\(lead): step \(pending.trained.grouped) of \(pending.settings.steps.grouped). Until it is "
      + "done all chapters show the run before; Esc stops it and leaves that as it was."
      + (isLonger ? "" : " Turn on, and it starts anew.")
  }

  // MARK: The mathematics

  private func mathematics(_ scene: Scene) -> [String] {
    let settings = scene.run.settings
    return [
      "The loss of a name is the mean surprise of its n positions.",
      "  L = −(1/n) · Σᵢ ln p(tᵢ₊₁ | t₀ … tᵢ)",
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
