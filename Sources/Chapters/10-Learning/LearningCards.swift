/// What is asked of chapter 10 later on.
extension Learning {
  static let cards = [
    Card(
      "step", chapter: 10, beat: "document",
      "What happens in a training step, from the name to the changed parameters?"
    ) { _ in
      "Forward: a guess at each position. The loss says how surprised the model is. Backward finds the "
        + "gradients, and Adam moves the parameters."
    },
    Card(
      "downhill", chapter: 10, beat: "backward",
      "Why do parameters move against their gradients?"
    ) { _ in
      "A gradient says how fast the loss rises when the parameter grows. Going the other way lowers it."
    },
    Card(
      "adam", chapter: 10, beat: "adam",
      "Adam keeps two running means for each parameter. Of what, and what does it do with them?"
    ) { _ in
      "m: of its gradients; v: of their squares. It moves against m divided by √v: so a parameter whose "
        + "gradients are always small moves as far as others."
    },
    Card(
      "rate", chapter: 10, beat: "after",
      "What does the learning rate decide, and what becomes of it during a training?"
    ) {
      "How far a step moves the parameters. In this run it begins at "
        + "\(Setting.learningRate.text(in: $0.run.settings)), and it falls to 0."
    },
  ]
}
