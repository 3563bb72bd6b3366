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
