import MicroGPT
import Stage

/// What chapter 9 asks.
extension FullPicture {
  func checkpoints(in scene: Scene) -> [Checkpoint] {
    [
      residualCheckpoint(scene), reluCheckpoint(scene), aloneCheckpoint(scene),
      rippleCheckpoint(scene), fallCheckpoint(scene),
    ].compactMap { $0 }
  }

  private func layer(at position: Int, _ scene: Scene) -> Activations<Double>.Layer {
    scene.trace.positions[position].activations.layers[layer(in: scene)]
  }

  private func residualCheckpoint(_ scene: Scene) -> Checkpoint {
    Checkpoint("residual", "Added to what?", after: "residual") { _ in
      let position = place(in: scene)
      let made = layer(at: position, scene)
      // Not the number under the cursor, whose sum was on the page.
      let index = ((numbers[.afterAttention] ?? 0) + 1) % scene.size.width
      let (sum, brought) = (made.afterAttention[index], made.attentionOutput[index])
      let before = (sum - brought).fixed(3)
      return .number(
        "Number \(index) of x at position \(position): what is it after attention?",
        .init(
          sum, digits: 3,
          given: [
            "number \(index) before: \(before)", "what attention adds: \(brought.fixed(3))",
            "", "number \(index) after: ?",
          ], way: "A residual connection adds: \(before) + (\(brought.fixed(3)))."))
    }
  }

  private func reluCheckpoint(_ scene: Scene) -> Checkpoint {
    Checkpoint("relu", "Below zero", after: "relu") { _ in
      let hidden = layer(at: place(in: scene), scene).hidden
      let lowest = hidden.min() ?? 0
      let value = lowest < -0.001 ? lowest : -0.7
      let (text, size) = (value.fixed(3), (-value).fixed(3))
      return .choose(
        "ReLU is given \(text). What does it make of it?",
        [
          .wrong(
            size, "That would take the minus away. ReLU does not: it lets nothing below 0 pass."),
          .wrong(text, "Only numbers above 0 pass as they are."),
          .right("0", "All that is below 0 becomes 0; the rest stays."),
        ])
    }
  }

  private func aloneCheckpoint(_ scene: Scene) -> Checkpoint {
    Checkpoint("alone", "Without looking back", after: "off") { _ in
      .choose(
        "Attention is switched off. What can the guess at a position still depend on?",
        [
          .wrong(
            "On nothing: attention does all the work",
            "Embeddings, MLP and lm_head need no looking back. They still work on the token itself."
          ),
          .right(
            "On the token there and on its position",
            "Only attention brings something over from other positions; the rest of the model works "
              + "on one position alone."),
          .wrong(
            "On the whole beginning, only less sharply",
            "Nothing else reaches other positions: the beginning is gone."),
        ])
    }
  }

  private func rippleCheckpoint(_ scene: Scene) -> Checkpoint? {
    guard scene.positions > 2 else { return nil }
    return Checkpoint("ripple", "How far?", after: "change") { _ in
      .choose(
        "One number in the row of position 1 in the table wpe is changed. At which positions can the "
          + "guesses move?",
        [
          .right(
            "At position 1 and all later ones",
            "Later positions look back at position 1, and see something else there."),
          .wrong(
            "At position 1 only",
            "Its key and value change too, and later positions look at them."),
          .wrong(
            "At all of them",
            "Not at position 0: it is computed first, and reads only its own row of wpe."),
        ])
    }
  }

  /// A changed weight that makes the name less surprising.
  private func fallCheckpoint(_ scene: Scene) -> Checkpoint? {
    // Of a large model one of the two losses would have to be worked out first.
    guard scene.run.isQuick else { return nil }
    return Checkpoint("fall", "Your turn", after: "change") { _ in
      let isLower = scene.edit != nil && scene.trace.loss < scene.unedited.trace.loss
      let name = scene.name.isEmpty ? "the name" : "“\(scene.name.shortened)”"
      return .task(
        "Your turn: change one weight so that the loss of \(name) falls.",
        .init(
          isDone: isLower,
          hint: "Enter opens a weight, there - and + change it, Esc comes back. Its gradient tells "
            + "the way.",
          lesson: isLower
            ? "The loss fell from \(scene.unedited.trace.loss.fixed(3)) to "
              + "\(scene.trace.loss.fixed(3)), by one weight. Training does this to all of them "
              + "at once. u takes it back."
            : "One changed weight was enough to lower the loss. Training does this to all of them "
              + "at once, for one name after the other."))
    }
  }
}
