import MicroGPT
import Stage

/// A formula computed at certain values of its variables, and differentiated, by the model's own graph.
struct FormulaGraph: Equatable {
  /// A node of the graph, as it is drawn.
  struct Step: Equatable {
    /// `a`, `2`, `v1`; the last one is `L`.
    var label: String
    /// `+`, `·`, `^2`, `exp`; empty for a variable or a number.
    let symbol: String
    /// Steps before this one.
    let operands: [Int]
    let value: Double
    let gradient: Double
    /// How it changes with each operand alone.
    let derivatives: [Double]
    let operation: Operation

    var isInput: Bool { operands.isEmpty }
  }

  /// Children before parents; the last one is the result.
  private(set) var steps: [Step] = []

  var value: Double { steps.last?.value ?? 0 }

  /// The example of the chapter: L = a · b + a.
  static func example(a: Double, b: Double) -> FormulaGraph {
    var graph = Graph()
    let (a, b) = (graph.leaf(a), graph.leaf(b))
    let c = graph.multiply(a, b)
    let last = graph.add(c, a)
    graph.backward(from: last)
    return FormulaGraph(graph, last: last, labels: [a: "a", b: "b", c: "c"])
  }

  /// - Parameter values: of the variables; 1 for those that have none.
  /// - Throws: `FormulaError` where a number on the way is none or more than a computer can hold.
  init(_ formula: Formula, values: [Character: Double]) throws(FormulaError) {
    var builder = FormulaBuilder(values: values)
    let last = try builder.build(formula)
    builder.graph.backward(from: last)
    try builder.checkGradients(upTo: last)
    self.init(builder.graph, last: last, labels: builder.labels)
  }

  /// - Parameter labels: of variables, and of results that have a name.
  private init(_ graph: Graph, last: Node, labels: [Node: String]) {
    var places: [Node: Int] = [:]
    var made = 0
    for node in graph.depthFirstOrder(from: last).sorted() {
      let operation = graph.operation(node)
      let label: String
      if let known = labels[node] {
        label = known
      } else if operation == .leaf {
        label = graph[node].plain
      } else if node == last {
        label = "L"
      } else {
        made += 1
        label = "v\(made)"
      }
      places[node] = steps.count
      steps.append(
        Step(
          label: label, symbol: FormulaGraph.symbol(graph, node),
          operands: graph.children(node).compactMap { places[$0] }, value: graph[node],
          gradient: graph.gradient(node), derivatives: graph.localDerivatives(node),
          operation: operation))
    }
  }

  /// How an operation is written: `+`, `·`, `^2`, `exp`; empty for a leaf.
  static func symbol(_ graph: Graph, _ node: Node) -> String {
    switch graph.operation(node) {
    case .leaf: ""
    case .add: "+"
    case .multiply: "·"
    case .power: "^" + graph[graph.exponent(node)].plain
    case .log: "log"
    case .exp: "exp"
    case .relu: "relu"
    }
  }

  /// The step of a variable.
  func step(of variable: Character) -> Step? {
    steps.first { $0.isInput && $0.label == String(variable) }
  }

  /// The edges from operands to the steps that use them, in the order in which the backward pass takes
  /// them.
  var edgesBackward: [ComputationGraph.Edge] {
    steps.indices.reversed().flatMap { step in
      steps[step].operands.indices.map { ComputationGraph.Edge(step, $0) }
    }
  }
}

/// Appends a formula to a graph, number by number.
private struct FormulaBuilder {
  private let values: [Character: Double]
  var graph = Graph()
  private var variables: [Character: Node] = [:]
  private(set) var labels: [Node: String] = [:]
  /// Where each node stands in the text.
  private var columns: [Node: Int] = [:]

  init(values: [Character: Double]) { self.values = values }

  mutating func build(_ formula: Formula) throws(FormulaError) -> Node {
    switch formula {
    case .number(let number, let column):
      return try check(graph.constant(number), column) { "This number" }
    case .variable(let name, let column):
      if let known = variables[name] { return known }
      let node = graph.leaf(values[name] ?? 1)
      variables[name] = node
      labels[node] = String(name)
      return try check(node, column) { "This number" }
    case .sum(let a, let b, let column):
      let (a, b) = (try build(a), try build(b))
      return try check(graph.add(a, b), column) { "This sum" }
    case .difference(let a, let b, let column):
      // As in microgpt.py a − b is a + (−1) · b.
      let (a, b) = (try build(a), try build(b))
      let opposite = try negative(b, column)
      return try check(graph.add(a, opposite), column) { "This difference" }
    case .product(let a, let b, let column):
      let (a, b) = (try build(a), try build(b))
      return try check(graph.multiply(a, b), column) { "This product" }
    case .quotient(let a, let b, let column):
      // As in microgpt.py a / b is a · b⁻¹.
      let (a, b) = (try build(a), try build(b))
      let inverse = try power(b, -1, column)
      return try check(graph.multiply(a, inverse), column) { "This quotient" }
    case .negative(let a, let column): return try negative(try build(a), column)
    case .power(let a, let exponent, let column):
      return try power(try build(a), exponent, column)
    case .function(let function, let a, let column):
      return try call(function, try build(a), column)
    }
  }

  private mutating func negative(_ a: Node, _ column: Int) throws(FormulaError) -> Node {
    try check(graph.multiply(a, graph.constant(-1)), column) { "This number" }
  }

  private mutating func power(_ a: Node, _ exponent: Double, _ column: Int)
    throws(FormulaError) -> Node
  {
    let base = graph[a]
    guard base != 0 || exponent >= 0 else {
      throw FormulaError(column: column, sentence: "Here something is divided by 0.")
    }
    let node = graph.power(a, exponent)
    guard !graph[node].isNaN else {
      throw FormulaError(
        column: column,
        sentence: "There is no power \(exponent.plain) of \(base.plain), a number below 0.")
    }
    return try check(node, column) { "The power \(exponent.plain) of \(base.plain)" }
  }

  private mutating func call(_ function: Formula.Function, _ a: Node, _ column: Int)
    throws(FormulaError) -> Node
  {
    let argument = graph[a]
    switch function {
    case .exp:
      return try check(graph.exp(a), column) { "exp(\(argument.plain))" }
    case .log:
      guard argument > 0 else {
        throw FormulaError(
          column: column,
          sentence: "There is no logarithm of \(argument.plain), only of numbers above 0.")
      }
      return try check(graph.log(a), column) { "This logarithm" }
    case .relu: return try check(graph.relu(a), column) { "This number" }
    }
  }

  /// Remembers where a node stands, and refuses what a computer can't hold.
  private mutating func check(_ node: Node, _ column: Int, _ name: () -> String)
    throws(FormulaError) -> Node
  {
    columns[node] = column
    guard graph[node].isFinite else {
      throw FormulaError(
        column: column, sentence: "\(name()) is more than a computer can hold.")
    }
    return node
  }

  /// - Throws: where a gradient is none or more than a computer can hold, as that of a root at 0.
  func checkGradients(upTo last: Node) throws(FormulaError) {
    for node in (0...last).reversed() where graph.operation(node) != .leaf {
      let shares = graph.localDerivatives(node).map { $0 * graph.gradient(node) }
      guard graph.gradient(node).isFinite, shares.allSatisfy(\.isFinite) else {
        throw FormulaError(
          column: columns[node] ?? 0,
          sentence: "It has a value, but here a gradient is more than a computer can hold.")
      }
    }
    for (node, name) in labels where !graph.gradient(node).isFinite {
      throw FormulaError(
        column: columns[node] ?? 0,
        sentence: "It has a value, but the gradient of \(name) is more than a computer can hold.")
    }
  }
}
