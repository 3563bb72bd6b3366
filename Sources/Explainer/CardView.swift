import Stage

/// A card in the middle of an area: a question, and its answer where it is turned.
struct CardView {
  /// What it is about, above the card where there is room.
  let lead: String
  let heading: String
  let question: String
  /// Nil as long as the card is not turned.
  let answer: String?
  let keys: [KeyLine.Item]

  /// How wide it is at most, and how high at least, where there is room: both sides and all cards alike.
  private static let (widest, lowest) = (72, 14)

  func draw(in area: Area) {
    let width = min(CardView.widest, area.width)
    let margin = width < CardView.widest ? 2 : 4
    let inner = width - 2 - 2 * margin
    let answer = answer ?? "Answer it in your head, then turn the card."
    // The question, the answer and the keys, with a blank row between them.
    let rows =
      [question, answer].reduce(0) { $0 + Paragraph($1).lines(width: inner).count + 1 } + 1
    let gap = area.height >= rows + 4 ? 1 : 0
    let box = area.centred(width, max(CardView.lowest, rows + 2 + 2 * gap))
    let top = box.rect.y - area.rect.y
    if top > 2 { area.text(centred: lead, y: top - 2, .faint) }
    box.frame(title: heading, .title)
    let page = box.inset(
      left: margin + 1, top: 1 + gap, right: margin + 1, bottom: 1 + gap)
    page.cursor()
    let used = Paragraph(question).draw(in: page, .title, .strong)
    Paragraph(answer).draw(
      in: page.inset(top: used + 1, bottom: 2), isTurned ? .answer : .faint)
    if !isTurned { box.touch(.key(.character(" "))) }
    KeyLine(keys).draw(in: page.bottom(1))
  }

  private var isTurned: Bool { answer != nil }
}
