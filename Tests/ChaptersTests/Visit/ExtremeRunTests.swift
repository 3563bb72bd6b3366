import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// Whatever a run gives, every beat of every chapter is drawn in windows of every size.
@MainActor @Suite struct ExtremeRunTests {
  /// Runs that give what no healthy one does.
  enum Kind: String, CaseIterable, Sendable {
    case huge, equal, rising, zero, oneStep, brokenAtOnce, brokenLate, hugeScores
    case twoTokens, manyTokens, blockOfOne, manyHeads

    /// The losses of its steps, whatever the model says; the real ones where nil.
    var losses: [Double]? {
      switch self {
      case .huge: [1e300, .greatestFiniteMagnitude, 9, 1e18, 1e19, 1e5]
      case .equal: Array(repeating: 9, count: 6)
      case .rising: [8.5, 9, 20, 100, 1e4, 1e9]
      case .zero: [0, -0.0, .leastNonzeroMagnitude, 0, 0, 0]
      case .brokenAtOnce: [.nan]
      case .brokenLate: [3, 400, 1e30, 1e200, .infinity]
      case .oneStep, .hugeScores, .twoTokens, .manyTokens, .blockOfOne, .manyHeads: nil
      }
    }

    var documents: [String] {
      switch self {
      case .twoTokens: ["a", "aa"]
      // Of each character one, so that the list of them is long and no pair comes twice.
      case .manyTokens:
        stride(from: 0x4e00, to: 0x4e00 + 400, by: 4).map { (first: UInt32) in
          String(String.UnicodeScalarView((first..<first + 4).compactMap(Unicode.Scalar.init)))
        }
      default: ["emma", "anna", "hannah", "bob", "a"]
      }
    }

    func size() throws -> ModelSize {
      switch self {
      case .blockOfOne: try ModelSize(width: 4, blockSize: 1, heads: 1)
      case .manyHeads: try ModelSize(layers: 2, width: 6, blockSize: 3, heads: 6)
      default: try ModelSize(width: 4, blockSize: 4, heads: 2)
      }
    }

    @MainActor func run() throws -> Run {
      var settings = RunSettings.standard
      settings.size = try size()
      settings.steps = self == .oneStep ? 1 : 6
      if self == .hugeScores { settings.learningRate = 100 }
      let made = try Runs.make(settings, documents: documents)
      guard let losses else { return made }
      return try Run(corpus: made.corpus, settings: settings) { settings, vocabularySize in
        TellingEngine(
          EngineKind.fast.makeEngine(settings: settings, vocabularySize: vocabularySize), losses)
      }
    }
  }

  private static let sizes = [
    Size(0, 0), Size(1, 1), Size(60, 1), Size(59, 16), Size(60, 16), Size(61, 17), Size(80, 24),
    Size(110, 18), Size(200, 60), Size(60, 90), Size(400, 16),
  ]

  @Test(arguments: Kind.allCases) func everyBeat(kind: Kind) throws {
    var run = try kind.run()
    // The first pictures are of a run on its way.
    run.train()
    for chapter in Visit.numbers {
      var person = try Person(chapter: chapter, run: run)
      try look(at: person, "on its way")
      person.finishTraining()
      for moment in [0, person.visit.run.lastMoment] {
        person.go(toMoment: moment)
        try look(at: person, "\(moment)")
      }
      // The other numbers of a chapter, and another run on its way beside this one.
      person.type("x")
      try look(at: person, "x")
      person.visit.retrain(.standard, knob: nil, at: person.time)
      person.time += 1000
      try look(at: person, "another run")
    }
  }

  private func look(at person: Person, _ when: String) throws {
    var person = person
    for beat in stride(from: 0, to: person.beats.count, by: 1 + person.beats.count / 9) {
      // One size after the other, so that each meets each kind of beat sooner or later.
      for (index, size) in ExtremeRunTests.sizes.enumerated() where (index + beat) % 3 == 0 {
        person.size = size
        person.visit.handle(.resized(size), at: person.time)
        person.visit.wantsCode = beat % 2 == 0
        person.enter(beat: beat, share: [0.5, 1][(index + beat) % 2])
        let picture = person.picture
        #expect(
          picture.size == size && picture.isWhole,
          "\(when): chapter \(person.chapter.number), beat \(beat + 1), \(size)")
        person.visit.overlay = .mathematics
        #expect(person.picture.isWhole)
        person.visit.overlay = nil
      }
    }
  }
}

/// An engine that tells losses of its own.
private final class TellingEngine: WrappedEngine {
  private let losses: [Double]

  init(_ engine: any Engine, _ losses: [Double]) {
    self.losses = losses
    super.init(engine)
  }

  override func step(tokens: [Int]) -> Double {
    let number = stepNumber
    _ = super.step(tokens: tokens)
    return losses[min(number, losses.count - 1)]
  }
}
