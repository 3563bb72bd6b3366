import MicroGPT
import Stage

/// The beats on L = a · b + a: forward, and back edge by edge.
extension TrackingCalculations {
  func forwardPage(_ cue: Cue) -> Page {
    let graph = example
    return examplePage(
      "First a small example: L = a · b + a, where L stands for the loss. It is computed from left to "
        + "right, step by step, and each number remembers what it was made of. ↑↓ choose a or b, - + "
        + "move it.",
      FormulaPicture(graph, forward: cue.progress), cue,
      code: CodeView(
        .graphOperations, mark: "self[a] * self[b]", note: graph.formula(of: 2)),
      mathematics: [
        "The value L is computed in two steps, with c for what lies between.",
        "  c = a · b",
        "  L = c + a",
        "All numbers, each with what it was made of, are called the computation graph.",
      ])
  }

  func onePage(_ cue: Cue) -> Page {
    examplePage(
      "The question for every number: for each 1 that it grows, how much does L grow? That rate is "
        + "called its gradient (∂). Begin at the end: L grows by 1 for each 1 of itself. Its gradient "
        + "is 1.",
      FormulaPicture(example, backward: 0), cue,
      code: CodeView(.graphBackward, mark: "[Int(last)].gradient = 1", note: "gradient of L = 1"),
      mathematics: [
        "The gradient of a number x is written ∂L/∂x: how much L changes for each 1 that x changes, "
          + "as long as the change is small.",
        "  ∂L/∂L = 1",
      ])
  }

  func sumPage(_ cue: Cue) -> Page {
    examplePage(
      "L = c + a. A sum passes a change on as it is: 1 more of c, or of a, is 1 more of L. This rate of "
        + "one step alone is a local derivative. So c gets 1 × 1 from L, and so does a, as a first "
        + "share.",
      FormulaPicture(example, backward: 2 * cue.progress), cue,
      code: CodeView(.localDerivatives, mark: "case .add: (1, 1)", note: "L = c + a: (1, 1)"),
      mathematics: [
        "The local derivatives of a sum are both 1, whatever its terms are.",
        "  L = c + a    ∂L/∂c = 1    ∂L/∂a = 1 (on this way)",
      ])
  }

  func productPage(_ cue: Cue) -> Page {
    let (a, b) = (values["a", default: 2].plain, values["b", default: 3].plain)
    let caption =
      "c = a · b. When a grows by 1, c grows by b, which is \(b); and L moves 1 for each 1 of c. So "
      + "a gets \(b) × 1 = \(b), on top of the 1 that it has. For b: c grows by a, so it gets "
      + "\(a) × 1 = \(a)."
    return examplePage(
      caption, FormulaPicture(example, backward: 2 + 2 * cue.progress), cue,
      code: CodeView(
        .localDerivatives, mark: "case .multiply: (b, a)", note: "c = a · b: (\(b), \(a))"),
      mathematics: [
        "The local derivative of a product with respect to one factor is the other factor.",
        "  c = a · b    ∂c/∂a = b    ∂c/∂b = a",
        "Rates of steps that follow each other multiply: that is the chain rule.",
        "  ∂L/∂b = ∂L/∂c · ∂c/∂b = 1 · a",
      ])
  }

  /// While it moves, the shares come to a on both ways.
  func pathsPage(_ cue: Cue) -> Page {
    let graph = example
    let (over, whole) = (values["b", default: 3].plain, graph.steps[0].gradient.plain)
    var picture = FormulaPicture(graph, backward: 4)
    picture.showsPaths = true
    picture.pathProgress = cue.progress
    return examplePage(
      "Two ways lead from a to L: over c, worth \(over), and straight on, worth 1. When a moves, both "
        + "move L, so they add up: \(over) + 1 = \(whole). This is the whole rule, the chain rule: "
        + "multiply along a way, add up the ways.",
      picture, cue,
      code: CodeView(
        .graphBackward, mark: "derivatives.second * value.gradient",
        note: "gradient of a = 1 + \(over) = \(whole)"),
      mathematics: [
        "Where a number is used twice, its gradient is the sum over all ways to the result; along each "
          + "way the local derivatives multiply.",
        "  ∂L/∂a = ∂L/∂c · ∂c/∂a + 1 = 1 · b + 1",
      ])
  }

  private func examplePage(
    _ caption: String, _ picture: FormulaPicture, _ cue: Cue, code: CodeView, mathematics: [String]
  ) -> Page {
    var picture = picture
    picture.prefersWords = true
    let shown = picture
    var page = Page(caption, code: code, mathematics: mathematics, picture: { _ in })
    page.controls = exampleControls
    let rows = ControlRows(exampleControls, chosen: page.chosen(by: cue)) { $0.value.plain }
    let curve = page.chosen(by: cue)?.id.value(as: Variable.self).flatMap { variable in
      SlopeCurve(variable.name, values: values) { FormulaGraph.example($0) }
    }
    page.picture = { area in
      rows.draw(in: area.leading(min(area.width, 44)).top(2))
      let result = "L = a · b + a = \(shown.graph.value.plain)"
      let isComputed = shown.isComputed
      if area.width >= 66 {
        area.text(isComputed ? result : "L = a · b + a", x: 46, .activation, .strong)
      }
      let below = area.below(area.height > 13 ? 3 : 2)
      let curveRows = curve != nil && shown.isComputed && below.height >= 34 ? 14 : 0
      shown.draw(in: below.inset(bottom: curveRows))
      if curveRows > 0 { curve?.draw(in: below.bottom(curveRows - 1)) }
    }
    return page
  }
}

extension FormulaGraph {
  static func example(_ values: [Character: Double]) -> FormulaGraph {
    example(a: values["a", default: 1], b: values["b", default: 1])
  }
}
