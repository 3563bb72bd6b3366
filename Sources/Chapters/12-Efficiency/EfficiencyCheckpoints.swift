import MicroGPT
import Stage

/// What chapter 12 asks.
extension EverythingElse {
  func checkpoints(in scene: Scene) -> [Checkpoint] {
    [sameCheckpoint(), timesCheckpoint(), chatCheckpoint()]
  }

  private func sameCheckpoint() -> Checkpoint {
    Checkpoint("same", "Why is it faster?", after: "losses") { _ in
      .choose(
        "The fast engine does the same training in far less time. What does it do differently?",
        [
          .wrong(
            "It leaves out what matters little",
            "Nothing is left out: both multiply and add the same numbers."),
          .wrong(
            "It trains another, simpler model",
            "It has the same parameters and the same losses, but for the last digits."),
          .right(
            "It computes whole vectors at a time instead of single numbers",
            "It keeps no record of each number, and lets the processor do several at once."),
        ])
    }
  }

  /// A step up the ladder, before the next page tells.
  private func timesCheckpoint() -> Checkpoint {
    Checkpoint("times", "How many times?", after: "gpt-2-small") { _ in
      let rungs = Rung.famous
      guard let place = rungs.firstIndex(where: { $0.id == "gpt-2-small" }),
        rungs.indices.contains(place + 1)
      else { return nil }
      let (small, large) = (rungs[place], rungs[place + 1])
      let times = large.parameters / small.parameters
      return .number(
        "How many times as many parameters does the next rung have, \(large.name)? A rough answer will "
          + "do.",
        .init(
          times.rounded(), digits: 0, tolerance: times / 8,
          given: [
            "\(small.name): \(Int(small.parameters).grouped) parameters",
            "\(large.name): \(Int(large.parameters).grouped) parameters", "", "times as many: ?",
          ], way: "The one divided by the other. What they are used for is the same."))
    }
  }

  private func chatCheckpoint() -> Checkpoint {
    Checkpoint("chat", "And a chat model?", after: "here") { _ in
      .choose(
        "How does a chat model come to the next piece of its answer?",
        [
          .wrong(
            "It looks up the answer among the texts of its training",
            "Those texts are not in it, as the names are not in this model: only parameters are."),
          .right(
            "It gives every token a probability and draws one",
            "As here, only with more parameters and more text; then it goes on with that token."),
          .wrong(
            "The whole answer is ready at once, and is only shown piece by piece",
            "It is computed token by token: each one is drawn before the next is computed."),
        ])
    }
  }
}
