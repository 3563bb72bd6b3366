import MicroGPT
import Stage

/// What chapter 1 asks.
extension TheDataset {
  func checkpoints(in scene: Scene) -> [Checkpoint] {
    (scene.run.documentCount > 1 ? [seedCheckpoint(scene)] : [])
      + [coveredCheckpoint(scene), aimCheckpoint(scene)]
  }

  private func seedCheckpoint(_ scene: Scene) -> Checkpoint {
    Checkpoint("seed", "Is it chance?", after: "shuffle") { _ in
      let seed = scene.newest.settings.seed.grouped
      return .choose(
        "The program is started again tomorrow, with the seed \(seed) as now. In which order does "
          + "training take the names?",
        [
          .wrong(
            "In another order: shuffled means left to chance",
            "Nothing here is left to chance: the draws that shuffle are computed from the seed."),
          .wrong(
            "In the order of the list",
            "That order is always shuffled first; the seed says how."),
          .right(
            "In the same order as today",
            "The seed decides every draw. With another seed the order would be another one."),
        ])
    }
  }

  /// How much of the list a run sees.
  private func coveredCheckpoint(_ scene: Scene) -> Checkpoint {
    Checkpoint("covered", "How much of it?", after: "seen") { _ in
      let (steps, count) = (scene.steps, scene.run.documentCount)
      let share = 100 * Double(min(steps, count)) / Double(count)
      let way =
        steps < count
        ? "\(steps.grouped) ÷ \(count.grouped), times 100. The rest of the list it never "
          + "sees."
        : "It has at least as many steps as there are names, so it sees all of them."
      return .number(
        "Each training step shows the model one line of the list. What share of the lines has it seen "
          + "by the end of this run, in percent?",
        .init(
          share, digits: 1,
          given: [
            "lines of the list: \(count.grouped)", "training steps: \(steps.grouped)", "",
            "share of the lines: ? %",
          ], way: way))
    }
  }

  private func aimCheckpoint(_ scene: Scene) -> Checkpoint {
    Checkpoint("aim", "What is it for?", after: "aim") { _ in
      .choose(
        "What is the model meant to learn from the list?",
        [
          .wrong(
            "To say all its names by heart",
            "A copy of the list would do that better, and could write no new name."),
          .right(
            "Which letter is likely to come next after which beginning",
            "So it can write on letter by letter, even a name that is in no list."),
          .wrong(
            "What the names mean and whom they suit",
            "It sees letters and nothing else: nobody tells it that these are names of people."),
        ])
    }
  }
}
