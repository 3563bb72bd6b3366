import CLibm

/// A number in the computation graph, by its place in it.
public typealias Node = Int32

/// What a node does with its children to get its value.
public enum Operation: UInt8, CaseIterable, Sendable {
  /// Nothing: a parameter or a constant.
  case leaf
  case add, multiply, power, log, exp, relu
}

/// A number that remembers what it was made of: microgpt.py's `Value`.
struct Value: Sendable {
  var data: Double
  var gradient = 0.0
  let operation: Operation
  /// The children, of which an operation may use only the first or none. For `power` the second is
  /// the leaf that holds the exponent; that is no child, since no gradient flows to it.
  let first: Node
  let second: Node
}

/// A computation graph of single numbers that can find the gradient of each of them.
///
/// Nodes are appended, children before parents. So walking backwards from the last node meets every
/// node after all that use it, as the chain rule needs; `backward(from:)` does that. Where a node is
/// used several times, the order in which its gradients are added decides the last digits.
/// microgpt.py takes the order of a depth-first search (`depthFirstOrder(from:)`); the model appends
/// its nodes in an order in which both ways give the same digits.
///
/// Copies are independent of each other.
public struct Graph: Sendable {
  var nodes: [Value] = []
  /// The constants in use, few enough to be looked through.
  private var constants: [Node] = []

  /// The number 0, where every sum begins.
  public let zero: Node = 0

  public static let bytesPerNode = MemoryLayout<Value>.stride

  /// - Parameter capacity: how many nodes there will be at most; with more the graph has to move.
  public init(capacity: Int = 0) {
    reserve(capacity)
    constants = [leaf(0)]
  }

  /// Makes room for this many nodes; memory is touched only as they are used.
  mutating func reserve(_ capacity: Int) { nodes.reserveCapacity(capacity) }

  /// The number of nodes; they are 0..<count.
  public var count: Int { nodes.count }

  /// Forgets all nodes from `end` on, so that their room is used again.
  public mutating func cut(to end: Int) {
    precondition(end > 0)
    nodes.removeLast(count - end)
    constants.removeAll { Int($0) >= end }
  }

  /// The value of a node.
  public subscript(_ node: Node) -> Double {
    get { nodes[Int(node)].data }
    set { nodes[Int(node)].data = newValue }
  }

  /// A parameter, or a number that comes from outside.
  public mutating func leaf(_ value: Double) -> Node { append(.leaf, value) }

  /// A number that stands in a formula; the same number is the same node.
  public mutating func constant(_ value: Double) -> Node {
    if let known = constants.first(where: { self[$0] == value }) { return known }
    let made = leaf(value)
    constants.append(made)
    return made
  }

  public mutating func add(_ a: Node, _ b: Node) -> Node {
    append(.add, self[a] + self[b], a, b)  // py 41
  }

  public mutating func multiply(_ a: Node, _ b: Node) -> Node {
    append(.multiply, self[a] * self[b], a, b)  // py 45
  }

  /// A node to the power of a constant.
  public mutating func power(_ a: Node, _ exponent: Double) -> Node {
    append(.power, libm_pow(self[a], exponent), a, constant(exponent))  // py 47
  }

  /// The natural logarithm.
  public mutating func log(_ a: Node) -> Node { append(.log, libm_log(self[a]), a) }  // py 48

  public mutating func exp(_ a: Node) -> Node { append(.exp, libm_exp(self[a]), a) }  // py 49

  /// The number itself where it is above 0, else 0.
  public mutating func relu(_ a: Node) -> Node {
    append(.relu, self[a] > 0 ? self[a] : 0, a)  // py 50
  }

  /// a / b as microgpt.py divides: a · b⁻¹, which rounds twice.
  public mutating func divide(_ a: Node, by b: Double) -> Node {
    multiply(a, constant(libm_pow(b, -1)))  // py 56
  }

  /// The sum of nodes, from 0 and from left to right, as Python's `sum`.
  public mutating func sum(_ terms: [Node]) -> Node {
    sum(terms.count) { _, term in terms[term] }
  }

  /// The sum of terms that are computed on the way, such as products: after each term comes the sum
  /// so far.
  @inline(__always)
  mutating func sum(_ count: Int, term: (inout Graph, Int) -> Node) -> Node {
    var total = zero
    for index in 0..<count {
      let term = term(&self, index)
      // Python's sum() begins as 0 + term, which is term.__radd__(0): the term comes first.
      total = index == 0 ? add(term, total) : add(total, term)
    }
    return total
  }

  @inline(__always)
  private mutating func append(
    _ operation: Operation, _ value: Double, _ a: Node = 0, _ b: Node = 0
  ) -> Node {
    nodes.append(Value(data: value, operation: operation, first: a, second: b))  // py 33–36
    return Node(truncatingIfNeeded: nodes.count - 1)
  }
}

/// What a viewer asks a graph: how a number was made, and how much it matters.
extension Graph {
  public func operation(_ node: Node) -> Operation { nodes[Int(node)].operation }

  /// The derivative of the node that `backward` began with, with respect to this one.
  public func gradient(_ node: Node) -> Double { nodes[Int(node)].gradient }

  /// The nodes that this one was computed from, in the order of the formula: none, one or two.
  public func children(_ node: Node) -> [Node] {
    let value = nodes[Int(node)]
    return switch value.operation {
    case .leaf: []
    case .add, .multiply: [value.first, value.second]
    case .power, .log, .exp, .relu: [value.first]
    }
  }

  /// The leaf that holds the exponent of a power.
  public func exponent(_ power: Node) -> Node { nodes[Int(power)].second }

  /// How the node changes with each of its children alone.
  public func localDerivatives(_ node: Node) -> [Double] {
    let value = nodes[Int(node)]
    let derivatives = localDerivatives(of: value)
    return Array([derivatives.first, derivatives.second].prefix(children(node).count))
  }

  /// The same as a pair, 0 where there is no child.
  @inline(__always)
  func localDerivatives(of value: Value) -> (first: Double, second: Double) {
    let (a, b) = (self[value.first], self[value.second])
    return switch value.operation {
    case .leaf: (0, 0)
    case .add: (1, 1)  // py 41
    case .multiply: (b, a)  // py 45
    case .power: (b * libm_pow(a, b - 1), 0)  // py 47
    case .log: (1 / a, 0)  // py 48
    case .exp: (value.data, 0)  // py 49
    case .relu: (a > 0 ? 1 : 0, 0)  // py 50
    }
  }
}
