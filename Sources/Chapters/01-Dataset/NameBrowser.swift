import MicroGPT
import Stage

/// The list of all names around the cursor, and what is known of the one under it.
struct NameBrowser {
  let scene: Scene
  /// The line under the cursor, from 0.
  let line: Int
  let wanted: String
  let found: Found?
  private let places: NamePlaces.Answer?

  init(scene: Scene, line: Int, wanted: String, found: Found?) {
    self.scene = scene
    self.line = line
    self.wanted = wanted
    self.found = found
    places = scene.answer(to: NamePlaces(scene))
  }

  private var count: Int { scene.run.documentCount }

  private static let panel = 29
  /// How wide a column of the list is at least and at most.
  private static let narrowest = 35
  private static let widest = 52

  func draw(in area: Area) {
    let hasPanel = area.width >= 70
    let gap = 3
    let list = hasPanel ? area.leading(area.width - NameBrowser.panel - gap) : area.inset(bottom: 1)
    let fitting = max(1, (list.width + gap) / (NameBrowser.narrowest + gap))
    let rows = max(1, list.height - 1)
    let columns = min(fitting, (count + rows - 1) / rows)
    let first = max(0, min(line - columns * rows / 2, count - columns * rows))
    let spans = list.leading(columns * (NameBrowser.widest + gap))
      .columns(Array(repeating: 1, count: columns), gap: gap)
    for (column, span) in spans.enumerated() {
      drawTitles(in: span.row(0))
      for row in 0..<min(rows, max(0, count - first - column * rows)) {
        draw(first + column * rows + row, in: span.row(row + 1))
      }
    }
    if hasPanel {
      drawPanel(in: area.trailing(NameBrowser.panel))
    } else {
      area.bottom(1).text(summary.cut(area.width), found == nil ? .faint : .title)
    }
  }

  // MARK: The list

  private var numberWidth: Int { max(4, count.grouped.columns) }
  private var stepWidth: Int { max(5, scene.steps.grouped.columns) }

  private func drawTitles(in row: Area) {
    row.text("line", endingAt: 2 + numberWidth, .faint)
    row.text("name", x: 4 + numberWidth, .faint)
    row.text("times", endingAt: row.width - stepWidth - 2, .faint)
    row.text("step", endingAt: nil, .faint)
  }

  private func draw(_ line: Int, in row: Area) {
    let isChosen = line == self.line
    let isHit = found?.hit(ofLine: line) != nil
    let step = places?.firstStep(ofLine: line)
    let isSeen = step.map { $0 < scene.moment } ?? false
    let role: Role = isChosen ? .chosen : isSeen ? .token : isHit ? .answer : .text
    let emphasis: Emphasis = isChosen || isSeen ? .strong : []
    if isChosen { row.text("▸", .chosen, .strong) }
    row.text(
      (line + 1).grouped, endingAt: 2 + numberWidth, isChosen ? .chosen : .faint)
    let times = places?.occurrences(ofLine: line) ?? 1
    let name = row.inset(left: 4 + numberWidth, right: stepWidth + 8)
    name.text(
      scene.run.corpus[line].cut(name.width), role,
      isHit ? emphasis.union(.underlined) : emphasis)
    if times > 1 {
      row.text("×\(times.grouped)", endingAt: row.width - stepWidth - 2, isChosen ? .chosen : .text)
    }
    if let step {
      let isInRun = step < scene.reach
      row.text(
        isInRun ? (step + 1).grouped : "never", endingAt: nil,
        isChosen ? .chosen : isSeen ? .token : isInRun ? .text : .faint, emphasis)
    }
    row.touch(.pick(Target(TheDataset.Spot.line(line))))
  }

  // MARK: The name under the cursor

  private func drawPanel(in area: Area) {
    var y = area.text(scene.run.corpus[line].cut(area.width), .chosen, .strong) > 0 ? 1 : 0
    func say(_ words: String, _ role: Role = .text, gap: Int = 0) {
      y += Paragraph(words).draw(in: area.below(y + gap), role) + gap
    }
    say("line \((line + 1).grouped) of \(count.grouped)", .faint)
    guard let places else {
      ProgressRow(
        label: "counting", progress: scene.job(for: NamePlaces(scene))?.progress ?? 0
      ).draw(in: area.below(y + 1))
      return
    }
    let times = places.occurrences(ofLine: line)
    say(
      (times == 1 ? "Once in the list. " : "\(times.grouped) times in the list. ")
        + stepWords(places.firstStep(ofLine: line)), gap: 1)
    if let found {
      say(hits(found), found.lines.isEmpty && found.isComplete ? .warning : .title, gap: 1)
      if found.lines.count > 1 { say("↓ next, ↑ the one before, Bksp ends the search", .faint) }
      return
    }
    let keys = [
      "f     find a name", "↑ ↓   one line", "- +   ten lines", "PgUp PgDn  a page",
      "< >   a tenth of the list",
      "Enter to \(scene.name.cut(18))",
    ]
    guard area.height >= y + 1 + keys.count else { return }
    for (row, words) in keys.enumerated() { area.text(words, y: y + 1 + row, .faint) }
  }

  /// When training shows a name.
  private func stepWords(_ step: Int) -> String {
    let shown = (step + 1).grouped
    if step < scene.moment { return "Training showed it to the model in step \(shown)." }
    if step < scene.reach { return "Training comes to it in step \(shown)." }
    return "This training never shows it: its turn would be step \(shown), and there are "
      + "\(scene.reach.grouped)."
  }

  private func hits(_ found: Found) -> String {
    let sought = "“\(wanted.cut(14))”"
    guard found.isComplete else {
      return "\(scene.names(counted: found.lines.count)) with \(sought) so far, "
        + "\(found.progress.percent(0)) of the list searched"
    }
    guard !found.lines.isEmpty else {
      return "No name with \(sought). The list stays where it was."
    }
    let start = "\(scene.names(counted: found.lines.count)) with \(sought)"
    guard let hit = found.hit(ofLine: line) else { return start }
    return start + (found.lines.count == 1 ? "" : "; this is the \((hit + 1).ordinal)")
  }

  /// All of it in one row.
  private var summary: String {
    if let found { return hits(found) }
    guard let places else { return "counting …" }
    return stepWords(places.firstStep(ofLine: line))
  }
}

extension Scene {
  /// How many steps of the run there are to see: all of them, or those before it broke off.
  var reach: Int { run.divergedAt ?? steps }
}
