import MicroGPT
import Stage

/// The pictures of the ladder of sizes: a row for each model, and bars on which each step to the right
/// is ten times as much.
struct LadderView {
  let rungs: [Rung]

  private struct Measure {
    let title: String
    /// The powers of ten at both ends of the bars.
    let from: Double
    let to: Double
    let role: Role
    let value: (Rung) -> Double?
    let words: (Double) -> String

    /// How long the bar is, 0…1.
    func share(_ value: Double) -> Double {
      guard value > 0 else { return 0 }
      return (Elementary.log(value) / Elementary.log(10) - from) / (to - from)
    }
  }

  private static var measures: [Measure] {
    [
      Measure(
        title: "parameters", from: 2, to: 12, role: .weight, value: { $0.parameters },
        words: { $0.large }),
      Measure(
        title: "tokens seen", from: 2, to: 14, role: .token, value: { $0.tokens },
        words: { $0.large }
      ),
      Measure(
        title: "operations", from: 6, to: 26, role: .gradient, value: { $0.compute },
        words: { $0.scientific }),
    ]
  }

  /// The columns for the names.
  private static let name = 12

  func draw(in rect: Rect, on canvas: inout Canvas, rung index: Int, progress: Double) {
    let details = rect.height < 10 ? 3 : rect.height < 15 ? 5 : 6
    let rows = max(1, rect.height - 1 - details)
    let measures = LadderView.measures
    let name = LadderView.name
    let width = (rect.width - name) / measures.count
    for (column, measure) in measures.enumerated() {
      let x = rect.x + name + column * width
      canvas.text(measure.title, x: x, y: rect.y, measure.role, .strong, clip: rect)
    }
    // The present rung is the last one in sight.
    let first = max(0, min(index - rows + 1, rungs.count - rows))
    for (row, rung) in rungs.dropFirst(first).prefix(rows).enumerated() {
      let place = first + row
      let line = rect.row(row + 1)
      guard place <= index else {
        canvas.text(rung.name, x: line.x, y: line.y, .faint, clip: line)
        continue
      }
      let isNow = place == index
      canvas.text(
        rung.name, x: line.x, y: line.y, isNow ? .chosen : .text, isNow ? .strong : [], clip: line)
      for (column, measure) in measures.enumerated() {
        let cell = Rect(line.x + name + column * width, line.y, width - 1, 1)
        draw(measure, of: rung, in: cell, on: &canvas, grown: isNow ? progress : 1)
      }
    }
    if rungs.indices.contains(index) {
      drawDetails(of: rungs[index], in: rect.below(min(rows, rungs.count) + 1), on: &canvas)
    }
  }

  private func draw(
    _ measure: Measure, of rung: Rung, in cell: Rect, on canvas: inout Canvas, grown: Double
  ) {
    guard let value = measure.value(rung) else {
      canvas.text("not said", endingAt: cell.right, y: cell.y, .faint, clip: cell)
      return
    }
    let bar = cell.inset(right: 8)
    canvas.fill(bar, "·", .faint)
    Bar(measure.share(value) * grown, measure.role).draw(in: bar, on: &canvas)
    canvas.text(measure.words(value), endingAt: cell.right, y: cell.y, measure.role, clip: cell)
  }

  private func drawDetails(of rung: Rung, in rect: Rect, on canvas: inout Canvas) {
    let isWide = rect.width >= 72
    var x = rect.x
    let y = rect.y + (rect.height > 4 ? 1 : 0)
    func fact(_ words: String, _ value: String) {
      x = canvas.text(words + " ", x: x, y: y, .faint, clip: rect)
      x = canvas.text(value, x: x, y: y, .text, .strong, clip: rect) + (isWide ? 2 : 1)
    }
    fact("layers", rung.layers.grouped)
    fact("width", rung.width.grouped)
    fact("heads", rung.heads.grouped)
    fact(isWide ? "vocabulary" : "vocab", rung.vocabulary.grouped)
    fact(isWide ? "context" : "sees", rung.context)
    var rest = rect.below(y + 1 - rect.y)
    if rect.height > 5, let own = rungs.first, own != rung {
      let operations = own.compute.flatMap { own in
        rung.compute.map { ", \(($0 / own).ratio) times its operations" }
      }
      Paragraph(
        "\((rung.parameters / own.parameters).ratio) times the parameters of this model\(operations ?? "")"
      ).draw(in: rest.top(1), on: &canvas)
      rest = rest.below(1)
    }
    let used = Paragraph("Source: " + rung.source).draw(in: rest, on: &canvas, .faint)
    rest = rest.below(used)
    guard rest.height > 1 else { return }
    let cells = Double((rect.width - LadderView.name) / LadderView.measures.count - 9)
    let words = LadderView.measures.map {
      "\($0.title) × \(Elementary.exp(($0.to - $0.from) / cells * Elementary.log(10)).ratio)"
    }
    let key = rest.below(rest.height > 2 ? 1 : 0)
    let rows = Paragraph(
      "Bars are logarithmic. One cell more: " + words.joined(separator: ", ")
        + ". Operations: 6 · N · D (m says why)."
    ).draw(in: key, on: &canvas, .faint)
    drawTable(to: rung, in: key.below(rows + 1), on: &canvas)
  }

  /// In a large window, how all models up to this one are built, and where it is written.
  private func drawTable(to last: Rung, in rect: Rect, on canvas: inout Canvas) {
    let index = rungs.firstIndex(of: last) ?? 0
    guard rect.height > 2 * rungs.count + 3, rect.width >= 72 else { return }
    let facts: [(title: String, right: Int, value: (Rung) -> String)] = [
      ("year", 18, { $0.year }), ("layers", 27, { $0.layers.grouped }),
      ("width", 36, { $0.width.grouped }), ("heads", 44, { $0.heads.grouped }),
      ("vocabulary", 57, { $0.vocabulary.grouped }), ("context", 67, { $0.context }),
    ]
    let sources = rect.below(rungs.count + 2)
    canvas.text("Sources", x: sources.x, y: sources.y, .title, .strong, clip: rect)
    for fact in facts {
      canvas.text(
        fact.title, endingAt: rect.x + fact.right, y: rect.y, .title, .strong, clip: rect)
    }
    for (row, rung) in rungs.prefix(index + 1).enumerated() {
      let role: Role = row == index ? .chosen : .text
      let y = rect.y + row + 1
      canvas.text(rung.name, x: rect.x, y: y, role, clip: rect)
      for fact in facts {
        canvas.text(fact.value(rung), endingAt: rect.x + fact.right, y: y, role, clip: rect)
      }
      canvas.text(rung.name, x: sources.x, y: sources.y + row + 1, role, clip: rect)
      canvas.text(
        rung.source, x: sources.x + LadderView.name, y: sources.y + row + 1, .faint, clip: rect)
    }
  }

  // MARK: And here?

  /// How long the trainings would take at the measured speed.
  func drawHere(in rect: Rect, on canvas: inout Canvas, race: Race?) {
    guard let race, race.isOver, race.pace(race.fast) > 0, let own = rungs.first else {
      canvas.text("The race is not over yet …", x: rect.x, y: rect.y, .faint, clip: rect)
      return
    }
    let work = 6 * own.parameters * Double(race.tokens) / Double(race.distance)
    let speeds = [race.exact, race.fast].map { work / race.pace($0) * 1e9 }
    let columns = [rect.x + min(48, rect.width * 2 / 3), rect.right].map { min($0, rect.x + 72) }
    canvas.text("training", x: rect.x, y: rect.y, .title, .strong, clip: rect)
    canvas.text("exact engine", endingAt: columns[0], y: rect.y, .activation, .strong, clip: rect)
    canvas.text("fast engine", endingAt: columns[1], y: rect.y, .chosen, .strong, clip: rect)
    let list = rect.below(rect.height > 10 ? 2 : 1)
    let shown = rungs.filter { $0.compute ?? 0 > 0 }
    for (row, rung) in shown.prefix(list.height).enumerated() {
      let line = list.row(row)
      canvas.text(rung.name, x: line.x, y: line.y, row == 0 ? .title : .text, clip: line)
      for (column, speed) in speeds.enumerated() {
        canvas.text(
          ((rung.compute ?? 0) / speed).duration, endingAt: columns[column], y: line.y,
          column == 0 ? .activation : .chosen, .strong, clip: line)
      }
    }
    Paragraph(
      "Assumed: \((speeds[1] / 1e9).fixed(1)) billion operations a second by the fast engine, "
        + "\((speeds[0] / 1e9).shown(2)) by the exact one, as in the race (6 · N · D over the time); memory "
        + "without end; no chip but this one."
    ).draw(in: list.below(shown.count + 1), on: &canvas, .faint)
  }
}
