import Testing

@testable import MicroGPT

/// Who uses whom, and on how many ways, as counted one by one.
@Suite struct GraphUsesTests {
  /// A graph with random sums, products and powers, each on the one before, with one node more than leads
  /// to the last.
  private func randomGraph(seed: Int) -> (graph: Graph, last: Node) {
    var random = PythonRandom(seed: seed)
    func below(_ count: Int) -> Int { min(count - 1, Int(random.random() * Double(count))) }
    var graph = Graph()
    var nodes = (0..<3).map { graph.leaf(1 + Double($0)) }
    for _ in 0..<14 {
      let (a, b) = (nodes[nodes.count - 1], nodes[below(nodes.count)])
      switch below(4) {
      case 0: nodes.append(graph.add(a, b))
      case 1: nodes.append(graph.multiply(a, b))
      case 2: nodes.append(graph.power(a, 2))
      default: nodes.append(graph.relu(a))
      }
    }
    return (graph, nodes[nodes.count - 2])
  }

  /// All ways from a node down to another, gone one by one.
  private func ways(_ graph: Graph, from node: Node, to end: Node) -> Int {
    node == end ? 1 : graph.children(node).reduce(0) { $0 + ways(graph, from: $1, to: end) }
  }

  @Test(arguments: 1...12) func pathsAndUsers(seed: Int) {
    let (graph, last) = randomGraph(seed: seed)
    let uses = GraphUses(graph, from: last)
    let reached = Set(graph.depthFirstOrder(from: last))
    var edges = 0
    for node in 0..<Node(graph.count) {
      #expect(uses.paths(to: node) == Double(ways(graph, from: last, to: node)))
      let users = reached.sorted().flatMap { user in
        graph.children(user).filter { $0 == node }.map { _ in user }
      }
      #expect(Array(uses.users(of: node)) == users)
      edges += users.count
    }
    #expect(uses.edges == edges && uses.nodes == reached.count)
    #expect(reached.count >= 15)
  }

  /// The same for all parameters, whatever their values.
  @Test func sharedByMoments() {
    let model = tinyModel(.standard, vocabulary: 9)
    let other = tinyModel(.standard, vocabulary: 9, seed: 8)
    let passes = [model, other].map { Pass($0, tokens: [8, 1, 2, 8]) }
    let uses = passes.map { GraphUses($0.graph, from: $0.node(.loss)) }
    #expect(uses[0].edges == uses[1].edges)
    for node in 0..<passes[0].node(.loss) {
      #expect(uses[0].paths(to: node) == uses[1].paths(to: node))
      #expect(uses[0].users(of: node) == uses[1].users(of: node))
    }
    // What no use leads to has the gradient 0, and a number with a gradient is used.
    for node in 0..<passes[0].node(.loss) where uses[0].paths(to: node) == 0 {
      #expect(passes[0].graph.gradient(node) == 0)
    }
  }
}
