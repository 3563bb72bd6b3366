import MicroGPT
import Stage

/// What the ids lead to: the rows of the token table, as the model has them at the moment.
struct TokenTable {
  let scene: Scene

  func draw(in area: Area) {
    let count = scene.tokenizer.vocabularySize
    let width = scene.size.width
    let list = area.below(2)
    // Where there is room for all tokens, all; else those of the name, each once.
    let used = Set(scene.tokens)
    let ids = list.height >= count ? Array(0..<count) : used.sorted()
    // The last row says what does not fit.
    let fitting = ids.count <= list.height ? ids.count : max(0, list.height - 1)
    let shown = ids.prefix(fitting)
    let labels = shown.map { id in
      Text(
        scene.label(id).paddedLeft(4) + "\(id)".paddedLeft(4), used.contains(id) ? .token : .faint,
        used.contains(id) ? .strong : [])
    }
    let hasFigures = (labels.map(\.columns).max() ?? 0) + 1 + 6 * width <= area.width
    area.text(
      "Each token has a row of \(width) numbers (chapter 7)".cut(area.width), .title,
      .strong)
    let key = hasFigures ? "" : "; fuller: further from 0; -: below 0"
    let part = shown.count < count ? "\(shown.count) of" : "all"
    area.text("\(part) its \(count.grouped) rows\(key)".cut(area.width), y: 1, .faint)
    let numbers = Matrix(
      shown.map(scene.embedding), scale: .signed(0.6), rowLabels: labels,
      style: hasFigures ? .figures : .cells, grows: true)
    numbers.draw(in: list.top(fitting == ids.count ? list.height : fitting))
    drawLegend(
      in: list.trailing(
        from: (labels.map(\.columns).max() ?? 0) + 1 + (hasFigures ? 6 : 4) * width + 2))
    if fitting < ids.count {
      list.text("… and \(ids.count - fitting) more", x: 2, y: fitting, .faint)
    }
  }

  /// What the colours mean, where there is room beside the table.
  private func drawLegend(in area: Area) {
    guard area.width >= 18 else { return }
    Paragraph(
      "A row for each token: orange above 0, blue below. What the numbers do, chapter 7 shows."
    )
    .draw(in: area, .faint)
  }
}
