import CLibm

/// A number in the computation graph, by its place in it.
public typealias Node = Int32

/// What a node does with its children to get its value.
public enum Operation: UInt8, CaseIterable, Sendable {
  /// Nothing: a parameter or a constant.
  case leaf
  case add, multiply, power, log, exp, relu
}

/// A computation graph of single numbers that can find the gradient of each of them: microgpt.py's
/// `Value`, as flat arrays that are used again for each step instead of an object a number.
///
/// Nodes are appended, children before parents. So walking backwards from the last node meets every
/// node after all that use it, as the chain rule needs; `backward(from:)` does that. Where a node is
/// used several times, the order in which its gradients are added decides the last digits.
/// microgpt.py takes the order of a depth-first search (`depthFirstOrder(from:)`); the model appends
/// its nodes in such an order that both ways give the same digits.
public final class Graph {
  /// The number of nodes; they are 0..<count.
  public private(set) var count = 0
  public let capacity: Int

  let values: UnsafeMutablePointer<Double>
  let gradients: UnsafeMutablePointer<Double>
  private let firsts: UnsafeMutablePointer<Node>
  /// For `power` the leaf that holds the exponent, which is no child: no gradient flows to it.
  private let seconds: UnsafeMutablePointer<Node>
  private let operations: UnsafeMutablePointer<Operation>
  /// Where sums of products lie, in their order: two nodes a term.
  private var sweeps: [Sweep] = []
  private struct Sweep {
    let start: Int
    let end: Int
  }

  /// The number 0, where every sum begins.
  public let zero: Node = 0
  /// The constants in use, few enough to be looked through.
  private var constants: [Node] = []

  public static let bytesPerNode = 8 + 8 + 4 + 4 + 1

  /// - Parameter capacity: how many nodes there can be; memory is touched only as they are used.
  public init(capacity: Int) {
    precondition(capacity < Int(Node.max))
    self.capacity = capacity
    values = .allocate(capacity: capacity)
    gradients = .allocate(capacity: capacity)
    firsts = .allocate(capacity: capacity)
    seconds = .allocate(capacity: capacity)
    operations = .allocate(capacity: capacity)
    constants = [leaf(0)]
  }

  deinit {
    values.deallocate()
    gradients.deallocate()
    firsts.deallocate()
    seconds.deallocate()
    operations.deallocate()
  }

  /// Forgets all nodes from `mark` on, so that their room is used again.
  public func cut(to mark: Int) {
    precondition(mark > 0 && mark <= count)
    count = mark
    sweeps.removeSubrange((sweeps.lastIndex { $0.end <= mark }.map { $0 + 1 } ?? 0)...)
    constants.removeAll { Int($0) >= mark }
  }

  // MARK: Making nodes

  @inline(__always)
  private func append(_ operation: Operation, _ value: Double, _ a: Node, _ b: Node) -> Node {
    precondition(count < capacity, "the graph is full")
    let node = count
    values[node] = value  // py 34
    firsts[node] = a  // py 36
    seconds[node] = b  // py 36
    operations[node] = operation
    count = node + 1
    return Node(truncatingIfNeeded: node)
  }

  /// A parameter, or a number that comes from outside.
  public func leaf(_ value: Double) -> Node { append(.leaf, value, 0, 0) }

  /// A number that stands in a formula; the same number is the same node.
  public func constant(_ value: Double) -> Node {
    for node in constants where self[node] == value { return node }
    let node = leaf(value)
    constants.append(node)
    return node
  }

  public func add(_ a: Node, _ b: Node) -> Node {
    append(.add, self[a] + self[b], a, b)  // py 41
  }

  public func multiply(_ a: Node, _ b: Node) -> Node {
    append(.multiply, self[a] * self[b], a, b)  // py 45
  }

  /// A node to the power of a constant.
  public func power(_ a: Node, _ exponent: Double) -> Node {
    append(.power, libm_pow(self[a], exponent), a, constant(exponent))  // py 47
  }

  /// The natural logarithm.
  public func log(_ a: Node) -> Node { append(.log, libm_log(self[a]), a, 0) }  // py 48

  public func exp(_ a: Node) -> Node { append(.exp, libm_exp(self[a]), a, 0) }  // py 49

  /// The number itself where it is above 0, else 0.
  public func relu(_ a: Node) -> Node { append(.relu, self[a] > 0 ? self[a] : 0, a, 0) }  // py 50

  /// a / b as microgpt.py divides: a · b⁻¹, which rounds twice.
  public func divide(_ a: Node, by b: Double) -> Node {
    multiply(a, constant(libm_pow(b, -1)))  // py 56
  }

  /// The sum of nodes, from 0 and from left to right, as Python's `sum`.
  public func sum(_ nodes: [Node]) -> Node {
    var total = zero
    for (index, node) in nodes.enumerated() {
      total = index == 0 ? add(node, total) : add(total, node)
    }
    return total
  }

  /// The sum of so many products, from 0 and from left to right: the nodes that `multiply` and `sum`
  /// make, each product followed by the sum so far, appended in one sweep.
  @inline(__always)
  func sumOfProducts(_ terms: Int, _ factors: (Int) -> (Node, Node)) -> Node {
    let start = count
    precondition(terms > 0 && start + 2 * terms <= capacity, "the graph is full")
    let (values, firsts, seconds, operations) = (values, firsts, seconds, operations)
    var node = start
    var sum = 0.0
    var sumSoFar = zero
    for term in 0..<terms {
      let (a, b) = factors(term)
      let made = Node(truncatingIfNeeded: node)
      let product = values[Int(a)] * values[Int(b)]
      sum = sum + product
      values[node] = product
      firsts[node] = a
      seconds[node] = b
      operations[node] = .multiply
      values[node + 1] = sum
      // Python's sum() begins as 0 + product, which is product.__radd__(0): the product comes first.
      firsts[node + 1] = term == 0 ? made : sumSoFar
      seconds[node + 1] = term == 0 ? sumSoFar : made
      operations[node + 1] = .add
      sumSoFar = made + 1
      node += 2
    }
    count = node
    sweeps.append(Sweep(start: start, end: node))
    return sumSoFar
  }

  // MARK: Looking at nodes

  /// The value of a node.
  public subscript(_ node: Node) -> Double {
    get { values[Int(node)] }
    set { values[Int(node)] = newValue }
  }

  /// The derivative of the node that `backward` began with, with respect to this one.
  public func gradient(_ node: Node) -> Double {
    // Nothing else uses the products and sums on the way, so all have the gradient of the whole sum.
    if let sweep = sweep(around: node) { return gradients[sweep.end - 1] }
    return gradients[Int(node)]
  }

  private func sweep(around node: Node) -> Sweep? {
    var candidates = sweeps[...]
    while candidates.count > 1 {
      let middle = candidates.startIndex + candidates.count / 2
      if sweeps[middle].start > Int(node) {
        candidates = candidates[..<middle]
      } else {
        candidates = candidates[middle...]
      }
    }
    return candidates.first.flatMap { $0.start..<$0.end ~= Int(node) ? $0 : nil }
  }

  public func operation(_ node: Node) -> Operation { operations[Int(node)] }

  /// The nodes that this one was computed from, in the order of the formula: none, one or two.
  public func children(_ node: Node) -> [Node] {
    switch operation(node) {
    case .leaf: []
    case .add, .multiply: [firsts[Int(node)], seconds[Int(node)]]
    case .power, .log, .exp, .relu: [firsts[Int(node)]]
    }
  }

  /// How the node changes with each of its children alone.
  public func localDerivatives(_ node: Node) -> [Double] {
    let a = values[Int(firsts[Int(node)])]
    let b = values[Int(seconds[Int(node)])]
    return switch operation(node) {
    case .leaf: []
    case .add: [1, 1]
    case .multiply: [b, a]
    case .power: [b * libm_pow(a, b - 1)]
    case .log: [1 / a]
    case .exp: [values[Int(node)]]
    case .relu: [a > 0 ? 1 : 0]
    }
  }

  // MARK: Gradients

  /// Finds the gradient of every node up to `last`: how much `last` changes when that node does.
  ///
  /// - Precondition: `last` is the newest node that matters; whatever was appended before it and
  ///   does not lead to it gets the gradient 0.
  public func backward(from last: Node) {
    let (values, gradients) = (values, gradients)
    let (firsts, seconds, operations) = (firsts, seconds, operations)
    var remaining = sweeps.prefix { $0.end <= Int(last) + 1 }
    var from = 0
    for sweep in remaining {
      (gradients + from).update(repeating: 0, count: sweep.start - from)
      from = sweep.end - 1
    }
    (gradients + from).update(repeating: 0, count: Int(last) + 1 - from)
    gradients[Int(last)] = 1  // py 69

    var node = Int(last)
    while node >= 0 {  // py 70
      let gradient = gradients[node]
      if let sweep = remaining.last, sweep.end == node + 1 {
        remaining.removeLast()
        while node > sweep.start {
          let a = Int(firsts[node - 1])
          let b = Int(seconds[node - 1])
          gradients[a] += values[b] * gradient  // py 45, 72
          gradients[b] += values[a] * gradient
          node -= 2
        }
        continue
      }
      let a = Int(firsts[node])
      let b = Int(seconds[node])
      switch operations[node] {
      case .leaf: break
      case .add:  // local derivatives 1 and 1: py 41, 72
        gradients[a] += gradient
        gradients[b] += gradient
      case .multiply:  // local derivatives: each other's value: py 45, 72
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
