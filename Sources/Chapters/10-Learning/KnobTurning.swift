import MicroGPT
import Stage

/// What the beats of the knobs and of the runs say and do.
extension Learning {
  /// The knob in hand.
  var knob: Knob { Knob(rawValue: chosen) ?? .preset }

  // MARK: What can be done

  /// Turns a knob: another run, or other names.
  func turn(_ knob: Knob, to value: Double, in scene: Scene) -> Reaction {
    guard knob != .temperature else { return .temperature(value) }
    do {
      let settings = try knob.set(value, in: scene.newest.settings)
      return .retrain(settings, turning: knob.rawValue)
    } catch {
      return .notice("\(error)")
    }
  }

  func restore(in scene: Scene) -> Reaction {
    let isRestored =
      scene.newest.settings == .standard && scene.temperature == Study.firstTemperature
    return isRestored ? .notice("These are the settings of microgpt.py already") : .restore
  }

  /// The run that is looked at beside the present one: its place in the list.
  func row(in scene: Scene) -> Int { max(0, min(row, scene.tried.count - 1)) }

  mutating func handleInRuns(_ action: Action, in scene: Scene) -> Reaction {
    let last = scene.tried.count - 1
    let now = row(in: scene)
    switch action {
    case .nextControl: row = min(now + 1, last)
    case .previousControl: row = max(now - 1, 0)
    default:
      guard scene.tried.indices.contains(now), now > 0 else {
        return .notice("This is the run that all chapters show already")
      }
      row = 1  // where the one will be that is left
      return .retrain(scene.tried[now].settings, turning: nil)
    }
    return .handled
  }

  // MARK: What is said

  func knobsCaption(_ scene: Scene) -> String {
    if let words = breakingOff(scene) { return words }
    if let pending = scene.pending, scene.speaksOfPending {
      return
        "Training: step \(pending.trained.grouped) of \(pending.settings.steps.grouped). Until it is done "
        + "all chapters show the run before; Esc stops it and leaves that as it was. Turn on, and it "
        + "starts anew."
    }
    let settings = scene.newest.settings
    let preset = Preset.index(of: settings).map { Preset.all[$0] }
    let words =
      knob == .preset ? preset?.lesson ?? "Settings of your own." : knob.explanation
    return words + " ↑↓ choose a knob, - + turn it: the model is trained again at once. "
      + "Bksp: microgpt.py’s."
  }

  /// What happened in a run whose loss became infinite: its own numbers say it.
  func breakingOff(_ scene: Scene) -> String? {
    let run = scene.run
    guard scene.pending == nil, let step = run.divergedAt else { return nil }
    let last = run.losses.last.map { "The loss of step \(step.grouped) was \($0.fixed(1)). " } ?? ""
    return
      "Broken off at step \((step + 1).grouped). \(last)Steps this large throw the parameters across the "
      + "valley and up its other side, further each time, until the right letter gets probability 0: "
      + "infinite surprise."
  }

  func runsCaption(_ scene: Scene) -> String {
    guard scene.tried.count > 1 else {
      return
        "Each run that you try gets a line here: turn a knob (←) and come back."
    }
    return
      "All runs you tried, the newest first. ↑↓ choose one to compare with the present run; Enter goes back "
      + "to it: it is trained again, and training is the same to the last digit every time."
  }

  // MARK: The code

  func knobCode(_ scene: Scene) -> CodeView {
    let settings = scene.run.settings
    let first = Adam(settings: settings, step: 0)
    return switch knob {
    case .preset, .learningRate, .steps:
      CodeView(
        .rates, mark: "learningRate = settings.learningRate",
        note: "learningRate of step 1 = \(first.learningRate)")
    case .beta1:
      CodeView(.rates, mark: "beta1 = settings.beta1", note: "beta1 = \(settings.beta1)")
    case .beta2:
      CodeView(.rates, mark: "beta2 = settings.beta2", note: "beta2 = \(settings.beta2)")
    case .width, .heads, .layers:
      CodeView(
        .loss, mark: "let made = forward(", note: "\(scene.run.parameterCount.grouped) parameters")
    case .blockSize:
      CodeView(.loss, mark: "let n = ", note: "blockSize = \(settings.size.blockSize)")
    case .seed: CodeView(.choice, mark: "let needle = ", note: "seed = \(settings.seed)")
    case .temperature:
      CodeView(
        .generate, mark: "by: temperature", note: "temperature = \(scene.temperature.fixed(1))")
    }
  }
}
