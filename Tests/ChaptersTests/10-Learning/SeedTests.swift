import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// The key for the next seed.
@MainActor @Suite struct SeedTests {
  private func person(seed: Int) throws -> Person {
    let settings = try RunSettings(seed: seed, steps: 10)
    let run = try Run(corpus: Corpus(Runs.names()), settings: settings)
    var person = try Person(chapter: 10, Size(140, 30), run: run)
    person.finishTraining()
    return person
  }

  /// It goes on where the knob's own values end, and where a Double has not every seed.
  @Test(arguments: [42, 999, 1000, -1, 9_007_199_254_740_992, .max - 1])
  func next(seed: Int) throws {
    var person = try person(seed: seed)
    person.type("R")
    person.finishTraining()
    #expect(person.scene.run.settings.seed == seed + 1)
    #expect(person.sees("seed \((seed + 1).grouped)"))
  }

  @Test func last() throws {
    var person = try person(seed: .max)
    person.type("R")
    person.finishTraining()
    #expect(person.scene.run.settings.seed == .max)
    #expect(person.sees("There is no seed after 9,223,372,036,854,775,807"))
  }
}
