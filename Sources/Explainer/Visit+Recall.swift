import Chapters
import Stage

/// Cards from earlier chapters, asked when a chapter is opened. They take the place of its page, and
/// nothing has to be answered: → goes on, Esc closes them all.
extension Visit {
  /// The cards in hand. They stay there while the reader looks at the page of one of them.
  struct Recall {
    /// The chapter that was opened, by its place in the course.
    let chapter: Int
    /// At least one.
    let cards: [Card]
    /// The place of the card that is asked.
    var place = 0
    /// Whether its answer is seen.
    var isTurned = false

    var card: Card { cards[place] }
  }

  /// The cards in hand as long as they take the place of the page; nil on the page of one of them.
  var asking: Recall? { recall.flatMap { $0.chapter == open ? $0 : nil } }

  /// Takes the cards to be asked when a chapter is opened by a person: once in a visit.
  mutating func takeCards() {
    // Back from the page of a card.
    if asking != nil { return }
    recall = nil
    guard !stays[open].hadCards else { return }
    stays[open].hadCards = true
    let all = chapters.flatMap { Swift.type(of: $0).cards }
    let cards = progress.cards(before: chapters[open].number, of: all)
    if !cards.isEmpty { recall = Recall(chapter: open, cards: cards) }
  }

  mutating func pressAtCard(_ key: Key, at time: Int) {
    guard let asking, let action = Binding.action(for: key) else { return }
    switch action {
    case .playOrPause: recall?.isTurned.toggle()
    case .enter where asking.isTurned: showPage(of: asking.card, at: time)
    case .more where asking.isTurned, .less where asking.isTurned:
      progress.judge(asking.card, isKnown: action == .more)
      if action == .less { notice = "Not yet: this card will come back" }
      go(by: 1)
    case .enter, .more, .less: recall?.isTurned = true
    case .forward: go(by: 1)
    case .back: go(by: -1)
    case .stop, .quit: recall = nil
    case .nextChapter, .previousChapter, .chapter, .goToChapter, .help, .glossary, .freeMouse:
      perform(action, at: time)
    default: notice = "→ goes on without an answer, Esc closes the cards"
    }
  }

  /// Goes to another of the cards, to its question; behind the last one they are over.
  private mutating func go(by places: Int) {
    guard var next = asking else { return }
    next.place = max(0, next.place + places)
    next.isTurned = false
    recall = next.place < next.cards.count ? next : nil
  }

  /// Shows the page that teaches what is on a card; the cards stay in hand.
  private mutating func showPage(of card: Card, at time: Int) {
    let number = chapters[open].number
    go(to: card.home, at: time)
    notice = "Esc goes back to chapter \(number) and its cards"
  }

  /// What keys do at a card, the most important first.
  var cardKeys: [KeyLine.Item] {
    let ends: [KeyLine.Item] = [.init("→", "skip", .right), .init("Esc", "close", .escape)]
    guard asking?.isTurned == true else {
      return [.init("Space", "turn", .character(" "))] + ends
    }
    return [
      .init("+", "knew it", .character("+")), .init("-", "not yet", .character("-")),
      .init("Enter", "show me", .enter),
    ] + ends
  }

  // MARK: The picture

  func draw(_ recall: Recall, _ scene: Scene, in area: Area) {
    let chapter = recall.card.home.chapter
    CardView(
      lead: "Before chapter \(chapters[recall.chapter].number): what do you still know?",
      heading: "From chapter \(chapter) · card \(recall.place + 1) of \(recall.cards.count)",
      question: recall.card.question,
      answer: recall.isTurned ? recall.card.answer(scene) : nil, keys: cardKeys
    ).draw(in: area)
  }
}
