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

  /// Enough for `BOS` and for the code point of what can't be seen.
  private var labelColumns: Int {
    max(3, (0..<count).lazy.map { scene.label($0).columns }.max() ?? 0)
  }

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
    let rest = "\(shown) of \(count) tokens"
    if shown < count && end + rest.columns < area.width { area.text(rest, endingAt: nil, .faint) }
    // All bars to one scale: as wide as the room is a certain answer.
    BarList(rows, scale: 1, labels: .leading).draw(in: area.below(1))
  }

  private func row(_ token: Int, rank: Int) -> BarList.Row {
    let (isRight, share) = (token == target, probabilities[token])
    let token = Text(
      scene.label(token).paddedLeft(labelColumns), isRight ? .answer : .token, .strong)
    let label = Text("\(rank)".paddedLeft(2) + " ", .faint) + token
    return BarList.Row(
      label, share * growth, Text(share.percent()), mark: isRight ? Text("◀ right", .answer) : "",
      role: isRight ? .answer : .probability)
  }
}

/// All guesses up to a position at once: a row for each position, a column for each token.
struct GuessMap {
  let scene: Scene
  let position: Int

  func draw(in area: Area) {
    let size = scene.tokenizer.vocabularySize
    area.text("All guesses so far, the right ones underlined", .title, .strong)
    let labels = (0...position).map { Text("\($0)".paddedLeft(2), .position) }
    let left = 3
    // The widest cells that fit: where they stand has to be known for the underlining.
    let cell = 2 * size <= area.width - left ? 2 : 1
    let map = area.below(1).leading(left + cell * size)
    let window = Matrix(
      scene.trace.positions.prefix(position + 1).map(\.probabilities), scale: .share,
      rowLabels: labels,
      columnLabels: (0..<size).map { Text(String(scene.label($0).prefix(cell)), .token) },
      style: .cells
    ).draw(in: map)
    for row in window.rows where window.columns.contains(scene.tokens[row + 1]) {
      let column = scene.tokens[row + 1] - window.columns.lowerBound
      map.part(
        Rect(left + column * cell, 1 + row - window.rows.lowerBound, cell, 1)
      ).restyle(adding: [.underlined, .strong])
    }
  }
}
