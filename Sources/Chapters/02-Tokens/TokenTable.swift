import MicroGPT
import Stage

/// What the ids lead to: the rows of the token table, as the model has them at the moment.
struct TokenTable {
  let scene: Scene

  func draw(in area: Area) {
    let table = scene.tokenEmbeddings
    let width = scene.size.width
    let list = area.below(1)
    // Where there is room for all tokens, all; else those of the name, each once.
    let used = Set(scene.tokens)
    let ids = table.indices.filter { list.height >= table.count || used.contains($0) }
    let cellWidth = max(2, min(6, (list.width - 10) / max(1, width)))
    area.text("The table wte has a row for each token", .title, .strong)
    let key = cellWidth < 5 ? "- below 0, fuller is larger" : "\(width) numbers in each row"
    if area.width > 70 { area.text(key, endingAt: nil, .faint) }
    // The last row says what does not fit.
    let fitting = ids.count <= list.height ? ids.count : max(0, list.height - 1)
    for (row, id) in ids.prefix(fitting).enumerated() {
      let line = list.row(row)
      let isUsed = used.contains(id)
      line.text(
        scene.label(id).paddedLeft(4) + "\(id)".paddedLeft(4), isUsed ? .token : .faint,
        isUsed ? .strong : [])
      HeatMap([table[id]], scale: 0.6, cellWidth: cellWidth).draw(in: line.inset(left: 10))
    }
    if fitting < ids.count {
      list.text("… and \(ids.count - fitting) more", x: 2, y: fitting, .faint)
    }
  }
}
