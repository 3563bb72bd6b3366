/// Numbers and the operations that made them, from the inputs on the left to the result on the right.
///
///     // L = a · b + a: the gradient comes to a on two paths.
///     ComputationGraph([
///       .init("a", 2, gradient: 4), .init("b", 3, gradient: 2),
///       .init("c", 6, gradient: 1, "·", [0, 1]), .init("L", 8, gradient: 1, "+", [2, 0]),
///     ], paths: [.init([.init(2, 0), .init(3, 0)], .query), .init([.init(3, 1)], .key)])
///
/// Where the boxes do not fit they get smaller, and in the end the graph is a list.
public struct ComputationGraph: Equatable, Sendable {
  public struct Node: Equatable, Sendable {
    public var label: String
    /// Not shown where nil: it is not computed yet.
    public var value: Double?
    /// Not shown where nil: the backward pass has not come to it yet.
    public var gradient: Double?
    /// What made it of its operands: `·`, `+`; empty for an input.
    public var operation: String
    /// Indices of nodes before it in the list; a node may stand there twice.
    public var operands: [Int]
    public var target: Target?

    public init(
      _ label: String, _ value: Double?, gradient: Double? = nil, _ operation: String = "",
      _ operands: [Int] = [], target: Target? = nil
    ) {
      self.label = label
      self.value = value
      self.gradient = gradient
      self.operation = operation
      self.operands = operands
      self.target = target
    }
  }

  /// The way from an operand to the node that uses it.
  public struct Edge: Hashable, Sendable {
    /// The node that uses it.
    public var node: Int
    /// Which of the node's operands it is.
    public var operand: Int

    public init(_ node: Int, _ operand: Int) {
      self.node = node
      self.operand = operand
    }
  }

  /// Edges that are marked together.
  public struct Path: Equatable, Sendable {
    public var edges: Set<Edge>
    public var role: Role

    public init(_ edges: Set<Edge>, _ role: Role) {
      self.edges = edges
      self.role = role
    }
  }

  public enum Choice: Equatable, Sendable {
    case node(Int)
    case edge(Edge)
  }

  public private(set) var nodes: [Node]
  public var chosen: Choice?
  /// Later ones lie above earlier ones.
  public var paths: [Path]
  /// Words on edges, where there is room for them.
  public var labels: [Edge: Text] = [:]
  /// What travels along edges: how far it is on its way to the node that uses them, 0…1.
  public var travelling: [Edge: Double] = [:]
  /// Digits behind the point.
  public var digits: Int

  /// Operands that do not stand before their node are left out.
  public init(_ nodes: [Node], chosen: Choice? = nil, paths: [Path] = [], digits: Int = 4) {
    self.nodes = nodes.enumerated().map { index, node in
      var node = node
      node.operands.removeAll { !(0..<index).contains($0) }
      return node
    }
    self.chosen = chosen
    self.paths = paths
    self.digits = digits
  }

  /// Draws boxes and edges in the middle of the area, or else the list from its top.
  public func draw(in area: Area) {
    guard !nodes.isEmpty, !area.isEmpty else { return }
    for isShort in [false, true] {
      let boxes = nodes.map { Size(words(of: $0, isShort).map(\.columns).max() ?? 0, 0) }
      let box = Size((boxes.map(\.width).max() ?? 0) + 4, isShort ? 3 : 5)
      guard
        let layout = GraphLayout(
          operands: nodes.map(\.operands), box: box, in: area.size,
          widening: labels.isEmpty ? 6 : 12)
      else { continue }
      draw(layout, isShort, in: area)
      return
    }
    drawList(in: area)
  }

  private func words(of node: Node, _ isShort: Bool) -> [Text] {
    let name: Text =
      node.operation.isEmpty
      ? "\(node.label, nil, .strong)" : "\(node.label, nil, .strong) \(node.operation, .title)"
    let value: Text = node.value.map { "\($0.shown(digits), .activation)" } ?? "\("?", .faint)"
    let gradient: Text = node.gradient.map { "∂ \($0.shown(digits), .gradient)" } ?? ""
    guard isShort else { return [name, value, gradient] }
    return [name + "  " + value + (gradient.isEmpty ? "" : "  " + gradient)]
  }

  private func readings(of node: Node) -> [Reading] {
    [
      node.value.map { Reading(node.label, $0) },
      node.gradient.map { Reading("gradient of \(node.label)", $0) },
    ].compactMap(\.self)
  }

  private func draw(_ layout: GraphLayout, _ isShort: Bool, in area: Area) {
    var lines = GraphLines()
    for route in layout.routes {
      let look = look(of: route.edge)
      lines.add(route, role: look.role, emphasis: look.emphasis, rank: look.rank)
    }
    lines.draw(in: area)
    for route in layout.routes { drawOn(route, in: area) }
    for (index, node) in nodes.enumerated() {
      let isChosen = chosen == .node(index)
      let box = area.part(layout.boxes[index])
      let inside = box.frame(isChosen ? .chosen : .faint).inset(left: 1, right: 1)
      for (y, words) in words(of: node, isShort).enumerated() {
        inside.text(words.cut(inside.width), y: y, isChosen ? .chosen : .text)
      }
      if isChosen { inside.cursor() }
      box.touch(picking: node.target)
      box.tells(marking: inside) { readings(of: node) }
    }
  }

  /// The words of an edge, in the middle of its last straight line, and what travels on it.
  private func drawOn(_ route: GraphRoute, in area: Area) {
    let cells = route.cells
    let look = look(of: route.edge)
    if let label = labels[route.edge], let end = cells.last {
      let straight = cells.reversed().prefix { $0.y == end.y }.count
      // The corner before it and the arrow at its end stay.
      let room = straight - 2
      if label.columns + 2 <= room {
        let x = end.x - room + (room - label.columns) / 2
        area.text(" " + label + " ", x: x - 1, y: end.y, look.role, look.emphasis)
      }
    }
    if let share = travelling[route.edge], !cells.isEmpty {
      let cell = cells[Int((max(0, min(1, share)) * Double(cells.count - 1)).rounded())]
      area.put("●", x: cell.x, y: cell.y, .chosen, .strong)
    }
  }

  /// The chosen edge lies above the paths, and those above the others.
  private func look(of edge: Edge) -> (role: Role, emphasis: Emphasis, rank: Int) {
    if chosen == .edge(edge) { return (.chosen, .strong, paths.count + 1) }
    guard let path = paths.lastIndex(where: { $0.edges.contains(edge) }) else {
      return (.faint, [], 0)
    }
    return (paths[path].role, .strong, path + 1)
  }

  private func drawList(in area: Area) {
    var chosenRow: Int?
    switch chosen {
    case .node(let node): chosenRow = node
    case .edge(let edge): chosenRow = edge.node
    case nil: break
    }
    Table(
      columns: [
        .init(role: .text), .init(role: .title), .init(role: .activation, alignment: .trailing),
        .init(role: .gradient, alignment: .trailing, meaning: "gradient"),
      ],
      rows: nodes.map { node in
        let gradient = node.gradient.map { "∂ " + $0.shown(digits) } ?? ""
        let value = node.value?.shown(digits) ?? "?"
        var numbers: [Int: Double] = [:]
        (numbers[2], numbers[3]) = (node.value, node.gradient)
        return Table.Row(
          [Text(node.label), Text(formula(of: node)), Text(value), Text(gradient)],
          target: node.target, numbers: numbers)
      }, chosen: chosenRow
    ).draw(in: area)
  }

  /// `a · b`, `exp a`, `a ^2`.
  private func formula(of node: Node) -> String {
    let operands = node.operands.map { nodes[$0].label }
    guard operands.count == 1 else { return operands.joined(separator: " \(node.operation) ") }
    return node.operation.first == "^"
      ? operands[0] + node.operation : "\(node.operation) \(operands[0])"
  }
}
