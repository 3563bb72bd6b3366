import CLibm

extension Graph {
  /// Finds the gradient of every node up to `last`: how much `last` changes when that node does.
  ///
  /// - Precondition: `last` is the newest node that matters; whatever was appended before it and
  ///   does not lead to it gets the gradient 0. It is no node on the way of a sum of products.
  public func backward(from last: Node) {
    precondition(sweep(around: last).map { $0.end == last + 1 } ?? true, "inside a sum")
    clearGradients()
    used.pointee.gradients = true
    let (values, gradients) = (values, gradients)
    let (firsts, seconds, operations) = (firsts, seconds, operations)
    var remaining = sweepsInUse.prefix { $0.end <= last + 1 }
    var nextSweep = remaining.last?.end ?? 0
    gradients[Int(last)] = 1  // py 69

    var node = Int(last)
    while node >= 0 {  // py 70
      let gradient = gradients[node]
      if node + 1 == nextSweep, let sweep = remaining.popLast() {
        backward(through: sweep, gradient)
        node = Int(sweep.start) - 1
        nextSweep = remaining.last?.end ?? 0
        continue
      }
      let a = Int(firsts[node])
      let b = Int(seconds[node])
      switch operations[node] {
      case .leaf: break
      case .add:  // py 41, 72
        // Local derivatives 1 and 1.
        gradients[a] += gradient
        gradients[b] += gradient
      case .multiply:  // py 45, 72
        // Local derivatives: each other's value.
        gradients[a] += values[b] * gradient
        gradients[b] += values[a] * gradient
      case .power:
        // Most divisions belong to answers that were not asked for: their gradient is 0.
        if gradient != 0 {
          gradients[a] += values[b] * libm_pow(values[a], values[b] - 1) * gradient  // py 47, 72
        }
      case .log: gradients[a] += 1 / values[a] * gradient  // py 48, 72
      case .exp: gradients[a] += values[node] * gradient  // py 49, 72
      case .relu: gradients[a] += (values[a] > 0 ? 1 : 0) * gradient  // py 50, 72
      }
      node -= 1
    }
  }

  /// All products and sums of a sweep: each factor gets the other's value times the gradient.
  @inline(__always)
  private func backward(through sweep: Sweep, _ gradient: Double) {
    if sweep.first >= 0 {
      // No node is in both runs, so the order of the terms doesn't matter.
      let (valuesA, gradientsA) = (values + Int(sweep.first), gradients + Int(sweep.first))
      let (valuesB, gradientsB) = (values + Int(sweep.second), gradients + Int(sweep.second))
      for term in 0..<sweep.terms {
        gradientsA[term] += valuesB[term] * gradient  // py 45, 72
        gradientsB[term] += valuesA[term] * gradient
      }
      return
    }
    var node = Int(sweep.end) - 2
    while node >= Int(sweep.start) {
      let (a, b) = (Int(firsts[node]), Int(seconds[node]))
      gradients[a] += values[b] * gradient  // py 45, 72
      gradients[b] += values[a] * gradient
      node -= 2
    }
  }

  func clearGradients() {
    guard used.pointee.gradients else { return }
    used.pointee.gradients = false
    gradients.update(repeating: 0, count: count)
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
