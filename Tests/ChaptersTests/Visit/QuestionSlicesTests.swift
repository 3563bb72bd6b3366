import MicroGPT
import Testing

@testable import Chapters
@testable import Explainer

/// What pages ask of a large model is worked out in slices shorter than one reading of the name.
@MainActor @Suite struct QuestionSlicesTests {
  private func scene() throws -> Scene {
    let size = try ModelSize(layers: 3, width: 24, blockSize: 17, heads: 3)
    var run = try Runs.make(
      seed: 42, steps: 4, documents: ["emma", "olivia", "ava", "mia", "noah"], size: size)
    try #require(!run.isQuick)
    while run.train() != nil {}
    var visit = try Visit(
      run: run, chapter: 3,
      makeRun: { try Run(corpus: run.corpus, settings: $0, engine: run.engineKind) },
      stopwatch: { 0 })
    visit.handle(.resized(.init(100, 30)), at: 0)
    while visit.work(at: 0, until: { false }) {}
    return visit.scene(at: 0)
  }

  /// How many slices a job takes that never has more time than for one of them.
  private func slices<J: Job>(_ job: J) -> Int {
    var job = job
    var count = 1
    while job.work(stopwatch: { 0 }, until: { true }) == nil { count += 1 }
    return count
  }

  @Test func noReadingIsDoneInOneGo() throws {
    let scene = try scene()
    let own = Array(scene.tokens.prefix(4))
    let readings = 10
    #expect(slices(TwinGuesses(scene, own, own).begin(in: scene)) > 3 * readings)
    let parts = [nil] + scene.removableParts
    #expect(slices(NameWithout(scene, parts).begin(in: scene)) > parts.count * readings)
    #expect(
      slices(GradientCheck(scene, parameter: 3).begin(in: scene))
        > 2 * GradientCheck.powers.count * readings)
    #expect(
      slices(TryEach(scene).begin(in: scene)) > TryEach.runs(scene.run.parameterCount) * readings)
    #expect(slices(GuessesOfTokens(scene.tokens, in: scene).begin(in: scene)) > readings)
    #expect(slices(NamesWithoutPart(scene, .mlp).begin(in: scene)) > readings)
  }
}
