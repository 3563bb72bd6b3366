import Stage

@testable import Chapters
@testable import Explainer

/// Cards as tests need them.
enum Recalling {
  /// All cards of the course.
  static let all = Course.chapters().flatMap { type(of: $0).cards }

  /// A reader who has been taught all that the cards ask, and opens a chapter.
  @MainActor static func person(
    opening chapter: Int, after first: Int = 1, _ size: Size = Size(80, 24)
  ) throws -> Person {
    var person = try Person(chapter: first, size)
    person.takesCards = true
    person.visit.progress.see(all)
    person.goTo(chapter)
    return person
  }
}

extension Progress {
  /// Has seen the pages that teach what the cards ask, and another one of their chapters.
  mutating func see(_ cards: [Card]) {
    for card in cards {
      seen[card.home.chapter, default: []].formUnion([card.home.beat, "another"])
    }
  }
}

extension Person {
  /// The card that is asked.
  var card: Card? { visit.asking?.card }

  /// All words on the screen but for frames.
  var wordsWithoutFrames: String {
    text.split { " \n│╭╮╰╯─".contains($0) }.joined(separator: " ")
  }
}
