/// Which nodes use which, and how many ways lead to each, as far as they matter to the last one.
///
/// It depends on how a graph is built and not on its values: graphs of the same shape share it.
public struct GraphUses: Sendable {
  /// How many ways lead from the last node down to each, [node]; 0 where none does.
  private let paths: [Double]
  /// The users of all nodes, one node after the other; those of a node are in their order.
  private let all: [Node]
  /// Where the users of each node begin in `all`, [node + 1].
  private let starts: [Int32]

  /// - Parameter last: the result. What was appended after it, and what does not lead to it, uses
  ///   nothing and is used by nothing.
  public init(_ graph: Graph, from last: Node) {
    let count = Int(last) + 1
    var paths = [Double](repeating: 0, count: count)
    var starts = [Int32](repeating: 0, count: count + 1)
    paths[Int(last)] = 1
    for node in stride(from: count - 1, through: 0, by: -1) where paths[node] > 0 {
      graph.forEachChild(node) { child in
        paths[child] += paths[node]
        starts[child + 1] += 1
      }
    }
    for node in 0..<count { starts[node + 1] += starts[node] }
    var next = starts
    var all = [Node](repeating: 0, count: Int(starts[count]))
    for node in 0..<count where paths[node] > 0 {
      graph.forEachChild(node) { child in
        all[Int(next[child])] = Node(node)
        next[child] += 1
      }
    }
    self.paths = paths
    self.all = all
    self.starts = starts
  }

  /// The nodes that are computed from a node, as far as they lead to the last one; twice the same where
  /// it uses it twice.
  public func users(of node: Node) -> ArraySlice<Node> {
    guard Int(node) < paths.count else { return [] }
    return all[Int(starts[Int(node)])..<Int(starts[Int(node) + 1])]
  }

  /// How many ways lead from the last node down to this one, as a `Double` since no `Int` may hold it.
  public func paths(to node: Node) -> Double {
    Int(node) < paths.count ? paths[Int(node)] : 0
  }

  /// How many edges there are from a node to what it was computed from: what the backward pass takes, one
  /// multiplication and one addition each.
  public var edges: Int { all.count }

  /// How many nodes matter to the last one, itself among them.
  public var nodes: Int { paths.count { $0 > 0 } }
}

extension Graph {
  @inline(__always)
  fileprivate func forEachChild(_ node: Int, _ body: (Int) -> Void) {
    let value = nodes[node]
    switch value.operation {
    case .leaf: break
    case .add, .multiply:
      body(Int(value.first))
      body(Int(value.second))
    case .power, .log, .exp, .relu: body(Int(value.first))
    }
  }
}
