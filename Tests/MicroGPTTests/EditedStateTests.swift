import Testing

@testable import MicroGPT

/// A state with one parameter changed, asked in all ways that a state can be asked.
@Suite struct EditedStateTests {
  private func run(engine: EngineKind, width: Int = 8) throws -> Run {
    let size = try ModelSize(width: width, blockSize: 8, heads: 2)
    var run = try Run(
      corpus: Corpus(Dataset(bytes: embeddedNames, name: "names")),
      settings: RunSettings(size: size, seed: 42, steps: 20), engine: engine)
    while run.train() != nil {}
    return run
  }

  /// The same parameters in an engine that knows nothing of the run.
  private func engine(_ run: Run, _ parameters: [Double]) -> any Engine {
    let engine = run.engineKind.makeEngine(
      settings: run.settings, vocabularySize: run.tokenizer.vocabularySize)
    engine.state = TrainingState(parameters: parameters)
    return engine
  }

  @Test(arguments: EngineKind.allCases) func isAskedAsItIs(kind: EngineKind) throws {
    let run = try run(engine: kind)
    let tokens = run.tokenizer.encode("emma")
    // The last moment is that of the engine that trains; the other one is found by repeating.
    for moment in [20, 13] {
      let state = run.state(at: moment)
      // A number of the row of BOS, which every document reads.
      let edit = Edit(parameter: 209, value: 1.5)
      let edited = state.edited(edit)
      var parameters = state.parameters
      parameters[209] = 1.5
      #expect(edited.parameters == parameters && edited.edits == [edit])
      #expect(edited.m == state.m && edited.v == state.v)
      let other = engine(run, parameters)
      for _ in 0..<2 {
        // One after the other, since they share what they are computed with.
        let losses = run.scorer(of: edited).losses(tokens: tokens)
        #expect(losses == other.losses(tokens: tokens))
        #expect(losses != run.scorer(of: state).losses(tokens: tokens))
        #expect(
          run.names(3, temperature: 0.5, of: edited) != run.names(3, temperature: 0.5, of: state))
        #expect(run.model(of: edited).parameters == parameters)
        #expect(run.model(of: state).parameters == state.parameters)
        #expect(run.model(of: edited).parameters == parameters)
        var pass = run.pass(of: "emma", in: edited)
        var found: PassInSlices.Found?
        while found == nil { found = pass.go(until: { true }) }
        #expect(found?.trace == run.model(of: state).edited(edit).trace(tokens: tokens))
        // Another number of the same row on top of it.
        let twice = edited.edited(Edit(parameter: 210, value: -0.5))
        var second = run.pass(of: "emma", in: twice)
        found = nil
        while found == nil { found = second.go(until: { true }) }
        #expect(
          found?.trace
            == run.model(of: state).edited(edit).edited(Edit(parameter: 210, value: -0.5))
            .trace(tokens: tokens))
        #expect(run.state(at: moment) == state)
        #expect(run.state(at: moment + 1).edits.isEmpty)
      }
    }
  }

  /// What training left is found again bit for bit, whatever was changed and asked in between.
  @Test func theRunStaysAsItWas() throws {
    let run = try run(engine: .fast)
    let states = (0...20).map { run.state(at: $0) }
    for moment in (0...20).reversed() {
      let edited = run.state(at: moment).edited(Edit(parameter: 3, value: -2))
      _ = run.names(1, temperature: 0.5, of: edited)
      _ = run.scorer(of: edited)
    }
    for moment in 0...20 { #expect(run.state(at: moment) == states[moment]) }
  }
}

extension Scorer {
  fileprivate func losses(tokens: [Int]) -> [Double] {
    var copy = self
    while true {
      if let losses = copy.losses(tokens: tokens, until: { true }) { return losses }
    }
  }
}

/// A parameter’s past, found in slices.
@Suite struct ParameterPastTests {
  @Test func everyStep() throws {
    var run = try Run(
      corpus: Corpus(Dataset(bytes: embeddedNames, name: "names")),
      settings: RunSettings(seed: 42, steps: 30), engine: .fast)
    while run.train() != nil {}
    for index in [0, 77, run.parameterCount - 1] {
      var past = ParameterPast(of: index, in: run)
      let copy = past
      var slices = 1
      while !past.work(until: { true }) { slices += 1 }
      // Where pairs were drawn before it, they take a slice.
      #expect(slices == (index < 2 ? 30 : 31))
      #expect(past.moments == Array(0...30) && past.progress == 1)
      #expect(past.values == (0...30).map { run.state(at: $0).parameters[index] })
      #expect(
        past.birth
          == ParameterBirth(of: index, seed: 42, documents: run.documentCount))
      #expect(past.birth?.value == past.values[0])
      #expect(copy.moments == [0] && copy.birth == nil)
    }
  }

  /// Of a large model the states are asked that are kept anyway.
  @Test func largeModel() throws {
    let size = try ModelSize(width: 64, blockSize: 16, heads: 4)
    var run = try Run(
      corpus: Corpus(Dataset(bytes: embeddedNames, name: "names")),
      settings: RunSettings(size: size, seed: 42, steps: 3), engine: .fast)
    while run.train() != nil {}
    #expect(!run.isQuick)
    var past = ParameterPast(of: 500, in: run)
    while !past.work(until: { true }) {}
    #expect(past.moments == [0, 2])
    #expect(past.values == past.moments.map { run.state(at: $0).parameters[500] })
  }
}
