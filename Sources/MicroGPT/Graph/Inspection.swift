import CLibm

/// What a viewer asks a graph: how a number was made, and how much it matters.
extension Graph {
  /// The derivative of the node that `backward` began with, with respect to this one.
  public func gradient(_ node: Node) -> Double {
    // Nothing else uses the products and sums on the way, so all have the gradient of the whole sum.
    gradients[sweep(around: node).map { Int($0.end) - 1 } ?? Int(node)]
  }

  /// The sum of products that a node is part of, nil where it is part of none.
  func sweep(around node: Node) -> Sweep? {
    var candidates = sweepsInUse[...]
    while candidates.count > 1 {
      let middle = candidates.startIndex + candidates.count / 2
      if candidates[middle].start > node {
        candidates = candidates[..<middle]
      } else {
        candidates = candidates[middle...]
      }
    }
    return candidates.first.flatMap { $0.start..<$0.end ~= node ? $0 : nil }
  }

  public func operation(_ node: Node) -> Operation {
    guard let sweep = sweep(around: node) else { return operations[Int(node)] }
    return (node - sweep.start) % 2 == 0 ? .multiply : .add
  }

  /// The nodes that this one was computed from, in the order of the formula: none, one or two.
  public func children(_ node: Node) -> [Node] {
    if let sweep = sweep(around: node) { return children(node, in: sweep) }
    return switch operations[Int(node)] {
    case .leaf: []
    case .add, .multiply: [firsts[Int(node)], seconds[Int(node)]]
    case .power, .log, .exp, .relu: [firsts[Int(node)]]
    }
  }

  private func children(_ node: Node, in sweep: Sweep) -> [Node] {
    let (term, isSum) = (node - sweep.start).quotientAndRemainder(dividingBy: 2)
    if isSum == 1 {
      // Python's sum() begins as 0 + product, which is product.__radd__(0): the product comes first.
      return term == 0 ? [node - 1, zero] : [node - 2, node - 1]
    }
    if sweep.first >= 0 { return [sweep.first + term, sweep.second + term] }
    return [firsts[Int(node)], seconds[Int(node)]]
  }

  /// How the node changes with each of its children alone.
  public func localDerivatives(_ node: Node) -> [Double] {
    let operation = operation(node)
    let children = children(node)
    let a = children.first.map { self[$0] } ?? 0
    let b = operation == .power ? self[seconds[Int(node)]] : children.last.map { self[$0] } ?? 0
    return switch operation {
    case .leaf: []
    case .add: [1, 1]
    case .multiply: [b, a]
    case .power: [b * libm_pow(a, b - 1)]
    case .log: [1 / a]
    case .exp: [values[Int(node)]]
    case .relu: [a > 0 ? 1 : 0]
    }
  }
}
