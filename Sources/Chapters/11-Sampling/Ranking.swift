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
    guard room < count, room > 0 else { return probabilities.largest(room).map { .token($0) } }
    // How many rank before the drawn one.
    let place = drawn.map { drawn in
      probabilities.indices.count { probabilities.ranks($0, before: drawn) }
    }
    guard let drawn, let place, place >= max(1, room - 1) else {
      let top = probabilities.largest(max(1, room - 1))
      let rest = leftOut(besides: top) { _ in true }
      return top.map { .token($0) } + (top.count < room ? [rest] : [])
    }
    // Above it as many as leave room for two rows that tell what is left out.
    let top = probabilities.largest(max(0, room - (place == count - 1 ? 2 : 3)))
    let isAbove = { probabilities.ranks($0, before: drawn) }
    var rows: [Row] = top.map { .token($0) }
    if room > 1 { rows.append(leftOut(besides: top, where: isAbove)) }
    rows.append(.token(drawn))
    if place < count - 1 && rows.count < room {
      rows.append(leftOut(besides: top + [drawn]) { !isAbove($0) })
    }
    return rows
  }

  /// What is left out of some tokens, but for those that are shown.
  private func leftOut(besides shown: [Int], where isMeant: (Int) -> Bool) -> Row {
    let shown = Set(shown)
    var (count, sum) = (0, 0.0)
    for (token, share) in probabilities.enumerated() where isMeant(token) && !shown.contains(token)
    {
      count += 1
      sum += share
    }
    return .leftOut(count, sum)
  }

  func draw(in area: Area, scene: Scene, grown: Double) {
    let rows = rows(area.height)
    let labels = rows.map { row in
      if case .token(let token) = row { scene.label(token) } else { "…" }
    }
    let width = labels.map(\.columns).max() ?? 0
    // The farther a row has to slide, the later it is drawn: over the others.
    let lines = zip(rows.indices, labels).map { y, label in
      area.sliding(area.row(y), .init("row", label))
    }
    let ways = rows.indices.map { abs(lines[$0].rect.y - area.rect.y - $0) }
    for y in rows.indices.sorted(by: { ways[$0] < ways[$1] }) {
      let (row, label, line) = (rows[y], labels[y], lines[y])
      if ways[y] > 0 { line.fill() }
      let name = label.paddedLeft(width)
      switch row {
      case .token(let token):
        let share = probabilities[token]
        let isDrawn = token == drawn
        BarList(
          [
            .init(
              Text(name, isDrawn ? .chosen : .token, .strong), share * grown,
              Text(share.percent().paddedLeft(6)), role: isDrawn ? .chosen : .probability,
              exact: share)
          ], scale: 1, names: { _ in "probability of “\(label)”" }
        ).draw(in: line)
      case .leftOut(let count, let share):
        line.text("\(name) \(count.grouped) \(y < rows.count - 1 ? "between" : "more")", .faint)
        line.text(
          share.percent(), endingAt: nil, .faint, telling: Reading("all of them together", share))
      }
    }
  }
}
