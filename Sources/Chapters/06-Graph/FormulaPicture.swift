import MicroGPT
import Stage

/// A formula's graph, as far as it is computed or as its gradients have come back, and below it each edge in
/// words.
struct FormulaPicture {
  let graph: FormulaGraph
  /// How many results are computed; a fraction is on its way.
  private let computed: Double
  /// How many edges the gradients have come back through, nil before the backward pass; a fraction is on
  /// its way.
  private let passed: Double?
  /// Whether the ways to the first step are marked.
  var showsPaths = false
  /// How far the gradient has come back to the first step on both ways, 0…1.
  var pathProgress = 1.0
  /// Whether the edges are told in words even where the boxes get smaller for it.
  var prefersWords = false
  /// Whether gradients that have not come yet are shown as 0.
  var areGradientsZero = false
  /// The step that is spoken of.
  var chosenStep: Int?
  /// What a click on a step means.
  var targets: ((Int) -> Target)?

  /// - Parameter progress: of computing all of it, 0…1.
  init(_ graph: FormulaGraph, forward progress: Double) {
    self.graph = graph
    computed = progress * Double(graph.steps.count { !$0.isInput })
    passed = nil
  }

  /// - Parameter edges: how many edges the gradients have come back through.
  init(_ graph: FormulaGraph, backward edges: Double) {
    self.graph = graph
    computed = .infinity
    passed = edges
  }

  /// With all gradients.
  init(_ graph: FormulaGraph) { self.init(graph, backward: .infinity) }

  var isComputed: Bool { computed >= Double(graph.steps.count { !$0.isInput }) }

  /// The edges through which gradients have come, in their order.
  private var passedEdges: ArraySlice<ComputationGraph.Edge> {
    guard let passed else { return [] }
    let edges = graph.edgesBackward
    return edges.prefix(passed < Double(edges.count) ? Int(passed) : edges.count)
  }

  func draw(in area: Area) {
    let edges = graph.edgesBackward
    let rows = (passed == nil ? graph.steps.count : edges.count) + 1
    // Two large boxes one above the other, or two small ones.
    let least = prefersWords ? 7 : 11
    let hasTable = rows <= area.height - least
    let isTold = !hasTable && area.height > graph.steps.count && area.height < 7
    widget.draw(in: area.inset(bottom: hasTable ? rows : isTold ? 1 : 0))
    if hasTable, passed == nil {
      drawSteps(in: area.bottom(rows))
    } else if hasTable {
      drawTable(in: area.bottom(rows), edges)
    }
    if isTold, let edge = passedEdges.last { area.bottom(1).text(words(of: edge).cut(area.width)) }
  }

  // MARK: The graph

  /// Which steps have their value: all inputs, and the first of the results.
  private var known: [Bool] {
    var results = 0
    return graph.steps.map { step in
      if !step.isInput { results += 1 }
      return step.isInput || Double(results) <= computed
    }
  }

  private var widget: ComputationGraph {
    let edges = passedEdges
    let known = known
    let last = graph.steps.count - 1
    var gradients = [Double?](
      repeating: areGradientsZero ? 0 : nil, count: graph.steps.count)
    if passed != nil, last >= 0 { gradients[last] = 1 }
    for edge in edges {
      let operand = graph.steps[edge.node].operands[edge.operand]
      gradients[operand] = (gradients[operand] ?? 0) + share(of: edge)
    }
    let nodes = graph.steps.enumerated().map { index, step in
      ComputationGraph.Node(
        step.label, known[index] ? step.value : nil, gradient: gradients[index], step.symbol,
        step.operands, target: targets?(index))
    }
    var widget = ComputationGraph(nodes, digits: 2)
    for edge in edges {
      widget.labels[edge] = "\("× " + derivative(of: edge).plain, .gradient)"
    }
    widget.travelling = travelling
    widget.paths = showsPaths ? paths : []
    if let chosenStep {
      widget.chosen = .node(chosenStep)
    } else if !showsPaths, let passed, passed < .infinity, let edge = edges.last {
      widget.chosen = .edge(edge)
    }
    return widget
  }

  /// What is on its way: numbers to the next result, or a gradient back through the next edge.
  private var travelling: [ComputationGraph.Edge: Double] {
    if showsPaths, pathProgress < 1 {
      // Over c in two halves, straight on in one.
      let over =
        pathProgress < 0.5
        ? (ComputationGraph.Edge(3, 0), 2 * pathProgress) : (.init(2, 0), 2 * pathProgress - 1)
      return [over.0: 1 - over.1, .init(3, 1): 1 - pathProgress]
    }
    if let passed {
      let edges = graph.edgesBackward
      let share = passed - passed.rounded(.down)
      guard passed < Double(edges.count), share > 0 else { return [:] }
      return [edges[Int(passed)]: 1 - share]
    }
    let results = graph.steps.indices.filter { !graph.steps[$0].isInput }
    guard computed < Double(results.count) else { return [:] }
    let node = results[Int(computed)]
    return Dictionary(
      uniqueKeysWithValues: graph.steps[node].operands.indices.map {
        (ComputationGraph.Edge(node, $0), computed - computed.rounded(.down))
      })
  }

  /// Of the example: the way of a over c, and straight on.
  private var paths: [ComputationGraph.Path] {
    [
      .init([.init(2, 0), .init(3, 0)], .query), .init([.init(3, 1)], .key),
    ]
  }

  // MARK: The numbers and the edges in words

  /// What each number remembers, and how it was computed.
  private func drawSteps(in area: Area) {
    Table(
      columns: [.init("number"), .init("made of"), .init("computed", meaning: "value")],
      rows: zip(graph.steps.indices, known).map { index, isKnown in
        let step = graph.steps[index]
        let madeOf = step.isInput ? "nothing: it goes in" : graph.madeOf(index)
        return .init(
          [
            Text(step.label, .activation, .strong), Text(madeOf, step.isInput ? .faint : nil),
            Text(isKnown ? graph.formula(of: index) : "", .activation),
          ], numbers: isKnown ? [2: step.value] : [:])
      }
    ).draw(in: area)
  }

  private func derivative(of edge: ComputationGraph.Edge) -> Double {
    graph.steps[edge.node].derivatives[edge.operand]
  }

  private func share(of edge: ComputationGraph.Edge) -> Double {
    derivative(of: edge) * graph.steps[edge.node].gradient
  }

  /// `a → c: c moves 3 for each 1 of a, 3 × 1 = 3`
  private func words(of edge: ComputationGraph.Edge) -> Text {
    let step = graph.steps[edge.node]
    let operand = graph.steps[step.operands[edge.operand]].label
    let local = derivative(of: edge).plain
    return
      "\(operand) → \(step.label): \(step.label) moves \(local) for each 1 of \(operand), \(local) × "
      + "\(step.gradient.plain) = \(share(of: edge).plain, .gradient, .strong)"
  }

  private func drawTable(in area: Area, _ edges: [ComputationGraph.Edge]) {
    let passed = passedEdges.count
    let rows = edges.enumerated().map { index, edge in
      let step = graph.steps[edge.node]
      let operand = graph.steps[step.operands[edge.operand]]
      guard index < passed else {
        return Table.Row([Text("\(operand.label) → \(step.label)", .faint)])
      }
      let isNow =
        chosenStep.map { $0 == edge.node }
        ?? (index == passed - 1 && !showsPaths && self.passed != .infinity)
      let local = derivative(of: edge).plain
      let role: Role? =
        !showsPaths ? nil : index == 1 ? .key : index % 2 == 0 && index < 3 ? .query : nil
      return Table.Row(
        [
          Text("\(operand.label) → \(step.label)", role),
          Text("\(step.label) moves \(local) for each 1 of \(operand.label)\(reason(edge))", role),
          "\(local) × \(step.gradient.plain) = \(share(of: edge).plain, .gradient, .strong)",
        ], isNow ? .strong : [], numbers: [1: derivative(of: edge), 2: share(of: edge)])
    }
    Table(
      columns: [
        .init("way"), .init("local derivative", width: .fixed(max(20, min(44, area.width - 34)))),
        .init("× gradient there = share", meaning: "share"),
      ], rows: rows
    ).draw(in: area)
  }

  /// Where the local derivative comes from: ` (that is b)`.
  private func reason(_ edge: ComputationGraph.Edge) -> String {
    let step = graph.steps[edge.node]
    switch step.operation {
    case .multiply:
      return " (that is \(graph.steps[step.operands[1 - edge.operand]].label))"
    case .exp: return " (\(step.label) itself)"
    case .log: return " (1 / \(graph.steps[step.operands[0]].label))"
    case .relu, .leaf, .add, .power: return ""
    }
  }
}

/// How the result moves with one variable, and the slope at its value: the gradient.
struct SlopeCurve {
  private let name: Character
  private let value: Double
  private let gradient: Double
  private let axis: Axis
  /// The results along the axis, and the straight line with the gradient's slope.
  private let results: [Double]
  private let line: [Double]

  private static let places = 101

  /// - Parameter graph: computes the formula at other values; nil where it has no value there.
  init?(
    _ name: Character, values: [Character: Double], graph: ([Character: Double]) -> FormulaGraph?
  ) {
    guard let now = graph(values), let step = now.step(of: name) else { return nil }
    self.name = name
    (value, gradient) = (step.value, step.gradient)
    let places = (0..<SlopeCurve.places).map { Double($0) / 10 - 5 }
    results = places.map { place in
      var moved = values
      moved[name] = place
      return graph(moved)?.value ?? .nan
    }
    let (start, gradient) = (value, gradient)
    line = places.map { now.value + gradient * ($0 - start) }
    axis = Axis(holding: results)
  }

  func draw(in area: Area) {
    let slope = Reading("gradient of \(name)", gradient)
    let title: Text =
      "L as \(name) moves; at \(name) = \(value.plain, telling: Reading("\(name)", value)) it climbs "
      + "\(gradient.plain, telling: slope) for each 1: \("the gradient", .gradient)"
    area.text(title.cut(area.width), .title, .strong)
    let place = Int(((value + 5) * 10).rounded())
    Curve(
      [
        .init(line, .gradient, .dotted, label: "slope at \(name)"),
        .init(results, .activation, label: "L"),
      ],
      marks: [
        .init(
          "●", place: place, value: results.indices.contains(place) ? results[place] : .nan, .chosen
        )
      ], length: SlopeCurve.places, vertical: axis, foot: .init("\(name)", from: -5, to: 5)
    ).draw(in: area.below(1))
  }
}

extension FormulaGraph {
  /// How a step was computed: `c = 2 · 3 = 6`.
  func formula(of step: Int) -> String {
    let made = steps[step]
    let text = made.isInput ? "" : written(made) { $0.value.plain } + " = "
    return "\(made.label) = \(text)\(made.value.plain)"
  }

  /// What it was made of: `a · b`.
  func madeOf(_ step: Int) -> String { written(steps[step], \.label) }

  private func written(_ step: Step, _ words: (Step) -> String) -> String {
    let operands = step.operands.map { words(steps[$0]) }
    return switch step.operation {
    case .leaf: ""
    case .add, .multiply: operands.joined(separator: " \(step.symbol) ")
    case .power: operands.joined() + step.symbol
    case .log, .exp, .relu: "\(step.symbol)(\(operands.joined()))"
    }
  }
}
