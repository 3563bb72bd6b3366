import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// Cards that are asked when a chapter is opened, by keys and with the mouse.
@MainActor @Suite struct RecallTests {
  private func cards(_ person: Person) -> [Card] { person.visit.asking?.cards ?? [] }

  @Test func turningAndJudging() throws {
    var person = try Recalling.person(opening: 4)
    let asked = cards(person)
    #expect(asked.map(\.home.chapter) == [3, 1])
    #expect(person.sees("From chapter 3 · card 1 of 2"))
    // What one thinks first is not judged: the answer is not seen yet.
    person.type("+")
    #expect(person.card?.id == asked[0].id && person.visit.progress.cards.isEmpty)
    #expect(person.wordsWithoutFrames.contains(asked[0].answer(person.scene)))
    person.type("+")
    #expect(person.visit.progress.cards == [asked[0].id: .init(turn: 1, isKnown: true)])
    #expect(person.sees("From chapter 1 · card 2 of 2"))
    #expect(!person.wordsWithoutFrames.contains(asked[1].answer(person.scene)))
    person.press(.enter)
    #expect(person.wordsWithoutFrames.contains(asked[1].answer(person.scene)))
    person.type("-")
    #expect(person.visit.progress.cards[asked[1].id] == .init(turn: 2, isKnown: false))
    #expect(person.status.contains("will come back"))
    // Now the chapter: keys are its own again.
    #expect(person.visit.recall == nil && person.sees("Six scores to play with"))
    person.press(.right)
    #expect(person.beat == 1)
    // At the next chapter the missed one comes first.
    person.goTo(5)
    #expect(person.card?.id == asked[1].id)
  }

  /// Space turns a card, and turns it back.
  @Test func turning() throws {
    var person = try Recalling.person(opening: 4)
    let front = person.picture
    person.type(" ")
    #expect(person.picture != front)
    person.type(" ")
    #expect(person.picture == front)
  }

  /// Two → and one is in the chapter; what is skipped was not asked.
  @Test func skipping() throws {
    var person = try Recalling.person(opening: 4)
    let asked = cards(person)
    person.press(.right)
    #expect(person.card?.id == asked[1].id)
    person.press(.left)
    #expect(person.card?.id == asked[0].id)
    person.type(" ")
    person.press(.right, .right)
    #expect(person.visit.recall == nil && person.beat == 0)
    #expect(person.visit.progress.cards.isEmpty)
    person.goTo(5)
    #expect(cards(person).contains { $0.id == asked[1].id })
  }

  @Test(arguments: [Key.escape, .character("q")]) func closing(key: Key) throws {
    var person = try Recalling.person(opening: 4)
    person.press(key)
    #expect(person.visit.recall == nil && !person.visit.isOver)
    #expect(person.visit.progress.cards.isEmpty)
    #expect(person.visit.progress.place == .init(chapter: 4, beat: "scores"))
  }

  /// The page that teaches what is on a card, and back to the card, turned.
  @Test(arguments: [[Key.escape], [.character("5")], [.character("g"), .character("5"), .enter]])
  func thePageOfACard(back: [Key]) throws {
    var person = try Recalling.person(opening: 5)
    let card = try #require(person.card)
    person.press(.enter)
    let answered = person.picture
    person.press(.enter)
    #expect(person.chapter.number == card.home.chapter && person.view.beat.id == card.home.beat)
    #expect(person.status.contains("Esc goes back to chapter 5 and its cards"))
    // It is a page like others: one can go on from there.
    person.press(.right)
    #expect(person.view.beat.id != card.home.beat)
    #expect(person.lines.last?.hasPrefix(" Esc to the cards") == true)
    for key in back { person.press(key) }
    #expect(person.chapter.number == 5 && person.picture == answered)
    person.type("+")
    #expect(person.visit.progress.cards[card.id]?.isKnown == true)
    #expect(person.sees("card 2 of 2"))
  }

  /// Every card leads to the page that teaches it.
  @Test func allPages() throws {
    for card in Recalling.all {
      var person = try Recalling.person(opening: 12)
      person.visit.recall = .init(chapter: person.visit.open, cards: [card])
      person.press(.enter, .enter)
      #expect(
        person.visit.progress.place == card.home && person.view.beat.id == card.home.beat,
        "\(card.id)")
      person.press(.escape)
      #expect(person.chapter.number == 12 && person.card?.id == card.id)
    }
  }

  /// Whoever goes on from the page of a card to a third chapter has left the cards.
  @Test func leavingTheCards() throws {
    var person = try Recalling.person(opening: 4)
    person.press(.enter, .enter)
    person.goTo(2)
    #expect(person.visit.recall?.chapter == person.visit.open, "those of chapter 2")
    person.press(.escape)
    person.goTo(4)
    #expect(person.visit.recall == nil)
  }

  /// Where a number is asked where it comes from, Esc leaves that first.
  @Test func theWayOfANumberComesFirst() throws {
    var person = try Recalling.person(opening: 12)
    let card = try #require(Recalling.all.first { $0.id == "residual" })
    person.visit.recall = .init(chapter: person.visit.open, cards: [card])
    person.press(.enter, .enter, .enter)
    #expect(person.view.origin != nil)
    person.press(.escape)
    #expect(person.view.origin == nil && person.chapter.number == card.home.chapter)
    person.press(.escape)
    #expect(person.card?.id == card.id)
  }

  /// Once a chapter and visit, and only where something was taught.
  @Test func whenTheyAreAsked() throws {
    var person = try Recalling.person(opening: 4)
    person.press(.escape)
    person.goTo(3)
    #expect(person.card != nil)
    person.press(.escape)
    person.goTo(4)
    #expect(person.card == nil, "not each time one comes back")
    // To look at the page of a card does not open its chapter.
    person.goTo(7)
    #expect(person.card?.home.chapter == 6)
    person.press(.enter, .enter, .escape, .escape)
    person.goTo(6)
    #expect(person.card != nil)
    var fresh = try Person(chapter: 1)
    fresh.takesCards = true
    fresh.goTo(8)
    #expect(fresh.card == nil, "nothing was seen of the chapters before")
    fresh.goTo(9)
    #expect(fresh.card == nil)
    // The chapter that one began with is open already.
    var later = try Recalling.person(opening: 2, after: 6)
    later.press(.escape)
    later.goTo(6)
    #expect(later.card == nil)
  }

  /// What was missed is asked first at the next visit, wherever that begins.
  @Test func theNextVisit() throws {
    var progress = Progress()
    progress.see(Recalling.all)
    let missed = try #require(Recalling.all.first { $0.id == "bos" })
    progress.judge(missed, isKnown: false)
    progress.place = .init(chapter: 5, beat: "loss")
    func visit(chapter: Int?) throws -> Visit {
      let run = try Runs.trained()
      return try Visit(
        run: run, chapter: chapter, progress: progress, makeRun: { _ in run },
        stopwatch: TickingClock().read)
    }
    #expect(try visit(chapter: 3).asking?.card.id == missed.id)
    #expect(try visit(chapter: 2).asking?.cards.contains { $0.id == missed.id } == false)
    // Where one goes on at the place of the last visit; it stays the place until it is seen.
    var visit = try visit(chapter: nil)
    #expect(visit.recall == nil)
    visit.handle(.key(.enter), at: 0)
    #expect(visit.asking?.card.id == missed.id && visit.progress.place == progress.place)
    visit.handle(.key(.escape), at: 0)
    #expect(visit.view(at: 0).beat.id == "loss" && visit.recall == nil)
  }

  /// Other chapters, contents, help and glossary are reached from a card; other keys say how to get on.
  @Test func otherKeys() throws {
    let start = try Recalling.person(opening: 4)
    for key in Key.overlays {
      var person = start
      person.press(key)
      #expect(person.visit.overlay != nil)
      person.press(.escape)
      #expect(person.picture == start.picture)
    }
    var person = start
    person.press(.tab)
    #expect(person.chapter.number == 5 && person.card != nil)
    for key in "txe]cm" {
      var person = start
      person.type(String(key))
      #expect(person.status.contains("Esc closes the cards"), "\(key)")
      #expect(person.visit.prompt == nil && person.visit.overlay == nil)
      person.type(" ")
      #expect(!person.status.contains("Esc closes the cards"))
    }
  }

  /// Clicks on the words do what the keys do, in the card and in the last row.
  @Test func theMouse() throws {
    let start = try Recalling.person(opening: 4)
    for isBelow in [false, true] {
      var person = start
      func click(_ words: String) throws {
        let rows = person.lines.indices.filter { person.lines[$0].contains(words) }
        let row = try #require(isBelow ? rows.last : rows.first)
        let before = try #require(person.lines[row].firstRange(of: words)?.lowerBound)
        person.click(String(person.lines[row][..<before]).columns, row)
      }
      try click("turn")
      #expect(person.visit.recall?.isTurned == true)
      try click("not yet")
      #expect(person.visit.progress.cards.count == 1)
      try click("turn")
      try click("show me")
      #expect(person.chapter.number == 1)
      person.press(.escape)
      try click("knew it")
      #expect(person.visit.progress.cards.count == 2 && person.visit.recall == nil)
    }
    // Anywhere on a card turns it.
    var person = start
    try person.click(.key(.character(" ")))
    #expect(person.visit.recall?.isTurned == true)
    // A tab opens its chapter.
    try person.click(.pick(Target(FrameTarget.tab(6))))
    #expect(person.chapter.number == 7)
  }

  /// What lies under a card tells no numbers and answers no clicks.
  @Test func whatLiesUnder() throws {
    var person = try Recalling.person(opening: 4)
    let before = person.picture
    for x in stride(from: 0, to: 80, by: 5) {
      for y in 2..<23 {
        person.mouse(.moved(x: x, y: y))
        #expect(person.picture == before)
      }
    }
    let touches = person.picture.regions.map(\.touch)
    #expect(!touches.contains(.slide(Target(FrameTarget.scrubber))))
  }

  /// In every size all is whole, and a window that is too low for the lead does without.
  @Test func sizes() throws {
    for (width, height) in [(60, 16), (61, 17), (72, 20), (80, 24), (110, 36), (200, 60)] {
      var person = try Recalling.person(opening: 4, Size(width, height))
      #expect(person.picture.isWhole && person.picture.withoutASCIIForm.isEmpty)
      #expect(person.sees("what do you still know?") == (height > 20), "\(height)")
      person.type(" ")
      #expect(person.picture.isWhole && person.picture.withoutASCIIForm.isEmpty)
    }
  }
}

extension Key {
  /// What opens the help, the glossary and the contents.
  fileprivate static let overlays: [Key] = [.character("?"), .character("/"), .character("g")]
}
