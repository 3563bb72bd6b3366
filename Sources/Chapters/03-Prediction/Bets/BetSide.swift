import MicroGPT
import Stage

/// Beside the bets: how the price goes, and what everybody paid so far.
struct BetSide {
  let scores: BetScores

  private var bets: Bets { scores.bets }

  func draw(in area: Area) {
    area.text(heading.cut(area.width), .title, .strong)
    let spare = area.height - 14
    var rest = area.below(spare > 3 ? 2 : 1)
    if bets.isRevealed {
      let label = scores.scene.label(bets.answer(to: bets.place))
      rest.text("The price of “\(label)”".cut(area.width), .loss, .strong)
      PriceBars(scores: scores) { scores.price(for: $0, at: bets.place) }.draw(in: rest.below(1))
      rest = rest.below(5)
    } else {
      let used = PriceList(rows: bets.answered > 0 ? area.height - 7 : area.height - 4)
        .draw(in: rest)
      rest = rest.below(used + 1)
    }
    guard bets.answered > 0 else {
      Paragraph(
        "The table of pairs plays too. It counted all names, but looks back one letter; the model looks "
          + "back at all."
      ).draw(in: rest, .faint)
      return
    }
    rest.text("Mean of \(bets.answered) so far".cut(area.width), .loss, .strong)
    PriceBars(scores: scores) { scores.mean(for: $0, over: scores.seen) }.draw(in: rest.below(1))
    rest = rest.below(5)
    if let best = scores.bestRound, rest.height > 0 {
      rest.text("best round  \(best.mean.priceText)".cut(area.width), .faint)
      rest = rest.below(2)
    }
    if rest.height > 3 { BetHistory(scores: scores).draw(in: rest) }
  }

  private var heading: String {
    bets.round == nil
      ? "Your name" : "Name \(bets.turns[bets.place].name + 1) of \(bets.names.count)"
  }
}

extension BetScores {
  /// The player's best round; nil where there is none, or it was one of names that can't be written here.
  var bestRound: Progress.Round? {
    scene.progress.bestRound.flatMap { best in
      best.names.allSatisfy { scene.tokenizer.firstUnknown(in: $0) == nil } ? best : nil
    }
  }
}

/// What some shares of the right answer cost.
struct PriceList {
  /// How many rows there are for it, the title among them.
  let rows: Int

  private static let few: [(words: String, share: Double)] = [
    ("all of it", 1), ("half", 0.5), ("a quarter", 0.25), ("a tenth", 0.1), ("a hundredth", 0.01),
    ("nothing", 0),
  ]
  private static let many: [(words: String, share: Double)] = [
    ("all of it", 1), ("nine tenths", 0.9), ("three quarters", 0.75), ("half", 0.5),
    ("a quarter", 0.25), ("an eighth", 0.125), ("a tenth", 0.1), ("a twentieth", 0.05),
    ("a hundredth", 0.01), ("a thousandth", 0.001), ("nothing", 0),
  ]

  /// Draws it and returns the rows it took.
  func draw(in area: Area) -> Int {
    let all = PriceList.many.count < rows ? PriceList.many : PriceList.few
    area.text("Share and its price".cut(area.width), .loss, .strong)
    let list = all.map { words, share in
      let price = BetScores.price(share)
      return BarList.Row(Text(words), price, Text(price.priceText), role: .loss)
    }
    let scale = all.map { BetScores.price($0.share) }.filter(\.isFinite).max() ?? 1
    BarList(list, scale: scale * 1.2, labels: .leading, names: { "price of \(all[$0].words)" })
      .draw(in: area.below(1).top(list.count))
    return list.count + 1
  }
}

/// Three prices as bars.
struct PriceBars {
  let scores: BetScores
  let price: (Player) -> Double?

  func draw(in area: Area) {
    let rows = Player.allCases.map { player in
      let price = price(player)
      return BarList.Row(
        Text(player.label, player.role, .strong), price ?? 0, Text(price?.priceText ?? "…"),
        role: player.role, exact: price ?? .nan)
    }
    // Blind guessing fills three quarters of the room, so that bars of different questions compare.
    BarList(
      rows, scale: scores.guessing * 4 / 3, labels: .leading,
      names: { "price, \(Player.allCases[$0].label)" }
    ).draw(in: area.top(rows.count))
  }
}

/// All bets whose answers were seen, with their prices.
struct BetHistory {
  let scores: BetScores

  private static let (label, price) = (9, 5)

  /// Draws it where it has room.
  func draw(in area: Area) {
    let players = Player.allCases
    guard area.width >= BetHistory.label + players.count * (BetHistory.price + 2) else { return }
    let (scene, bets) = (scores.scene, scores.bets)
    area.text("Bet by bet", .title, .strong)
    let rows = scores.seen.map { place in
      let before = scene.label(bets.token(before: place)).paddedLeft(3)
      return Table.Row(
        [Text("\(before) → \(scene.label(bets.answer(to: place)))", .token)]
          + players.map { player in
            let price = scores.price(for: player, at: place)
            return Text(price.map { $0 == .infinity ? "∞" : $0.priceText } ?? "…")
          })
    }
    Table(
      columns: [.init(width: .fixed(BetHistory.label))]
        + players.map {
          .init(
            $0.label, role: $0.role, alignment: .trailing, width: .fixed(BetHistory.price))
        }, rows: rows, focus: rows.count - 1
    ).draw(in: area.below(1))
  }
}
