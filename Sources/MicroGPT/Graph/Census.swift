/// What the graph of one document is made of, and how much memory one step on it uses.
public struct Census: Equatable, Sendable {
  /// How many nodes of each kind were computed for the document; constants are its leaves.
  public let counts: [Operation: Int]
  /// How many parameters were there before.
  public let parameters: Int
  /// The memory of all nodes, parameters included: values, gradients, operations and children.
  public let bytes: Int

  /// All that was computed for the document.
  public var nodes: Int { counts.values.reduce(0, +) }
}

extension GPT {
  /// Runs a document through the model and counts its nodes.
  ///
  /// - Parameter tokens: BOS, the characters' ids, BOS; at least two.
  public func census(tokens: [Int]) -> Census {
    var model = self
    _ = model.loss(tokens: tokens)
    let graph = model.graph
    var counts: [Operation: Int] = [:]
    for node in Int(firstParameter) + parameterCount..<graph.count {
      counts[graph.operation(Node(node)), default: 0] += 1
    }
    let bytes = graph.count * Graph.bytesPerNode
    return Census(counts: counts, parameters: parameterCount, bytes: bytes)
  }
}
