import MicroGPT
import Stage

/// The shares that everybody gave the likeliest tokens, side by side, with the right one marked.
struct BetAnswer {
  let scores: BetScores

  private var scene: Scene { scores.scene }
  private var bets: Bets { scores.bets }

  func draw(in area: Area) {
    let rows = max(0, area.height - 1)
    let tokens = scores.likeliest(min(rows, BetAnswer.most), at: bets.place)
    let answer = bets.answer(to: bets.place)
    let labels = scores.labelColumns
    let body = area.below(1)
    let pitch = rows >= 2 * tokens.count ? 2 : 1
    for (y, token) in tokens.enumerated() {
      let isRight = token == answer
      let row = body.row(y * pitch)
      if isRight { row.text("▸", .answer, .strong) }
      row.text(scene.label(token), x: 1, isRight ? .answer : .token, .strong)
    }
    let columns = area.trailing(from: labels + 2).equalColumns(Player.allCases.count, gap: 1)
    // One scale for all, so that they can be compared.
    let all = tokens.flatMap { token in Player.allCases.compactMap { share(token, $0) } }
    let scale = all.filter(\.isFinite).max() ?? 1
    for (column, player) in zip(columns, Player.allCases) {
      column.text(player.label, player.role, .strong)
      for (y, token) in tokens.enumerated() {
        let share = share(token, player)
        let row = BarList.Row(
          "", share ?? 0, Text(share?.shareText ?? "…"), role: player.role,
          token == answer ? .strong : [], name: scene.label(token), exact: share ?? .nan)
        BarList([row], scale: scale) { _ in "\(player.label): share of “\(scene.label(token))”" }
          .draw(in: column.below(1 + y * pitch).top(1))
      }
    }
  }

  /// More would say nothing: the rest is small.
  private static let most = 20

  private func share(_ token: Int, _ player: Player) -> Double? {
    scores.share(of: token, by: player, at: bets.place)
  }
}

/// The same in digits, with the prices below: for few rows.
struct BetTable {
  let scores: BetScores
  /// How many tokens there is room for.
  let most: Int

  func draw(in area: Area) {
    let (scene, bets) = (scores.scene, scores.bets)
    let answer = bets.answer(to: bets.place)
    let tokens = scores.likeliest(max(1, most), at: bets.place)
    let shares = tokens.map { token in
      let isRight = token == answer
      return Table.Row(
        [Text((isRight ? "▸ " : "  ") + scene.label(token), isRight ? .answer : .token, .strong)]
          + Player.allCases.map { player in
            Text(scores.share(of: token, by: player, at: bets.place)?.shareText ?? "…")
          }, isRight ? .strong : [])
    }
    let prices = BetTable.row("  price") { scores.price(for: $0, at: bets.place) }
    let means = BetTable.row("  mean of \(bets.answered)") {
      scores.mean(for: $0, over: scores.seen)
    }
    Table(columns: BetTable.columns, rows: shares + [prices, means], focus: tokens.count + 1)
      .draw(in: area)
  }

  /// A column for the labels and one for each player.
  static let columns: [Table.Column] =
    [.init(width: .fixed(16))]
    + Player.allCases.map { .init($0.label, role: $0.role, alignment: .trailing, width: .fixed(7)) }

  static func row(_ label: String, _ price: (Player) -> Double?) -> Table.Row {
    .init(
      [Text(label, .loss)] + Player.allCases.map { Text(price($0)?.priceText ?? "…") }, .strong)
  }

  /// What everybody paid so far, in one line.
  static func means(_ scores: BetScores) -> Text {
    Player.allCases.reduce(Text("mean of \(scores.bets.answered):", .faint)) { text, player in
      let mean = scores.mean(for: player, over: scores.seen)
      return text + "  \(player.label, .faint) \(mean?.priceText ?? "…", player.role, .strong)"
    }
  }
}
