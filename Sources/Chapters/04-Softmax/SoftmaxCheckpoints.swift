import MicroGPT
import Stage

/// What chapter 4 asks: first with six scores, at the end with those of the reader's own name.
extension ScoresToProbabilities {
  func checkpoints(in scene: Scene) -> [Checkpoint] {
    [
      exponentialCheckpoint(), shareCheckpoint(scene), halfCheckpoint(scene),
      ownShareCheckpoint(scene), orderCheckpoint(scene),
    ]
  }

  private func exponentialCheckpoint() -> Checkpoint {
    Checkpoint("exponential", "Find the line", after: "exponentials") { _ in
      .line(
        "Which line makes every score a number above 0?",
        .init(
          code: CodeView(.softmax, mark: "exp(add("),
          reason:
            "Yes: it subtracts the largest and takes the exponential, which is never 0 or below.",
          wrong: [
            "func ": "This is the heading: it says what goes in and what comes out.",
            "max(": "This line only looks for the largest score.",
            "minusLargest = leaf":
              "This line only keeps the largest score, with a minus before it.",
            "sum(exps)": "This line adds up numbers that are above 0 already.",
            "power(total": "This line divides numbers that are above 0 already.",
            "var largest": "This line only gets the search for the largest score ready.",
          ]))
    }
  }

  /// The last value of the worked example is left out.
  private func shareCheckpoint(_ scene: Scene) -> Checkpoint {
    Checkpoint("share", "The last step", after: "total") { _ in
      // Always the six: what stands on the page before may be anything.
      let parts = SoftmaxAnatomy(ScoresToProbabilities.example.map { ($0, $1) }, temperature: 1)
      let row = parts.rows[0]
      let lines = parts.rows.map { one in
        let label = one.label.padded(6)
        return "\(label) exp(\(one.difference.fixed(1))) = \(one.exponential.fixed(3))"
      }
      let total = parts.total.fixed(3)
      return .number(
        "Softmax up to its last step, on the six scores as they were at first. What is the "
          + "probability of “\(row.label)”, as a number from 0 to 1 (50% is 0.5)?",
        .init(
          row.probability, digits: 3,
          given: lines + ["total  \(total)", "", "probability of “\(row.label)” = ?"],
          way: "Each exponential is divided by the total: \(row.exponential.fixed(3)) / \(total)."))
    }
  }

  /// One slider that makes a token as likely as all others.
  private func halfCheckpoint(_ scene: Scene) -> Checkpoint {
    Checkpoint("half", "Your turn", after: "odds") { _ in
      let first = ScoresToProbabilities.example
      let turned = zip(first, scores).filter { $0.score != $1 }.count
      let share = SoftmaxAnatomy(
        zip(first, scores).map { ($0.label, $1) }, temperature: temperature
      ).rows[0].probability
      let isReady = !isModel && temperature == 1
      return .task(
        "Your turn: bring the probability of “\(first[0].label)” to 50%, give or take 2, by moving "
          + "one slider only.",
        .init(
          isDone: isReady && turned == 1 && abs(share - 0.5) <= 0.02,
          hint: isModel
            ? "Press x: this is for the six scores."
            : turned > 1 || temperature != 1
              ? "Press Bksp first: more than one was moved." : "↑↓ choose one, - and + move it.",
          lesson:
            "“\(first[0].label)” has \(share.percent()) now. Its own score could rise, or that of “e” "
            + "could fall: a probability always depends on all the scores."))
    }
  }

  /// The same on the model's scores for the reader's own name, with less help.
  private func ownShareCheckpoint(_ scene: Scene) -> Checkpoint {
    Checkpoint("ownshare", "Now your name", after: "overflow", needs: [.trace]) { _ in
      let made = scene.trace.positions[0].activations.logits
      let target = scene.tokens[1]
      let parts = SoftmaxAnatomy(
        made.enumerated().map { (scene.label($0), $1) }, temperature: 1)
      let row = parts.rows[target]
      let own = row.exponential.fixed(4)
      let others = (parts.total - row.exponential).fixed(4)
      let total = parts.total.fixed(4)
      let name = scene.name.isEmpty ? "the name" : "“\(scene.name.shortened)”"
      return .number(
        "The model’s real scores for the first token of \(name). What is the probability of "
          + "“\(row.label)”, as a number from 0 to 1?",
        .init(
          row.probability, digits: 3,
          given: [
            "largest score: \(parts.largest.fixed(3))",
            "score of “\(row.label)”: \(row.logit.fixed(3))",
            "exp(score − largest) of “\(row.label)”: \(own)",
            "exp(score − largest) of all others, added up: \(others)", "",
            "probability of “\(row.label)” = ?",
          ],
          way: "First the total, \(own) + \(others) = \(total); then \(own) / \(total)."))
    }
  }

  private func orderCheckpoint(_ scene: Scene) -> Checkpoint {
    Checkpoint("negative", "Below zero", after: "divide") { _ in
      .choose(
        "A token has a score below 0. What do we know of its probability?",
        [
          .wrong(
            "It is below 0 too",
            "No probability is: the exponential of any number is above 0, and so is their total."),
          .wrong(
            "It is 0: the token can’t come",
            "Softmax never gives 0. A low score makes a share small, but never nothing."),
          .wrong(
            "It is smaller than 50%",
            "Not always: if all the other scores are lower still, it can have nearly all of it."),
          .right(
            "It is above 0; how large depends on the other scores",
            "Only the differences between the scores count, so the sign of one says nothing."),
        ])
    }
  }
}
