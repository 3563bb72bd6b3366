import MicroGPT
import Stage

/// The first picture of all: what this is about, with names that the model has just made up.
struct Welcome {
  let scene: Scene

  func draw(in rect: Rect, on canvas: inout Canvas) {
    let word = scene.name.isEmpty ? "(no name: press e)" : "“\(scene.name)”"
    canvas.text(word, centredIn: rect.row(1), .token, .strong)
    let body = rect.inset(left: 2, top: rect.height > 12 ? 4 : 3, right: 2)
    let used = Paragraph(story).draw(in: body, on: &canvas)
    let list = body.below(used + (rect.height > 12 ? 1 : 0))
    let names = scene.study.names(20, temperature: scene.temperature, at: scene.moment).map(\.text)
    var lines = [""]
    for name in names where !name.isEmpty {
      if lines[lines.count - 1].columns + name.columns + 3 > list.width { lines.append("") }
      lines[lines.count - 1] += name + "   "
    }
    for (row, line) in lines.prefix(2).enumerated() {
      canvas.text(line, x: list.x, y: list.y + row, .token, .strong, clip: list)
    }
    Paragraph(
      "These chapters show how that works, with this very model: every number you will see is its "
        + "own."
    ).draw(in: list.below(3), on: &canvas, .faint)
  }

  private var story: String {
    let run = scene.run
    let steps = run.settings.steps
    let model =
      "\(run.corpus.documents.count.grouped) given names were put into this program, and a small GPT of "
      + "\(run.parameterCount.grouped) numbers, which was told nothing about letters or names. "
    if scene.moment == steps {
      let lead = scene.tried.count > 1 ? "It" : "While the window opened it"
      return model
        + "\(lead) was trained on them, for \(steps.grouped) steps, and "
        + "makes up new ones now:"
    }
    return model + "After \(scene.moment.grouped) of \(steps.grouped) training steps it makes up:"
  }
}

/// What the ids lead to: the rows of the token table, as the model has them at the moment.
struct TokenTable {
  let scene: Scene

  func draw(in rect: Rect, on canvas: inout Canvas) {
    let table = scene.study.tokenEmbeddings(at: scene.moment)
    let width = scene.run.settings.size.width
    let list = rect.below(1)
    // Where there is room for all tokens, all; else those of the name, each once.
    let used = Set(scene.tokens)
    let ids = table.indices.filter { list.height >= table.count || used.contains($0) }
    let cellWidth = max(2, min(6, (list.width - 10) / max(1, width)))
    canvas.text(
      "The table wte has a row for each token", x: rect.x, y: rect.y, .title, .strong, clip: rect)
    let key = cellWidth < 5 ? "- below 0, fuller is larger" : "\(width) numbers in each row"
    if rect.width > 70 { canvas.text(key, endingAt: rect.right, y: rect.y, .faint, clip: rect) }
    // The last row says what does not fit.
    let fitting = ids.count <= list.height ? ids.count : max(0, list.height - 1)
    for (row, id) in ids.prefix(fitting).enumerated() {
      let line = list.row(row)
      let role: Role = used.contains(id) ? .token : .faint
      canvas.text(
        scene.label(id).paddedLeft(4) + "\(id)".paddedLeft(4), x: line.x, y: line.y, role,
        used.contains(id) ? .strong : [], clip: line)
      HeatMap([table[id]], scale: 0.6, cellWidth: cellWidth)
        .draw(in: line.inset(left: 10), on: &canvas)
    }
    if fitting < ids.count {
      canvas.text(
        "… and \(ids.count - fitting) more", x: list.x + 2, y: list.y + fitting, .faint, clip: list)
    }
  }
}
