import Testing

@testable import Chapters
@testable import Explainer

/// What pages ask for: worked out once, kept, dropped, forgotten.
@MainActor @Suite struct DeskTests {
  /// Twice a number, worked out in some slices.
  private struct Twice: Question {
    let number: Int
    var slices = 1

    func begin(in scene: Scene) -> Work { Work(question: self) }

    struct Work: Job {
      let question: Twice
      var done = 0
      var progress: Double { Double(done) / Double(question.slices) }

      mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> Int? {
        done += 1
        return done == question.slices ? 2 * question.number : nil
      }
    }
  }

  /// Works for one slice on each question.
  private func work(_ desk: inout Desk, _ questions: [Twice], in scene: Scene) -> Bool {
    desk.work(on: questions, scene: { scene }, stopwatch: { 0 }, until: { false })
  }

  /// However many questions a page has, the work on them ends.
  @Test func pagesWithManyQuestions() throws {
    let scene = try Person(chapter: Visit.numbers[0]).scene
    var desk = Desk()
    let questions = (0..<200).map { Twice(number: $0) }
    #expect(work(&desk, questions, in: scene))
    #expect(!work(&desk, questions, in: scene))
    for question in questions { #expect(desk.answer(to: question) == 2 * question.number) }
    // Another page's answers take the place of the oldest of them.
    let others = (200..<300).map { Twice(number: $0) }
    #expect(work(&desk, others, in: scene))
    #expect(!work(&desk, others, in: scene))
    #expect(desk.answer(to: questions[0]) == nil)
  }

  /// A copy that is worked on leaves the other as it was; what no page asks for is dropped.
  @Test func workInProgress() throws {
    let scene = try Person(chapter: Visit.numbers[0]).scene
    let question = Twice(number: 7, slices: 3)
    var desk = Desk()
    #expect(work(&desk, [question], in: scene))
    let before = desk
    #expect(work(&desk, [question], in: scene))
    #expect(desk.job(for: question)?.done == 2)
    #expect(before.job(for: question)?.done == 1)
    #expect(work(&desk, [question], in: scene))
    #expect(desk.answer(to: question) == 14 && desk.job(for: question) == nil)
    #expect(before.answer(to: question) == nil)
    var dropped = before
    #expect(!work(&dropped, [], in: scene))
    #expect(dropped.job(for: question) == nil)
    desk.forget(question)
    #expect(desk.answer(to: question) == nil)
    #expect(work(&desk, [question], in: scene))
  }

  /// A number whose answer is said to be large.
  private struct Large: Question {
    static let isLarge = true
    let number: Int

    func begin(in scene: Scene) -> Twice.Work { Twice.Work(question: Twice(number: number)) }
  }

  /// Of large answers only the newest of a kind is kept, and all others stay.
  @Test func largeAnswers() throws {
    let scene = try Person(chapter: Visit.numbers[0]).scene
    var desk = Desk()
    let small = Twice(number: 1)
    func ask(_ question: any Question) {
      _ = desk.work(on: [question], scene: { scene }, stopwatch: { 0 }, until: { false })
    }
    ask(small)
    for number in 5...7 { ask(Large(number: number)) }
    #expect(desk.answer(to: small) == 2)
    #expect(desk.answer(to: Large(number: 7)) == 14)
    #expect(desk.answer(to: Large(number: 6)) == nil && desk.answer(to: Large(number: 5)) == nil)
  }
}
