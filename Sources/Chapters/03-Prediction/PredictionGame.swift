import MicroGPT
import Stage

/// Chapter 3: what comes next? First the reader bets; then a window slides over the name: each position is one question, asked
/// first and answered after that.
struct PredictionGame: Chapter {
  let number = 3
  let title = "The prediction game"
  let question = "What is the model asked to do?"
  static let explains = ["block size", "context", "position", "probability"]
  static let keys = [
    ChapterKey(.enter, "bets"), ChapterKey(.restore, "chips back"),
    ChapterKey(.switchView, "bets on your own name"),
  ]

  /// What the reader has bet.
  var betting = Betting()

  /// What can be clicked.
  enum Spot: Hashable, Sendable {
    case token(Int)
    case example(Int)
  }

  func needs(at beat: String?) -> Set<Need> { beat == nil || beat == "bet" ? [] : [.trace] }

  func beats(in scene: Scene) -> [Beat] {
    [
      Beat("rules", "The rules") { _ in rulesPage(scene) },
      Beat("bet", "Bet first", hold: 4000) { betPage(scene, $0) },
    ]
      + (0..<scene.positions).flatMap { position in
        [
          Beat(
            PredictionGame.ask(position), "Question \(position)", duration: 500,
            hold: 1800
          ) { askPage(scene, position, $0) },
          Beat(
            PredictionGame.answer(position), "Answer \(position)", duration: 500,
            hold: 1800
          ) { answerPage(scene, position, $0) },
        ]
      }
  }

  private static func ask(_ position: Int) -> String { "ask-\(position)" }
  private static func answer(_ position: Int) -> String { "answer-\(position)" }

  // MARK: Beat by beat

  private func rulesPage(_ scene: Scene) -> Page {
    let count = scene.positions
    let isCut = count < scene.tokens.count - 1
    return page(
      "To learn how names go on, the model plays one game: it sees a beginning and says what comes "
        + "next. Each place "
        + "\(isCut ? "that fits" : "but the last"), called a position, is one question: "
        + "here there \(count == 1 ? "is 1" : "are \(count)"). The right answer is the name’s own "
        + "next token.",
      CodeView(.loss, mark: "for position in", note: "n = \(count)"), scene
    ) { area in
      let (top, below) = PredictionGame.parted(area)
      SlidingWindow(scene: scene).draw(in: top)
      let (left, right) = PredictionGame.halves(below)
      ExampleList(scene: scene, shown: count, answered: 0).draw(in: left.top(count + 1))
      let used = Paragraph(
        "Each row on the left is one question, as training asks them: what the model sees → what comes next. "
          + "Nobody has to write down the answers: the names are questions and answers at once. "
          + "Press → and play along."
      ).draw(in: right, .faint)
      QuestionCounts(scene: scene).draw(in: below.below(max(used, count + 1) + 1))
    }
  }

  private func askPage(_ scene: Scene, _ position: Int, _ cue: Cue) -> Page {
    let (token, size) = (scene.tokens[position], scene.tokenizer.vocabularySize)
    let words =
      position == 0
      ? "BOS says that a name begins. Which token is likely to come first?"
      : "The model now sees one token more. It has no list to look in: it computes its guess from these "
        + "tokens and its parameters. Which token would you say follows?"
    return page(
      "Given [\(context(scene, position))], what comes next? \(words)",
      CodeView(
        .loss, mark: "let (token, target)",
        note: "position = \(position), token = \(token) (\(scene.label(token))), target = ?"), scene
    ) { area in
      let (top, below) = PredictionGame.parted(area)
      SlidingWindow(scene: scene, position: position, progress: cue.progress).draw(in: top)
      let (left, right) = PredictionGame.halves(below)
      ExampleList(scene: scene, shown: position + 1, answered: position, now: position)
        .draw(in: left)
      let used = Paragraph("Your guess first").draw(in: right, .title, .strong)
      let words =
        "Which one of the \(size) tokens would you say? Then press → for the model’s guesses"
      let whole = Paragraph(
        words + ": it shares out 100% among all \(size). The share of a token is its probability.")
      let room = right.below(used)
      let fits = whole.lines(width: room.width).count <= room.height
      let said = (fits ? whole : Paragraph(words + ".")).draw(in: room)
      EvenShares(scene: scene).draw(in: room.below(said + 1))
      // What was answered before, where there is room for it below the list.
      let rows = position + 2
      if position > 0, left.height > scene.positions + rows + 3 {
        GuessMap(scene: scene, position: position - 1).draw(in: left.below(rows + 1))
      }
    }
  }

  private func answerPage(_ scene: Scene, _ position: Int, _ cue: Cue) -> Page {
    let (token, target) = (scene.tokens[position], scene.tokens[position + 1])
    return page(
      "Given [\(context(scene, position))], “\(scene.label(target))” comes next. "
        + "\(verdict(scene, position)) "
        + remark(scene, position),
      CodeView(
        .loss, mark: "let (token, target)",
        note: "position = \(position), token = \(token) (\(scene.label(token))), "
          + "target = \(target) (\(scene.label(target)))"), scene
    ) { area in
      let (top, below) = PredictionGame.parted(area)
      SlidingWindow(scene: scene, position: position, isAnswered: true).draw(in: top)
      let (left, right) = PredictionGame.halves(below)
      let examples = ExampleList(
        scene: scene, shown: position + 1, answered: position + 1, now: position)
      examples.draw(in: left)
      let used = position + 3
      if left.height > scene.positions + used + 2 {
        GuessMap(scene: scene, position: position).draw(in: left.below(used))
      }
      Guesses(scene: scene, position: position, growth: Ease.inOut(cue.progress)).draw(in: right)
    }
  }

  // MARK: What they have in common

  private func page(
    _ caption: String, _ code: @autoclosure @escaping () -> CodeView, _ scene: Scene,
    picture: @escaping (Area) -> Void
  ) -> Page {
    var page = Page(
      caption, code: code(), mathematics: PredictionGame.mathematics,
      picture: { picture($0.below($0.height > 13 ? 1 : 0)) })
    page.pick = { spot in
      switch spot.value(as: Spot.self) {
      // A click on a token asks for it as the answer; a click on an example shows it.
      case .token(let index) where index > 0: [.go(to: PredictionGame.ask(index - 1))]
      case .token: [.go(to: "rules")]
      case .example(let position): [.go(to: PredictionGame.answer(position))]
      case nil: []
      }
    }
    return page
  }

  /// The window above, the rest below; where there is little room, without frames and blank rows.
  private static func parted(_ area: Area) -> (window: Area, rest: Area) {
    let rows = area.height > 12 ? SlidingWindow.rows : SlidingWindow.fewestRows
    return (area.top(rows), area.below(rows + (area.height > 12 ? 1 : 0)))
  }

  private static func halves(_ area: Area) -> (left: Area, right: Area) {
    let half = area.width / 2 - 1
    return (area.leading(half), area.trailing(from: half + 2))
  }

  /// All that the model sees, or the end of it where that is long: `BOS, e, m`.
  private func context(_ scene: Scene, _ position: Int) -> String {
    let labels = scene.tokens[...position].map(scene.label)
    let most = 50
    var (kept, columns) = (0, 0)
    for label in labels.reversed() {
      columns += label.columns + 2
      guard columns <= most else { break }
      kept += 1
    }
    return (kept < labels.count ? "…, " : "") + labels.suffix(kept).joined(separator: ", ")
  }

  /// What the model says about the right answer.
  private func verdict(_ scene: Scene, _ position: Int) -> String {
    let guess = Guesses(scene: scene, position: position)
    let when =
      scene.moment == 0
      ? "Before its training"
      : "After \(scene.moment.grouped) training step\(scene.moment == 1 ? "" : "s")"
    guard guess.share.isFinite else { return "\(when) the model has no number for it." }
    let rank = guess.place == 1 ? "highest" : "\(guess.place.ordinal) highest"
    let target = scene.label(scene.tokens[position + 1])
    return
      "\(when) the model gives “\(target)” a probability of \(guess.share.percent()), the \(rank) "
      + "of \(guess.count)."
  }

  /// What there is to say at one position beside its numbers.
  private func remark(_ scene: Scene, _ position: Int) -> String {
    if scene.tokens[position + 1] == scene.tokenizer.bos {
      return position > 0 ? "BOS says: the name is over." : "BOS again: the name has no letters."
    }
    if position == scene.positions - 1 {
      let count = scene.positions
      return "Here it ends: the model has only \(count) position\(count == 1 ? "" : "s")."
    }
    guard position == 0 else { return "" }
    return switch (scene.moment, scene.lastMoment) {
    case (0, 0): ""
    case (0, _): "} shows what it says later in its training."
    case (100..., _): "{ shows what it said 100 steps earlier, } comes back."
    default: "{ shows what it said before its training."
    }
  }

  private static let mathematics = [
    "A name of tokens t₀ … tₙ (t₀ and tₙ are BOS) gives n questions, one for each position i.",
    "  p(tᵢ₊₁ | t₀ … tᵢ)",
    "The model answers with a probability for every token of the vocabulary, given all tokens so "
      + "far and none of the later ones.",
    "The probability of the whole name is the product of its right answers.",
    "  p(name) = p(t₁ | t₀) · p(t₂ | t₀ t₁) · … · p(tₙ | t₀ … tₙ₋₁)",
  ]
}
