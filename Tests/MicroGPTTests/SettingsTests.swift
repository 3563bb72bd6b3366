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
    #expect(try run(width: 1_000_000, memory: nil).hasPrefix("this model needs about "))
    #expect(try run(width: 16, memory: 1_000_000).contains("there are 0.1 GB"))
  }

  /// What is said to be needed is never less than the graph takes.
  @Test(arguments: [(1, 16, 16, 4), (2, 8, 40, 2), (1, 1, 64, 1), (3, 4, 3, 4)])
  func memoryIsEnough(layers: Int, width: Int, block: Int, heads: Int) throws {
    let size = try ModelSize(layers: layers, width: width, blockSize: block, heads: heads)
    let model = GPT(size: size, vocabularySize: 5)
    #expect(Double(model.parameterCount) == size.parameters(vocabularySize: 5))
    _ = model.loss(tokens: Array(repeating: 4, count: block + 5))
    #expect(model.graph.count <= model.graph.capacity)
    let used = Double(model.graph.count * Graph.bytesPerNode)
    #expect(size.memoryNeeded(vocabularySize: 5) >= used)
  }
}
