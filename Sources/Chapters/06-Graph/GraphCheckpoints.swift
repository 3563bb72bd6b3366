import MicroGPT
import Stage

/// What chapter 6 asks.
extension TrackingCalculations {
  func checkpoints(in scene: Scene) -> [Checkpoint] {
    [pathsCheckpoint(), nudgeCheckpoint(), chainCheckpoint(), downhillCheckpoint()]
  }

  /// Other values than those on the page before, so that they have to be worked out.
  private func pathsCheckpoint() -> Checkpoint {
    Checkpoint("paths", "Both ways", after: "paths") { _ in
      let (a, b) = (4.0, values["b", default: 3] == 5 ? 6.0 : 5.0)
      let graph = FormulaGraph.example(a: a, b: b)
      let gradient = graph.step(of: "a")?.gradient ?? .nan
      return .number(
        "The same formula with other values. What is the gradient of a?",
        .init(
          gradient, digits: 0,
          given: ["L = a · b + a", "a = \(a.plain), b = \(b.plain)", "", "gradient of a = ?"],
          way:
            "Two ways lead from L to a: through the product it is b, through the sum 1. They add "
            + "up: \(b.plain) + 1."))
    }
  }

  private func nudgeCheckpoint() -> Checkpoint {
    Checkpoint("nudge", "How far?", after: "nudge") { _ in
      .number(
        "The gradient of a number is −3. The number is raised by 0.02. By how much does L move, about? With "
          + "a minus if it falls.",
        .init(
          -3 * 0.02, digits: 2, tolerance: 0.002,
          given: ["gradient: −3", "move of the number: +0.02", "", "move of L: about ?"],
          way: "Gradient × move: −3 × 0.02. The minus says that L falls."))
    }
  }

  private func chainCheckpoint() -> Checkpoint {
    Checkpoint("chain", "Find the line", after: "words") { _ in
      .line(
        "A number is made of two others. Which line passes its gradient on to the first of them?",
        .init(
          code: CodeView(.graphBackward, mark: "derivatives.first * value.gradient"),
          reason: "Yes: local derivative × gradient, added to what is there already.",
          wrong: [
            "derivatives.second": "This line does the same for the second of the two.",
            "gradient = 0": "This line sets all gradients to 0 before it begins.",
            "gradient = 1": "This line begins at the end: the gradient of L itself is 1.",
            "for node in stride": "This line only says that it goes from the newest to the oldest.",
            "let derivatives": "This line finds the local derivatives, and passes nothing on yet.",
            "let value": "This line takes the next number from the list.",
            "func ": "This is the heading: it says what the function needs.",
          ]))
    }
  }

  private func downhillCheckpoint() -> Checkpoint {
    Checkpoint("downhill", "Which way?", after: "check") { _ in
      .choose(
        "The gradient of a parameter is 0.5. The loss should fall. What does the gradient tell us?",
        [
          .right(
            "Make the parameter a little smaller",
            "The loss grows with it, so it falls when the parameter does."),
          .wrong(
            "Make the parameter a little larger",
            "Then the loss would rise: by about 0.5 for each 1."),
          .wrong(
            "Set the parameter to 0.5",
            "A gradient is no value to be reached. It says how steeply the loss moves, and which "
              + "way."),
        ])
    }
  }
}
