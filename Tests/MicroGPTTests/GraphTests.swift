import Testing

@testable import MicroGPT

@Suite struct GraphTests {
  /// One node of each operation, from children 3 and −2.
  struct Case: Sendable {
    let operation: MicroGPT.Operation
    let make: @Sendable (inout Graph, Node, Node) -> Node
    let value: Double
    let derivatives: [Double]
  }
  static let cases = [
    Case(operation: .leaf, make: { graph, _, _ in graph.leaf(5) }, value: 5, derivatives: []),
    Case(operation: .add, make: { graph, a, b in graph.add(a, b) }, value: 1, derivatives: [1, 1]),
    Case(
      operation: .multiply, make: { graph, a, b in graph.multiply(a, b) }, value: -6,
      derivatives: [-2, 3]),
    Case(
      operation: .power, make: { graph, a, _ in graph.power(a, 3) }, value: 27, derivatives: [27]),
    Case(
      operation: .log, make: { graph, a, _ in graph.log(a) }, value: 1.0986122886681098,
      derivatives: [1.0 / 3]),
    Case(
      operation: .exp, make: { graph, _, b in graph.exp(b) }, value: 0.1353352832366127,
      derivatives: [0.1353352832366127]),
    Case(operation: .relu, make: { graph, a, _ in graph.relu(a) }, value: 3, derivatives: [1]),
    Case(operation: .relu, make: { graph, _, b in graph.relu(b) }, value: 0, derivatives: [0]),
  ]

  @Test(arguments: cases) func operations(case expected: Case) {
    var graph = Graph(capacity: 20)
    let (a, b) = (graph.leaf(3), graph.leaf(-2))
    let node = expected.make(&graph, a, b)
    #expect(graph.operation(node) == expected.operation)
    #expect(graph[node] == expected.value)
    #expect(graph.localDerivatives(node) == expected.derivatives)
    #expect(graph.children(node).count == expected.derivatives.count)

    graph.backward(from: node)
    for (child, derivative) in zip(graph.children(node), expected.derivatives) {
      #expect(graph.gradient(child) == derivative)
    }
    #expect(graph.gradient(node) == 1)
  }

  @Test func everyOperationHasACase() {
    #expect(Set(GraphTests.cases.map(\.operation)) == Set(MicroGPT.Operation.allCases))
  }

  @Test func reluOfZeroLetsNothingThrough() {
    var graph = Graph(capacity: 20)
    let node = graph.relu(graph.leaf(0))
    #expect(graph[node] == 0)
    #expect(graph.localDerivatives(node) == [0])
  }

  @Test func aNodeUsedTwiceAddsItsGradients() {
    var graph = Graph(capacity: 20)
    let x = graph.leaf(3)
    let y = graph.add(graph.multiply(x, x), x)  // x² + x
    graph.backward(from: y)
    #expect(graph.gradient(x) == 7)
  }

  @Test func divisionIsAProductWithThePower() {
    var graph = Graph(capacity: 20)
    let tenth = graph.divide(graph.leaf(6), by: 10)
    // 6 / 10 is 0.6, but 6 · 10⁻¹ is not.
    #expect(graph[tenth] == 6 * 0.1)
    #expect(graph[tenth] != 6.0 / 10)
    #expect(graph.operation(tenth) == .multiply)
  }

  @Test func constantsAreMadeOnce() {
    var graph = Graph(capacity: 20)
    let mark = graph.count
    let first = graph.constant(0.5)
    let (again, zero) = (graph.constant(0.5), graph.constant(0))
    #expect(again == first)
    #expect(zero == graph.zero)
    graph.cut(to: mark)
    let other = graph.constant(-1)
    #expect(other == first)
    let half = graph.constant(0.5)
    #expect(graph[half] == 0.5)
  }

  /// Whether terms are made on the way or before, the sum and all gradients are the same.
  @Test(arguments: [1, 2, 7]) func sumOfProducts(terms: Int) {
    var graph = Graph(capacity: 100)
    let x = (0..<terms).map { graph.leaf(0.1 + Double($0)) }
    let y = (0..<terms).map { graph.leaf(-0.7 * Double($0) + 0.3) }
    let before = graph.count
    let one = graph.sum(terms) { graph, index in graph.multiply(x[index], y[index]) }
    #expect(graph.count - before == 2 * terms)
    let products = zip(x, y).map { graph.multiply($0, $1) }
    let other = graph.sum(products)
    #expect(graph[one] == graph[other])

    let both = graph.add(one, other)
    let result = graph.multiply(both, graph.leaf(0.37))
    graph.backward(from: result)
    // All products and sums on the way have the gradient of the whole.
    for node in graph.depthFirstOrder(from: both) where graph.operation(node) != .leaf {
      #expect(graph.gradient(node) == 0.37)
    }
    let expected = graph.depthFirstGradients(from: result)
    for leaf in x + y { #expect(graph.gradient(leaf) == expected[leaf]) }
    for (a, b) in zip(graph.depthFirstOrder(from: one), graph.depthFirstOrder(from: other)) {
      #expect(graph.operation(a) == graph.operation(b))
      #expect(graph[a] == graph[b])
      #expect(graph.localDerivatives(a) == graph.localDerivatives(b))
      #expect(graph.children(a).map { graph[$0] } == graph.children(b).map { graph[$0] })
    }
  }

  /// What is appended to a copy, or changed in it, leaves the graph as it was.
  @Test func copiesAreIndependent() {
    var graph = Graph(capacity: 20)
    let x = graph.leaf(3)
    var copy = graph
    copy[x] = 4
    let square = copy.multiply(x, x)
    copy.backward(from: square)
    #expect(copy[square] == 16 && copy.gradient(x) == 8)
    #expect(graph[x] == 3 && graph.gradient(x) == 0)
    #expect(graph.count == copy.count - 1)
  }

  @Test func depthFirstOrderPutsChildrenFirst() {
    var model = tinyModel(.standard, vocabulary: 9)
    let loss = model.loss(tokens: [8, 1, 2, 8]).mean
    let order = model.graph.depthFirstOrder(from: loss)
    var seen = Set<Node>()
    for node in order {
      #expect(seen.isSuperset(of: model.graph.children(node)))
      #expect(seen.insert(node).inserted)
    }
    #expect(order.last == loss)
  }
}

/// A model with random parameters, larger than usual so that nothing is near 0.
func tinyModel(_ size: ModelSize, vocabulary: Int, seed: Int = 3) -> GPT {
  var model = GPT(size: size, vocabularySize: vocabulary)
  var random = PythonRandom(seed: seed)
  model.parameters = (0..<model.parameterCount).map { _ in random.gauss(sigma: 0.4) }
  return model
}
