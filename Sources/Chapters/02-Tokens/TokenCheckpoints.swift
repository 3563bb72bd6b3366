import MicroGPT
import Stage

/// What chapter 2 asks.
extension NumbersNotLetters {
  func checkpoints(in scene: Scene) -> [Checkpoint] {
    [idCheckpoint(scene), wrapCheckpoint(), buildCheckpoint(scene), amountCheckpoint(scene)]
      .compactMap { $0 }
  }

  /// The id of a character that the name does not have, where there is one near the beginning.
  private func idCheckpoint(_ scene: Scene) -> Checkpoint? {
    let characters = scene.tokenizer.characters
    let used = Set(scene.tokens)
    guard
      let id = (2..<max(2, min(9, characters.count))).reversed().first(where: { !used.contains($0) }
      )
    else { return nil }
    return Checkpoint("place", "Which id?", after: "look-up") { _ in
      let list = (0...min(id + 2, characters.count - 1)).map(scene.label).joined(separator: " ")
      let (label, before) = (scene.label(id), scene.label(id - 1))
      return .number(
        "“\(label)” is not in the name you look at. Which id does it have?",
        .init(
          Double(id), digits: 0,
          given: ["The characters in sorted order begin:", "", list, "", "id of “\(label)” = ?"],
          way:
            "The ids count from 0: \(scene.label(0)) = 0, … \(before) = \(id - 1), \(label) = \(id)."
        ))
    }
  }

  private func wrapCheckpoint() -> Checkpoint {
    Checkpoint("wrap", "Find the line", after: "wrap") { _ in
      .line(
        "This code turns a name into ids; nobody has to be able to program. Which line puts BOS after the name? "
          + "(append: add at the end. At the right, the lines of microgpt.py.)",
        .init(
          code: CodeView(.encode, mark: "tokens.append(bos)"),
          reason: "Yes: after the last character it adds BOS once more.",
          wrong: [
            "[bos]": "This line puts BOS in front: a name begins.",
            "tokens.append(id)": "This line adds the ids of the characters, one after the other.",
            "for character": "This line goes through the characters; it adds nothing itself.",
            "return": "This line hands over what is finished already.",
            "func ": "This is the heading: it says what goes in and what comes out.",
            "guard": "This line looks up the id of a character.",
            "preconditionFailure": "This line is for characters that have no id.",
          ]))
    }
  }

  /// A name of small ids, typed by the reader.
  private func buildCheckpoint(_ scene: Scene) -> Checkpoint? {
    let limit = 5
    guard scene.tokenizer.characters.count > limit else { return nil }
    let ids = scene.tokens.dropFirst().dropLast()
    return Checkpoint("build", "Your turn", after: "back") { _ in
      let last = scene.label(limit - 1)
      return .task(
        "Your turn: type a name of at least 3 characters whose ids are all below \(limit).",
        .init(
          isDone: ids.count >= 3 && ids.allSatisfy { $0 < limit },
          hint:
            "Press e to type; the vocabulary is sorted, so only the characters up to “\(last)” have such ids.",
          lesson:
            "All ids of “\(scene.name.shortened)” are below \(limit): it is made of the first "
            + "\(limit) characters of the vocabulary. The computer sees the numbers, you the letters."
        ))
    }
  }

  /// Ids are not amounts.
  private func amountCheckpoint(_ scene: Scene) -> Checkpoint? {
    let last = scene.tokenizer.characters.count - 1
    guard last > 0 else { return nil }
    return Checkpoint("amounts", "What does an id say?", after: "labels") { _ in
      let (low, high) = (scene.label(0), scene.label(last))
      return .choose(
        "“\(low)” has id 0 and “\(high)” has id \(last). What do these two numbers tell the model?",
        [
          .wrong(
            "“\(high)” counts for more than “\(low)”",
            "Nothing is ever calculated with the size of an id."),
          .wrong(
            "“\(high)” comes more often in the names than “\(low)”",
            "The ids follow the sorted order. How often a character comes plays no part in it."),
          .right(
            "Only which row of a table belongs to each",
            "An id is a label, like the number on a locker."),
        ])
    }
  }
}
