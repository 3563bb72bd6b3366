import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// The cards themselves, and which of them are asked.
@MainActor @Suite struct CardTests {
  private static let all = Recalling.all

  private func ids(_ progress: Progress, before chapter: Int) -> [String] {
    progress.cards(before: chapter, of: CardTests.all).map(\.id)
  }

  private func cards(of chapter: Int) -> [String] {
    CardTests.all.filter { $0.home.chapter == chapter }.map(\.id)
  }

  // MARK: What they say

  @Test func threeOrFourInEachChapter() {
    #expect(Set(CardTests.all.map(\.id)).count == CardTests.all.count)
    #expect(Set(CardTests.all.map(\.question)).count == CardTests.all.count)
    for chapter in Course.chapters() {
      let own = type(of: chapter).cards
      #expect(own.allSatisfy { $0.home.chapter == chapter.number })
      // What the last one teaches no later one can ask.
      let count = chapter.number == Visit.numbers.last ? 0...0 : 3...4
      #expect(count.contains(own.count), "chapter \(chapter.number)")
      #expect(own.allSatisfy { $0.id.wholeMatch(of: /[a-z]+/) != nil })
    }
  }

  /// With other names, runs and data as well.
  @Test(arguments: CheckpointTests.Setting.allCases, Visit.numbers) func answers(
    setting: CheckpointTests.Setting, chapter: Int
  ) throws {
    let start = try setting.person(chapter)
    for card in type(of: start.chapter).cards {
      #expect(start.beats.contains { $0.id == card.home.beat }, "\(card.id)")
      let answer = card.answer(start.scene)
      #expect(answer.hasSuffix("."), "\(card.id)")
      #expect(!answer.contains(/nan|inf\b|Optional|  | ,|\( ?\)/), "\(answer)")
      // Both sides are read whole, and what keys do there.
      for size in [Size(60, 16), Size(80, 24), Size(200, 60)] {
        var person = start
        person.takesCards = true
        person.resize(size.width, size.height)
        person.visit.recall = .init(chapter: person.visit.open, cards: [card, card])
        #expect(person.wordsWithoutFrames.contains(card.question + " Answer it"), "\(card.id)")
        #expect(!person.wordsWithoutFrames.contains(answer), "\(card.id)")
        person.type(" ")
        let keys = " + knew it - not yet Enter show me → skip Esc close"
        #expect(
          person.wordsWithoutFrames.contains("\(card.question) \(answer)\(keys)"), "\(card.id)")
      }
    }
  }

  // MARK: Which are asked

  @Test func onlyWhatWasTaught() {
    var progress = Progress()
    #expect(ids(progress, before: 12).isEmpty)
    for card in CardTests.all { progress.seen[card.home.chapter] = [card.home.beat] }
    #expect(ids(progress, before: 12).isEmpty, "a chapter that was only opened")
    progress = Progress()
    progress.see(CardTests.all.filter { $0.home.chapter == 4 })
    #expect(ids(progress, before: 3).isEmpty)
    #expect(ids(progress, before: 4).isEmpty, "not by the chapter that teaches it")
    #expect(ids(progress, before: 5) == Array(cards(of: 4).prefix(2)))
  }

  /// Of those never asked one is of the chapter just learnt, the other an old one.
  @Test func newAndOld() throws {
    var progress = Progress()
    progress.see(CardTests.all.filter { $0.home.chapter <= 3 })
    #expect(ids(progress, before: 4) == [cards(of: 3)[0], cards(of: 1)[0]])
    #expect(ids(progress, before: 2) == Array(cards(of: 1).prefix(2)))
  }

  /// A known one comes again only after all others, the one asked longest ago first.
  @Test func knownOnesWait() throws {
    var progress = Progress()
    progress.see(CardTests.all)
    var asked: [String] = []
    for _ in 0..<CardTests.all.count {
      let card = try #require(progress.cards(before: 12, of: CardTests.all).first)
      progress.judge(card, isKnown: true)
      asked.append(card.id)
    }
    #expect(Set(asked).count == CardTests.all.count)
    for round in 0..<CardTests.all.count {
      let card = try #require(progress.cards(before: 12, of: CardTests.all).first)
      #expect(card.id == asked[round])
      progress.judge(card, isKnown: true)
    }
  }

  /// What was missed comes first, the one missed longest ago before others, until it is known.
  @Test func missedOnesComeFirst() throws {
    var progress = Progress()
    progress.see(CardTests.all)
    let (first, second, third) = (CardTests.all[9], CardTests.all[2], CardTests.all[5])
    progress.judge(third, isKnown: true)
    progress.judge(first, isKnown: false)
    progress.judge(second, isKnown: false)
    #expect(ids(progress, before: 12) == [first.id, second.id])
    progress.judge(first, isKnown: true)
    let next = ids(progress, before: 12)
    #expect(next[0] == second.id && progress.cards[next[1]] == nil)
    progress.judge(second, isKnown: false)
    #expect(ids(progress, before: 12)[0] == second.id)
  }

  /// Of two visits at once the later judgement counts.
  @Test func joined() {
    var (one, other) = (Progress(), Progress())
    one.judge(CardTests.all[0], isKnown: true)
    other.judge(CardTests.all[1], isKnown: true)
    other.judge(CardTests.all[0], isKnown: false)
    for joined in [one.joined(with: other), other.joined(with: one)] {
      #expect(joined.cards == other.cards)
    }
  }

  /// An order that was read from a damaged file does no harm.
  @Test func largestTurn() throws {
    var progress = Progress()
    progress.cards["odds"] = .init(turn: .max, isKnown: true)
    progress.judge(CardTests.all[0], isKnown: false)
    #expect(progress.cards[CardTests.all[0].id]?.turn == .max)
  }
}
