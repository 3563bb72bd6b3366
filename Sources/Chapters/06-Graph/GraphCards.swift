import Stage

/// What is asked of chapter 6 later on.
extension TrackingCalculations {
  static let cards = [
    Card("gradient", chapter: 6, beat: "one", "What does the gradient of a number say?") { _ in
      "How much the loss grows for each 1 that the number grows, as long as it moves only a little: "
        + "which way, and how steeply."
    },
    Card(
      "chain", chapter: 6, beat: "paths",
      "A number acts on the loss in two ways. How does the chain rule find its gradient?"
    ) { _ in
      "It multiplies the rates along each of the ways, and adds up what comes of the two."
    },
    Card(
      "nudge", chapter: 6, beat: "nudge",
      "A number has a gradient of 2, and is raised by 0.01. What does the loss do?"
    ) { _ in
      "It rises by about 0.02: gradient × move. The smaller the move, the better that fits."
    },
    Card(
      "back", chapter: 6, beat: "all",
      "One could try each parameter: move it, run the model, look at the loss. What does one walk back do "
        + "better?"
    ) {
      "It finds all gradients at once, in about the work of one run. Trying takes a run for each of the "
        + "\($0.run.parameterCount.grouped) parameters."
    },
  ]
}
