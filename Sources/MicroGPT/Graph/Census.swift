/// What the graph of one document is made of, and how much memory one step on it uses.
public struct Census: Equatable, Sendable {
  /// How many nodes of each kind were computed for the document; constants are its leaves.
  public let counts: [Operation: Int]
  /// How many parameters were there before.
  public let parameters: Int
  /// The memory of all nodes, parameters included: values, gradients, operations and children, as they
  /// are stored.
  public let bytes: Int

  /// All that was computed for the document.
  public var nodes: Int { counts.values.reduce(0, +) }
}

extension GPT {
  /// Runs a document through the model and counts its nodes.
  ///
  /// - Parameter tokens: BOS, the characters' ids, BOS; at least two.
  public func census(tokens: [Int]) -> Census {
    _ = loss(tokens: tokens)
    var counts: [Operation: Int] = [:]
    for node in Int(firstParameter) + parameterCount..<graph.count {
      counts[graph.operation(Node(truncatingIfNeeded: node)), default: 0] += 1
    }
    return Census(counts: counts, parameters: parameterCount, bytes: graph.bytesInUse)
  }
}

extension Graph {
  /// The memory of the nodes there are.
  var bytesInUse: Int {
    var bytes = count * 2 * MemoryLayout<Double>.size
    var alone = count
    let children = 2 * MemoryLayout<Node>.size
    for sweep in sweepsInUse {
      alone -= Int(sweep.end - sweep.start)
      bytes += MemoryLayout<Sweep>.size + (sweep.first < 0 ? sweep.terms * children : 0)
    }
    return bytes + alone * (children + MemoryLayout<Operation>.size)
  }
}
