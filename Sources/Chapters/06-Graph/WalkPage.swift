import MicroGPT
import Stage

/// The beat in which one walks from the loss down to any parameter.
extension TrackingCalculations {
  /// A child of the node where one is.
  struct Child: Hashable, Sendable { let place: Int }

  /// A place on the way, by how many steps lead to it.
  struct WayStep: Hashable, Sendable { let length: Int }

  func walkPage(_ scene: Scene, _ cue: Cue) -> Page {
    scene.calculationPage { calculation in
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
      // Where the way ends, Enter tells more of the number.
      page.number = children.isEmpty ? calculation.pass.site(node) : nil
      page.pick = { target in
        if let step: WayStep = target.value() {
          return [with(\.way, Array(walked.prefix(step.length))), .choose(Target(Child(place: 0)))]
        }
        // A click on the chosen one goes down.
        let child: Child? = target.value()
        return child?.place == chosen ? down(from: walked, [chosen]) : []
      }
      let view = WalkView(
        scene: scene, calculation: calculation, nodes: nodes,
        chosen: children.isEmpty ? nil : chosen)
      page.picture = { view.draw(in: $0) }
      return page
    }
  }

  private func down(from walked: [Int], _ more: [Int]) -> Change {
    [with(\.way, walked + more), .choose(Target(Child(place: 0)))]
  }

  private func walkKeys(
    _ walked: [Int], _ node: Node, _ chosen: Int, _ calculation: Calculation
  ) -> [PageKey] {
    let children = calculation.graph.children(node)
    let end: Change = [.notice("This number was made of nothing; Backspace goes back up")]
    let down = PageKey(.enter, "down") { self.down(from: walked, [chosen]) }
    return (children.isEmpty ? [] : [down]) + [
      PageKey(.restore, walked.isEmpty ? "" : "up") {
        guard let last = walked.last else {
          return [.notice("This is the loss: the way begins here")]
        }
        return [with(\.way, walked.dropLast()), .choose(Target(Child(place: last)))]
      },
      PageKey(.switchView, children.isEmpty ? "" : "to a name") {
        guard children.indices.contains(chosen) else { return end }
        return self.down(
          from: walked, [chosen] + calculation.choicesToName(from: children[chosen]))
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
