import MicroGPT

/// A parameter with which the loss of the name does not move.
struct ZeroGradient {
  let index: Int
  let calculation: Calculation
  let scene: Scene

  init(_ index: Int, _ calculation: Calculation, _ scene: Scene) {
    self.index = index
    self.calculation = calculation
    self.scene = scene
  }

  /// Why the gradient is exactly 0, read from the graph; nil where it is not 0.
  var reason: String? {
    let node = calculation.pass.node(.parameter(index))
    guard calculation.graph.gradient(node) == 0 else { return nil }
    let graph = calculation.graph
    let users = calculation.uses.users(of: node)
    let place = scene.parameterPlace(index)
    guard !users.isEmpty else {
      switch place?.matrix.name {
      case "wte":
        return
          "Its gradient is exactly 0: no position of this name reads the row of “\(scene.label(place?.row ?? 0))”, so moving it changes nothing."
      case "wpe":
        return
          "Its gradient is exactly 0: this name has \(scene.positions) position\(scene.positions == 1 ? "" : "s"), so the row of position \(place?.row ?? 0) is never read."
      default: return "Its gradient is exactly 0: this name does not use it."
      }
    }
    let off = users.count { graph.gradient($0) == 0 }
    let factors = users.count { user in
      graph.children(user).contains { $0 != node && graph[$0] == 0 }
    }
    if factors == users.count {
      return
        "Its gradient is exactly 0: at all \(users.count) positions it is multiplied by 0, since ReLU lets nothing through there. So moving it changes nothing."
    }
    if off == users.count {
      return
        "Its gradient is exactly 0: at all \(users.count) uses the way to the loss ends at a 0 that lets nothing through, such as a ReLU that is off."
    }
    return
      "Its gradient is exactly 0: at \(factors) of \(users.count) uses it is multiplied by 0, at the others nothing of it comes to the loss."
  }
}
