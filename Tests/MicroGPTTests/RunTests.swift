@testable import MicroGPT
import Testing

@Suite struct RunTests {
  private func run(
    steps: Int = 60, learningRate: Double = 0.01, engine: EngineKind = .exact
  ) throws -> Run {
    let size = try ModelSize(width: 8, blockSize: 8, heads: 2)
    let settings = try RunSettings(size: size, steps: steps, learningRate: learningRate)
    return try Run(
      corpus: Corpus(Dataset(bytes: embeddedNames, name: "names")), settings: settings,
      engine: engine)
  }

  /// States trained directly, one after the other.
  private func states(_ run: Run) -> [TrainingState] {
    var run = run
    var states = [run.state(at: 0)]
    while run.train() != nil { states.append(run.state(at: run.trained)) }
    return states
  }

  @Test(arguments: EngineKind.allCases) func anyMomentInAnyOrder(engine: EngineKind) throws {
    let states = states(try run(steps: 150, engine: engine))
    #expect(states.count == 151)
    #expect(states.map(\.step) == Array(0...150))
    var looked = try run(steps: 150, engine: engine)
    while looked.train() != nil {}
    let moments = [
      150, 0, 1, 149, 17, 16, 15, 33, 63, 65, 64, 129, 128, 127, 48, 150, 47, 2, 2, 49,
    ]
    for moment in moments {
      #expect(looked.state(at: moment) == states[moment])
      #expect(looked.model(at: moment).parameters == states[moment].parameters)
    }
    // Out of range is the nearest moment.
    #expect(looked.state(at: -5) == states[0])
    #expect(looked.state(at: 1000) == states[150])
  }

  /// Of many steps few states are kept: those of 10,000 steps of microgpt.py take 16 MB.
  @Test func fewStatesAreKept() throws {
    var run = try run(steps: 640, engine: .fast)
    while run.train() != nil {}
    #expect(run.kept.map(\.step) == Array(stride(from: 0, to: 640, by: 64)))
    let long = try #require(RunSettings.standard.tenTimesAsLong)
    let memory = RunMemory(long, .fast, vocabularySize: 27, true)
    let states = long.steps / memory.stride + 1
    #expect(Double(states) * TrainingState.bytes * 4192 < 16e6)
  }

  /// Looking back between steps changes nothing that follows.
  @Test(arguments: EngineKind.allCases) func lookingBackWhileTraining(engine: EngineKind) throws {
    var expected = try run(engine: engine)
    while expected.train() != nil {}
    var looked = try run(engine: engine)
    while let loss = looked.train() {
      #expect(loss == expected.losses[looked.trained - 1])
      _ = looked.trace(of: "emma", at: looked.trained / 2)
      _ = looked.names(1, temperature: 1, at: looked.trained * 2 / 3)
    }
    #expect(looked.losses == expected.losses)
    #expect(looked.state(at: 60) == expected.state(at: 60))
  }

  /// What a chapter shows of a step is what training computed there.
  @Test func tracesAreTheNumbersOfTraining() throws {
    var run = try run()
    while run.train() != nil {}
    for step in [0, 1, 16, 30, 59] {
      let trace = run.trace(of: run.document(ofStep: step), at: step)
      #expect(trace.loss == run.losses[step])
      #expect(trace.positions.count == min(8, trace.tokens.count - 1))
      for position in trace.positions {
        #expect(abs(position.probabilities.reduce(0, +) - 1) < 1e-12)
      }
    }
  }

  /// A query, key or score is the same whether its position is asked for gradients or not.
  @Test func generatingIsTracing() throws {
    var run = try run()
    while run.train() != nil {}
    let name = run.names(1, temperature: 1, at: 60)[0]
    let trace = run.trace(of: name.text, at: 60)
    for (draw, position) in zip(name.draws, trace.positions) {
      #expect(draw.logits == position.activations.logits)
      #expect(draw.probabilities == position.probabilities)
    }
  }

  /// One name at a time gives the names of the run, whatever the run and a copy do meanwhile.
  @Test(arguments: EngineKind.allCases) func aNameAtATime(engine: EngineKind) throws {
    var run = try run(engine: engine)
    while run.trained < 40 { run.train() }
    for moment in [40, 17, 0] {
      let names = run.names(12, temperature: 0.7, at: moment)
      var sampler = run.sampler(of: run.state(at: moment), temperature: 0.7)
      for name in names.prefix(5) { #expect(sampler.next() == name) }
      var copy = sampler
      var other = run
      other.train()
      _ = other.names(2, temperature: 1, at: 3)
      for name in names.dropFirst(5) { #expect(copy.next() == name) }
      for name in names.dropFirst(5) { #expect(sampler.next() == name) }
    }
    // While the run itself trains on, the sampler stays at its state.
    let names = run.names(9, temperature: 0.7, at: 40)
    var sampler = run.sampler(of: run.state(at: 40), temperature: 0.7)
    for name in names {
      #expect(sampler.next() == name)
      run.train()
    }
  }

  @Test func namesEndOrFillTheBlock() throws {
    let run = try run()
    var ended = Set<Bool>()
    for name in run.names(60, temperature: 1, at: 0) {
      ended.insert(name.ended)
      #expect(name.ended == (name.draws.last?.token == run.tokenizer.bos))
      #expect(name.text.unicodeScalars.count == name.draws.count - (name.ended ? 1 : 0))
      if !name.ended { #expect(name.draws.count == 8) }
    }
    #expect(ended == [true, false])
    // The same moment, the same names.
    #expect(run.names(3, temperature: 0.5, at: 0) == run.names(3, temperature: 0.5, at: 0))
  }

  @Test func theDocumentsGoRound() throws {
    let data = try Dataset(bytes: Array("a\nb\nb\n".utf8), name: "x")
    var run = try Run(corpus: Corpus(data), settings: RunSettings(steps: 7))
    #expect((0..<7).map(run.document) == (0..<7).map { run.documents[$0 % 3] })
    #expect(run.documents.sorted() == ["a", "b", "b"])
    var steps = 0
    while run.train() != nil { steps += 1 }
    #expect(steps == 7 && run.isComplete && run.trained == 7)
  }

  /// Far too large a learning rate: the loss is no number any more, and the run ends there.
  @Test(arguments: EngineKind.allCases) func diverging(engine: EngineKind) throws {
    var run = try run(steps: 1000, learningRate: 100, engine: engine)
    let first = run.state(at: 0)
    while run.train() != nil {}
    let end = try #require(run.divergedAt)
    #expect(run.isComplete && run.trained == end && end < 1000)
    #expect(run.losses.allSatisfy { $0.isFinite })
    #expect(run.train() == nil)
    #expect(run.state(at: 0) == first)
    // The last moment that there is: the one whose document gave no finite loss.
    #expect(!run.trace(of: run.document(ofStep: end), at: end).loss.isFinite)
  }
}
