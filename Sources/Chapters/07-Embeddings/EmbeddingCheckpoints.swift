import MicroGPT
import Stage

/// What chapter 7 asks.
extension FromIdsToMeaning {
  func checkpoints(in scene: Scene) -> [Checkpoint] {
    [whereCheckpoint(), sumCheckpoint(scene), makerCheckpoint(scene), cosineCheckpoint()]
  }

  private func whereCheckpoint() -> Checkpoint {
    Checkpoint("where", "Find the line", after: "position") { _ in
      .line(
        "Which line takes the row of the position?",
        .init(
          code: CodeView(.embed, mark: "let posEmb"),
          reason: "Yes: it takes the row of the position from the second table, wpe.",
          wrong: [
            "let tokEmb":
              "This line takes the row of the token, which is the same at any position.",
            "embedding = tokEmb": "This line leaves the position out: it is for an experiment.",
            "add(tokEmb": "This line comes later: it adds the two rows.",
            "rmsNorm": "This line comes last: it brings the sum to one size.",
            "func ": "This is the heading: it says what goes in and what comes out.",
          ]))
    }
  }

  private func sumCheckpoint(_ scene: Scene) -> Checkpoint {
    Checkpoint("sum", "Add them up", after: "sum") { cue in
      let position = position(scene, cue)
      let input = InputNumbers(scene, position)
      // Not the number under the cursor, whose sum was on the page.
      let column = (column(scene) + 1) % scene.size.width
      let (token, place) = (input.token[column].fixed(3), input.place[column].fixed(3))
      let letter = scene.quoted(scene.tokens[position])
      return .number(
        "Number \(column) of \(letter) at position \(position): what is the sum of the two rows there?",
        .init(
          input.sum[column], digits: 3,
          given: [
            "row of \(letter): \(token)", "row of position \(position): \(place)", "",
            "their sum: ?",
          ], way: "Number by number: \(token) + (\(place))."))
    }
  }

  private func makerCheckpoint(_ scene: Scene) -> Checkpoint {
    Checkpoint("maker", "Who wrote it?", after: "tokens") { _ in
      .choose(
        "Who decides which numbers stand in the row of a token?",
        [
          .wrong(
            "People who know the letters of the language",
            "Nobody fills in this table by hand: the model gets names and nothing else."),
          .right(
            "Chance at first, then the training",
            "The numbers begin as random ones, and each training step moves them a little."),
          .wrong(
            "The id: the numbers are calculated from it",
            "The id only says which row it is. Tokens with ids side by side need not be alike."),
        ])
    }
  }

  private func cosineCheckpoint() -> Checkpoint {
    Checkpoint("cosine", "What does 1 mean?", after: "cosine") { _ in
      .choose(
        "Two rows have a cosine of 1. What do we know of them?",
        [
          .wrong(
            "They are the same numbers",
            "They need not be: one row may be twice the other and still point the same way."),
          .wrong(
            "Their tokens often stand side by side",
            "The cosine compares two rows of numbers. What follows what is another question."),
          .right(
            "They point the same way; one can be longer",
            "Each number of one row is the same number of times as large as its partner in the other."
          ),
        ])
    }
  }
}
