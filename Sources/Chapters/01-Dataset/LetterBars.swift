import MicroGPT
import Stage

/// The most frequent letters with their shares; some of them stand out.
struct LetterBars {
  let scene: Scene
  let letters: Survey.Letters
  /// Those that stand out.
  let lit: [Int]
  /// The share whose bar takes all the room; that of the most frequent letter where nil.
  var scale: Double?
  /// Columns of the list at most.
  var most = 3

  /// Draws them and returns the rows they took.
  @discardableResult
  func draw(in area: Area) -> Int {
    guard area.height > 0, let top = letters.ranking.first else { return 0 }
    let columns = max(
      1, min(most, min(area.width / 30, (letters.kinds + area.height - 1) / area.height)))
    let room = columns * area.height
    // The last row tells how many are missing.
    let isWhole = letters.kinds <= min(room, letters.ranking.count)
    let shown = Array(letters.ranking.prefix(isWhole ? letters.kinds : max(1, room - 1)))
    let rows = (shown.count + (isWhole ? 0 : 1) + columns - 1) / columns
    let used = Set(lit)
    var height = 0
    for (column, span) in area.columns(Array(repeating: 1, count: columns), gap: 4).enumerated() {
      let part = shown.dropFirst(column * rows).prefix(rows)
      let list = part.map { row($0, isLit: used.contains($0)) }
        .spread(in: isWhole ? area.height : 0)
      height = max(height, list.count + (isWhole ? 0 : 1))
      BarList(list, scale: scale ?? letters.share(of: top)).draw(in: span)
      if !isWhole && column == columns - 1 && area.height > 1 {
        let rest = letters.total - shown.reduce(0) { $0 + letters.counts[$1] }
        let share = Double(rest) / Double(letters.total)
        let reading = Reading("share of the others together", share)
        let words: Text =
          "… \((letters.kinds - shown.count).grouped) more, together \(share.sharePercent, telling: reading)"
        span.text(words.cut(span.width), y: part.count, .faint)
      }
    }
    return min(height, area.height)
  }

  /// The same shares end to end in one bar, where there is room for its title and labels.
  func drawWhole(_ title: String, in area: Area) {
    guard area.height > 3 else { return }
    area.text(title.cut(area.width), .title, .strong)
    let used = Set(lit)
    // Those that are not among the most frequent ones share the end.
    let shown = letters.ranking.prefix(100)
    let rest = letters.total - shown.reduce(0) { $0 + letters.counts[$1] }
    StackedBar(
      shown.enumerated().map { place, id in
        .init(
          scene.label(id), letters.share(of: id),
          used.contains(id) ? .token : place.isMultiple(of: 2) ? .probability : .activation)
      }
        + (rest > 0 ? [.init("…", Double(rest) / Double(letters.total))] : [])
    ).draw(in: area.below(1).top(3))
  }

  private func row(_ id: Int, isLit: Bool) -> BarList.Row {
    .init(
      Text(scene.label(id), isLit ? .token : .text, isLit ? .strong : []), letters.share(of: id),
      Text("\(letters.counts[id].grouped) \(letters.share(of: id).sharePercent.paddedLeft(6))"),
      role: isLit ? .token : .probability)
  }
}
