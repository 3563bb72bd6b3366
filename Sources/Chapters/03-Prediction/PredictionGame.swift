import MicroGPT
import Stage

/// Chapter 3: what comes next? A window slides over the name; each position is one question.
struct PredictionGame: Chapter {
  let number = 3
  let title = "The prediction game"
  var playback = Playback()
  var chosen = 0

  /// The first beat explains the game; then one for each position.
  func beats(in scene: Scene) -> [Beat] {
    let tokens = scene.tokens
    let intro = Beat(
      "The rules",
      "The model plays one game: it sees the beginning of a name and says what comes next. Each "
        + "position of the name is one question, and its right answer is in the name itself.")
    return [intro]
      + (0..<scene.positions).map { position in
        let target = tokens[position + 1]
        let context = tokens[...position].map(scene.label).joined(separator: ", ")
        let (place, share) = verdict(scene, position)
        return Beat(
          "Position \(position)",
          "Given [\(context)] → predict \(scene.label(target)). After \(scene.moment.grouped) steps "
            + "the model gives the right answer \(share.percent()): its \(ordinal(place)) choice of "
            + "\(scene.tokenizer.vocabularySize). \(remark(scene, position))",
          duration: 500, hold: 1800)
      }
  }

  /// What there is to say at one position beside its numbers.
  private func remark(_ scene: Scene, _ position: Int) -> String {
    if scene.tokens[position + 1] == scene.tokenizer.bos { return "BOS says: the name is over." }
    if position == scene.positions - 1 {
      return "Here it ends: the model has only \(scene.positions) positions."
    }
    return position == 0
      ? "Press { to see what it guessed earlier in its training, } to come back." : ""
  }

  /// The place of the right answer among all guesses, from 1, and its probability.
  private func verdict(_ scene: Scene, _ position: Int) -> (place: Int, share: Double) {
    let probabilities = scene.trace.positions[position].probabilities
    let share = probabilities[scene.tokens[position + 1]]
    return (probabilities.filter { $0 > share }.count + 1, share)
  }

  private func ordinal(_ place: Int) -> String {
    guard place > 1 else { return "first" }
    let ending =
      switch (place % 10, place % 100) {
      case (_, 11...13): "th"
      case (1, _): "st"
      case (2, _): "nd"
      case (3, _): "rd"
      default: "th"
      }
    return "\(place)\(ending)"
  }

  func draw(
    in rect: Rect, on canvas: inout Canvas, scene: Scene, beat: Int, progress: Double
  ) {
    let top = rect.below(rect.height > 13 ? 1 : 0)
    let position = beat - 1
    drawWindow(in: top.top(5), on: &canvas, scene: scene, position: position)
    let below = top.below(rect.height > 13 ? 6 : 5)
    let half = below.width / 2 - 1
    let left = below.leading(half)
    drawExamples(in: left, on: &canvas, scene: scene, position: position)
    let used = scene.positions + 2
    if left.height > 2 * used + 2 {
      drawOverview(in: left.below(used), on: &canvas, scene: scene, position: position)
    }
    let right = below.trailing(from: half + 2)
    if position >= 0 {
      drawGuesses(in: right, on: &canvas, scene: scene, position: position, progress: progress)
    } else {
      Paragraph(
        "Nobody has to write down the answers: the names themselves are questions and answers. "
          + "Press → and play along: what would you guess?"
      ).draw(in: right, on: &canvas, .faint)
    }
  }

  private func drawWindow(
    in rect: Rect, on canvas: inout Canvas, scene: Scene, position: Int
  ) {
    let tokens = scene.tokens
    let boxes = tokens.enumerated().map { index, token -> TokenBoxes.Token in
      let label = scene.label(token)
      if position < 0 { return .init(label, .token) }
      if index <= position { return .init(label, .token, .inverse) }
      if index == position + 1 { return .init(label, .answer, .inverse) }
      return .init(label, .faint)
    }
    let (first, places) = TokenBoxes(boxes, focus: max(0, position), control: 0).draw(
      in: rect, on: &canvas)
    guard position >= 0 else { return }
    for (offset, place) in places.enumerated() {
      let index = first + offset
      let frame = TokenBoxes.frame(of: place)
      let middle = Rect(frame.x, frame.y, frame.width, 6)
      if index <= position {
        canvas.text("\(index)", centredIn: middle.row(3), .position)
      } else if index == position + 1 {
        canvas.text("↑", centredIn: middle.row(3), .answer, .strong)
      }
    }
    if let seen = places.first, position >= first, rect.height > 4 {
      let last = TokenBoxes.frame(of: places[min(places.count - 1, position - first)])
      let words = "the model sees"
      let x = max(rect.x, min(seen.x, last.right - words.columns))
      if x + words.columns < last.right + 2 || position + 1 - first >= places.count {
        canvas.text(words, x: x, y: rect.y + 4, .token, clip: rect)
      }
      if position + 1 - first < places.count {
        let target = places[position + 1 - first]
        canvas.text("what comes next?", x: target.x, y: rect.y + 4, .answer, clip: rect)
      }
    }
  }

  /// The training examples so far, the newest marked.
  private func drawExamples(
    in rect: Rect, on canvas: inout Canvas, scene: Scene, position: Int
  ) {
    canvas.text("Training examples", x: rect.x, y: rect.y, .title, .strong, clip: rect)
    let list = rect.below(1)
    let tokens = scene.tokens
    let last = position < 0 ? scene.positions - 1 : position
    let first = max(0, last - list.height + 1)
    for (row, index) in (first...max(first, last)).enumerated() where index < scene.positions {
      let isNow = index == position
      let context = tokens[...index].map(scene.label).joined(separator: " ")
      let answer = " → \(scene.label(tokens[index + 1]))"
      let room = rect.width - answer.columns - 3
      // Of a long context the end is what matters.
      let shown = context.columns > room ? "…" + String(context.suffix(max(0, room - 1))) : context
      var x = canvas.text("\(index)".paddedLeft(2) + " ", x: list.x, y: list.y + row, .position)
      x = canvas.text(
        shown, x: x, y: list.y + row, isNow ? .token : .faint, isNow ? .strong : [], clip: list)
      canvas.text(
        answer, x: x, y: list.y + row, isNow ? .answer : .faint, isNow ? .strong : [], clip: list)
      canvas.touch(list.row(row), .pick(control: 1, item: index))
    }
  }

  /// All positions at once: a column for each token, the fuller the likelier.
  private func drawOverview(
    in rect: Rect, on canvas: inout Canvas, scene: Scene, position: Int
  ) {
    let cellWidth = min(3, (rect.width - 4) / max(1, scene.tokenizer.vocabularySize))
    guard cellWidth > 0 else { return }
    canvas.text(
      "All guesses, the right ones underlined", x: rect.x, y: rect.y, .title, .strong,
      clip: rect)
    for token in 0..<scene.tokenizer.vocabularySize {
      let label = String(scene.label(token).prefix(cellWidth))
      canvas.text(
        label, x: rect.x + 4 + token * cellWidth, y: rect.y + 1, .token, clip: rect)
    }
    for (row, place) in scene.trace.positions.enumerated() {
      let y = rect.y + 2 + row
      canvas.text(
        "\(row)".paddedLeft(2), x: rect.x, y: y, row == position ? .chosen : .position, clip: rect)
      let line = Rect(rect.x + 4, y, rect.width - 4, 1)
      // Half of all probability gets the strongest colour.
      HeatMap([place.probabilities], scale: 0.5, cellWidth: cellWidth).draw(in: line, on: &canvas)
      let target = Rect(
        line.x + scene.tokens[row + 1] * cellWidth, y, cellWidth, rect.bottom > y ? 1 : 0)
      canvas.restyle(target, adding: [.underlined, .strong])
    }
  }

  /// The first guesses, five or as many as fit, and the right answer where it is not among them.
  private func drawGuesses(
    in rect: Rect, on canvas: inout Canvas, scene: Scene, position: Int, progress: Double
  ) {
    let probabilities = scene.trace.positions[position].probabilities
    let target = scene.tokens[position + 1]
    let (place, _) = verdict(scene, position)
    canvas.text(
      "What the model guesses", x: rect.x, y: rect.y, .title, .strong, clip: rect
    )
    var ranking = probabilities.indices.sorted {
      (probabilities[$0], $1) > (probabilities[$1], $0)
    }
    ranking = Array(ranking.prefix(max(1, rect.height - 3)))
    let isListed = ranking.contains(target)
    let rows = rect.below(1)
    func row(_ index: Int, _ token: Int, _ number: Int) {
      let line = rows.row(index)
      let isRight = token == target
      let role: Role = isRight ? .answer : .probability
      canvas.text("\(number)".paddedLeft(2), x: line.x, y: line.y, .faint, clip: rows)
      canvas.text(
        scene.label(token).paddedLeft(4), x: line.x + 2, y: line.y, isRight ? .answer : .token,
        .strong, clip: rows)
      let share = probabilities[token]
      let bar = line.inset(left: 7, right: 8)
      // All bars to one scale: as wide as the room is a certain answer.
      Bar(share * Ease.inOut(progress), role).draw(in: bar, on: &canvas)
      canvas.text(
        share.percent().paddedLeft(7), endingAt: line.right, y: line.y, role, clip: rows)
      if isRight {
        canvas.text(
          "◀ right", x: bar.x + Int(share * Double(bar.width)) + 2, y: line.y, .answer,
          clip: bar)
      }
    }
    for (index, token) in ranking.enumerated() { row(index, token, index + 1) }
    if !isListed && rows.height > ranking.count {
      canvas.text("   …", x: rows.x, y: rows.y + ranking.count, .faint, clip: rows)
      row(ranking.count + 1, target, place)
    }
  }

  mutating func pick(_ control: Int, item: Int, in scene: Scene) -> Reaction {
    // A click on a token asks for it as the answer; a click on an example shows it.
    let beat = control == 0 ? item : item + 1
    playback.go(to: beat, in: beats(in: scene))
    return .handled
  }

  func code(scene: Scene, beat: Int) -> CodeView {
    guard beat > 0 else {
      return CodeView(.loss, mark: "for position in", note: "n = \(scene.positions)")
    }
    let (token, target) = (scene.tokens[beat - 1], scene.tokens[beat])
    return CodeView(
      .loss, mark: "let (token, target)",
      note: "position = \(beat - 1), token = \(token) (\(scene.label(token))), "
        + "target = \(target) (\(scene.label(target)))")
  }

  func mathematics(scene: Scene, beat: Int) -> [String] {
    [
      "A name of tokens t₀ … tₙ (t₀ and tₙ are BOS) gives n questions, one for each position i.",
      "  p(tᵢ₊₁ | t₀ … tᵢ)",
      "The model answers with a probability for every token of the vocabulary, given all tokens so "
        + "far and none of the later ones.",
      "The probability of the whole name is the product of its right answers.",
      "  p(name) = p(t₁ | t₀) · p(t₂ | t₀ t₁) · … · p(tₙ | t₀ … tₙ₋₁)",
    ]
  }
}
