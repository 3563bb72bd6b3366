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
    var counting = Census.InSlices()
    while true {
      if let census = counting.go(on: model, until: { false }) { return census }
    }
  }
}

extension Census {
  /// Counts the nodes of the last computation of a model, with a stop whenever time is up.
  struct InSlices {
    private var counts: [Int]
    /// How many nodes after the parameters are counted.
    private var counted = 0

    /// How many nodes are counted between two looks at the time.
    private static let stretch = 1 << 16

    init() { counts = Array(repeating: 0, count: Operation.allCases.count) }

    /// Goes on until time is up.
    ///
    /// - Returns: nil where there is more to do.
    mutating func go(on model: GPT, until isTimeUp: () -> Bool) -> Census? {
      let first = Int(model.firstParameter) + model.parameterCount
      let count = model.graph.count - first
      while counted < count {
        let next = min(counted + InSlices.stretch, count)
        for node in counted..<next {
          counts[Int(model.graph.nodes[first + node].operation.rawValue)] += 1
        }
        counted = next
        if isTimeUp() && counted < count { return nil }
      }
      let kinds = zip(Operation.allCases, counts).filter { $1 > 0 }
      return Census(
        counts: Dictionary(uniqueKeysWithValues: kinds.map { ($0, $1) }),
        parameters: model.parameterCount, bytes: model.graph.count * Graph.bytesPerNode)
    }
  }
}
