/// How a number was made: an operation on other numbers that have names, read from the graph that
/// computed it.
public struct Recipe: Equatable, Sendable {
  public let site: Site
  public let value: Double
  /// The derivative of the mean loss with respect to it.
  public let gradient: Double
  public let operation: Operation
  /// What it was made of, in the order of the formula. Each has a recipe of its own.
  public let operands: [Operand]
  /// Of a dot product the second vector; else empty.
  public let others: [Operand]
  /// The constant that a sum or a dot product is multiplied by, nil where there is none.
  public let factor: Operand?
  /// The line that computed it, nil for a constant.
  public let source: Source?

  /// With a, b, c for the operands.
  public enum Operation: CaseIterable, Sendable {
    /// A number that training changes: made of nothing.
    case parameter
    /// A number of the formula: made of nothing.
    case constant
    /// a, which has two names.
    case same
    /// a + b
    case add
    /// a · b
    case multiply
    /// The sum of all operands from 0 and from left to right, times the factor.
    case sum
    /// The sum of all operands times the others, from 0 and from left to right; times the factor.
    case dot
    /// (a + b) to the power c
    case power
    /// e to the power (a + b), where b is the largest score with a minus.
    case exp
    /// a · b⁻¹: an exponential's share of the total.
    case share
    /// a where it is above 0, else 0
    case relu
    /// −log a
    case negativeLog
  }

  /// A number that another one was made of.
  public struct Operand: Equatable, Sendable {
    public let site: Site
    public let value: Double
  }
}

extension Pass {
  /// How a number was made.
  ///
  /// - Precondition: the model has such a site, and this document such a position.
  public func recipe(at site: Site) -> Recipe {
    let node = node(site)
    let formula = formula(node, at: site)
    return Recipe(
      site: site, value: graph[node], gradient: graph.gradient(node),
      operation: formula.operation, operands: formula.operands.map(operand),
      others: formula.others.map(operand), factor: formula.factor.map(operand),
      source: source(of: site, formula.operation))
  }

  private func operand(_ node: Node) -> Recipe.Operand {
    guard let site = site(node) else { preconditionFailure("an operand without a name") }
    return Recipe.Operand(site: site, value: graph[node])
  }

  /// What a named node was made of, down to nodes that have names as well.
  private typealias Formula = (
    operation: Recipe.Operation, operands: [Node], others: [Node], factor: Node?
  )

  private func formula(_ node: Node, at site: Site) -> Formula {
    if self.site(node) != site { return (.same, [node], [], nil) }
    let children = graph.children(node)
    switch graph.operation(node) {
    case .leaf: return (site.stage == .parameter ? .parameter : .constant, [], [], nil)
    case .relu: return (.relu, children, [], nil)
    case .exp: return (.exp, graph.children(children[0]), [], nil)
    case .log: preconditionFailure("only the loss takes a logarithm, and it is multiplied by −1")
    case .power:
      return (.power, graph.children(children[0]) + [graph.exponent(node)], [], nil)
    case .add: return sum(node) ?? (.add, children, [], nil)
    case .multiply:
      let (a, b) = (children[0], children[1])
      if self.site(b) == nil { return (.share, [a] + graph.children(b), [], nil) }
      if graph.operation(a) == .log { return (.negativeLog, graph.children(a), [], nil) }
      if self.site(a) == nil, var sum = sum(a) {
        sum.factor = b
        return sum
      }
      return (.multiply, [a, b], [], nil)
    }
  }

  /// The sum that ends with a node, nil where it is no more than an addition. A sum of products is a
  /// dot product.
  private func sum(_ last: Node) -> Formula? {
    var terms: [Node] = []
    var node = last
    while true {
      guard graph.operation(node) == .add, node == last || site(node) == nil else { return nil }
      let children = graph.children(node)
      if children[1] == graph.zero {
        terms.append(children[0])
        break
      }
      terms.append(children[1])
      node = children[0]
    }
    terms.reverse()
    guard terms.allSatisfy({ site($0) == nil }) else { return (.sum, terms, [], nil) }
    let factors = terms.map(graph.children)
    return (.dot, factors.map { $0[0] }, factors.map { $0[1] }, nil)
  }
}
