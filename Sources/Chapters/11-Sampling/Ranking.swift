import Stage

/// The tokens by their probability, the drawn one always among them. What is left out is told.
struct Ranking {
  let probabilities: [Double]
  let drawn: Int?

  var count: Int { probabilities.count }

  /// A row: a token, or some that are left out.
  enum Row: Equatable {
    case token(Int)
    /// How many are left out, between two that are shown or after all of them; their probabilities
    /// together.
    case leftOut(Int, Double)
  }

  /// The rows that there is room for.
  func rows(_ room: Int) -> [Row] {
    let ranking = probabilities.indices.sorted {
      (probabilities[$0], $1) > (probabilities[$1], $0)
    }
    func together(_ tokens: ArraySlice<Int>) -> Double {
      tokens.reduce(0) { $0 + probabilities[$1] }
    }
    guard room < count, room > 0 else { return ranking.prefix(max(0, room)).map { .token($0) } }
    let place = drawn.flatMap { ranking.firstIndex(of: $0) } ?? 0
    var rows: [Row]
    var rest: ArraySlice<Int>
    if place < max(1, room - 1) {
      rows = ranking.prefix(max(1, room - 1)).map { .token($0) }
      rest = ranking.dropFirst(rows.count)
    } else {
      // Above it as many as leave room for two rows that tell what is left out.
      let first = max(0, room - (place == count - 1 ? 2 : 3))
      let between = ranking[first..<place]
      rows = ranking[..<first].map { .token($0) }
      if room > 1 { rows.append(.leftOut(between.count, together(between))) }
      rows.append(.token(ranking[place]))
      rest = ranking[(place + 1)...]
    }
    if !rest.isEmpty && rows.count < room { rows.append(.leftOut(rest.count, together(rest))) }
    return rows
  }

  func draw(in area: Area, scene: Scene, grown: Double) {
    let rows = rows(area.height)
    let labels = rows.map { row in
      if case .token(let token) = row { scene.label(token) } else { "…" }
    }
    let width = labels.map(\.columns).max() ?? 0
    for (y, (row, label)) in zip(rows, labels).enumerated() {
      let line = area.row(y)
      let name = label.paddedLeft(width)
      switch row {
      case .token(let token):
        let share = probabilities[token]
        let isDrawn = token == drawn
        BarList(
          [
            .init(
              Text(name, isDrawn ? .chosen : .token, .strong), share * grown,
              Text(share.percent().paddedLeft(6)), role: isDrawn ? .chosen : .probability)
          ], scale: 1
        ).draw(in: line)
      case .leftOut(let count, let share):
        line.text("\(name) \(count) \(y < rows.count - 1 ? "between" : "more")", .faint)
        line.text(share.percent(), endingAt: nil, .faint)
      }
    }
  }
}
