/// A question about what was taught, to be answered from memory. Cards are asked when a later chapter
/// opens; the reader turns them, and judges alone whether the answer was known.
public struct Card: Sendable {
  /// One word that no other card of the course has.
  public let id: String
  /// The beat that teaches the answer: it can be asked as soon as that was seen.
  public let home: Progress.Place
  /// One or two sentences.
  public let question: String
  /// One or two sentences. Numbers in it are those of the run; only such as need not be found first.
  public let answer: @Sendable (Scene) -> String

  init(
    _ id: String, chapter: Int, beat: String, _ question: String,
    answer: @escaping @Sendable (Scene) -> String
  ) {
    self.id = id
    home = Progress.Place(chapter: chapter, beat: beat)
    self.question = question
    self.answer = answer
  }
}

extension Progress {
  /// How many cards are asked when a chapter opens.
  public static let cardsAtOnce = 2

  /// The cards to be asked when a chapter opens, from chapters before it: first those that were missed the
  /// last time, then those never asked, then those asked longest ago. So a known one comes again only
  /// after all others had their turn.
  ///
  /// - Parameter all: in the order of the course.
  public func cards(before chapter: Int, of all: [Card]) -> [Card] {
    let taught = all.filter { card in
      let beats = seen[card.home.chapter] ?? []
      // A chapter of which one beat alone was seen was only opened on the way to another one.
      return card.home.chapter < chapter && beats.contains(card.home.beat) && beats.count > 1
    }
    func judged(isKnown: Bool) -> [Card] {
      let turns = taught.compactMap { card in
        cards[card.id].flatMap { $0.isKnown == isKnown ? (turn: $0.turn, card: card) : nil }
      }
      return turns.sorted { $0.turn < $1.turn }.map(\.card)
    }
    // Something of the chapter just learnt, then something old.
    let new = taught.filter { cards[$0.id] == nil }
    let latest = new.first { $0.home.chapter == new.last?.home.chapter }
    let fresh = [latest].compactMap { $0 } + new.filter { $0.id != latest?.id }
    let order = judged(isKnown: false) + fresh + judged(isKnown: true)
    return Array(order.prefix(Progress.cardsAtOnce))
  }

  /// Records how the reader judged a card.
  public mutating func judge(_ card: Card, isKnown: Bool) {
    // What was read from a file may be any number.
    let last = min(cards.values.map(\.turn).max() ?? 0, .max - 1)
    cards[card.id] = Recollection(turn: last + 1, isKnown: isKnown)
  }

  /// How a card was judged the last time.
  public struct Recollection: Equatable, Codable, Sendable {
    /// Counts all judgements of the reader: the later, the larger.
    public var turn: Int
    public var isKnown: Bool

    public init(turn: Int, isKnown: Bool) {
      self.turn = turn
      self.isKnown = isKnown
    }
  }
}
