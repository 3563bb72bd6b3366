import MicroGPT
import Stage

/// What chapter 11 asks.
extension MakingThingsUp {
  func checkpoints(in scene: Scene) -> [Checkpoint] {
    [needleCheckpoint(scene), sharpCheckpoint(scene), newCheckpoint(), copyCheckpoint(scene)]
  }

  /// Where a needle falls among parts laid end to end.
  private func needleCheckpoint(_ scene: Scene) -> Checkpoint {
    Checkpoint("needle", "What is hit?", after: "end-to-end") { _ in
      let shares = scene.names(MakingThingsUp.count)[0].draws[0].probabilities
      let needle = 0.5
      var sum = 0.0
      let ends = shares.map { share in
        sum += share
        return sum
      }
      guard let hit = ends.firstIndex(where: { $0 > needle }) else { return nil }
      // Beside it those that can be told from it at all.
      let before = (0..<hit).last { ends[$0] < needle - 0.001 }
      let behind = (hit + 1..<shares.count).first { shares[$0] > 0.001 }
      let likeliest = shares.indices.max { shares[$0] < shares[$1] } ?? hit
      func part(_ token: Int) -> String {
        let start = token == 0 ? 0 : ends[token - 1]
        return "“\(scene.label(token))”: from \(start.fixed(3)) to \(ends[token].fixed(3))"
      }
      var choices: [Checkpoint.Choice] = []
      if let before {
        choices.append(.wrong(part(before), "Its part ends before 0.5."))
      }
      choices.append(.right(part(hit), "Its part begins before 0.5 and ends after it."))
      if let behind {
        choices.append(.wrong(part(behind), "Its part begins after 0.5."))
      }
      if ![before, hit, behind].contains(likeliest) {
        choices.append(
          .wrong(
            part(likeliest),
            "It is the likeliest, so it is hit most often; 0.5 falls somewhere else."))
      }
      guard choices.count > 1 else { return nil }
      return .choose(
        "These are some parts of the bar. A random number from 0 to 1, the needle, falls on it: on 0.5. "
          + "Which token is drawn?", choices)
    }
  }

  /// A temperature that makes the likeliest first token likelier than it is at 0.5.
  private func sharpCheckpoint(_ scene: Scene) -> Checkpoint {
    Checkpoint("sharp", "Your turn", after: "temperature") { _ in
      let logits = scene.names(MakingThingsUp.count)[0].draws[0].logits
      func largest(at temperature: Double) -> Double {
        var graph = Graph()
        let scaled = logits.map { graph.divide(graph.leaf($0), by: temperature) }
        return graph.softmax(scaled).map { graph[$0] }.max() ?? .nan
      }
      let (usual, most) = (largest(at: Scene.firstTemperature), largest(at: 0.1))
      let goal = (50 * (usual + most)).rounded(.down) / 100
      let now = largest(at: scene.temperature)
      guard goal.isFinite, now.isFinite else { return nil }
      return .task(
        "Your turn: find a temperature at which the likeliest first token has at least "
          + "\(goal.percent(0)).",
        .init(
          isDone: now >= goal,
          hint: "It has \(now.percent()) now; - and + turn the temperature.",
          lesson:
            "At \(scene.temperature.fixed(1)) it has \(now.percent()). The colder, the surer: "
            + "names get more alike. Bksp brings \(Scene.firstTemperature.fixed(1)) back."))
    }
  }

  /// New to the list is not new to the world.
  private func newCheckpoint() -> Checkpoint {
    Checkpoint("new", "How new?", after: "thousand") { _ in
      .choose(
        "A made-up name is marked as new. What does that say?",
        [
          .wrong(
            "Nobody has this name",
            "The list is not all the names that there are: somebody may well have it."),
          .wrong(
            "It is like no name that training has shown",
            "It is made of the same pieces, and may differ from one of them in a single letter."),
          .right(
            "No line of the list is this name", "That is what is looked up here, and no more."),
        ])
    }
  }

  /// What it means that a name is in the list.
  private func copyCheckpoint(_ scene: Scene) -> Checkpoint {
    Checkpoint("copy", "Copied?", after: "thousand") { _ in
      let isPart = scene.steps < scene.run.documentCount
      let shown = scene.names(counted: min(scene.steps, scene.run.documentCount))
      return .choose(
        "The model makes up a name, and it stands in the list of names. What do we know?",
        [
          .wrong(
            "It has copied the name from the list",
            isPart
              ? "There is no list in the model to copy from: training has shown it \(shown) only, and "
                + "left nothing behind but the parameters."
              : "The list is not in the model: the name was drawn letter by letter."),
          .right(
            "Only that it could come up; training may or may not have shown it",
            "It is drawn letter by letter, and a likely name comes up by itself. Only the list of steps tells "
              + "whether training showed it."),
          .wrong(
            "That the program is wrong: made-up names are always new",
            "Nothing keeps the needle from a name that exists."),
        ])
    }
  }
}
