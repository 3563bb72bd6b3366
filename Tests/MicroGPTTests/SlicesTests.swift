import Testing

@testable import MicroGPT

/// What is done in slices comes to the same bits as in one go, wherever it is cut.
@Suite struct SlicesTests {
  /// n_layer, n_embd, n_head, block_size. The first is too small to be cut.
  private static let sizes = [[1, 8, 2, 8], [2, 33, 3, 24], [1, 64, 8, 16], [3, 24, 3, 17]]

  private static func run(_ engine: EngineKind, _ size: [Int], steps: Int = 40) throws -> Run {
    let size = try ModelSize(
      layers: size[0], width: size[1], blockSize: size[3], heads: size[2])
    return try Run(
      corpus: Corpus(Dataset(bytes: embeddedNames, name: "names")),
      settings: RunSettings(size: size, steps: steps), engine: engine)
  }

  /// Says that time is up each time, and counts how often it is asked.
  private final class Impatience {
    var count = 0
    func isTimeUp() -> Bool {
      count += 1
      return true
    }
  }

  @Test(arguments: EngineKind.allCases, sizes) func stepsCutEverywhere(
    engine: EngineKind, size: [Int]
  ) throws {
    var whole = try SlicesTests.run(engine, size, steps: 20)
    var cut = whole
    while whole.train() != nil {}
    let impatience = Impatience()
    var slices = 0
    while !cut.isComplete {
      cut.train(until: impatience.isTimeUp)
      slices += 1
    }
    #expect(cut.losses == whole.losses)
    #expect(cut.state(at: 20) == whole.state(at: 20))
    #expect(cut.state(at: 7) == whole.state(at: 7))
    #expect(size[1] == 8 ? slices == 20 : slices >= 20 * 5)
  }

  /// Each part of the fast engine is cut at each of its units.
  @Test(arguments: sizes.dropFirst()) func unitsCutEverywhere(size: [Int]) throws {
    let run = try SlicesTests.run(.fast, size)
    let (bos, blockSize) = (run.tokenizer.bos, run.settings.size.blockSize)
    let engines = (0..<2).map { _ in
      FastEngine(
        size: run.settings.size, vocabularySize: run.tokenizer.vocabularySize,
        settings: run.settings)
    }
    for engine in engines { engine.state = run.state(at: 0) }
    let (whole, cut) = (engines[0], engines[1])
    cut.products = 1
    for step in 0..<4 {
      let tokens = [bos] + (0..<blockSize - step).map { ($0 * 7 + step) % bos } + [bos]
      cut.begin(tokens: tokens)
      var (loss, slices) = (Double?.none, 0)
      while loss == nil {
        loss = cut.proceed { true }
        slices += 1
      }
      #expect(loss == whole.step(tokens: tokens))
      #expect(cut.state == whole.state)
      #expect(slices > 100 * size[0])
    }
    for position in 0..<11 {
      var logits: [Double]?
      while logits == nil { logits = cut.logits(after: position, at: position) { true } }
      #expect(logits == whole.logits(after: position, at: position))
    }
  }

  /// Matrices so large that the graph's products are cut within them.
  @Test func rowsCut() throws {
    var run = try SlicesTests.run(.exact, [1, 184, 2, 3], steps: 2)
    let tokens = run.tokenizer.encode("emma", blockSize: 3)
    let wanted = run.model(at: 0).differentiate(tokens: tokens)
    var pass = run.pass(of: "emma", in: run.state(at: 0), gradients: true)
    var found: PassInSlices.Found?
    while found == nil { found = pass.go(until: { true }) }
    #expect(found?.trace == wanted.trace && found?.gradients == wanted.gradients)
    let whole = run.train()
    var again = try SlicesTests.run(.exact, [1, 184, 2, 3], steps: 2)
    while again.trained == 0 { again.train { true } }
    #expect(again.losses.first == whole)
    #expect(again.state(at: 1) == run.state(at: 1))
  }

  /// In the middle of a step the run is what it was before: its state, its names, a copy.
  @Test(arguments: EngineKind.allCases) func halfAStepIsNotSeen(engine: EngineKind) throws {
    var run = try SlicesTests.run(engine, [2, 33, 3, 24])
    var other = run
    for _ in 0..<11 { run.train() }
    let (state, losses) = (run.state(at: 11), run.losses)
    let names = run.names(3, temperature: 0.8, at: 11)
    for _ in 0..<9 {
      run.train { true }
      #expect(run.trained == 11 && run.losses == losses)
      #expect(run.state(at: 11) == state)
      #expect(run.names(3, temperature: 0.8, at: 11) == names)
      #expect(run.model(at: 11).parameters == state.parameters)
    }
    // Copies made in the middle go on, each by itself.
    var copy = run
    run.train { false }
    #expect(copy.trained == 11 && copy.state(at: 11) == state)
    let trained = run.trained
    while copy.trained < 15 { copy.train { true } }
    #expect(run.trained == trained)
    while run.train() != nil {}
    while copy.train() != nil {}
    while other.train() != nil {}
    #expect(run.losses == other.losses && copy.losses == other.losses)
    #expect(run.state(at: 40) == other.state(at: 40))
    #expect(copy.state(at: 40) == other.state(at: 40))
    #expect(copy.state(at: 12) == other.state(at: 12))
  }

  /// Looking back is cut as well, and may be asked for something else on the way.
  @Test(arguments: EngineKind.allCases) func lookingBackInSlices(engine: EngineKind) throws {
    var run = try SlicesTests.run(engine, [2, 33, 3, 24], steps: 70)
    var states = [run.state(at: 0)]
    while run.train() != nil { states.append(run.state(at: run.trained)) }
    for moments in [[13, 12], [5, 66], [30, 30], [31, 29], [65, 1], [16, 15], [64, 63]] {
      // Begun and left.
      for _ in 0..<7 { _ = run.state(at: moments[0]) { true } }
      var found: TrainingState?
      while found == nil { found = run.state(at: moments[1]) { true } }
      #expect(found == states[moments[1]])
    }
  }

  @Test(arguments: EngineKind.allCases) func namesInSlices(engine: EngineKind) throws {
    var run = try SlicesTests.run(engine, [2, 33, 3, 24])
    while run.train() != nil {}
    for moment in [0, 17, 40] {
      let names = run.names(6, temperature: 0.7, at: moment)
      var sampler = run.sampler(of: run.state(at: moment), temperature: 0.7)
      var (made, slices) = ([GeneratedName](), 0)
      while made.count < 3 {
        if let name = sampler.next(until: { true }) { made.append(name) }
        slices += 1
        // Others use the same engine meanwhile; what is made up then begins again.
        if [5, 40].contains(slices) { _ = run.names(1, temperature: 1, at: moment) }
      }
      #expect(made == Array(names.prefix(3)))
      #expect(slices > 3)
      var copy = sampler
      _ = sampler.next(until: { true })
      #expect(sampler.next() == names[3])
      #expect(sampler.next() == names[4])
      #expect(copy.next() == names[3])
    }
  }

  /// Two passes that take turns, and others that use the model in between.
  @Test(arguments: [[1, 8, 2, 8], [3, 24, 3, 17]]) func passesInSlices(size: [Int]) throws {
    var run = try SlicesTests.run(.fast, size)
    while run.train() != nil {}
    let tokens = run.tokenizer.encode("emma")
    let (early, late) = (run.state(at: 3), run.state(at: 40))
    let wanted = run.model(of: early).differentiate(tokens: tokens)
    let other = run.trace(of: "olivia", at: 40)
    func find(_ pass: inout PassInSlices, interrupt: (Int) -> Void = { _ in }) -> (
      found: PassInSlices.Found, slices: Int
    ) {
      var slices = 0
      while true {
        slices += 1
        if let found = pass.go(until: { true }) { return (found, slices) }
        interrupt(slices)
      }
    }
    var first = run.pass(of: "emma", in: early, gradients: true)
    var second = run.pass(of: "olivia", in: late)
    // The first is begun, and the second takes its turn away.
    for _ in 0..<9 { _ = first.go(until: { true }) }
    let (found, slices) = find(&second)
    #expect(found.trace == other && found.gradients.isEmpty && slices > 20)
    let again = find(&first) { if $0 == 12 { _ = run.trace(of: "ava", at: 17) } }.found
    #expect(again.trace == wanted.trace)
    #expect(again.gradients == wanted.gradients)
    var copy = run.pass(of: "emma", in: early, gradients: true)
    #expect(find(&copy).found.gradients == wanted.gradients)
  }
}
