import CData
import Testing

@testable import MicroGPT

/// The engine of whole vectors against the graph of single numbers and against microgpt.py.
@Suite struct FastEngineTests {
  @Test(arguments: ReferenceTests.cases) func lossesAndNamesOfMicrogpt(name: String) throws {
    let recording = try Recording(name)
    var run = try recording.run(engine: .fast)
    while run.train() != nil {}
    let recorded = try recording.numbers("loss")
    #expect(run.losses.count == recorded.count)
    #expect(FastEngineTests.difference(run.losses, recorded) < 1e-9)
    let names = run.names(20, temperature: try recording.temperature(), at: run.trained)
    #expect(names.map(\.text) == recording.values("name"))
  }

  /// n_layer, n_embd, n_head, block_size.
  static let sizes = [
    [1, 16, 4, 16], [1, 8, 1, 16], [1, 8, 8, 9], [2, 12, 2, 3], [2, 20, 4, 8], [3, 8, 2, 5],
    [1, 64, 8, 16], [3, 24, 3, 17], [1, 10, 10, 1], [1, 1, 1, 7], [2, 33, 3, 24],
  ]

  /// Letters that make vocabularies of 2 to 61 tokens, and documents longer than most blocks.
  static let lists = [
    ["a"], ["ab", "ba", "b"], ["anna", "otto", "nana", "tom"],
    ["the quick brown fox jumps", "over the lazy dog", "a", "zebra"],
    ["ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz", "01234567", "ñandú", "x"],
  ]

  @Test(arguments: sizes, lists.indices) func agreesWithTheGraph(size: [Int], list: Int) throws {
    let size = try ModelSize(
      layers: size[0], width: size[1], blockSize: size[3], heads: size[2])
    let corpus = try FastEngineTests.corpus(list)
    let settings = try RunSettings(size: size, seed: 7, steps: 12)
    var exact = try Run(corpus: corpus, settings: settings, engine: .exact)
    var fast = try Run(corpus: corpus, settings: settings, engine: .fast)
    while let loss = exact.train(), let other = fast.train() {
      #expect(abs(loss - other) <= 1e-9 * loss, "step \(exact.trained)")
    }
    #expect(exact.isComplete && fast.isComplete)
    let (wanted, got) = (exact.state(at: 12), fast.state(at: 12))
    #expect(FastEngineTests.distance(got.parameters, wanted.parameters) < 1e-9)
    #expect(FastEngineTests.distance(got.m, wanted.m) < 1e-9)
    #expect(FastEngineTests.distance(got.v, wanted.v) < 1e-9)
  }

  @Test func stateGoesInAndOut() throws {
    let size = try ModelSize(layers: 2, width: 6, blockSize: 5, heads: 3)
    let engine = FastEngine(size: size, vocabularySize: 7, settings: .standard)
    let count = Int(size.parameters(vocabularySize: 7))
    var state = TrainingState(parameters: (0..<count).map { Double($0) / 1000 })
    state.m = (0..<count).map { Double($0) / 3000 }
    state.v = (0..<count).map { Double($0) / 7000 }
    state.step = 11
    engine.state = state
    #expect(engine.state == state)
  }

  /// Going on from a state that was kept gives the same bits as having never stopped.
  @Test func goesOnFromAState() throws {
    let corpus = try FastEngineTests.corpus(4)
    let settings = try RunSettings(steps: 30)
    var run = try Run(corpus: corpus, settings: settings, engine: .fast)
    while run.train() != nil {}
    let engine = FastEngine(
      size: settings.size, vocabularySize: corpus.tokenizer.vocabularySize, settings: settings)
    engine.state = run.state(at: 13)
    for step in 13..<30 {
      let loss = engine.step(tokens: corpus.tokenizer.encode(run.document(ofStep: step)))
      #expect(loss == run.losses[step])
    }
    #expect(engine.state == run.state(at: 30))
  }

  /// The same names from the same parameters and random numbers, and nearly the same probabilities.
  @Test(arguments: sizes) func namesOfTheGraph(size: [Int]) throws {
    let size = try ModelSize(
      layers: size[0], width: size[1], blockSize: size[3], heads: size[2])
    let tokenizer = try FastEngineTests.corpus(4).tokenizer
    let count = tokenizer.vocabularySize
    var random = PythonRandom(seed: 5)
    let state = TrainingState(
      parameters: GPT.firstParameters(size, vocabularySize: count, from: &random))
    let fast = FastEngine(size: size, vocabularySize: count, settings: .standard)
    fast.state = state
    let exact = ExactEngine(
      model: GPT(size: size, vocabularySize: count), settings: .standard)
    exact.state = state
    var (one, other) = (random, random)
    for _ in 0..<10 {
      let got = fast.generate(tokenizer: tokenizer, temperature: 0.7, random: &one)
      let wanted = exact.generate(tokenizer: tokenizer, temperature: 0.7, random: &other)
      #expect(got.text == wanted.text && got.ended == wanted.ended)
      #expect(got.draws.count == wanted.draws.count)
      for (draw, right) in zip(got.draws, wanted.draws) {
        #expect(draw.input == right.input && draw.position == right.position)
        #expect(FastEngineTests.distance(draw.logits, right.logits) < 1e-12)
        #expect(FastEngineTests.difference(draw.probabilities, right.probabilities) < 1e-12)
      }
    }
  }

  @Test func exponential() {
    var worst = 0.0
    for index in 0..<100_000 {
      let x = -Double(index) * 0.00708 + 0.3
      let got = Lanes(repeating: x).exponential()[index % 8]
      let wanted = Elementary.exp(x)
      worst = max(worst, abs(got - wanted) / wanted)
    }
    #expect(worst < 2 * Double.ulpOfOne)
    #expect(Lanes(repeating: 0).exponential() == Lanes(repeating: 1))
    #expect(Lanes(repeating: -.infinity).exponential() == .zero)
    #expect(Lanes(repeating: -Double.greatestFiniteMagnitude).exponential() == .zero)
    #expect(Lanes(repeating: .nan).exponential()[0].isNaN)
  }

  private static func corpus(_ list: Int) throws -> Corpus {
    let text = lists[list].joined(separator: "\n")
    return Corpus(try Dataset(bytes: Array(text.utf8), name: "list \(list)"))
  }

  /// The largest relative difference of numbers above 0.
  private static func difference(_ got: [Double], _ wanted: [Double]) -> Double {
    zip(got, wanted).map { abs($0 - $1) / $1 }.max() ?? .infinity
  }

  /// The largest difference, relative to the largest of all.
  private static func distance(_ got: [Double], _ wanted: [Double]) -> Double {
    let largest = wanted.map(abs).max() ?? 0
    return (zip(got, wanted).map { abs($0 - $1) }.max() ?? .infinity) / max(largest, 1e-300)
  }
}
