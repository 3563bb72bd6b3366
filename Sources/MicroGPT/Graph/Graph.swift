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
  let firsts: UnsafeMutablePointer<Node>
  /// For `power` the leaf that holds the exponent, which is no child: no gradient flows to it.
  let seconds: UnsafeMutablePointer<Node>
  let operations: UnsafeMutablePointer<Operation>
  let sweeps: UnsafeMutablePointer<Sweep>
  /// What changes while nodes are made: behind a pointer, since Swift checks each access to a
  /// variable of a class while it runs.
  let used: UnsafeMutablePointer<Used>

  struct Used {
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
  struct Sweep {
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

  /// Forgets all nodes from `mark` on, so that their room is used again; gradients too.
  public func cut(to mark: Int) {
    precondition(mark > 0 && mark <= count)
    used.pointee.nodes = mark
    while let last = sweepsInUse.last, last.end > mark { used.pointee.sweeps -= 1 }
    used.pointee.constants.removeAll { Int($0) >= mark }
    clearGradients()
  }

  var sweepsInUse: UnsafeBufferPointer<Sweep> {
    UnsafeBufferPointer(start: sweeps, count: used.pointee.sweeps)
  }

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

  /// The same for the nodes from `first` on times those of `x`.
  ///
  /// - Parameter isRun: whether `x` is a run; then it goes faster.
  @inline(__always)
  func dot(_ first: Node, _ x: [Node], isRun: Bool) -> Node {
    guard isRun else {
      return x.withUnsafeBufferPointer { x in
        sumOfProducts(x.count) { (first + Node(truncatingIfNeeded: $0), x[$0]) }
      }
    }
    let (a, b) = (values + Int(first), values + Int(x[0]))
    let made = values + start(x.count)
    var sum = 0.0
    for term in 0..<x.count {
      let product = a[term] * b[term]
      sum = sum + product
      made[2 * term] = product
      made[2 * term + 1] = sum
    }
    return finish(x.count, first: first, second: x[0])
  }

  /// Whether nodes lie one after the other.
  static func isRun(_ nodes: [Node]) -> Bool {
    zip(nodes, nodes.dropFirst()).allSatisfy { $0 + 1 == $1 }
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

  /// The value of a node.
  public subscript(_ node: Node) -> Double {
    get { values[Int(node)] }
    set { values[Int(node)] = newValue }
  }
}
