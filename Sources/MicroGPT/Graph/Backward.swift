extension Graph {
  /// Finds the gradient of every node up to `last`: how much `last` changes when that node does.
  ///
  /// - Precondition: `last` is the newest node that matters; whatever was appended before it and
  ///   does not lead to it gets the gradient 0.
  public mutating func backward(from last: Node) {
    for node in nodes.indices { nodes[node].gradient = 0 }  // py 35
    nodes[Int(last)].gradient = 1  // py 69
    for node in stride(from: Int(last), through: 0, by: -1) {  // py 70
      let value = nodes[node]
      let derivatives = localDerivatives(of: value)
      // The chain rule: what is used twice adds up.
      nodes[Int(value.first)].gradient += derivatives.first * value.gradient  // py 72
      nodes[Int(value.second)].gradient += derivatives.second * value.gradient  // py 72
    }
  }

  /// The nodes that `last` depends on, children before parents, in the order in which microgpt.py's
  /// depth-first search finds them.
  public func depthFirstOrder(from last: Node) -> [Node] {
    var order: [Node] = []
    var visited = Set([last])
    var path: [(node: Node, unvisited: ArraySlice<Node>)] = [(last, children(last)[...])]
    while let top = path.indices.last {  // py 62–68
      if let child = path[top].unvisited.popFirst() {
        if visited.insert(child).inserted { path.append((child, children(child)[...])) }
      } else {
        order.append(path.removeLast().node)
      }
    }
    return order
  }

  /// The gradients as microgpt.py finds them, for the nodes that `last` depends on: the reference
  /// that `backward(from:)` is checked against, some ten times slower.
  public func depthFirstGradients(from last: Node) -> [Node: Double] {
    var found: [Node: Double] = [last: 1]
    for node in depthFirstOrder(from: last).reversed() {
      let gradient = found[node, default: 0]
      for (child, derivative) in zip(children(node), localDerivatives(node)) {
        found[child, default: 0] += derivative * gradient
      }
    }
    return found
  }
}

/// `Graph.backward` in slices: the same nodes in the same order, with a stop whenever time is up.
struct BackwardInSlices {
  private let last: Node
  /// How many nodes have their gradient set to 0.
  private var cleared = 0
  /// The nodes before this one are still to be walked through.
  private var end: Int

  /// How many nodes are done between two looks at the time.
  private static let stretch = 1 << 14

  init(from last: Node) {
    self.last = last
    end = Int(last) + 1
  }

  /// Goes on until time is up.
  ///
  /// - Returns: whether it is done.
  mutating func go(on graph: inout Graph, until isTimeUp: () -> Bool) -> Bool {
    while cleared < graph.count {
      let next = min(cleared + BackwardInSlices.stretch, graph.count)
      for node in cleared..<next { graph.nodes[node].gradient = 0 }
      cleared = next
      if cleared == graph.count { graph.nodes[Int(last)].gradient = 1 }
      if isTimeUp() { return false }
    }
    while end > 0 {
      let start = max(0, end - BackwardInSlices.stretch)
      for node in (start..<end).reversed() {
        let value = graph.nodes[node]
        let derivatives = graph.localDerivatives(of: value)
        graph.nodes[Int(value.first)].gradient += derivatives.first * value.gradient
        graph.nodes[Int(value.second)].gradient += derivatives.second * value.gradient
      }
      end = start
      if isTimeUp() && end > 0 { return false }
    }
    return true
  }
}
