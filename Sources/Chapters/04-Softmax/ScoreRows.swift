import Stage

/// The scores with their sliders, a row each; what is computed of them stands to the right.
struct ScoreRows {
  /// What stands above them.
  let dials: [Control]
  /// The sliders around the row that must be seen, or all.
  let scores: [Control]
  /// The scores as they are shown: while something moves, not as they are set. [row]
  let shown: [Double]
  /// The row that must be seen.
  let focus: Int
  let chosen: Target?
  /// Above, on the left where there are no dials, and on the right.
  let title: String
  let hint: String

  /// The room of a row, more than one line in a high window, and the column where its score ends.
  struct Line {
    let area: Area
    let end: Int
  }

  /// - Parameter wanted: how many columns the rest of a row needs at least.
  func draw(
    in area: Area, wanted: Int, head: (Line) -> Void, row: (Int, Line) -> Void,
    foot: (Line) -> Void
  ) {
    let labels = max(5, min(8, scores.map(\.name.columns).max() ?? 0))
    let spare = area.width - labels - wanted - 11
    let slider = Rect(labels + 3, 0, min(24, max(6, spare / 2)), 1)
    let end = slider.right + 8
    let leading = max(1, dials.count)
    drawAbove(in: area.top(leading), end: end)
    let heading = area.row(leading)
    heading.text("token", x: 2, .faint)
    heading.text("logit", endingAt: end, .faint)
    head(Line(area: heading, end: end))

    let list = area.inset(top: leading + 1, bottom: 1)
    // Rows grow into a high window; a long list scrolls with what is chosen.
    let pitch = max(1, min(5, list.height / shown.count))
    let window = Range.window(of: shown.count, room: list.height / pitch, around: focus)
    for (offset, index) in window.enumerated() {
      guard let score = score(index) else { continue }
      let line = list.part(Rect(0, offset * pitch, list.width, max(1, pitch - 1)))
      let isChosen = score.id == chosen
      line.text(isChosen ? "▸" : " ", .chosen, .strong)
      if isChosen { line.cursor(x: 2) }
      line.text(score.name.cut(labels), x: 2, .token, .strong)
      line.leading(labels + 3).touch(.pick(score.id))
      Slider(
        shown[index], in: score.range, isChosen: isChosen, target: score.id
      ).draw(in: line.part(slider))
      line.text(
        shown[index].fixed(3), endingAt: end, .activation,
        telling: Reading("logit of “\(score.name)”", shown[index]))
      row(index, Line(area: line, end: end))
    }
    // Under the last row, or at the bottom where the rows fill the picture.
    let bottom = area.row(min(area.height - 1, leading + 1 + window.count * pitch))
    let hidden = shown.count - window.count
    let more = ["↓ \(hidden.grouped) more", "↓ \(hidden.grouped)"]
    if hidden > 0, let words = more.first(where: { $0.columns + 2 <= end - 14 }) {
      bottom.text(words, x: 2, .chosen)
    }
    foot(Line(area: bottom, end: end))
  }

  /// The slider of a row, nil where there is none so far from the focus.
  func score(_ row: Int) -> Control? {
    guard let first = scores.first?.id.value(as: ScoresToProbabilities.Score.self)?.row else {
      return nil
    }
    return scores.indices.contains(row - first) ? scores[row - first] : nil
  }

  private func drawAbove(in area: Area, end: Int) {
    if dials.isEmpty { area.text(title, x: 2, .title, .strong) }
    // Names of one width, so that the sliders begin below each other.
    var rows = ControlRows(dials, chosen: dials.first { $0.id == chosen }) {
      $0.value.fixed($0.step < 1 ? 1 : 0)
    }
    rows.nameWidth = 11
    let width = max(end, 30)
    rows.draw(in: area.leading(width))
    let room = area.width - (dials.isEmpty ? title.columns + 4 : width + 2)
    area.text(hint.cut(room), endingAt: nil, .faint)
  }
}
