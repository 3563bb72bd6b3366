import MicroGPT
import Testing

/// Ways of predicting, scored on the same documents: the expected numbers are computed by another program
/// from the counts alone, or here by the graph of single numbers.
@Suite struct StudyTests {
  @Test func countsOfTwoNames() throws {
    // Tokens: a = 0, b = 1, BOS = 2. To predict: a b BOS, a a BOS.
    let data = try Dataset(bytes: Array("ab\naa".utf8), name: "names")
    var counts = TokenCounts(of: Corpus(data))
    #expect(counts.count { false })
    #expect(counts.documents == 2 && counts.total == 6)
    #expect(counts.targets == [3, 1, 2])
    #expect(counts.share(of: 0) == 0.5)
    #expect(counts.share(of: 0, after: 2) == 1)
    #expect(counts.share(of: 1, after: 0) == 1.0 / 3)
    #expect(counts.share(of: 1, after: 1) == 0)
    let losses = counts.losses(of: [2, 0, 1, 2], positions: 2)
    #expect(losses.letters == [-Elementary.log(0.5), -Elementary.log(1.0 / 6)])
    #expect(losses.pairs == [0, -Elementary.log(1.0 / 3)])
  }

  @Test(arguments: [EngineKind.fast, .exact])
  func scoresAreTheLossesOfTheGraph(_ engine: EngineKind) throws {
    let documents = ["anna", "bob", "hannah", "nab", "ban", "bonobo", "ab"]
    let data = try Dataset(bytes: Array(documents.joined(separator: "\n").utf8), name: "names")
    let settings = try RunSettings(size: ModelSize(blockSize: 4), steps: 3)
    var run = try Run(corpus: Corpus(data), settings: settings, engine: engine)
    while run.train() != nil {}
    #expect(run.steps(of: .trained) == 0..<3 && run.steps(of: .unseen) == 3..<7)
    var study = ModelStudy(run, of: run.state(at: 2))
    // Cut after each document, and copied on the way.
    while !study.work(until: { true }) { study = [study][0] }
    for set in StudySet.allCases {
      var (sum, tokens) = (0.0, 0)
      for (index, step) in run.steps(of: set).enumerated() {
        let trace = run.model(at: 2).trace(
          tokens: run.tokenizer.encode(run.document(ofStep: step)))
        let scored = try #require(study.scores[set]?.documents[index])
        #expect(abs(scored - trace.loss) < 1e-12)
        sum += trace.loss * Double(trace.positions.count)
        tokens += trace.positions.count
      }
      let mean = try #require(study.scores[set]?.mean)
      #expect(abs(mean - sum / Double(tokens)) < 1e-12)
    }
    // Looking changes nothing.
    #expect(run.trained == 3 && run.state(at: 3).step == 3)
  }

  @Test func tablesOfTheNames() throws {
    let run = try Run(
      corpus: Corpus(Dataset(bytes: embeddedNames, name: "names")), settings: .standard)
    var study = TableStudy(run)
    var slices = 0
    while !study.work(until: { true }) { slices += 1 }
    #expect(slices > 50)
    func expect(_ scores: Scores?, _ expected: Double) throws {
      let mean = try #require(scores?.mean)
      #expect(abs(mean - expected) < 1e-9)
    }
    try expect(study.letters[.trained], 2.8241317219196413)
    try expect(study.pairs[.trained], 2.4430954663603557)
    try expect(study.letters[.unseen], 2.813059122887701)
    try expect(study.pairs[.unseen], 2.4242324883745584)
  }

  @Test func nothingIsUnseenWhereAllIsTrained() throws {
    let data = try Dataset(bytes: Array("ab\nba".utf8), name: "names")
    let run = try Run(corpus: Corpus(data), settings: RunSettings(steps: 5))
    #expect(run.steps(of: .trained) == 0..<2 && run.steps(of: .unseen).isEmpty)
    var study = TableStudy(run)
    while !study.work(until: { false }) {}
    #expect(study.letters[.unseen]?.mean == nil)
  }
}
