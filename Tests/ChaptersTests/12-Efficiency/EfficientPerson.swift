import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

extension Person {
  /// Somebody in chapter 12, where the engines race by a clock of the test: 250 µs a step against 8 µs.
  static func racing(
    _ beat: String = "race", _ size: Size = Size(80, 24), run: Run? = nil, steps: Int = 20,
    isPatient: Bool = true
  ) throws -> Person {
    let clock = SlowClock()
    let chapter = EverythingElse { kind, settings, vocabularySize in
      PacedEngine(
        kind.makeEngine(settings: settings, vocabularySize: vocabularySize), clock,
        pace: kind == .exact ? 250_000 : 8_000)
    }
    var person = try Person(
      chapter: 12, size, run: run ?? Runs.short(steps: steps), replacement: chapter, clock: clock)
    person.isPatient = isPatient
    try person.enter(beat)
    return person
  }

  /// How the race stands; nil where it has not begun.
  var score: Race.Score? {
    let scene = scene
    return (visit.chapters.first { $0.number == 12 } as? EverythingElse)?.score(in: scene)
  }
}
