@testable import MicroGPT
import Testing

@Suite struct SettingsTests {
  private func refusal(_ make: () throws(SettingError) -> Void) throws -> String {
    try #require(throws: SettingError.self) { try make() }.description
  }

  @Test func standardIsMicrogpt() throws {
    #expect(try RunSettings() == .standard)
    #expect(try ModelSize() == .standard)
    #expect(ModelSize.standard.headWidth == 4)
    #expect(ModelSize.standard.parameters(vocabularySize: 27) == 4192)
  }

  @Test(arguments: [0, -1, 1001, Int.min]) func layers(count: Int) throws {
    #expect(
      try refusal { () throws(SettingError) in _ = try ModelSize(layers: count) }
        == "--n-layer is \(count); it must be from 1 to 1000")
  }

  @Test(arguments: [0, -4, 1_000_001, Int.max]) func widths(width: Int) throws {
    #expect(
      try refusal { () throws(SettingError) in _ = try ModelSize(width: width) }
        == "--n-embd is \(width); it must be from 1 to 1000000")
    #expect(
      try refusal { () throws(SettingError) in _ = try ModelSize(blockSize: width) }
        == "--block-size is \(width); it must be from 1 to 1000000")
    #expect(
      try refusal { () throws(SettingError) in _ = try ModelSize(heads: width) }
        == "--n-head is \(width); it must be from 1 to 1000000")
  }

  @Test func headsMustShareTheWidth() throws {
    #expect(
      try refusal { () throws(SettingError) in _ = try ModelSize(width: 16, heads: 3) }
        == "--n-embd 16 can't be shared among --n-head 3 heads; "
        + "choose a width that is a multiple of the heads")
    #expect(throws: SettingError.self) { try ModelSize(width: 2, heads: 4) }
  }

  @Test(arguments: [0, -1, 10_000_001]) func steps(count: Int) throws {
    #expect(
      try refusal { () throws(SettingError) in _ = try RunSettings(steps: count) }
        == "--steps is \(count); it must be from 1 to 10000000")
  }

  @Test(arguments: [0, -0.1, 100.5, .infinity, .nan]) func learningRates(rate: Double) throws {
    #expect(
      try refusal { () throws(SettingError) in _ = try RunSettings(learningRate: rate) }
        == "--learning-rate is \(rate); it must be above 0 and at most 100")
  }

  /// Refused before any of it is asked for; nobody has 10¹⁸ bytes.
  @Test func tooLargeForMemory() throws {
    let corpus = Corpus(try Dataset(bytes: Array("a\n".utf8), name: "x"))
    func run(width: Int, memory: Int?) throws -> String {
      let settings = try RunSettings(size: ModelSize(width: width, heads: 1))
      return try #require(throws: SettingError.self) {
        _ = try Run(corpus: corpus, settings: settings, memory: memory)
      }.description
    }
    #expect(try run(width: 1_000_000, memory: nil).hasSuffix("or --block-size"))
    #expect(
      try run(width: 1_000_000, memory: 1 << 40)
        == "this model needs about 14496046 GB of memory, there are 1099.6 GB; "
        + "choose a smaller --n-embd, --n-layer or --block-size")
    #expect(try run(width: 16, memory: 1_000_000).contains("there are 0.1 GB"))
  }

  private static let sizes = [
    (1, 16, 16, 4), (2, 8, 40, 2), (1, 1, 64, 1), (3, 4, 3, 4), (2, 30, 9, 5), (1, 64, 1, 1),
    (4, 3, 100, 3),
  ]

  /// What is said to be needed is never less than the graph takes, and not much more.
  @Test(arguments: sizes)
  func nodesAreEnough(layers: Int, width: Int, block: Int, heads: Int) throws {
    let size = try ModelSize(layers: layers, width: width, blockSize: block, heads: heads)
    var model = GPT(size: size, vocabularySize: 5)
    #expect(Double(model.parameterCount) == size.parameters(vocabularySize: 5))
    _ = model.loss(tokens: Array(repeating: 4, count: block + 5))
    let needed = size.nodes(vocabularySize: 5)
    #expect(Double(model.graph.count) <= needed)
    #expect(Double(model.graph.count) > needed * 0.7 - 100)

    // Nor is what is said of a shorter document.
    if block > 1 {
      _ = model.loss(tokens: Array(repeating: 4, count: block))
      #expect(Double(model.graph.count) <= size.nodes(vocabularySize: 5, positions: block - 1))
    }

    // Names need no more, also those that fill the block: all tokens are as likely.
    let tokenizer = Tokenizer(documents: ["abcd"])
    var random = PythonRandom(seed: 7)
    let engine = ExactEngine(model: model, settings: .standard)
    for _ in 0..<50 {
      _ = engine.generate(tokenizer: tokenizer, temperature: 0.5, random: &random)
      #expect(Double(engine.model.graph.count) <= needed)
    }
  }

  @Test(arguments: sizes)
  func fastEngineFitsItsMemory(layers: Int, width: Int, block: Int, heads: Int) throws {
    let size = try ModelSize(layers: layers, width: width, blockSize: block, heads: heads)
    let engine = FastEngine(size: size, vocabularySize: 5, settings: .standard)
    let said = FastEngine.memory(size, vocabularySize: 5)
    #expect(Double(engine.memory.bytes) <= said)
    #expect(Double(engine.memory.bytes) > 0.7 * said - 20_000)
  }

  /// States are 64 or 16 steps apart as long as they fit, and always together in their room.
  @Test(arguments: [
    (1000, 16, 64, 16), (3000, 16, 64, 16), (10_000, 16, 64, 48), (20_000, 16, 128, 96),
    (10_000_000, 16, 42_240, 42_208), (1000, 64, 64, 64), (1, 256, 64, 16),
  ])
  func strides(steps: Int, width: Int, fast: Int, exact: Int) throws {
    let settings = try RunSettings(size: ModelSize(width: width), steps: steps)
    let state = 24 * settings.size.parameters(vocabularySize: 27)
    for (engine, expected) in [(EngineKind.fast, fast), (.exact, exact)] {
      let memory = RunMemory(settings, engine, vocabularySize: 27, true)
      #expect(memory.stride == expected)
      #expect(Double(steps / memory.stride + 1) * state <= max(24e6, state))
    }
  }

  /// Without looking back a model fits that could not be explored.
  @Test func largeModelsCanBeTrained() throws {
    let size = try ModelSize(layers: 4, width: 256, blockSize: 128)
    let settings = try RunSettings(size: size)
    let explored = RunMemory(settings, .fast, vocabularySize: 27, true)
    let trained = RunMemory(settings, .fast, vocabularySize: 27, false)
    #expect(throws: SettingError.self) { try explored.check(against: 8_000_000_000) }
    try trained.check(against: 1_000_000_000)
  }
}
