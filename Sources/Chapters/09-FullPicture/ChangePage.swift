import MicroGPT
import Stage

/// The page that chooses one weight of all, to be changed.
extension FullPicture {
  /// What chooses a weight.
  enum WeightDial: Hashable, Sendable { case table, row, column }

  /// A weight, for the mouse.
  struct Weight: Hashable, Sendable { let index: Int }

  /// The chosen weight; at first the one with the steepest gradient or, where gradients are not worked
  /// out, the first number of the row of the position's token.
  private func weight(in scene: Scene) -> Int {
    let last = scene.run.parameterCount - 1
    if let weight { return min(weight, last) }
    guard let pass = scene.calculation?.pass else {
      return scene.tokens[place(in: scene)] * scene.size.width
    }
    return scene.facts.steepest.value(of: MomentKey(scene, scene.name)) {
      (0...last).map { pass.gradient(at: .parameter($0)).magnitude }.largest(1).first ?? 0
    }
  }

  func changePage(_ scene: Scene, _ cue: Cue) -> Page {
    let index = weight(in: scene)
    let name = scene.parameterName(index)
    let state =
      scene.edit.map {
        "\(scene.parameterName($0.parameter)) is changed at present; u takes that back."
      }
      ?? (weight == nil && scene.calculation != nil
        ? "At first it is the one with the steepest gradient of all." : "It is \(name) now.")
    var page = Page(
      "What does a single weight do? ↑↓ and - + choose one of the "
        + "\(scene.run.parameterCount.grouped). Enter opens its page: there - + change its value, "
        + "and one sees which guesses move. \(state)",
      code: CodeView(.forward, mark: "var layer = attention("),
      mathematics: [
        "For a small change δ of a weight w the loss changes by about its gradient times δ.",
        "  L(w + δ) ≈ L(w) + ∂L/∂w · δ",
        "For a large one the whole way has to be computed again, and it is.",
      ], picture: { _ in })
    page.number = .parameter(index)
    page.controls = weightControls(scene, index)
    page.questions = scene.calculationQuestions
    page.keys = [
      PageKey(.restore, weight == nil ? "" : "first choice") { [with(\.weight, nil)] }
    ]
    page.pick = { target in
      target.value(as: Weight.self).map { [with(\.weight, $0.index)] } ?? []
    }
    let dial = page.chosen(by: cue)?.id.value(as: WeightDial.self)
    let view = WeightTable(scene: scene, index: index, dial: dial)
    page.picture = { view.draw(in: $0) }
    return page
  }

  private func weightControls(_ scene: Scene, _ index: Int) -> [Control] {
    let matrices = scene.run.matrices
    guard let place = scene.parameterPlace(index), let start = matrices.first?.first,
      let number = matrices.firstIndex(of: place.matrix)
    else { return [] }
    func choose(_ matrix: MicroGPT.Matrix, _ row: Int, _ column: Int) -> Change {
      let node = matrix[min(row, matrix.rows - 1), min(column, matrix.columns - 1)]
      return [with(\.weight, Int(node - start))]
    }
    func control(
      _ dial: WeightDial, _ name: String, _ value: Int, of count: Int, coarse: Double,
      _ set: @escaping (Int) -> Change
    ) -> Control {
      Control(
        dial, name, Double(value), in: 0...Double(max(1, count - 1)), step: 1, coarse: coarse
      ) { set(min(count - 1, Int($0))) }
    }
    return [
      control(.table, "table", number, of: matrices.count, coarse: 3) {
        choose(matrices[$0], place.row, place.column)
      },
      control(.row, "row", place.row, of: place.matrix.rows, coarse: 4) {
        choose(place.matrix, $0, place.column)
      },
      control(.column, "column", place.column, of: place.matrix.columns, coarse: 4) {
        choose(place.matrix, place.row, $0)
      },
    ]
  }
}
