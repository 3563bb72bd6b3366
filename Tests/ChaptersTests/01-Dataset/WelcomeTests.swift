import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// The first screen of all.
@MainActor @Suite struct WelcomeTests {
  nonisolated private static let sizes = [Size(60, 16), Size(80, 24), Size(100, 30), Size(200, 60)]

  /// What is said of the made-up names is so: as many are listed as are counted, and as many of them
  /// are marked as in the data.
  /// Of the shipped names where no others are given.
  @Test(arguments: [[]] + OtherDataTests.lists.prefix(3)) func namesAreCounted(
    documents: [String]
  ) throws {
    let run = try documents.isEmpty ? Runs.trained() : Runs.of(documents)
    for size in WelcomeTests.sizes {
      for moment in [0, 1, 20, 1000] {
        var person = try Person(chapter: 1, size, run: run)
        person.go(toMoment: moment)
        person.visit.wantsCode = false
        let picture = person.lines[2..<(size.height - 7)].joined(separator: "\n")
        let made = person.scene.names(20).map(\.text).filter { !$0.isEmpty }
        let story = try #require(picture.firstRange(of: /it\s+makes\s+up[^:]*(:[^:]*)?:\s*\n/))
        let words = picture[story].split { " \n".contains($0) }.joined(separator: " ")
        let listed = picture[story.upperBound...].components(separatedBy: "These chapters")[0]
          .split { " \n".contains($0) }
        let count = try #require(words.firstMatch(of: /these (\d+)|this (one)/))
        #expect(count.1.flatMap { Int($0) } ?? 1 == listed.count, "\(size) \(moment): \(picture)")
        #expect(listed.map { $0.filter { $0 != "*" } } == made.prefix(listed.count).map { $0 })
        let known = listed.filter { $0.hasSuffix("*") }
        #expect(known.map { String($0.dropLast()) }.allSatisfy(run.documents.contains))
        #expect(
          known.count == made.prefix(listed.count).count(where: run.documents.contains))
        if let said = words.firstMatch(of: /\((\d+), marked/) {
          #expect(Int(said.1) == known.count)
        } else {
          #expect(known.isEmpty || words.contains("(*: "))
        }
        if size.height > 16 { #expect(person.sees("number by number.")) }
        #expect(!picture.contains("…"), "nothing is cut")
      }
    }
  }
}
