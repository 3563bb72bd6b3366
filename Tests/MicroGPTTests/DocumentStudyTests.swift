import Testing

@testable import MicroGPT

/// What is found out over many documents, against traces of the graph of single numbers, one by one.
@Suite struct DocumentStudyTests {
  /// n_layer, n_embd, n_head, block_size. The last ones are done in slices even within a document.
  private static let sizes = [
    [1, 16, 4, 16], [2, 8, 2, 4], [3, 6, 3, 5], [1, 64, 8, 16], [3, 24, 3, 17],
  ]

  private static let documents = ["anna", "bob", "hannah", "nab", "a", "bonobo", "ab"]

  private static func run(
    _ engine: EngineKind, _ size: [Int], _ documents: [String] = documents, steps: Int = 5
  ) throws -> Run {
    let size = try ModelSize(
      layers: size[0], width: size[1], blockSize: size[3], heads: size[2])
    let data = try Dataset(bytes: Array(documents.joined(separator: "\n").utf8), name: "names")
    var run = try Run(
      corpus: Corpus(data), settings: RunSettings(size: size, steps: steps), engine: engine)
    while run.train() != nil {}
    return run
  }

  private static func traces(
    _ run: Run, _ state: TrainingState, _ count: Int, without ablation: Ablation? = nil
  ) -> [Trace] {
    (0..<count).map { step in
      run.model(of: state).trace(tokens: run.tokens(ofStep: step), without: ablation)
    }
  }

  @Test(arguments: EngineKind.allCases, sizes) func lossesWithoutParts(
    engine: EngineKind, size: [Int]
  ) throws {
    let run = try DocumentStudyTests.run(engine, size)
    let state = run.state(at: 3)
    let ablations = [nil] + Ablation.all(heads: size[2])
    var study = AblationStudy(run, of: state, without: ablations, documents: 6)
    #expect(study.progress == 0)
    // Cut wherever it can be, and copied on the way.
    var last = 0.0
    while !study.work(until: { true }) {
      study = [study][0]
      #expect(study.progress >= last && study.progress < 1)
      last = study.progress
    }
    #expect(study.progress == 1 && study.losses.count == ablations.count)
    for ablation in ablations {
      let wanted =
        DocumentStudyTests.traces(run, state, 6, without: ablation)
        .reduce(0) { $0 + $1.loss } / 6
      let got = try #require(study.losses[ablation])
      // The exact engine adds up as the graph does.
      #expect(
        engine == .exact ? got == wanted : abs(got - wanted) < 1e-12,
        "\(ablation?.name ?? "whole")")
    }
    #expect(Set(study.losses.values).count > size[2] + 3)
    // Looking changes nothing.
    #expect(run.trained == 5 && run.state(at: 3) == state)
  }

  @Test(arguments: EngineKind.allCases, sizes) func roles(engine: EngineKind, size: [Int]) throws {
    let run = try DocumentStudyTests.run(engine, size)
    let state = run.state(at: 4)
    var study = RoleStudy(run, of: state, documents: 7)
    while !study.work(until: { true }) { study = [study][0] }
    let counted = DocumentStudyTests.traces(run, state, 7).flatMap { $0.positions.dropFirst(2) }
    #expect(study.roles.positions == counted.count && counted.count > 8)
    #expect(study.roles.heads.count == size[0])
    for (layer, heads) in study.roles.heads.enumerated() {
      #expect(heads.count == size[2])
      for (head, got) in heads.enumerated() {
        let weights = counted.map { $0.activations.layers[layer].heads[head].weights }
        func mean(_ of: ([Double]) -> Double) -> Double {
          weights.map(of).reduce(0, +) / Double(weights.count)
        }
        #expect(abs(got.bos - mean { $0[0] }) < 1e-12)
        #expect(abs(got.itself - mean { $0[$0.count - 1] }) < 1e-12)
        #expect(abs(got.previous - mean { $0[$0.count - 2] }) < 1e-12)
        #expect(got.bos != got.itself && got.itself != got.previous)
        #expect(abs(study.roles.even - mean { 1 / Double($0.count) }) < 1e-12)
      }
    }
  }

  /// Heads that see nothing but equal scores look at all positions alike.
  @Test func evenRoles() throws {
    let run = try DocumentStudyTests.run(.fast, [1, 16, 4, 16])
    var state = run.state(at: 5)
    let model = run.model(of: state)
    let first = model.parameterIndex(model.layers[0].attnWq, row: 0, column: 0)
    for place in first..<first + 256 { state.parameters[place] = 0 }
    var study = RoleStudy(run, of: state, documents: 7)
    #expect(study.work { false })
    for head in study.roles.heads[0] {
      for share in [head.bos, head.itself, head.previous] {
        #expect(abs(share - study.roles.even) < 1e-15)
      }
    }
  }

  /// Names made up without a part are those that the graph without it makes up from the same numbers.
  @Test(arguments: EngineKind.allCases) func namesWithoutParts(engine: EngineKind) throws {
    let run = try DocumentStudyTests.run(engine, [2, 8, 2, 8], steps: 60)
    let state = run.state(at: 60)
    var whole = run.sampler(of: state, temperature: 0.7, without: nil)
    #expect((0..<9).map { _ in whole.next() } == run.names(9, temperature: 0.7, at: 60))
    var lists: Set<[String]> = []
    for ablation in Ablation.all(heads: 2) {
      var sampler = run.sampler(of: state, temperature: 0.7, without: ablation)
      let names = (0..<9).map { _ in sampler.next() }
      lists.insert(names.map(\.text))
      for name in names {
        let tokens = [run.tokenizer.bos] + name.draws.map(\.token) + [run.tokenizer.bos]
        let trace = run.model(of: state).trace(tokens: tokens, without: ablation)
        for (draw, position) in zip(name.draws, trace.positions) {
          for (got, wanted) in zip(draw.logits, position.activations.logits) {
            #expect(abs(got - wanted) < 1e-10, "\(ablation.name)")
          }
        }
      }
    }
    #expect(lists.count > 4)
  }

  /// One letter, a width of one, documents too short to be counted, more asked for than there are.
  @Test func degenerate() throws {
    let run = try DocumentStudyTests.run(.fast, [1, 1, 1, 1], ["a", "a"])
    let state = run.state(at: 2)
    var roles = RoleStudy(run, of: state, documents: 1000)
    #expect(roles.work { false })
    #expect(roles.roles.positions == 0 && roles.roles.even == 0)
    #expect(roles.roles.heads == [[HeadRoles.Means()]])
    var study = AblationStudy(
      run, of: state, without: [nil] + Ablation.all(heads: 1), documents: 1000)
    #expect(study.work { false })
    #expect(study.losses.count == 7 && study.losses.values.allSatisfy { $0.isFinite && $0 > 0 })
    #expect(study.losses[nil] == run.model(of: state).trace(tokens: run.tokens(ofStep: 0)).loss)
  }

  /// Numbers that are not finite any more are no reason to stop.
  @Test(arguments: EngineKind.allCases) func afterDivergence(engine: EngineKind) throws {
    let run = try DocumentStudyTests.run(engine, [2, 8, 2, 4])
    var state = run.state(at: 5)
    state.parameters = state.parameters.map { _ in .nan }
    var study = AblationStudy(
      run, of: state, without: [nil] + Ablation.all(heads: 2), documents: 7)
    #expect(study.work { false })
    #expect(study.losses.count == 8 && study.losses.values.allSatisfy(\.isNaN))
    var roles = RoleStudy(run, of: state, documents: 7)
    #expect(roles.work { false })
    #expect(roles.roles.heads[0][0].bos.isNaN)
  }
}
