import Foundation
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// What the visit records of what a reader does.
@MainActor @Suite struct ProgressTests {
  @Test func beatsThatWereSeen() throws {
    var person = try Person(chapter: 2)
    #expect(person.visit.progress.seen == [2: ["name"]])
    person.press(.right, .right, .right, .right)
    #expect(person.visit.progress.seen[2] == ["name", "cut", "look-up"])
    person.goTo(4)
    #expect(person.visit.progress.seen[4] == ["scores"])
    #expect(person.visit.progress.place == .init(chapter: 4, beat: "scores"))
    person.goTo(2)
    #expect(person.visit.progress.place == .init(chapter: 2, beat: "look-up"))
    #expect(person.visit.progress.seen.keys.sorted() == [2, 4])
  }

  /// Also those that pass by themselves.
  @Test func beatsThatPassWhilePlaying() throws {
    var person = try Person(chapter: 4)
    person.type(" ")
    let count = person.beats.count
    while let next = person.visit.nextChange(after: person.time) {
      person.time = next
      _ = person.work()
    }
    #expect(person.visit.progress.seen[4]?.count == count)
  }

  /// It can be kept and read again.
  @Test func keeping() throws {
    var person = try Person(chapter: 2)
    try person.enter("check-amounts")
    person.press(.enter)
    person.visit.progress.judge(Recalling.all[1], isKnown: false)
    let kept = try JSONEncoder().encode(person.visit.progress)
    let read = try JSONDecoder().decode(Progress.self, from: kept)
    #expect(read == person.visit.progress)
    #expect(read.checkpoints["amounts"]?.wrong.count == 1)
    #expect(read.seen[2]?.contains("check-amounts") == true)
    #expect(read.cards == [Recalling.all[1].id: .init(turn: 1, isKnown: false)])
  }

  /// What an earlier version kept can be read, whatever it did not know of.
  @Test func keptByAnEarlierVersion() throws {
    func read(_ text: String) throws -> Chapters.Progress {
      try JSONDecoder().decode(Chapters.Progress.self, from: Data(text.utf8))
    }
    #expect(try read("{}") == .init())
    let read = try read(#"{"seen": {"2": ["name"]}, "place": {"chapter": 2, "beat": "name"}}"#)
    #expect(read.seen == [2: ["name"]] && read.place == .init(chapter: 2, beat: "name"))
    #expect(read.cards.isEmpty && read.checkpoints.isEmpty)
  }

  /// A copy that goes on leaves the other as it was.
  @Test func copies() throws {
    var person = try Person(chapter: 2)
    let before = person
    person.press(.right, .right)
    #expect(before.visit.progress != person.visit.progress)
    #expect(before.visit.progress.seen == [2: ["name"]])
  }
}
