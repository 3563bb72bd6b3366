import Stage

/// The same sentence in characters and in larger pieces. The pieces are an illustration; which ones a real
/// tokenizer makes depends on its table.
struct Chunks {
  let vocabulary: Int

  /// Of cl100k_base.
  static let largeVocabulary = 100_277

  private let characters = "emma plays with a small cat".map { $0 == " " ? "␣" : String($0) }
  private let pieces = ["emma", "␣plays", "␣with", "␣a", "␣small", "␣cat"]

  func draw(in area: Area) {
    let isHigh = area.height > 25
    let gap = area.height > 40 ? 2 : 1
    var y = 0
    func part(_ title: String, _ pieces: [String], _ words: String) {
      area.text(title, y: y, .title, .strong)
      y += 1 + draw(pieces, in: area.below(y + 1), boxed: isHigh)
      area.text(words, y: y, .faint)
      y += 1 + gap
    }
    part(
      "One token a character, as here:", characters,
      "\(characters.count) tokens; this model’s vocabulary has \(vocabulary)")
    part(
      "One token a frequent piece, as in large models (sketch):", pieces,
      "\(pieces.count) tokens from a vocabulary of \(Chunks.largeVocabulary.grouped)")
    y +=
      Paragraph(
        "Fewer tokens for the same text mean fewer positions for the model to work through, but a "
          + "larger table to learn. "
          + "Spelling gets harder: inside a piece the model sees no letters."
      ).draw(in: area.below(y)) + gap
    drawCosts(in: area.below(y), gap: gap)
  }

  /// What is won and what it costs, as bars.
  private func drawCosts(in area: Area, gap: Int) {
    func bars(_ title: String, _ numbers: [Int], in area: Area) {
      area.text(title, .title, .strong)
      BarList(
        zip(["characters", "pieces"], numbers).map { name, number in
          BarList.Row(Text(name), Double(number), Text(number.grouped), role: .token)
        }.spread(by: gap - 1), labels: .leading
      ).draw(in: area.below(1))
    }
    let high = 3 + gap
    guard area.height >= high else { return }
    bars("Positions to work through for this sentence", [characters.count, pieces.count], in: area)
    bars(
      "Rows of the token table to learn", [vocabulary, Chunks.largeVocabulary],
      in: area.below(high + gap - 1))
  }

  /// Draws pieces end to end, in two colours that take turns, and returns the rows they took.
  private func draw(_ pieces: [String], in area: Area, boxed: Bool) -> Int {
    if boxed {
      let boxes = pieces.enumerated().map { index, piece in
        TokenBoxes.Token(piece, index % 2 == 0 ? .token : .position)
      }
      if TokenBoxes(boxes).layout(width: area.width).boxes.count == pieces.count {
        TokenBoxes(boxes).draw(in: area)
        return 3
      }
    }
    var x = 0
    for (index, piece) in pieces.enumerated() {
      x = area.text(piece, x: x, index % 2 == 0 ? .token : .position, .inverse)
    }
    return 1
  }
}
