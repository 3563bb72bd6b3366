import MicroGPT
import Stage

/// The first names in the order of the file, and in that of the training.
struct ShuffleView {
  let scene: Scene
  let run: Run
  /// How much of the shuffled list is there, 0…1.
  let progress: Double

  func draw(in area: Area) {
    let halves = area.columns([1, 1], gap: 4)
    let rows = area.height - 1
    let count = run.documentCount
    halves[0].text("As the file has them".cut(halves[0].width), .title, .strong)
    halves[1].text(
      "As training takes them, seed \(run.settings.seed.grouped)".cut(halves[1].width), .title,
      .strong)
    guard rows > 0 else { return }
    let shown = min(rows, count)
    let there = Int((Ease.inOut(progress) * Double(shown)).rounded())
    for row in 0..<shown {
      drawLine(row, in: halves[0].row(row + 1))
      if row < there { drawStep(row, in: halves[1].row(row + 1)) }
    }
  }

  private func drawLine(_ line: Int, in row: Area) {
    let x = row.text("line \("\(line + 1)".padded(3))", .faint) + 1
    row.text(run.corpus[line].cut(max(1, row.width - x)), x: x, .text)
  }

  private func drawStep(_ step: Int, in row: Area) {
    let place = run.place(ofStep: step)
    let isSeen = step < scene.moment && run.settings.seed == scene.run.settings.seed
    let x = row.text("step \("\(step + 1)".padded(3))", isSeen ? .token : .faint) + 1
    let from = "line \((place + 1).grouped)"
    let room = row.width - x - from.columns - 1
    row.text(
      run.corpus[place].cut(max(1, min(room, 24))), x: x, isSeen ? .token : .text,
      isSeen ? .strong : [])
    if room > 3 { row.text(from, endingAt: min(row.width, x + 26 + from.columns), .faint) }
  }
}
