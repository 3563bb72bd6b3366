import Stage

/// The weights of one position as columns over the name: where it looks.
struct WeightColumns {
  let look: Look

  func draw(in area: Area) {
    let weights = look.made(at: look.position).weights
    area.text(
      "position \(look.position), \(look.quoted(look.position)), looks at".cut(area.width), .title,
      .strong)
    guard area.height > 7 else {
      area.height > weights.count
        ? drawRows(weights, in: area.below(1)) : drawNumbers(weights, in: area.below(1))
      return
    }
    let plot = area.inset(top: 1, bottom: 2)
    guard !plot.isEmpty else { return }
    let width = max(1, min(8, plot.width / look.positions))
    let shown = Range.window(
      of: look.positions, room: plot.width / width, around: look.other)
    for position in shown {
      let x = (position - shown.lowerBound) * width
      let isChosen = position == look.other
      let column = Rect(x, 0, max(1, width - (width > 2 ? 1 : 0)), plot.height)
      if position <= look.position {
        draw(
          weights[position], isChosen, look.weightReading(position), in: plot.part(column))
      }
      let foot = area.part(Rect(x, area.height - 2, column.width, 2))
      let isLater = position > look.position
      foot.text(
        centred: String(look.label(position).prefix(column.width)),
        isLater ? .faint : position == look.position ? .query : .token,
        isLater ? [] : position == look.position ? [.strong, .underlined] : .strong)
      if width > 2 { foot.text(centred: "\(position)", y: 1, isLater ? .faint : .position) }
      if !isLater {
        area.part(Rect(x, 1, column.width, area.height - 1))
          .touch(.pick(Target(TalkingTokens.Spot.other(position))))
      }
    }
  }

  /// Where the room is low: a row for each position.
  private func drawRows(_ weights: [Double], in area: Area) {
    let rows = weights.enumerated().map { position, weight in
      BarList.Row(
        look.row(position), weight, Text(weight.percent()),
        role: position == look.other ? .chosen : Scale.share.role(weight),
        target: Target(TalkingTokens.Spot.other(position)))
    }
    BarList(rows, scale: 1, focus: look.other, names: { look.name("weight", of: $0) })
      .draw(in: area)
  }

  /// Where it is lower still: the numbers side by side, under their letters.
  private func drawNumbers(_ weights: [Double], in area: Area) {
    let labels = weights.indices.map { Text(String(look.label($0).prefix(3)), .token) }
    Matrix(
      [weights], scale: .share, columnLabels: labels,
      cursor: .init(0, look.other), grows: true,
      targets: { Target(TalkingTokens.Spot.other($0.column)) },
      names: { look.name("weight", of: $0.column) }
    ).draw(in: area)
  }

  private static let eighths: [Unicode.Scalar] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// A column to an eighth of a cell, its number above it.
  private func draw(
    _ weight: Double, _ isChosen: Bool, _ reading: Reading, in area: Area
  ) {
    let figures = area.width >= 3 && area.height > 1
    let bar = figures ? area.below(1) : area
    guard weight.isFinite else {
      area.text("nan".cut(area.width), y: area.height - 1, .warning)
      return
    }
    let eighths = max(1, Int((weight * Double(bar.height) * 8).rounded()))
    let rows = (eighths + 7) / 8
    for row in 0..<rows {
      let part = min(8, eighths - row * 8)
      bar.row(bar.height - 1 - row)
        .fill(WeightColumns.eighths[part - 1], isChosen ? .chosen : Scale.share.role(weight))
    }
    if figures {
      let words = area.width >= 4 ? weight.percent(0) : Scale.share.figure(weight)
      area.text(
        centred: words, y: bar.height - rows, isChosen ? .chosen : .text, isChosen ? .strong : [])
      area.tells(marking: area.row(bar.height - rows)) { [reading] }
    }
  }
}
