import MicroGPT
import Stage

/// The way so far on the left, the node where one is on the right.
struct WalkView {
  let scene: Scene
  let calculation: Calculation
  /// From the loss to here; at least the loss.
  let nodes: [Node]
  let chosen: Int?

  private var graph: Graph { calculation.graph }
  private var node: Node { nodes[nodes.count - 1] }

  func draw(in area: Area) {
    guard area.width >= 66 else {
      drawNode(in: area)
      return
    }
    let left = max(26, min(46, area.width * 2 / 5))
    let hasGraph = area.height >= 30 && area.width >= 90
    let upper = hasGraph ? area.inset(bottom: WalkView.graphRows + 1) : area
    drawWay(in: upper.leading(left))
    upper.part(Rect(left, 0, 1, upper.height)).fill("│", .faint)
    drawNode(in: upper.trailing(from: left + 2))
    if hasGraph { drawNeighbours(in: area.bottom(WalkView.graphRows)) }
  }

  private static let graphRows = 17

  /// What it was made of, and what uses it, as far as there is room.
  private func drawNeighbours(in area: Area) {
    let children = graph.children(node)
    // A number that is used twice by the node stands there once.
    let below = children.first == children.last ? Array(children.prefix(1)) : children
    let users = calculation.uses.users(of: node).prefix(3)
    func box(
      _ node: Node, _ operation: String = "", _ operands: [Int] = [], target: Target? = nil
    ) -> ComputationGraph.Node {
      .init(
        scene.words(node, in: calculation).cut(24), graph[node], gradient: graph.gradient(node),
        operation, operands, target: target)
    }
    let operands = children.map { $0 == children.first ? 0 : 1 }
    let symbol = FormulaGraph.symbol(graph, node)
    let nodes =
      below.enumerated().map {
        box($1, target: Target(TrackingCalculations.Child(place: $0)))
      } + [box(node, symbol, operands)]
      + users.map { box($0, FormulaGraph.symbol(graph, $0), [below.count]) }
    var widget = ComputationGraph(nodes, chosen: .node(below.count), digits: 4)
    for (place, rate) in graph.localDerivatives(node).enumerated() {
      widget.labels[.init(below.count, place)] = "\("× " + rate.shown(2), .gradient)"
    }
    widget.draw(in: area)
  }

  /// The named numbers on a way; the steps of a formula in between are counted.
  ///
  /// - Parameter last: what the node before the way belongs to.
  private func groups(
    _ nodes: [Node], after last: Site? = nil
  ) -> [(words: String, length: Int, steps: Int)] {
    var groups: [(words: String, length: Int, steps: Int)] = []
    var last = last
    for (length, node) in nodes.enumerated() {
      let owner = calculation.owner(of: node)
      if owner == last, owner != nil {
        if !groups.isEmpty { groups[groups.count - 1].steps += 1 }
      } else {
        groups.append((owner.map { ownerWords($0) } ?? "", length, 0))
      }
      last = owner
    }
    return groups
  }

  private func ownerWords(_ site: Site) -> String {
    site.stage == .constant ? graph[calculation.pass.node(site)].plain : scene.words(site)
  }

  private func drawWay(in area: Area) {
    area.text("the way from the loss", .title, .strong)
    let groups = groups(nodes)
    let rows = groups.map { group in
      let steps = group.steps == 0 ? "" : " +\(group.steps)"
      return Table.Row(
        ["\(group.words)\(steps, .faint)"],
        target: Target(TrackingCalculations.WayStep(length: group.length)))
    }
    let list = area.inset(top: 1, right: 1)
    Table(columns: [.init(width: .rest)], rows: rows, chosen: groups.count - 1).draw(in: list)
    drawAhead(in: list.below(rows.count + 1))
    drawGradient(groups.count, in: list)
  }

  /// The gradient on its way down from where one was before.
  private func drawGradient(_ groups: Int, in list: Area) {
    let y = list.moving(.init("gradient"), to: Double(groups - 1)).rounded()
    guard Int(y) < groups - 1 else { return }
    list.put("●", x: list.width - 1, y: Int(y), .gradient, .strong)
  }

  /// Where the way leads from the chosen child on, if one always follows the largest share.
  private func drawAhead(in area: Area) {
    guard let chosen, area.height > 2 else { return }
    let child = graph.children(node)[chosen]
    let ahead = calculation.nodes(from: child, on: calculation.choicesOfLargestShares(from: child))
    area.text("on by the largest shares", .title, .strong)
    let groups = groups(ahead, after: calculation.owner(of: node))
    // The numbers below the names, where there is room for both.
    let pitch = area.height > 2 * groups.count + 3 ? 2 : 1
    let list = area.below(1)
    let shown = min(groups.count, max(0, list.height / pitch - 2))
    for (place, group) in groups.prefix(shown).enumerated() {
      let row = list.below(place * pitch)
      row.text(group.words.cut(list.width), .faint)
      guard pitch > 1, let named = calculation.owner(of: ahead[group.length]) else { continue }
      let number = calculation.pass.node(named)
      let (value, gradient) = (graph[number], graph.gradient(number))
      let numbers: Text =
        "\(value.shown(4), .activation, telling: Reading(group.words, value))  ∂ "
        + "\(gradient.shown(5), .gradient, telling: Reading("gradient of \(group.words)", gradient))"
      row.text(numbers, x: 2, y: 1, .faint)
    }
    let end = list.below(shown * pitch)
    guard shown == groups.count, let last = ahead.last else {
      end.text("… \(groups.count - shown) more", .faint)
      return
    }
    let (share, gradient) = (share(of: nodes + ahead), graph.gradient(last))
    let name = scene.words(last, in: calculation)
    end.text(
      "by this way   \(share.shown(5), .gradient, telling: Reading("share of this way", share))")
    end.text(
      "by all ways   \(gradient.shown(5), .gradient, telling: Reading("gradient of \(name)", gradient))",
      y: 1)
  }

  private var title: Text {
    let words = scene.words(node, in: calculation)
    guard let site = calculation.pass.site(node), site.stage == .parameter else {
      return Text(words)
    }
    return "\(words)\(scene.rowOwner(site.index).map { "  " + $0 } ?? "", .faint)"
  }

  /// What comes down on a way alone: the product of its local derivatives.
  private func share(of nodes: [Node]) -> Double {
    zip(nodes, nodes.dropFirst()).reduce(1) { product, step in
      let rates = zip(graph.children(step.0), graph.localDerivatives(step.0))
      return product * (rates.first { $0.0 == step.1 }?.1 ?? 0)
    }
  }

  private func drawNode(in area: Area) {
    let kind: Text = "\(calculation.kind(of: node), .chosen, .strong)"
    let steps = nodes.count - 1
    area.text(kind)
    area.text("\(steps) step\(steps == 1 ? "" : "s") down", endingAt: nil, .faint)
    area.text(title.cut(area.width), y: 1, .title, .strong)
    let name = scene.words(node, in: calculation)
    let value: Text =
      "value    \(graph[node].shown(8), .activation, .strong, telling: Reading(name, graph[node]))"
    let slope = graph.gradient(node)
    let gradient: Text =
      "gradient \(slope.shown(8), .gradient, .strong, telling: Reading("gradient of \(name)", slope))"
    let isLow = area.height < 10
    area.text(value, y: 2)
    area.text(gradient, x: isLow ? 26 : 0, y: isLow ? 2 : 3)
    if !isLow && steps > 0 {
      let share = share(of: nodes)
      let words: Text =
        "by this way alone \(share.shown(8), .gradient, telling: Reading("share of this way", share))"
      area.text(words, y: 4)
    }
    let children = graph.children(node)
    let list = area.below(isLow ? 3 : area.height > 13 ? 6 : 5)
    var used = 1
    if children.isEmpty {
      list.text("made of nothing", .faint)
    } else {
      used = drawChildren(children, graph.localDerivatives(node), in: list)
    }
    drawUsers(in: list.below(used + (area.height > 13 ? 1 : 0)))
  }

  /// A row each, or two where the names need the width. Returns the rows that it took.
  private func drawChildren(_ children: [Node], _ rates: [Double], in area: Area) -> Int {
    let shares = rates.map { ($0 * graph.gradient(node)).shown(5) }
    let targets = children.indices.map { Target(TrackingCalculations.Child(place: $0)) }
    guard area.width < 64 else {
      Table(
        columns: [
          .init("made of", width: .rest),
          .init("value", role: .activation, alignment: .trailing, width: .fixed(9)),
          .init("local", alignment: .trailing, width: .fixed(9)),
          .init("share", role: .gradient, alignment: .trailing, width: .fixed(9)),
        ],
        rows: children.indices.map { place in
          .init(
            [
              Text(scene.words(children[place], in: calculation)),
              Text(graph[children[place]].shown(4)), Text(rates[place].shown(4)),
              Text(shares[place]),
            ], target: targets[place],
            numbers: [
              1: graph[children[place]], 2: rates[place], 3: rates[place] * graph.gradient(node),
            ])
        }, chosen: chosen
      ).draw(in: area.top(children.count + 1))
      return children.count + 1
    }
    area.text("made of", .faint)
    for place in children.indices {
      let rows = area.below(1 + 2 * place).top(2)
      let isChosen = place == chosen
      rows.text(isChosen ? "▸" : " ", .chosen, .strong)
      rows.text(
        scene.words(children[place], in: calculation).cut(rows.width - 2), x: 2,
        isChosen ? .chosen : .text, isChosen ? .strong : [])
      let (child, rate) = (children[place], rates[place])
      let name = scene.words(child, in: calculation)
      let numbers: Text =
        "\(graph[child].shown(4), .activation, telling: Reading(name, graph[child]))  local "
        + "\(rate.shown(4), telling: Reading("local derivative", rate))  share "
        + "\(shares[place], .gradient, telling: Reading("share of \(name)", rate * graph.gradient(node)))"
      rows.text(numbers.cut(rows.width - 4), x: 4, y: 1, .faint)
      rows.touch(picking: targets[place])
    }
    return 1 + 2 * children.count
  }

  private func drawUsers(in area: Area) {
    let users = calculation.uses.users(of: node)
    let ways = calculation.uses.paths(to: node)
    area.text("ways from the loss to here: \(ways.ways)".cut(area.width), .faint)
    guard !users.isEmpty else {
      area.text("nothing uses it: the calculation ends here".cut(area.width), y: 1, .faint)
      return
    }
    area.text("used by \(users.count.grouped):", y: 1, .faint)
    let rows = users.prefix(40).map { user in
      Table.Row(
        [Text(scene.words(user, in: calculation)), Text(graph.gradient(user).shown(5))],
        numbers: [1: graph.gradient(user)])
    }
    Table(
      columns: [
        .init(width: .rest),
        .init(role: .gradient, alignment: .trailing, width: .fixed(9), meaning: "gradient"),
      ],
      rows: rows
    ).draw(in: area.below(2))
  }
}
