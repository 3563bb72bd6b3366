import MicroGPT
import Stage

/// The guesses for the name before and after a parameter was changed.
struct RippleView {
  let scene: Scene
  let index: Int
  let ripple: Ripple?
  /// The position whose guesses are compared.
  let position: Int
  /// Why nothing moves, where nothing does though the parameter is changed.
  let stillness: String?

  func draw(in area: Area) {
    guard let ripple else {
      area.text("the guesses before the change are being computed …", .faint)
      return
    }
    area.text(loss(ripple).cut(area.width))
    let words = Paragraph(reach(ripple)).draw(in: area.below(1).top(2), .faint)
    let body = area.below(1 + words + (area.height > 14 ? 1 : 0))
    guard body.width >= 64 else {
      drawPositions(ripple, in: body)
      return
    }
    let left = min(44, body.width * 5 / 12)
    drawPositions(ripple, in: body.leading(left))
    body.part(Rect(left + 1, 0, 1, body.height)).fill("│", .faint)
    drawGuesses(ripple, in: body.trailing(from: left + 3))
  }

  private func loss(_ ripple: Ripple) -> Text {
    let (before, after) = (ripple.before.loss, ripple.after.loss)
    let difference = after - before
    let words: Text =
      difference == 0
      ? "exactly the same"
      : "\((difference > 0 ? "+" : "") + difference.shown(6), .chosen, .strong)"
    return
      "\("loss of \(scene.name.shortened) ", .faint)\(before.shown(6), .loss)\(" → ", .faint)"
      + "\(after.shown(6), .loss, .strong)  " + words
  }

  /// Which positions can't move, and why.
  private func reach(_ ripple: Ripple) -> String {
    guard scene.edit?.parameter == index else {
      return "Nothing is changed yet: - + < > give it another value."
    }
    if ripple.isStill { return stillness ?? "No guess moves, in no digit." }
    guard let first = ripple.firstReader, first > 0 else {
      return "Every position reads this weight." + (ripple.movesFirst ? "" : alone)
    }
    let before = first == 1 ? "position 0" : "positions 0 to \(first - 1)"
    return
      "Exactly 0 at \(before): this weight is first read at position \(first), and no position sees later "
      + "ones."
  }

  /// Why position 0 does not move with what makes queries and keys.
  private var alone: String {
    let name = scene.parameterPlace(index)?.matrix.name ?? ""
    guard name.hasSuffix("attn_wq") || name.hasSuffix("attn_wk") else { return "" }
    return " Position 0 sees only itself: whatever the score, its one weight is 1."
  }

  private func drawPositions(_ ripple: Ripple, in area: Area) {
    let rows = ripple.moves.enumerated().map { place, move in
      BarList.Row(
        "\(place, .position) \(scene.label(ripple.after.tokens[place]), .token)", move,
        Text(move == 0 ? "0" : move.shown(6)), role: .chosen,
        target: Target(Origin.RipplePosition(index: place)))
    }
    area.text("how far all guesses move, Σ|Δp|".cut(area.width), .faint)
    BarList(rows, labels: .leading, chosen: position).draw(in: area.below(1))
  }

  private func drawGuesses(_ ripple: Ripple, in area: Area) {
    guard ripple.after.tokens.indices.contains(position + 1) else { return }
    let answer = ripple.after.tokens[position + 1]
    let title: Text = "\("after position \(position), before → after", .faint)"
    area.text(title.cut(area.width))
    let guesses = ripple.guesses(at: position, max(0, area.height - 1))
    let rows = guesses.map { guess in
      BarList.Row(
        "\(scene.label(guess.token), .token)", guess.after,
        "\(guess.before.percent(2), .faint)\(" → ", .faint)\(guess.after.percent(2).paddedLeft(6))",
        mark: guess.token == answer ? "next" : "",
        role: guess.token == answer ? .answer : .probability)
    }
    BarList(rows, scale: 1).draw(in: area.below(1))
  }
}
