import Stage

/// A row for each token, a column for each line of softmax: filled as they are computed.
struct SoftmaxTable {
  let rows: ScoreRows
  let parts: SoftmaxAnatomy
  let line: Line
  /// How much of the line's movement is done, 0…1.
  let progress: Double

  /// The lines of softmax, and what is looked at after it.
  enum Line: Int, Comparable {
    case scores, largest, subtract, exponentials, total, divide, odds

    static func < (one: Line, other: Line) -> Bool { one.rawValue < other.rawValue }
  }

  /// With another temperature than 1 there is a column for the divided scores.
  private var isScaled: Bool { parts.temperature != 1 }
  /// The movement goes from row to row.
  private var reached: Int { Int(progress * Double(parts.rows.count)) }
  private var isOver: Bool { progress == 1 }

  /// Where the columns of numbers end.
  private struct Columns {
    let scaled, difference, exponential, probability, odds: Int

    init(after end: Int, isScaled: Bool, hasOdds: Bool) {
      scaled = end + (isScaled ? 8 : 0)
      difference = scaled + 8
      exponential = difference + 8
      probability = exponential + 8
      odds = probability + (hasOdds ? 9 : 0)
    }
  }

  private func columns(_ line: ScoreRows.Line) -> Columns {
    Columns(after: line.end, isScaled: isScaled, hasOdds: self.line == .odds)
  }

  func draw(in area: Area) {
    let wanted = Columns(after: 0, isScaled: isScaled, hasOdds: line == .odds).odds
    rows.draw(in: area, wanted: wanted, head: drawHead, row: draw, foot: drawFoot)
  }

  private func drawHead(_ head: ScoreRows.Line) {
    let columns = columns(head)
    let heads: [(String, Int, Bool)] = [
      ("/ T", columns.scaled, isScaled), ("- max", columns.difference, line >= .subtract),
      ("exp", columns.exponential, line >= .exponentials),
      ("prob.", columns.probability, line >= .divide), ("odds", columns.odds, line >= .odds),
    ]
    for (words, end, isShown) in heads where isShown {
      head.area.text(words, endingAt: end, .faint)
    }
    let bars = head.area.trailing(from: columns.odds + 2)
    switch line {
    case .scores, .largest: bars.text(centred: isScaled ? "score / T" : "score", .faint)
    case .subtract: bars.text(centred: "difference", .faint)
    case .exponentials, .total: bars.text("exp", .faint)
    case .divide, .odds: bars.text("probability", .faint)
    }
  }

  private func draw(_ index: Int, in place: ScoreRows.Line) {
    let (row, columns, area) = (parts.rows[index], columns(place), place.area)
    func number(
      _ name: String, _ value: Double, as text: String, endingAt end: Int, of column: Line,
      _ role: Role = .activation
    ) {
      guard line > column || line == column && index < reached else { return }
      let isNow = line == column
      area.text(
        text, endingAt: end, isNow ? .chosen : role, isNow ? .strong : [],
        telling: Reading("\(name) of “\(row.label)”", value))
    }
    let isMarked = line == .largest && (isOver ? row.difference == 0 : index == reached)
    if isScaled || isMarked {
      // At a temperature of 1 it is the score itself, in the same place.
      area.text(
        row.scaled.fixed(3), endingAt: columns.scaled, isMarked ? .chosen : .activation,
        isMarked ? [.strong, .inverse] : [],
        telling: Reading("logit of “\(row.label)” divided by the temperature", row.scaled))
    }
    number(
      "difference from the largest", row.difference, as: row.difference.fixed(3),
      endingAt: columns.difference, of: .subtract)
    number(
      "exponential", row.exponential, as: row.exponential.shown(4),
      endingAt: columns.exponential, of: .exponentials)
    number(
      "probability", row.probability, as: row.probability.percent(),
      endingAt: columns.probability, of: .divide, .probability)
    // What moves here are the odds of the chosen row alone.
    if line == .odds {
      let isChosen = rows.score(index)?.id == rows.chosen
      let odds = parts.odds(of: index)
      area.text(
        odds.shown(3), endingAt: columns.odds, isChosen ? .chosen : .activation,
        isChosen ? .strong : [], telling: Reading("odds of “\(row.label)”", odds))
    }
    drawBar(index, in: area.trailing(from: columns.odds + 2))
  }

  /// The newest number of a row as a length.
  private func drawBar(_ index: Int, in area: Area) {
    let row = parts.rows[index]
    let name = rows.score(index)?.name ?? ""
    // While a column is filled, the rows that it has not reached show the one before.
    let isReached = index < reached
    switch line {
    case .scores, .largest:
      SignedBar(row.scaled / longest, name: name).draw(in: area)
    case .subtract:
      SignedBar(
        (isReached ? row.difference : row.scaled) / longest, isReached ? .chosen : .activation,
        name: name
      )
      .draw(in: area)
    case .exponentials where !isReached:
      SignedBar(row.difference / longest, name: name).draw(in: area)
    case .exponentials, .total:
      Bar(row.exponential, line == .total ? .activation : .chosen, name: name).draw(in: area)
    case .divide where !isReached:
      Bar(row.exponential, .activation, name: name).draw(in: area)
    case .divide, .odds:
      Bar(row.probability, isOver || line == .odds ? .probability : .chosen, name: name)
        .draw(in: area)
    }
  }

  /// The largest of the scores and of their differences, which are drawn on one scale.
  private var longest: Double {
    parts.rows.lazy.flatMap { [$0.scaled.magnitude, $0.difference.magnitude] }.max() ?? 1
  }

  private func drawFoot(_ foot: ScoreRows.Line) {
    let (columns, area) = (columns(foot), foot.area)
    let isFilled = reached == parts.rows.count
    if line > .largest || line == .largest && isFilled {
      area.text(
        "largest " + parts.largest.fixed(3), endingAt: columns.scaled,
        line == .largest ? .chosen : .faint, telling: Reading("largest score", parts.largest))
    }
    if line >= .total {
      // It grows with each row that is added.
      let total =
        line == .total && !isFilled
        ? parts.rows.prefix(reached).reduce(0) { $0 + $1.exponential } : parts.total
      area.text(
        "total " + total.fixed(4), endingAt: columns.exponential,
        line == .total ? .chosen : .faint, line == .total ? .strong : [],
        telling: Reading("total of the exponentials", total))
    }
    if line > .divide || line == .divide && isFilled {
      let sum = parts.rows.reduce(0) { $0 + $1.probability }
      area.text(
        sum.percent(), endingAt: columns.probability, .faint,
        telling: Reading("sum of the probabilities", sum))
    }
  }
}
