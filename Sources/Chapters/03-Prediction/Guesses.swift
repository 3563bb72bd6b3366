import MicroGPT
import Stage

/// What the model says at one position: its likeliest tokens, as many as fit, and the right one.
struct Guesses {
  let scene: Scene
  let position: Int
  /// How far the bars have grown, 0…1.
  var growth = 1.0

  private var probabilities: [Double] { scene.trace.positions[position].probabilities }
  private var target: Int { scene.tokens[position + 1] }

  /// How many tokens there are to guess from.
  var count: Int { scene.tokenizer.vocabularySize }
  /// The probability of the right answer.
  var share: Double { probabilities[target] }
  /// The place of the right answer among all guesses, from 1.
  var place: Int { probabilities.count { $0 > share } + 1 }

  func draw(in area: Area) {
    let probabilities = probabilities
    let ranking = probabilities.indices.sorted {
      (probabilities[$0], $1) > (probabilities[$1], $0)
    }
    let room = max(1, area.height - 1)
    var rows = ranking.prefix(room).enumerated().map { row($1, rank: $0 + 1) }
    let isListed = ranking.prefix(room).contains(target)
    if !isListed {
      // The right answer takes the last row; the dots stand for those between.
      rows = rows.dropLast(2) + [.init(Text(" …", .faint), 0, ""), row(target, rank: place)]
    }
    let shown = isListed ? rows.count : rows.count - 1
    let title = "The model’s guesses"
    let end = area.text(title, .title, .strong)
    let rest = "\(shown) of \(count)"
    if shown < count && end + rest.columns < area.width { area.text(rest, endingAt: nil, .faint) }
    // All bars to one scale: as wide as the room is a certain answer.
    BarList(rows, scale: 1, labels: .leading).draw(in: area.below(1))
  }

  private func row(_ token: Int, rank: Int) -> BarList.Row {
    let isRight = token == target
    let label =
      Text("\(rank)".paddedLeft(2), .faint)
      + Text(scene.label(token).paddedLeft(4), isRight ? .answer : .token, .strong)
    let share = probabilities[token]
    return BarList.Row(
      label, share * growth, Text(share.percent()), mark: isRight ? Text("◀ right", .answer) : "",
      role: isRight ? .answer : .probability)
  }
}

/// All guesses up to a position at once: a column for each token, the fuller the likelier.
struct GuessMap {
  let scene: Scene
  let position: Int

  func draw(in area: Area) {
    let size = scene.tokenizer.vocabularySize
    let cellWidth = min(3, (area.width - 4) / size)
    guard cellWidth > 0 else { return }
    area.text("All guesses so far, the right ones underlined", .title, .strong)
    for token in 0..<size {
      let label = String(scene.label(token).prefix(cellWidth))
      area.text(label, x: 4 + token * cellWidth, y: 1, .token)
    }
    let body = area.below(2)
    for (row, place) in scene.trace.positions.prefix(position + 1).enumerated() {
      let line = body.row(row)
      line.text("\(row)".paddedLeft(2), row == position ? .chosen : .position)
      // Half of all probability gets the strongest colour.
      let cells = line.inset(left: 4)
      HeatMap([place.probabilities], scale: 0.5, cellWidth: cellWidth).draw(in: cells)
      cells.part(Rect(scene.tokens[row + 1] * cellWidth, 0, cellWidth, 1))
        .restyle(adding: [.underlined, .strong])
    }
  }
}
