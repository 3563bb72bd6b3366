import Testing

@testable import MicroGPT

@Suite struct GradientTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let layers, width, blockSize, heads: Int
    let tokens: [Int]
    var testDescription: String { "\(layers)×\(width), \(heads) heads, \(tokens)" }
  }
  static let cases = [
    Case(layers: 1, width: 16, blockSize: 16, heads: 4, tokens: [26, 4, 12, 12, 0, 26]),
    Case(layers: 1, width: 16, blockSize: 16, heads: 4, tokens: [26, 26]),
    Case(layers: 1, width: 16, blockSize: 4, heads: 4, tokens: [26, 0, 0, 0, 0, 0, 0, 26]),
    Case(layers: 2, width: 8, blockSize: 6, heads: 2, tokens: [26, 1, 2, 3, 1, 2, 26]),
    Case(layers: 3, width: 12, blockSize: 9, heads: 4, tokens: [26, 25, 24, 26]),
    Case(layers: 1, width: 24, blockSize: 5, heads: 3, tokens: [26, 7, 7, 8, 26]),
    Case(layers: 2, width: 1, blockSize: 1, heads: 1, tokens: [26, 5, 26]),
    Case(layers: 2, width: 4, blockSize: 8, heads: 4, tokens: [26, 5, 4, 3, 2, 1, 0, 26]),
  ]

  private func model(_ given: Case) throws -> GPT {
    let size = try ModelSize(
      layers: given.layers, width: given.width, blockSize: given.blockSize, heads: given.heads)
    return tinyModel(size, vocabulary: 27)
  }

  /// The reason why nodes are appended in the order they are: walking back over all of them adds
  /// gradients in the order of microgpt.py's depth-first search.
  @Test(arguments: cases) func everyBitAsTheDepthFirstSearch(case given: Case) throws {
    var model = try model(given)
    let loss = model.loss(tokens: given.tokens).mean
    model.graph.backward(from: loss)
    let expected = model.graph.depthFirstGradients(from: loss)
    let parameters = (0..<model.parameterCount).map { model.firstParameter + Node($0) }
    // All other nodes too, but for those that the loss doesn't depend on.
    let others = expected.keys.filter { model.graph.operation($0) != .leaf }
    let different = (parameters + others).filter {
      model.graph.gradient($0) != expected[$0, default: 0]
    }
    #expect(different.count == 0)
    #expect(expected.values.contains { $0 != 0 })
  }

  /// The slope of the loss itself: both sides of each parameter tried.
  @Test(arguments: cases) func finiteDifferences(case given: Case) throws {
    var model = try model(given)
    let loss = model.loss(tokens: given.tokens).mean
    model.graph.backward(from: loss)
    let gradients = (0..<model.parameterCount).map {
      model.graph.gradient(model.firstParameter + Node($0))
    }
    func tried(_ value: Double, at index: Int) -> Double {
      let node = model.firstParameter + Node(index)
      let former = model.graph[node]
      model.graph[node] = value
      let loss = model.loss(tokens: given.tokens).mean
      model.graph[node] = former
      return model.graph[loss]
    }
    let h = 1e-6
    var checked = 0
    for index in stride(from: 0, to: gradients.count, by: max(1, gradients.count / 60)) {
      let value = model.graph[model.firstParameter + Node(index)]
      let slope = (tried(value + h, at: index) - tried(value - h, at: index)) / (2 * h)
      #expect(abs(slope - gradients[index]) < 1e-7 + 1e-5 * abs(slope))
      if gradients[index] != 0 { checked += 1 }
    }
    #expect(checked > 0)
  }

  /// The same document again gives the same, whatever was computed between.
  @Test func roomIsUsedAgain() throws {
    var model = try model(GradientTests.cases[0])
    func once(_ tokens: [Int]) -> (Double, [Double], Int) {
      let loss = model.loss(tokens: tokens).mean
      model.graph.backward(from: loss)
      let gradients = (0..<model.parameterCount).map { model.graph.gradient(Node($0 + 1)) }
      return (model.graph[loss], gradients, model.graph.count)
    }
    let first = once([26, 4, 12, 12, 0, 26])
    _ = once([26, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 26])
    let again = once([26, 4, 12, 12, 0, 26])
    #expect(first == again)
  }
}
