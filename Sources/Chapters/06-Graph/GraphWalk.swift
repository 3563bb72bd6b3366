import MicroGPT
import Stage

/// Ways through the graph of a name: from the loss down to any number.
extension Calculation {
  var loss: Node { pass.node(.loss) }

  /// The nodes on a way from the loss: at each which child comes next. It ends where there is no such child,
  /// so that a way of another name can be tried.
  func nodes(on way: [Int]) -> [Node] { nodes(from: loss, on: way) }

  /// The same from another node.
  func nodes(from first: Node, on way: [Int]) -> [Node] {
    var nodes = [first]
    for choice in way {
      let children = graph.children(nodes[nodes.count - 1])
      guard children.indices.contains(choice) else { break }
      nodes.append(children[choice])
    }
    return nodes
  }

  /// A way to a node that carries much: upward from it, at each step to the user that gives it the largest
  /// share. Nil where no way leads there. Others can carry as much, and cancel it.
  func strongestWay(to node: Node) -> [Int]? {
    var way: [Int] = []
    var node = node
    while node != loss {
      let steps = uses.users(of: node).map { user -> (user: Node, choice: Int, share: Double) in
        let shares = zip(graph.children(user), graph.localDerivatives(user)).map {
          $0 == node ? ($1 * graph.gradient(user)).magnitude : -1
        }
        let choice = shares.indices.max { shares[$0] < shares[$1] } ?? 0
        return (user, choice, shares[choice])
      }
      guard let best = steps.max(by: { $0.share < $1.share }) else { return nil }
      way.append(best.choice)
      node = best.user
    }
    return way.reversed()
  }

  /// The named number that a node is, or that it is a step of: between two names a node has one use.
  func owner(of node: Node) -> Site? {
    var node = node
    while true {
      if let site = pass.site(node) { return site }
      guard let user = uses.users(of: node).first else { return nil }
      node = user
    }
  }

  /// Down from a node along its first children to the next named number, as choices.
  func choicesToName(from node: Node) -> [Int] {
    var choices: [Int] = []
    var node = node
    while pass.site(node) == nil, let child = graph.children(node).first {
      choices.append(0)
      node = child
    }
    return choices
  }

  /// Down from a node to a parameter, as choices: at each node to the child that gets the largest share, of
  /// equal ones to the larger number. Constants, which nobody asks about, are passed by.
  func choicesOfLargestShares(from node: Node) -> [Int] {
    var choices: [Int] = []
    var node = node
    while true {
      let children = graph.children(node)
      let sizes = zip(children, graph.localDerivatives(node)).map {
        ($1.magnitude, graph[$0].magnitude)
      }
      let open = children.indices.filter { pass.site(children[$0])?.stage != .constant }
      guard let choice = open.max(by: { sizes[$0] < sizes[$1] }) else { return choices }
      choices.append(choice)
      node = children[choice]
    }
  }

  /// What a node is, in a few words: `product of two`.
  func kind(of node: Node) -> String {
    switch graph.operation(node) {
    case .leaf: pass.site(node)?.stage == .parameter ? "a parameter" : "a constant"
    case .add: "sum of two"
    case .multiply: "product of two"
    case .power: "power \(graph[graph.exponent(node)].plain) of one"
    case .log: "logarithm of one"
    case .exp: "exp of one"
    case .relu: "ReLU of one"
    }
  }
}

extension Scene {
  /// Where a node stands in the model: its name, or what it is a step of.
  func words(_ node: Node, in calculation: Calculation) -> String {
    if let site = calculation.pass.site(node) {
      return site.stage == .constant ? calculation.graph[node].plain : words(site)
    }
    return calculation.owner(of: node).map { "a step of " + words($0) } ?? "of no use here"
  }
}
