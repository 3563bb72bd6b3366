import MicroGPT
import Stage

/// Who bets on the same questions.
enum Player: Hashable, CaseIterable {
  case you
  /// The table of pairs, which knows the token before and nothing else.
  case pairs
  case model

  var label: String {
    switch self {
    case .you: "you"
    case .pairs: "pairs"
    case .model: "model"
    }
  }

  var role: Role {
    switch self {
    case .you: .chosen
    case .pairs: .position
    case .model: .probability
    }
  }
}

/// What everybody's shares and prices are in a game of bets.
struct BetScores {
  let scene: Scene
  let bets: Bets
  /// How often each token follows each other one; nil until that is counted.
  private let counts: TokenCounts?
  /// The model's guesses for the names whose answers were seen. [name][position][token]
  private let guesses: [[[Double]]?]

  init(_ scene: Scene, _ bets: Bets) {
    self.scene = scene
    self.bets = bets
    counts = scene.answer(to: TableScores(scene.run))?.counts
    guesses = BetScores.seen(bets).map(scene.guesses)
  }

  /// What has to be worked out for it.
  var questions: [any Question] {
    [TableScores(scene.run)] + scene.guessQuestions(for: BetScores.seen(bets))
  }

  /// The names of which an answer was seen: what the model says of another one is nobody's business yet.
  private static func seen(_ bets: Bets) -> ArraySlice<[Int]> {
    bets.answered > 0
      ? bets.names[...bets.turns[bets.answered - 1].name] : []
  }

  /// How many tokens there are.
  var count: Int { scene.tokenizer.vocabularySize }

  /// The price of blind guessing.
  var guessing: Double { scene.guessingLoss }

  /// The share that a player gives a token, 0…1; nil as long as it is not worked out.
  func share(of token: Int, by player: Player, at place: Int) -> Double? {
    switch player {
    case .you: return bets.share(of: token, at: place, among: count)
    case .pairs: return counts?.share(of: token, after: bets.token(before: place))
    case .model:
      let turn = bets.turns[place]
      guard guesses.indices.contains(turn.name) else { return nil }
      return guesses[turn.name]?[turn.position][token]
    }
  }

  /// What an answer costs a player.
  func price(for player: Player, at place: Int) -> Double? {
    share(of: bets.answer(to: place), by: player, at: place).map(BetScores.price)
  }

  /// What an answer costs on which somebody had this share: it has no end where there is none.
  static func price(_ share: Double) -> Double { -Elementary.log(share) }

  /// What some answers cost a player on average; nil where there are none.
  func mean(for player: Player, over places: Range<Int>) -> Double? {
    var sum = 0.0
    for place in places {
      guard let price = price(for: player, at: place) else { return nil }
      sum += price
    }
    return places.isEmpty ? nil : sum / Double(places.count)
  }

  /// All answers that were seen.
  var seen: Range<Int> { 0..<bets.answered }

  /// How many of the other two paid less, as far as the digits show it; nil where somebody has no number.
  func cheaper(_ price: (Player) -> Double?) -> [Player]? {
    let prices = Player.allCases.map(price)
    guard let yours = prices[0], prices.allSatisfy({ $0.map { !$0.isNaN } ?? false }) else {
      return nil
    }
    return zip(Player.allCases, prices).compactMap { player, price in
      price.map { $0.cents < yours.cents } ?? false ? player : nil
    }
  }

  /// Whether nobody paid less than the player for an answer.
  func isWon(_ place: Int) -> Bool {
    cheaper { price(for: $0, at: place) }.map(\.isEmpty) ?? false
  }

  /// The tokens that matter most for a comparison: the likeliest by all three, the right one among them.
  func likeliest(_ most: Int, at place: Int) -> [Int] {
    let sums = (0..<count).map { token in
      Player.allCases.reduce(0) { sum, player in
        let share = share(of: token, by: player, at: place) ?? 0
        return sum + (share.isFinite ? share : 0)
      }
    }
    let answer = bets.answer(to: place)
    let first = sums.largest(max(0, most))
    return first.contains(answer) || first.isEmpty ? first : first.dropLast() + [answer]
  }
}

extension Double {
  /// A price: `2.30`; in words where it has no end.
  var priceText: String { isNaN ? "–" : isFinite ? fixed(2) : "no end" }

  /// A share: `31.5%`, with as many digits as it takes to see that it is not 0.
  var shareText: String { isNaN ? "–" : sharePercent }

  /// What two prices are compared by: what the digits show.
  fileprivate var cents: Double { (self * 100).rounded() }
}
