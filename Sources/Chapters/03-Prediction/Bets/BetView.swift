import MicroGPT
import Stage

/// A game of bets: the name so far, the chips or who said what, and what it costs.
struct BetView {
  let scores: BetScores
  /// The token under the cursor.
  let chosen: Int?
  /// What Enter does.
  let enter: String

  private var scene: Scene { scores.scene }
  private var bets: Bets { scores.bets }

  func draw(in area: Area) {
    let isLow = area.height < 12
    if bets.isOver {
      BetResults(scores: scores, enter: enter).draw(in: area)
    } else if isLow {
      drawLow(in: area)
    } else {
      let side = max(22, min(36, area.width / 3 - 2))
      let left = area.leading(area.width - side - 2)
      drawName(in: left.top(3))
      if bets.isRevealed {
        drawWins(in: left.row(3))
        BetAnswer(scores: scores).draw(in: left.below(4))
      } else {
        drawLeft(in: left.row(3))
        drawPrice(in: left.row(4))
        ChipTable(scores: scores, chosen: chosen).draw(in: left.below(5))
      }
      BetSide(scores: scores).draw(in: area.trailing(side))
    }
  }

  /// In few rows: the tokens in a row, the price or the means in another one.
  private func drawLow(in area: Area) {
    drawName(in: area.row(0).inset(right: 12))
    area.row(0).text(where: bets, in: scene)
    guard !bets.isRevealed else {
      BetTable(scores: scores, most: area.height - 4).draw(in: area.below(1))
      return
    }
    let row = area.row(1)
    let left = row.text("\(bets.left(at: bets.place)) left  ", .chosen, .strong)
    if scores.seen.isEmpty {
      row.text("price: half 0.69, a tenth 2.30, nothing: no end", x: left, .faint)
    } else {
      row.text(BetTable.means(scores), x: left)
    }
    ChipTable(scores: scores, chosen: chosen).draw(in: area.below(2))
  }

  /// The tokens so far, and what is asked for or was the answer: nothing behind it.
  private func drawName(in area: Area) {
    let turn = bets.turns[bets.place]
    let tokens = bets.names[turn.name]
    var boxes = tokens[...turn.position].map {
      TokenBoxes.Token(scene.label($0), .token, .inverse)
    }
    // As wide as most answers, so that little moves when it is shown.
    let answer = bets.isRevealed ? scene.label(bets.answer(to: bets.place)) : "?"
    boxes.append(.init(answer, .answer, .inverse))
    TokenBoxes(boxes, focus: boxes.count - 1).draw(in: area)
  }

  /// The chips that are kept, as chips and in words.
  private func drawLeft(in row: Area) {
    let kept = bets.left(at: bets.place)
    let all = Bets.chips / Bets.stack
    for place in 0..<all {
      let isLeft = place < kept / Bets.stack
      row.put(isLeft ? "●" : "○", x: place, y: 0, isLeft ? .chosen : .faint, .strong)
    }
    let each = Double(kept) / Double(Bets.chips) / Double(scores.count)
    let reading = Reading("your share of each token without a chip", each)
    let digits: Text = "\(each.sharePercent, telling: reading)"
    let words: [Text] =
      kept > 0
      ? [
        "\(kept) not placed, spread evenly: " + digits + " for each token",
        "\(kept) not placed: " + digits + " each",
      ]
      : ["all placed: without a chip, no share", "all placed"]
    let x = all + 1
    if let fitting = words.first(where: { x + $0.columns <= row.width }) { row.text(fitting, x: x) }
  }

  /// How often nobody paid less than the player, and whether it was so just now.
  private func drawWins(in row: Area) {
    let button = BetButton(words: enter)
    button.draw(in: row)
    let wins = scores.seen.count(where: scores.isWon)
    guard wins > 0 else { return }
    let isWin = scores.isWon(bets.place)
    let star = Text(isWin ? "★ nobody paid less, " : "★ ", isWin ? .answer : .faint, .strong)
    let words = star + Text("\(wins) of \(bets.answered) so far", .faint)
    row.text(words.cut(row.width - button.width - 1))
  }

  /// What the token under the cursor would cost, and the key that shows the answer.
  private func drawPrice(in row: Area) {
    BetButton(words: enter).draw(in: row)
    guard let chosen else { return }
    let share = bets.share(of: chosen, at: bets.place, among: scores.count)
    let price = BetScores.price(share)
    let words: Text =
      "\("if ", .faint)\(scene.quoted(chosen), .chosen, .strong)\(": share ", .faint)"
      + "\(share.shareText, .chosen, telling: Reading("your share", share))"
      + "\(", price ", .faint)\(price.priceText, .loss, .strong, telling: Reading("its price", price))"
    row.text(words.cut(row.width - BetButton(words: enter).width - 1))
  }
}

/// What Enter does, to be clicked.
struct BetButton {
  let words: String

  private var label: String { " Enter: \(words) " }
  var width: Int { label.columns }

  /// Draws it at the right end of the first row.
  func draw(in area: Area) {
    let button = area.row(0).trailing(width)
    guard button.width == width else { return }
    button.text(label, .title, [.inverse, .strong])
    button.touch(.key(.enter))
  }
}

/// All tokens with the chips that lie on them.
struct ChipTable {
  let scores: BetScores
  let chosen: Int?

  private var scene: Scene { scores.scene }
  private var bets: Bets { scores.bets }

  /// The most columns that a stack of all chips takes, with a blank before it.
  private static let track = 1 + Bets.chips / Bets.stack

  func draw(in area: Area) {
    let count = scores.count
    guard area.height > 0, area.width > 0 else { return }
    let label = scores.labelColumns
    // As few columns side by side as the height allows, as many as the width.
    let least = label + 5
    let columns = max(1, min((count + area.height - 1) / area.height, (area.width + 1) / least))
    let rows = min(area.height, (count + columns - 1) / columns)
    let shown = Range.window(of: count, room: columns * rows, around: chosen ?? 0)
    let width = (area.width + 1) / columns
    for (place, token) in shown.enumerated() {
      let cell = Rect(place / rows * width, place % rows, width - 1, 1)
      draw(token, in: area.part(cell), label: label)
    }
  }

  private func draw(_ token: Int, in cell: Area, label: Int) {
    let isChosen = token == chosen
    if isChosen {
      cell.text("▸", .chosen, .strong)
      cell.cursor(x: 1)
    }
    cell.text(scene.label(token), x: 1, isChosen ? .chosen : .token, .strong)
    let chips = bets.chips(on: token, at: bets.place)
    let rest = cell.trailing(from: 1 + label)
    let target = Target(PredictionGame.Chip(token: token))
    guard rest.width >= ChipTable.track else {
      if chips > 0 { rest.text("\(chips)", x: 1, .chosen, .strong) }
      cell.touch(.pick(target))
      return
    }
    let stacks = chips / Bets.stack
    for stack in 0..<stacks { rest.put("●", x: 1 + stack, y: 0, .chosen, .strong) }
    let words = chips > 0 ? " \(chips)" : ""
    if 1 + stacks + words.columns <= rest.width { rest.text(words, x: 1 + stacks, .faint) }
    cell.touch(.pick(target))
    rest.leading(ChipTable.track).touch(.slide(target))
    drawShare(of: token, in: rest.trailing(from: ChipTable.track + 4))
  }

  /// Where there is room: the share, with the part of what is kept.
  private func drawShare(of token: Int, in area: Area) {
    guard area.width > 14 else { return }
    let share = bets.share(of: token, at: bets.place, among: scores.count)
    BarList(
      [.init("", share, Text(share.shareText), role: .probability, name: scene.label(token))],
      scale: 1, names: { _ in "your share of “\(scene.label(token))”" }
    ).draw(in: area)
  }
}

extension BetScores {
  /// Columns for a token: enough for `BOS` and, where some can't be seen, for their code points.
  var labelColumns: Int {
    // Of very many tokens the first ones are measured.
    max(3, (0..<min(count, 300)).map { scene.label($0).columns }.max() ?? 0)
  }
}

extension Area {
  /// Which of the names it is, at the right end of the first row.
  fileprivate func text(where bets: Bets, in scene: Scene) {
    let words =
      bets.round == nil
      ? "your name" : "name \(bets.turns[bets.place].name + 1)/\(bets.names.count)"
    text(words, endingAt: nil, .faint)
  }
}
