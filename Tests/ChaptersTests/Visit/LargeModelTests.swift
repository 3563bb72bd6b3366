import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// A model too large for one slice: keys are answered at once, and what is shown is always whole.
@MainActor @Suite struct LargeModelTests {
  private static func run(steps: Int = 12, trained: Bool = true) throws -> Run {
    let size = try ModelSize(layers: 3, width: 24, blockSize: 17, heads: 3)
    var run = try Runs.make(
      seed: 42, steps: steps, documents: ["emma", "olivia", "ava", "mia", "noah"], size: size)
    try #require(!run.isQuick)
    while trained && run.train() != nil {}
    return run
  }

  /// Opens a chapter; nothing is found yet.
  private static func visit(
    _ chapter: Int, _ run: Run, stopwatch: @escaping () -> Int = TickingClock().read
  ) throws -> Visit {
    var visit = try Visit(
      run: run, chapter: chapter,
      makeRun: { try Run(corpus: run.corpus, settings: $0, engine: run.engineKind) },
      stopwatch: stopwatch)
    visit.moment = .newest
    visit.handle(.resized(LargeModelTests.size), at: 0)
    return visit
  }

  private static let size = Size(100, 30)

  /// Works until there is nothing to do, each slice as short as can be.
  private static func settle(_ visit: inout Visit, at time: Int = 0) -> Int {
    var slices = 0
    while visit.work(at: time, until: { true }) { slices += 1 }
    return slices
  }

  /// In slices the same pictures come about as in one go.
  @Test(arguments: Visit.numbers) func slicesMakeTheSamePictures(chapter: Int) throws {
    // What is measured is the same as well.
    var visit = try LargeModelTests.visit(chapter, try LargeModelTests.run(), stopwatch: { 0 })
    var whole = visit
    let slices = LargeModelTests.settle(&visit)
    while whole.work(at: 0, until: { false }) {}
    for keys in ["", "[", "[", "]"] {
      for key in keys {
        visit.handle(.key(.character(key)), at: 0)
        whole.handle(.key(.character(key)), at: 0)
      }
      for beat in 1...visit.beats(at: 0).count {
        try visit.show(beat: beat, moment: visit.snapshot.moment, size: LargeModelTests.size)
        try whole.show(beat: beat, moment: visit.snapshot.moment, size: LargeModelTests.size)
        _ = LargeModelTests.settle(&visit)
        while whole.work(at: 0, until: { false }) {}
        let picture = visit.picture(LargeModelTests.size, at: 0)
        #expect(picture == whole.picture(LargeModelTests.size, at: 0), "beat \(beat)")
      }
    }
    // Two chapters ask little of the model.
    #expect(chapter <= 2 || slices > 20)
  }

  /// Pages make nothing that takes long: what they need was found before.
  @Test(arguments: Visit.numbers) func pagesFindWhatTheyNeed(chapter: Int) throws {
    var visit = try LargeModelTests.visit(chapter, try LargeModelTests.run())
    _ = LargeModelTests.settle(&visit)
    for beat in 1...visit.beats(at: 0).count {
      try visit.show(beat: beat, moment: 7, size: LargeModelTests.size)
      _ = LargeModelTests.settle(&visit)
      #expect(visit.snapshot.moment == 7)
      let made = visit.facts.made
      for size in [LargeModelTests.size, Size(200, 60), Size(80, 24)] {
        _ = visit.picture(size, at: 0)
      }
      _ = visit.view(at: 0).page.mathematics()
      _ = visit.view(at: 0).page.code()
      #expect(visit.facts.made == made, "beat \(beat)")
    }
  }

  /// Until the model of another moment is found, the picture stays; keys are answered meanwhile.
  @Test func theOldPictureStaysWhole() throws {
    var visit = try LargeModelTests.visit(3, try LargeModelTests.run())
    _ = LargeModelTests.settle(&visit)
    try visit.show(beat: 2, moment: nil, size: LargeModelTests.size)
    _ = LargeModelTests.settle(&visit)
    let before = visit.picture(LargeModelTests.size, at: 0)
    visit.handle(.key(.character("[")), at: 0)
    var (slices, changes) = (0, 0)
    var last = before
    while visit.work(at: 0, until: { true }) {
      slices += 1
      let picture = visit.picture(LargeModelTests.size, at: 0)
      if picture != last { changes += 1 }
      last = picture
      if slices == 9 {
        #expect(picture == before)
        #expect(visit.scene(at: 0).moment == 12)
        // After a while it is said.
        let words = visit.picture(LargeModelTests.size, at: 300).lines.joined()
        #expect(words.contains("computing …"))
      }
    }
    #expect(slices > 20)
    #expect(changes == 1, "it changes once, from one whole to the other")
    #expect(visit.scene(at: 0).moment == 11)
    #expect(!visit.picture(LargeModelTests.size, at: 300).lines.joined().contains("computing"))
  }

  /// The same for a typed name: the prompt shows it, the page follows.
  @Test func aTypedNameIsFound() throws {
    var visit = try LargeModelTests.visit(3, try LargeModelTests.run())
    _ = LargeModelTests.settle(&visit)
    for key: Key in [.character("e"), .character("a"), .character("v"), .character("a"), .enter] {
      visit.handle(.key(key), at: 0)
      _ = visit.work(at: 0, until: { true })
    }
    #expect(visit.name == "ava" && visit.scene(at: 0).name == "emma")
    _ = LargeModelTests.settle(&visit)
    #expect(visit.scene(at: 0).name == "ava")
    #expect(visit.scene(at: 0).trace.tokens == visit.run.tokenizer.encode("ava"))
  }

  /// What the model says of a name that is bet on is found in slices too; until then it is not there.
  @Test func aBetIsFound() throws {
    var visit = try LargeModelTests.visit(3, try LargeModelTests.run())
    let index = try #require(visit.beats(at: 0).firstIndex { $0.id == "bet" })
    try visit.show(beat: index + 1, moment: 7, size: LargeModelTests.size)
    _ = LargeModelTests.settle(&visit)
    visit.handle(.key(.enter), at: 0)
    visit.handle(.key(.enter), at: 0)
    #expect(visit.view(at: 0).page.caption.hasSuffix(" …"))
    #expect(LargeModelTests.settle(&visit) > 10)
    let name = try #require(visit.scene(at: 0).roundNames(0)?.names.first)
    let trace = visit.run.trace(of: name, at: 7)
    let price = trace.positions[0].loss
    #expect(visit.view(at: 0).page.caption.contains(", \(price.fixed(2)). "))
  }

  /// A chapter whose beats are not known yet is opened at once, and says so.
  @Test func aChapterThatHasToBeFound() throws {
    var visit = try LargeModelTests.visit(11, try LargeModelTests.run())
    #expect(visit.beats(at: 0).map(\.id) == ["waiting"])
    #expect(visit.picture(LargeModelTests.size, at: 0).lines.joined().contains("being computed"))
    for key: Key in [.right, .left, .character(" "), .down, .character("+"), .character("m")] {
      visit.handle(.key(key), at: 0)
      _ = visit.picture(LargeModelTests.size, at: 0)
    }
    visit.handle(.key(.character("m")), at: 0)
    _ = LargeModelTests.settle(&visit)
    #expect(visit.beats(at: 0).count > 5)
    // Left and found again at another moment, one is where one was.
    try visit.show(beat: 3, moment: nil, size: LargeModelTests.size)
    let beat = visit.view(at: 0).beat.id
    visit.handle(.key(.backTab), at: 0)
    _ = LargeModelTests.settle(&visit)
    visit.handle(.key(.character("]")), at: 0)
    _ = LargeModelTests.settle(&visit)
    visit.handle(.key(.tab), at: 0)
    _ = LargeModelTests.settle(&visit)
    #expect(visit.view(at: 0).beat.id == beat)
  }

  /// The first training goes on while its newest model is shown, each whole.
  @Test func trainingIsFollowed() throws {
    var visit = try LargeModelTests.visit(10, try LargeModelTests.run(trained: false))
    var moments: [Int] = []
    while visit.work(at: 0, until: { true }) {
      let scene = visit.scene(at: 0)
      if moments.last != scene.moment { moments.append(scene.moment) }
      let state = scene.snapshot.state
      #expect(state.step == scene.moment)
    }
    #expect(moments.first == 0 && moments.last == 12 && moments == moments.sorted())
    #expect(visit.run.isComplete)
    #expect(visit.tried.map(\.names.count) == [RunRecord.nameCount])
    let whole = try LargeModelTests.run()
    #expect(visit.run.losses == whole.losses)
    #expect(visit.snapshot == Snapshot(of: whole, at: 12))
  }

  /// Another run takes over when all that the page shows of it is there.
  @Test func anotherRunTakesOverWhole() throws {
    var visit = try LargeModelTests.visit(10, try LargeModelTests.run())
    _ = LargeModelTests.settle(&visit)
    visit.handle(.key(.character("R")), at: 0)
    var seeds = Set<Int>()
    while visit.work(at: 0, until: { true }) {
      seeds.insert(visit.run.settings.seed)
      let scene = visit.scene(at: 0)
      #expect(scene.knows(visit.needs(at: "training")))
      if visit.pending != nil { #expect(visit.run.settings.seed == 42) }
    }
    #expect(seeds == [42, 43])
    #expect(visit.pending == nil && visit.run.settings.seed == 43)
    #expect(visit.tried.map(\.settings.seed) == [43, 42])
    #expect(visit.tried.allSatisfy { $0.names.count == RunRecord.nameCount })
  }

  /// Ten times as long, and back: each takes over when all that the page shows of it is there.
  @Test func anotherLength() throws {
    var visit = try LargeModelTests.visit(10, try LargeModelTests.run())
    _ = LargeModelTests.settle(&visit)
    let before = visit.picture(LargeModelTests.size, at: 0)
    func press(_ key: Key) -> [Int] {
      visit.handle(.key(key), at: 0)
      var steps: [Int] = []
      while visit.work(at: 0, until: { true }) {
        let scene = visit.scene(at: 0)
        #expect(scene.knows(visit.needs(at: "training")))
        if steps.last != scene.steps { steps.append(scene.steps) }
      }
      return steps
    }
    #expect(press(.character("T")) == [12, 120])
    #expect(visit.scene(at: 0).isLong && visit.snapshot.moment == 120)
    _ = press(.character("["))
    // Before the other one is shown one can still stay.
    visit.handle(.key(.character("T")), at: 0)
    _ = press(.escape)
    #expect(visit.scene(at: 0).isLong && visit.snapshot.moment == 119)
    #expect(press(.character("T")).last == 12)
    #expect(visit.picture(LargeModelTests.size, at: 0).lines == before.lines)
    #expect(press(.character("T")).last == 120)
    #expect(visit.snapshot.moment == 119)
    #expect(visit.tried.map(\.settings.steps) == [120, 12])
  }
}
