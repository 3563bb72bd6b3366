import MicroGPT
import Stage

/// The end of a game: what everybody paid for each name, and in all.
struct BetResults {
  let scores: BetScores
  /// What Enter does.
  let enter: String

  private var bets: Bets { scores.bets }

  func draw(in area: Area) {
    let isLow = area.height < 12
    let side = max(22, min(36, area.width / 3 - 2))
    let left = isLow ? area : area.leading(area.width - side - 2)
    if !isLow { left.text("What each name cost on average", .title, .strong) }
    let table = left.below(isLow ? 0 : 2)
    let rows = bets.names.indices.map(row)
    let means = Player.allCases.map { scores.mean(for: $0, over: scores.seen)?.priceText ?? "…" }
    let total = Table.Row(
      [Text("all together", .loss), Text("\(bets.answered)")] + means.map { Text($0) }, .strong)
    let gap = isLow ? [] : [Table.Row([])]
    Table(columns: columns(left.width), rows: rows + gap + [total], focus: rows.count + gap.count)
      .draw(in: table)
    let used = rows.count + gap.count + 2
    let foot = table.below(used + (isLow ? 0 : 1))
    drawBest(in: foot)
    guard !isLow else { return }
    BetButton(words: enter).draw(in: left.row(0))
    if foot.height > 7 { BetHistory(scores: scores).draw(in: foot.below(3)) }
    drawSide(in: area.trailing(side))
  }

  private func columns(_ width: Int) -> [Table.Column] {
    let price = width > 46 ? 9 : 7
    return [.init("name", width: .rest), .init("bets", role: .faint, alignment: .trailing)]
      + Player.allCases.map {
        .init($0.label, role: $0.role, alignment: .trailing, width: .fixed(price))
      }
  }

  /// A name with its mean prices, the lowest lit.
  private func row(_ name: Int) -> Table.Row {
    let places = bets.places(of: name)
    let means = Player.allCases.map { scores.mean(for: $0, over: places) }
    let lowest = means.compactMap { $0 }.min()
    let text = scores.scene.tokenizer.decode(bets.names[name])
    return Table.Row(
      [Text(text.isEmpty ? "(no letter)" : text.shortened, .token), Text("\(places.count)")]
        + means.map { mean in
          Text(mean?.priceText ?? "…", nil, mean != nil && mean == lowest ? .strong : [])
        })
  }

  private func drawBest(in row: Area) {
    guard let best = scores.bestRound, bets.round != nil else { return }
    let isThis =
      scores.mean(for: .you, over: scores.seen) == best.mean
      && bets.names.map(scores.scene.tokenizer.decode) == best.names
    let words: Text =
      isThis
      ? "\("★", .chosen, .strong) \("your best round so far", .chosen, .strong)"
      : "\("your best round: ", .faint)\(best.mean.priceText, .chosen, .strong)"
        + "\("  " + best.names.joined(separator: ", "), .faint)"
    row.text(words.cut(row.width))
  }

  /// The means as bars, with an even sharing.
  private func drawSide(in area: Area) {
    area.text("Mean of \(bets.answered) bets".cut(area.width), .loss, .strong)
    PriceBars(scores: scores) { scores.mean(for: $0, over: scores.seen) }.draw(in: area.below(2))
    let blind = scores.guessing
    BarList(
      [.init(Text("even", .warning), blind, Text(blind.priceText), role: .warning)],
      scale: blind * 4 / 3, labels: .leading, names: { _ in "price of sharing evenly" }
    ).draw(in: area.below(5).top(1))
    Paragraph(
      "The model pays such prices too: its training makes them lower, step by step. [ ] { } show what it "
        + "would have paid earlier in its training."
    ).draw(in: area.below(7), .faint)
  }
}
