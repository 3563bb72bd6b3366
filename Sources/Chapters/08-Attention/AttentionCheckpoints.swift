import MicroGPT
import Stage

/// What chapter 8 asks: one cell of attention, first with its last value left out, then more and more
/// of it.
extension TalkingTokens {
  func checkpoints(in scene: Scene) -> [Checkpoint] {
    [scoreCheckpoint(scene), weightCheckpoint(scene), mixCheckpoint(scene), maskCheckpoint(scene)]
      .compactMap { $0 }
  }

  /// The last step of a score: the sum is there, the root is to be divided by.
  private func scoreCheckpoint(_ scene: Scene) -> Checkpoint {
    Checkpoint("score", "The last step", after: "scale") { _ in
      let look = look(in: scene)
      let other = sought(look)
      let width = scene.size.headWidth
      let root = Double(width).squareRoot()
      let dot = look.dot(with: other).fixed(3)
      let whom = other == look.position ? "itself" : "\(look.quoted(other)) at \(other)"
      return .number(
        "\(look.quoted(look.position)) at \(look.position) looks at \(whom). What is the score?",
        .init(
          look.made(at: look.position).scores[other], digits: 3,
          given: [
            "query · key, added up: \(dot)",
            "numbers that were added: \(width), √\(width) = \(root.fixed(3))", "", "score: ?",
          ], way: "\(dot) / \(root.fixed(3))."))
    }
  }

  /// Another position than the one whose numbers were on the page, where there is one.
  private func sought(_ look: Look) -> Int {
    look.position == 0 ? 0 : (look.other + 1) % (look.position + 1)
  }

  /// Softmax of a position that sees two: the exponentials are there.
  private func weightCheckpoint(_ scene: Scene) -> Checkpoint? {
    guard scene.positions > 1 else { return nil }
    return Checkpoint("weight", "One step more", after: "softmax") { _ in
      let look = cell(scene)
      let parts = look.exponentials
      let lines = parts.each.enumerated().map { place, part in
        "exp(score − largest) of \(look.quoted(place)) at \(place): \(part.fixed(3))"
      }
      return .number(
        "\(look.quoted(1)) at position 1 sees two positions. How much of its attention, from 0 to 1, "
          + "goes to \(look.quoted(0))?",
        .init(
          look.made(at: 1).weights[0], digits: 3,
          given: lines + ["", "weight of \(look.quoted(0)): ?"],
          way: "First the total, \(parts.total.fixed(3)), then \(parts.each[0].fixed(3)) / "
            + "\(parts.total.fixed(3))."))
    }
  }

  /// The whole end of the cell: what the head brings back.
  private func mixCheckpoint(_ scene: Scene) -> Checkpoint? {
    guard scene.positions > 1 else { return nil }
    return Checkpoint("mix", "What comes back", after: "mix") { _ in
      let look = cell(scene)
      let made = look.made(at: 1)
      let index = look.index
      let lines = (0...1).map { place in
        let value = look.made(at: place).value[index].fixed(3)
        return "\(look.quoted(place)) at \(place): weight \(made.weights[place].fixed(3)), value "
          + value
      }
      let products = (0...1).map { look.part(of: $0)[index].fixed(3) }
      return .number(
        "What does \(look.headWords) bring back to \(look.quoted(1)) at position 1, as number "
          + "\(index)?",
        .init(
          made.output[index], digits: 3, tolerance: 0.004,
          given: lines + ["", "number \(index) of what comes back: ?"],
          way: "Weight × value of both, added up: \(products[0]) + (\(products[1]))."))
    }
  }

  /// The look of position 1, which sees two positions: few enough to be worked out.
  private func cell(_ scene: Scene) -> Look {
    let look = look(in: scene)
    return Look(
      scene: scene, layer: look.layer, head: look.head, position: 1, other: 0, index: look.index)
  }

  private func maskCheckpoint(_ scene: Scene) -> Checkpoint {
    Checkpoint("mask", "What is hidden?", after: "mask") { _ in
      .choose(
        "Textbooks put a mask over the positions that come later. Why does this program need none?",
        [
          .wrong(
            "It hides the later positions in another way",
            "Nothing is hidden: when a position is computed, no later one has been."),
          .wrong(
            "The weights of later positions come out near 0 by themselves",
            "Later positions get no weight at all, not even a small one."),
          .right(
            "When a position is computed, the later ones are not there yet",
            "A mask is needed where all positions are computed at once, as in large models. The "
              + "numbers are the same."),
        ])
    }
  }
}
