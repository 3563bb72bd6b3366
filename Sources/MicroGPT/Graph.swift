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
  public let capacity: Int

  let values: UnsafeMutablePointer<Double>
  let gradients: UnsafeMutablePointer<Double>
  private let firsts: UnsafeMutablePointer<Node>
  /// For `power` the leaf that holds the exponent, which is no child: no gradient flows to it.
  private let seconds: UnsafeMutablePointer<Node>
  private let operations: UnsafeMutablePointer<Operation>
  private let sweeps: UnsafeMutablePointer<Sweep>
  /// What changes while nodes are made: behind a pointer, since Swift checks each access to a
  /// variable of a class while it runs.
  private let used: UnsafeMutablePointer<Used>

  private struct Used {
    var nodes = 0
    var sweeps = 0
    /// Whether there may be gradients that are not 0.
    var gradients = false
    /// The last power that was computed, as it is often asked for again.
    var power = (base: 0.0, exponent: 0.0, value: 1.0)
    /// The constants in use, few enough to be looked through.
    var constants: [Node] = []
  }

  /// A sum of products in its place: two nodes a term, the product and the sum so far. Operations
  /// and children of these nodes follow from it, so they are not stored.
  private struct Sweep {
    let start: Node
    let end: Node
    /// Where the factors are runs of nodes one after the other: their first ones. Else `first` is
    /// below 0, and the factors of each product are stored as its children.
    let first: Node
    let second: Node

    var terms: Int { Int(end - start) / 2 }
  }

  /// The number 0, where every sum begins.
  public let zero: Node = 0

  /// At most: a sweep lies over at least two nodes.
  public static let bytesPerNode = 8 + 8 + 4 + 4 + 1 + 16 / 2

  /// - Parameter capacity: how many nodes there can be; memory is touched only as they are used.
  public init(capacity: Int) {
    precondition(capacity < Int(Node.max))
    self.capacity = capacity
    values = .allocate(capacity: capacity)
    gradients = .allocate(capacity: capacity)
    firsts = .allocate(capacity: capacity)
    seconds = .allocate(capacity: capacity)
    operations = .allocate(capacity: capacity)
    sweeps = .allocate(capacity: capacity / 2 + 1)
    used = .allocate(capacity: 1)
    used.initialize(to: Used())
    used.pointee.constants = [leaf(0)]
  }

  deinit {
    values.deallocate()
    gradients.deallocate()
    firsts.deallocate()
    seconds.deallocate()
    operations.deallocate()
    sweeps.deallocate()
    used.deinitialize(count: 1)
    used.deallocate()
  }

  /// The number of nodes; they are 0..<count.
  public var count: Int { used.pointee.nodes }

  /// Forgets all nodes from `mark` on, so that their room is used again.
  public func cut(to mark: Int) {
    precondition(mark > 0 && mark <= count)
    used.pointee.nodes = mark
    while let last = sweepsInUse.last, last.end > mark { used.pointee.sweeps -= 1 }
    used.pointee.constants.removeAll { Int($0) >= mark }
    clearGradients()
  }

  private var sweepsInUse: UnsafeBufferPointer<Sweep> {
    UnsafeBufferPointer(start: sweeps, count: used.pointee.sweeps)
  }

  // MARK: Making nodes

  @inline(__always)
  private func append(_ operation: Operation, _ value: Double, _ a: Node, _ b: Node) -> Node {
    let node = used.pointee.nodes
    precondition(node < capacity, "the graph is full")
    values[node] = value  // py 34
    gradients[node] = 0  // py 35
    firsts[node] = a  // py 36
    seconds[node] = b  // py 36
    operations[node] = operation
    used.pointee.nodes = node + 1
    return Node(truncatingIfNeeded: node)
  }

  /// A parameter, or a number that comes from outside.
  public func leaf(_ value: Double) -> Node { append(.leaf, value, 0, 0) }

  /// A number that stands in a formula; the same number is the same node.
  public func constant(_ value: Double) -> Node {
    for node in used.pointee.constants where self[node] == value { return node }
    let node = leaf(value)
    used.pointee.constants.append(node)
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
    let base = self[a]
    let last = used.pointee.power
    let known = last.base == base && last.exponent == exponent
    let value = known ? last.value : libm_pow(base, exponent)
    used.pointee.power = (base, exponent, value)
    return append(.power, value, a, constant(exponent))  // py 47
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
    let (values, firsts, seconds) = (values, firsts, seconds)
    var node = start(terms)
    var sum = 0.0
    for term in 0..<terms {
      let (a, b) = factors(term)
      let product = values[Int(a)] * values[Int(b)]
      sum = sum + product
      values[node] = product
      values[node + 1] = sum
      firsts[node] = a
      seconds[node] = b
      node += 2
    }
    return finish(terms, first: -1, second: -1)
  }

  /// The same for factors that are runs of nodes: `first`, the one behind it, … times `second`, ….
  @inline(__always)
  func sumOfProducts(_ terms: Int, first: Node, second: Node) -> Node {
    let (a, b) = (values + Int(first), values + Int(second))
    let made = values + start(terms)
    var sum = 0.0
    for term in 0..<terms {
      let product = a[term] * b[term]
      sum = sum + product
      made[2 * term] = product
      made[2 * term + 1] = sum
    }
    return finish(terms, first: first, second: second)
  }

  @inline(__always)
  private func start(_ terms: Int) -> Int {
    let start = used.pointee.nodes
    precondition(terms > 0 && start + 2 * terms <= capacity, "the graph is full")
    return start
  }

  @inline(__always)
  private func finish(_ terms: Int, first: Node, second: Node) -> Node {
    let start = used.pointee.nodes
    let end = start + 2 * terms
    sweeps[used.pointee.sweeps] = Sweep(
      start: Node(truncatingIfNeeded: start), end: Node(truncatingIfNeeded: end), first: first,
      second: second)
    used.pointee.sweeps += 1
    used.pointee.nodes = end
    gradients[end - 1] = 0
    return Node(truncatingIfNeeded: end - 1)
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
    gradients[sweep(around: node).map { Int($0.end) - 1 } ?? Int(node)]
  }

  private func sweep(around node: Node) -> Sweep? {
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

  // MARK: Gradients

  /// Finds the gradient of every node up to `last`: how much `last` changes when that node does.
  ///
  /// - Precondition: `last` is the newest node that matters; whatever was appended before it and
  ///   does not lead to it gets the gradient 0.
  public func backward(from last: Node) {
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

  private func clearGradients() {
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
