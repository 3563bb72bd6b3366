import Stage
import TestSupport
import Testing

@testable import Chapters
@testable import Explainer

/// A visit is what was done in it and nothing else.
@MainActor @Suite struct ReplayTests {
  /// The same keys at the same times lead to the same pictures, and to the same progress.
  @Test(arguments: [1, 2, 3]) func theSameKeysAgain(seed: Int) throws {
    var random = Generator(state: UInt64(seed))
    let keys = (0..<250).map { _ in ReplayTests.keys.randomElement(using: &random) ?? .enter }
    var (first, second) = (try person(), try person())
    for (number, key) in keys.enumerated() {
      first.press(key)
      first.wait(40)
      second.press(key)
      second.wait(40)
      try #require(first.lines == second.lines, "after key \(number), \(key)")
    }
    #expect(first.visit.progress == second.visit.progress)
    #expect(first.visit.progress.seen.count > 2, "the keys led somewhere")
  }

  /// Somebody who has been everywhere, so that cards are asked.
  private func person() throws -> Person {
    let documents = Array(try Runs.names().documents.prefix(200))
    var person = try Person(chapter: 3, documents: documents, steps: 20)
    person.finishTraining()
    person.takesCards = true
    person.visit.progress.see(Recalling.all)
    return person
  }

  /// All but those that leave.
  private static let keys: [Key] =
    Binding.all.filter { $0.action != .quit }.flatMap(\.keys)
    + "aehlmnt0123456789.".map { .character($0) }
    + Array(repeating: [.right, .enter, .up, .down, .escape], count: 8).flatMap(\.self)
}
