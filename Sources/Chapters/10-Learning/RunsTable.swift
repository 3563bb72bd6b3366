import MicroGPT
import Stage

/// The runs that were tried, a line each, and one of them beside the present one.
struct RunsTable {
  let scene: Scene
  /// The one that is looked at; nil where the table is only shown.
  let row: Int?

  func draw(in rect: Rect, on canvas: inout Canvas) {
    let lines = min(scene.tried.count + 1, max(4, rect.height / 2 - 1))
    drawList(in: rect.top(lines), on: &canvas)
    guard let row, row > 0, scene.tried.indices.contains(row) else {
      Paragraph(
        "Each line is a run: what is not as in microgpt.py, the mean of its last 100 losses, and the first "
          + "names that it makes up at temperature 0.5."
      ).draw(in: rect.below(lines + 1), on: &canvas, .faint)
      return
    }
    RunCurves(scene: scene, chosen: scene.tried[row])
      .draw(in: rect.below(lines + 1), on: &canvas)
  }

  func drawList(in rect: Rect, on canvas: inout Canvas) {
    let width = settingsWidth(rect.width)
    let columns = (words: rect.x + 2, result: rect.x + width + 12, names: rect.x + width + 14)
    canvas.text("Runs tried", x: columns.words, y: rect.y, .title, .strong, clip: rect)
    canvas.text("last 100", endingAt: columns.result, y: rect.y, .title, .strong, clip: rect)
    canvas.text("names", x: columns.names, y: rect.y, .title, .strong, clip: rect)
    let body = rect.below(1)
    let chosen = row ?? 0
    let first = max(0, min(chosen - body.height / 2, scene.tried.count - body.height))
    for (offset, record) in scene.tried.dropFirst(first).prefix(body.height).enumerated() {
      let index = first + offset
      let line = body.row(offset)
      let isChosen = index == row
      canvas.text(
        index == 0 ? "━" : isChosen ? "▸" : " ", x: line.x, y: line.y,
        index == 0 ? .loss : .chosen, .strong, clip: line)
      canvas.text(
        record.settings.ownWords.cut(width), x: columns.words, y: line.y,
        isChosen ? .chosen : .text, isChosen ? .strong : [], clip: line)
      canvas.text(
        record.result?.fixed(3) ?? "broke off", endingAt: columns.result, y: line.y,
        record.result == nil ? .warning : .loss, isChosen ? .strong : [], clip: line)
      canvas.text(
        record.names.joined(separator: " ").cut(line.right - columns.names), x: columns.names,
        y: line.y, .token, clip: line)
      canvas.touch(line, .pick(control: RunsTable.list, item: index))
    }
  }

  /// The control that a click on a line stands for.
  static let list = 100

  private func settingsWidth(_ width: Int) -> Int { max(18, min(60, width * 2 / 5)) }
}
