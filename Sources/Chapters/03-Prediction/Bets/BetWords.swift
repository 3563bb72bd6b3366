import MicroGPT
import Stage

/// What is said about a game of bets.
struct BetWords {
  let scores: BetScores
  let betting: Betting

  private var scene: Scene { scores.scene }
  private var bets: Bets { scores.bets }

  /// What Enter does, in a word.
  var enter: String {
    if bets.isOver { return betting.isOwn ? "again" : "next round" }
    if bets.isRevealed {
      return bets.place == bets.turns.count - 1 ? "result" : "next"
    }
    return betting.isOn ? "reveal" : "begin"
  }

  /// The key that puts chips on BOS: one that is no token itself.
  static func endKey(_ scene: Scene) -> String? {
    [".", ";", "!", "#"].first { scene.tokenizer.firstUnknown(in: $0) != nil }
  }

  var caption: String {
    if bets.isOver { return overCaption }
    if bets.isRevealed { return answerCaption }
    return betting.isOn ? bettingCaption : openingCaption
  }

  /// What the line of code has for values.
  var note: String? {
    guard bets.isRevealed, !bets.isOver,
      let share = scores.share(of: bets.answer(to: bets.place), by: .you, at: bets.place)
    else { return nil }
    return "−log(\(share.fixed(3))) = \(BetScores.price(share).priceText)"
  }

  // MARK: Before the answer

  private var openingCaption: String {
    if bets.answered > 0 {
      return
        "Your bets lie as you left them. Enter: letters put chips again, until Esc gives them back "
        + "what they do everywhere. " + (betting.isOwn ? "" : "x bets on your own name. ")
    }
    if betting.isOwn {
      return
        "The same on your own name (e types another one, best by somebody else): 100 chips on each of "
        + "its letters. What does it cost to be sure, and to be wrong? Enter begins."
    }
    return
      "Bet first: 100 chips on what comes next in "
      + (areUnseen ? "a name that the model never saw" : "a name of the data")
      + ". You pay a price: 0 if all lie on the answer, more the fewer do. Whoever pays least wins."
  }

  /// Whether the names are none of the training.
  private var areUnseen: Bool {
    bets.round.flatMap { scene.roundNames($0)?.areUnseen } ?? false
  }

  private var bettingCaption: String {
    let key = BetWords.endKey(scene).map { ", \($0) on BOS: the name ends" } ?? ""
    return
      "After [\(context)], what comes next? A letter puts 10 chips on itself\(key). Chips that are not "
      + "placed are spread evenly over all \(scores.count.grouped). Enter shows the answer: the larger your "
      + "share of it, the less you pay."
  }

  /// The end of what is known of the name: `BOS, e, m`.
  private var context: String {
    let turn = bets.turns[bets.place]
    let labels = bets.names[turn.name][...turn.position].map(scene.label)
    return (labels.count > 6 ? "…, " : "") + labels.suffix(6).joined(separator: ", ")
  }

  // MARK: The answer

  private var answerCaption: String {
    let place = bets.place
    let answer = bets.answer(to: place)
    let yours = bets.share(of: answer, at: place, among: scores.count)
    let price = BetScores.price(yours)
    let start = "\(scene.quoted(answer)) it is. "
    guard price.isFinite else {
      return start
        + "All your chips lie elsewhere: a price without end. It happens to everybody once. "
        + lesson
    }
    guard let pairs = scores.share(of: answer, by: .pairs, at: place),
      let model = scores.share(of: answer, by: .model, at: place)
    else { return start + "You gave it \(yours.shareText) and pay \(price.priceText) …" }
    return start
      + "You gave it \(yours.shareText) and pay \(price.priceText); the table of pairs "
      + "\(pairs.shareText), \(BetScores.price(pairs).priceText); the model "
      + "\(model.shareText), \(BetScores.price(model).priceText). "
      + (scores.cheaper { scores.price(for: $0, at: place) }.map(BetWords.cheaper) ?? "") + ending
  }

  /// Why that can't happen to a model; nothing where it could.
  private var lesson: String {
    let tokens = 0..<scores.count
    let isSafe = tokens.allSatisfy {
      (scores.share(of: $0, by: .model, at: bets.place) ?? 0) > 0
    }
    return
      (isSafe
      ? "A model never says 0: each token gets a little, so that no answer costs it that. " : "")
      + "Chips that are not placed do the same for you."
  }

  /// Who paid less than the player for one answer.
  private static func cheaper(_ players: [Player]) -> String {
    switch players {
    case [.pairs]: "Only the table paid less."
    case [.model]: "Only the model paid less."
    case []: "Nobody paid less."
    default: "Both paid less."
    }
  }

  /// At the end of a name, what it was.
  private var ending: String {
    let turn = bets.turns[bets.place]
    let tokens = bets.names[turn.name]
    guard turn.position == tokens.count - 2 else { return "" }
    let name = scene.tokenizer.decode(tokens)
    let isCut = tokens.last != scene.tokenizer.bos
    return " The name\(isCut ? " begins" : ""): “\(name.shortened)”."
  }

  // MARK: The end

  private var overCaption: String {
    let means = Player.allCases.map { scores.mean(for: $0, over: scores.seen) }
    guard let yours = means[0], let pairs = means[1], let model = means[2] else {
      return "All answers are seen. What would the table of pairs have paid, and the model? …"
    }
    let count = bets.answered
    let whose =
      betting.isOwn
      ? "Your name" : bets.names.count == 1 ? "One name" : "\(bets.names.count) names"
    return
      "\(whose), \(count) bet\(count == 1 ? "" : "s"): on average you paid \(yours.priceText), the "
      + "table of pairs \(pairs.priceText), the model \(model.priceText). " + verdict(yours)
  }

  private func verdict(_ yours: Double) -> String {
    if !yours.isFinite {
      let finite = scores.seen.compactMap { scores.price(for: .you, at: $0) }.filter(\.isFinite)
      let misses = bets.answered - finite.count
      let rest =
        finite.isEmpty
        ? ""
        : " Without \(misses == 1 ? "it" : "them") it would be "
          + "\((finite.reduce(0, +) / Double(finite.count)).priceText)."
      return "\(misses == 1 ? "One answer" : "\(misses) answers") found no chip of yours.\(rest) "
        + "Place fewer, and no price is without end."
    }
    let blind = "Sharing evenly would cost \(scores.guessing.priceText)."
    guard
      let cheaper = scores.cheaper({ scores.mean(for: $0, over: scores.seen) })
    else { return blind }
    let luck = " With so few bets luck counts for much."
    switch cheaper {
    case []: return "Neither beat you! " + blind + luck
    case [.model]: return "The table did not beat you, the model did. " + blind + luck
    case [.pairs]: return "The model did not beat you, the table did. " + blind + luck
    default: return "Both beat you. " + blind + luck
    }
  }

  static let mathematics = [
    "A bet gives each of the n tokens t a share: c chips lie on it, and it gets its part of the r chips "
      + "that are not placed.",
    "  p(t) = c/100 + (r/100) / n",
    "All shares add up to 1, as the probabilities of the model do. Its price is taken from the share of "
      + "the right answer.",
    "  price = −ln p(right answer)",
    "  −ln 1 = 0    −ln 0.5 = 0.693    −ln 0.1 = 2.303    −ln 0 = ∞",
    "Half the share costs 0.693 more, whatever it was: of two bets that both must come true the shares "
      + "multiply, and the prices add up.",
  ]
}
