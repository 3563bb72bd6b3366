import MicroGPT
import Stage

/// The beat in which one walks from the loss down to any parameter.
extension TrackingCalculations {
  /// A child of the node where one is.
  struct Child: Hashable, Sendable { let place: Int }

  /// A place on the way, by how many steps lead to it.
  struct WayStep: Hashable, Sendable { let length: Int }

  func walkPage(_ scene: Scene, _ cue: Cue) -> Page {
    calculationPage(scene) { calculation in
      let nodes = calculation.nodes(on: way)
      let walked = Array(way.prefix(nodes.count - 1))
      let node = nodes[nodes.count - 1]
      let children = calculation.graph.children(node)
      var page = Page(
        walked.isEmpty
          ? "Here is the loss, as it stands in the graph. ↑↓ choose one of the numbers it was made of, "
            + "Enter goes down to it, Backspace comes back; x goes on to the next number that has a "
            + "name. f chooses a parameter."
          : children.isEmpty
            ? "The way ends here: this number was made of nothing. Its gradient is the sum over all ways; "
              + "this is one of \(calculation.uses.paths(to: node).ways). Backspace goes back up."
            : "Each step down multiplies by a local derivative. The parts’ names are those of the model; "
              + "the next chapters explain them. Enter goes down, x to the next name, Backspace back up.",
        code: walkCode(node, calculation),
        mathematics: [
          "A node y gives each child x its local derivative times its own gradient.",
          "  share of x = ∂y/∂x · ∂L/∂y",
          "The gradient of x is the sum of the shares of all nodes that use it.",
          "  ∂L/∂x = Σ (over the users y) ∂y/∂x · ∂L/∂y",
        ], picture: { _ in })
      page.controls = children.indices.map {
        Control(choice: Child(place: $0), scene.words(children[$0], in: calculation))
      }
      let chosen = page.chosen(by: cue)?.id.value(as: Child.self)?.place ?? 0
      page.keys = walkKeys(walked, node, chosen, calculation)
      page.pick = { target in
        if let step: WayStep = target.value() {
          return [with(\.way, Array(walked.prefix(step.length))), .choose(Target(Child(place: 0)))]
        }
        return []
      }
      let view = WalkView(
        scene: scene, calculation: calculation, nodes: nodes,
        chosen: children.isEmpty ? nil : chosen)
      page.picture = { view.draw(in: $0) }
      return page
    }
  }

  private func walkKeys(
    _ walked: [Int], _ node: Node, _ chosen: Int, _ calculation: Calculation
  ) -> [PageKey] {
    let children = calculation.graph.children(node)
    func down(_ more: [Int]) -> Change {
      [with(\.way, walked + more), .choose(Target(Child(place: 0)))]
    }
    let end: Change = [.notice("This number was made of nothing; Backspace goes back up")]
    return [
      PageKey(.enter, children.isEmpty ? "" : "down") {
        children.isEmpty ? end : down([chosen])
      },
      PageKey(.restore, walked.isEmpty ? "" : "up") {
        guard let last = walked.last else {
          return [.notice("This is the loss: the way begins here")]
        }
        return [with(\.way, walked.dropLast()), .choose(Target(Child(place: last)))]
      },
      PageKey(.switchView, children.isEmpty ? "" : "to a name") {
        guard children.indices.contains(chosen) else { return end }
        return down([chosen] + calculation.choicesToName(from: children[chosen]))
      },
      PageKey(.find, "another") {
        let site = calculation.pass.site(node)
        let change = site?.stage == .parameter ? [with(\.parameter, site?.index)] : []
        return change + [.go(to: "parameter")]
      },
    ]
  }

  private func walkCode(_ node: Node, _ calculation: Calculation) -> CodeView {
    let graph = calculation.graph
    let rates = graph.localDerivatives(node).map { $0.shown(4) }.joined(separator: ", ")
    return CodeView(
      .localDerivatives, mark: "case .\(graph.operation(node))",
      note: rates.isEmpty ? "no children" : "(\(rates))")
  }
}

/// The way so far on the left, the node where one is on the right.
private struct WalkView {
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
    drawWay(in: area.leading(left))
    area.part(Rect(left, 0, 1, area.height)).fill("│", .faint)
    drawNode(in: area.trailing(from: left + 2))
  }

  /// The named numbers on the way; the steps of a formula in between are counted.
  private var groups: [(words: String, length: Int, steps: Int)] {
    var groups: [(words: String, length: Int, steps: Int)] = []
    var last: Site?
    for (length, node) in nodes.enumerated() {
      let owner = calculation.owner(of: node)
      if length > 0, owner == last, owner != nil {
        groups[groups.count - 1].steps += 1
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
    let groups = groups
    let rows = groups.map { group in
      let steps = group.steps == 0 ? "" : " +\(group.steps)"
      return Table.Row(
        ["\(group.words)\(steps, .faint)"],
        target: Target(TrackingCalculations.WayStep(length: group.length)))
    }
    Table(columns: [.init(width: .rest)], rows: rows, chosen: groups.count - 1)
      .draw(in: area.inset(top: 1, right: 1))
  }

  private func drawNode(in area: Area) {
    let kind: Text = "\(calculation.kind(of: node), .chosen, .strong)"
    let steps = nodes.count - 1
    area.text(kind)
    area.text("\(steps) step\(steps == 1 ? "" : "s") down", endingAt: nil, .faint)
    area.text(scene.words(node, in: calculation).cut(area.width), y: 1, .title, .strong)
    let value: Text = "value    \(graph[node].shown(8), .activation, .strong)"
    let gradient: Text = "gradient \(graph.gradient(node).shown(8), .gradient, .strong)"
    let isLow = area.height < 10
    area.text(value, y: 2)
    area.text(gradient, x: isLow ? 26 : 0, y: isLow ? 2 : 3)
    let children = graph.children(node)
    let list = area.below(isLow ? 3 : area.height > 13 ? 5 : 4)
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
            ], target: targets[place])
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
      let numbers: Text =
        "\(graph[children[place]].shown(4), .activation)  local \(rates[place].shown(4))  share "
        + "\(shares[place], .gradient)"
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
      Table.Row([Text(scene.words(user, in: calculation)), Text(graph.gradient(user).shown(5))])
    }
    Table(
      columns: [
        .init(width: .rest), .init(role: .gradient, alignment: .trailing, width: .fixed(9)),
      ],
      rows: rows
    ).draw(in: area.below(2))
  }
}
