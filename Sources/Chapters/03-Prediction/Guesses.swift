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
  var place: Int {
    let share = share  // found once, and not for each token
    return probabilities.count { $0 > share } + 1
  }

  func draw(in area: Area) {
    let ranking = probabilities.largest(max(1, area.height - 1))
    let isListed = ranking.contains(target)
    // Enough for `BOS` and for the code point of what can't be seen.
    let columns = (ranking + [target]).map { scene.label($0).columns }.max() ?? 0
    func row(_ token: Int, rank: Int) -> BarList.Row {
      self.row(token, rank: rank, labelColumns: max(3, columns))
    }
    var rows = ranking.enumerated().map { row($1, rank: $0 + 1) }
    if !isListed {
      // The right answer takes the last row; the dots stand for those between.
      rows = rows.dropLast(2) + [.init(Text(" …", .faint), 0, ""), row(target, rank: place)]
    }
    let shown = isListed ? rows.count : rows.count - 1
    let title = "The model’s guesses"
    let end = area.text(title, .title, .strong)
    let rest = "\(shown) of \(count.grouped) tokens"
    if shown < count && end + rest.columns < area.width { area.text(rest, endingAt: nil, .faint) }
    // All bars to one scale: as wide as the room is a certain answer.
    BarList(rows, scale: 1, labels: .leading, slides: true).draw(in: area.below(1))
  }

  private func row(_ token: Int, rank: Int, labelColumns: Int) -> BarList.Row {
    let (isRight, share) = (token == target, probabilities[token])
    let name = scene.label(token)
    let token = Text(name.paddedLeft(labelColumns), isRight ? .answer : .token, .strong)
    let label = Text("\(rank)".paddedLeft(2) + " ", .faint) + token
    return BarList.Row(
      label, share * growth, Text(share.percent()), mark: isRight ? Text("◀ right", .answer) : "",
      role: isRight ? .answer : .probability, name: name)
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
      // Of very many tokens the first ones are shown.
      columnLabels: (0..<min(size, map.width)).map {
        Text(String(scene.label($0).prefix(cell)), .token)
      },
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
