import MicroGPT
import Stage

/// What chapter 10 asks: two things to find with the knobs, and a step of Adam, first with its last
/// value left out, then from its beginning.
extension Learning {
  func checkpoints(in scene: Scene) -> [Checkpoint] {
    [
      brokenCheckpoint(scene), beatCheckpoint(scene), moveCheckpoint(scene),
      meanCheckpoint(scene),
    ]
  }

  private func brokenCheckpoint(_ scene: Scene) -> Checkpoint {
    Checkpoint("broken", "Your turn", after: "knobs") { _ in
      let broken = scene.runs.tried.first { $0.divergedAt != nil }
      let words = broken?.settings.ownWords ?? ""
      let step = ((broken?.divergedAt ?? 0) + 1).grouped
      return .task(
        "Your turn: turn the learning rate until a run breaks off.",
        .init(
          isDone: broken != nil,
          hint:
            "It says how far a step moves the parameters; a run breaks off when its loss is no number "
            + "any more. ↑↓ choose it, > makes it much larger.",
          lesson:
            "Broken off at step \(step), with \(words): steps that are too large make the loss "
            + "rise, until it is no number any more. Bksp brings the first settings back."))
    }
  }

  private func beatCheckpoint(_ scene: Scene) -> Checkpoint {
    Checkpoint("beat", "Your turn again", after: "knobs") { _ in
      let tried = scene.runs.tried
      let first = tried.last?.result
      let best = tried.dropLast().filter { $0.result != nil }.min {
        ($0.result ?? .infinity) < ($1.result ?? .infinity)
      }
      let isBetter = first.flatMap { first in best?.result.map { $0 < first } } ?? false
      let (now, before) = (best?.result?.fixed(3) ?? "", first?.fixed(3) ?? "")
      return .task(
        "Your turn: find a run that ends with a lower loss than the first one.",
        .init(
          isDone: isBetter,
          hint: "The presets show what the knobs do. What does a longer run bring?",
          lesson:
            "\(now) instead of \(before), the mean of the last \(RunRecord.lastLosses) losses, "
            + "with \(best?.settings.ownWords ?? ""). Other seeds differ too: a small gain may be "
            + "luck."))
    }
  }

  /// Adam's numbers for one parameter.
  private struct Sample {
    let name: String
    let adam: Adam
    let gradient: Double
    /// The running mean before the step.
    let m: Double
    let made: Adam.Move
  }

  /// Those of the parameter behind the one that the page shows.
  private func sample(_ scene: Scene) -> Sample? {
    guard let anatomy = scene.step, !anatomy.gradients.isEmpty else { return nil }
    let index = (shownParameter(scene, anatomy) + 1) % anatomy.gradients.count
    let (gradient, m) = (anatomy.gradients[index], anatomy.before.m[index])
    return Sample(
      name: scene.parameterName(index), adam: anatomy.adam, gradient: gradient, m: m,
      made: anatomy.adam.move(gradient: gradient, m: m, v: anatomy.before.v[index]))
  }

  private func moveCheckpoint(_ scene: Scene) -> Checkpoint {
    Checkpoint("move", "The last step", after: "adam", needs: [.step]) { _ in
      guard let sample = sample(scene) else { return nil }
      let (made, root) = (sample.made, sample.made.vHat.squareRoot())
      return .number(
        "Another parameter in the same step, \(sample.name). Its change is how many times the learning "
          + "rate η, with its sign?",
        .init(
          -made.mHat / (root + RunSettings.epsilon), digits: 3, tolerance: 0.01,
          given: [
            "mean of gradients, corrected, mHat: \(made.mHat.shown(6))",
            "√ of mean of squares, corrected, √vHat: \(root.shown(6))", "",
            "change = -η · mHat / √vHat = η times ?",
          ],
          way:
            "−mHat / √vHat: against the mean gradient. Steady gradients bring it near 1 or −1, those "
            + "that change sign near 0."))
    }
  }

  private func meanCheckpoint(_ scene: Scene) -> Checkpoint {
    Checkpoint("mean", "From the beginning", after: "after", needs: [.step]) { _ in
      guard let sample = sample(scene) else { return nil }
      let made = sample.made
      let beta = Setting.beta1.text(sample.adam.beta1)
      let rest = (1 - sample.adam.beta1).plain
      // Three digits that matter, as far as what is given has them.
      let digits =
        (3...6).first { digits in
          made.m.magnitude.fixed(digits).count { "123456789".contains($0) } > 2
        } ?? 6
      return .number(
        "Once more \(sample.name), now from the beginning. What is the running mean of its gradients after "
          + "the step?",
        .init(
          made.m, digits: digits,
          given: [
            "new mean = \(beta) · mean before + \(rest) · gradient now",
            "mean of gradients before, m: \(sample.m.shown(6))",
            "gradient now, g: \(sample.gradient.shown(6))", "", "mean of gradients after, m: ?",
          ], way: "\(beta) · m + \(rest) · g: the mean so far and the gradient of this step."))
    }
  }
}
