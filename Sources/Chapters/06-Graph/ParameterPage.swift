import MicroGPT
import Stage

/// The beat on one parameter of many: chosen by its matrix, row and column.
extension TrackingCalculations {
  /// A parameter, by its place among all of them.
  struct ParameterSpot: Hashable, Sendable { let index: Int }

  /// What chooses a parameter.
  enum PlaceControl: Hashable, Sendable { case matrix, row, column }

  /// The chosen parameter; at first the first number of the first letter’s row, or of BOS.
  func chosenParameter(_ scene: Scene) -> Int {
    min(parameter ?? scene.firstUsedParameter, scene.run.parameterCount - 1)
  }

  /// Sliders for matrix, row and column.
  func placeControls(_ scene: Scene) -> [Control] {
    let index = chosenParameter(scene)
    let matrices = scene.run.matrices
    guard let place = scene.parameterPlace(index), let start = matrices.first?.first,
      let number = matrices.firstIndex(of: place.matrix)
    else { return [] }
    func choose(_ matrix: MicroGPT.Matrix, _ row: Int, _ column: Int) -> Change {
      let node = matrix[max(0, min(row, matrix.rows - 1)), max(0, min(column, matrix.columns - 1))]
      return [with(\.parameter, Int(node - start))]
    }
    func control(
      _ id: PlaceControl, _ name: String, _ value: Int, _ count: Int, coarse: Double,
      _ set: @escaping (Int) -> Change
    ) -> Control {
      Control(
        id, name, Double(value), in: 0...Double(max(1, count - 1)), step: 1, coarse: coarse
      ) { set(min(count - 1, Int($0))) }
    }
    return [
      control(.matrix, "matrix", number, matrices.count, coarse: 3) {
        choose(matrices[$0], place.row, place.column)
      },
      control(.row, "row", place.row, place.matrix.rows, coarse: 8) {
        choose(place.matrix, $0, place.column)
      },
      control(.column, "column", place.column, place.matrix.columns, coarse: 4) {
        choose(place.matrix, place.row, $0)
      },
    ]
  }

  /// How their values are written: the matrix by its name.
  func placeWords(_ scene: Scene) -> (Control) -> String {
    let name = scene.parameterPlace(chosenParameter(scene))?.matrix.name ?? ""
    return { $0.id == Target(PlaceControl.matrix) ? name : $0.value.fixed(0) }
  }

  func parameterPage(_ scene: Scene, _ cue: Cue) -> Page {
    scene.calculationPage { calculation in
      let index = chosenParameter(scene)
      let gradient = calculation.pass.gradient(at: .parameter(index))
      var page = Page(
        "The parameters stand in tables, the matrices; colour shows each gradient. ↑↓ - + or the mouse choose "
          + "one. Enter goes from the loss down to it, on the way that brings the largest share at each step.",
        code: CodeView(
          .graphBackward, mark: "derivatives.first * value.gradient",
          note: "gradient of \(scene.parameterName(index)) = \(gradient.shown(6))"),
        mathematics: [
          "The gradient of a parameter p is the sum over all ways from the loss L to it; along each way "
            + "the local derivatives multiply.",
          "  ∂L/∂p = Σ (over the ways) of the product of their local derivatives",
          "For a small move δ of p alone: ΔL ≈ ∂L/∂p · δ",
        ], picture: { _ in })
      page.controls = placeControls(scene)
      page.keys = [
        PageKey(.enter, "walk to it") { walk(to: index, calculation) },
        PageKey(.switchView, "its past") { [.origin(Origin(of: .parameter(index)))] },
        PageKey(.find) { [.notice("↑↓ and - + choose a parameter here")] },
      ]
      page.pick = { target in
        target.value(as: ParameterSpot.self).map { [with(\.parameter, $0.index)] } ?? []
      }
      let rows = ControlRows(page.controls, chosen: page.chosen(by: cue), words: placeWords(scene))
      let facts = ParameterFacts(index, calculation, scene)
      page.picture = { area in
        guard area.width >= 72 else {
          rows.draw(in: area.top(3))
          area.text(facts.line.cut(area.width), y: 3)
          facts.drawMap(in: area.below(4))
          return
        }
        let split = max(44, area.width - 46)
        var rows = rows
        rows.valueWidth = 16
        rows.draw(in: area.leading(split).top(3))
        let map = area.leading(split).below(area.height > 12 ? 4 : 3)
        facts.drawMap(in: map)
        facts.draw(in: area.trailing(from: split + 2))
      }
      return page
    }
  }

  /// To the walk, on the way on which most of the gradient comes.
  private func walk(to index: Int, _ calculation: Calculation) -> Change {
    guard let way = calculation.strongestWay(to: calculation.pass.node(.parameter(index))) else {
      return [.notice("No way leads there: this name does not use it")]
    }
    var copy = self
    (copy.parameter, copy.way) = (index, way)
    return [.chapter(copy), .go(to: "walk")]
  }
}

extension Scene {
  /// The first number of the first letter’s row in `wte`, or of BOS where there is no letter.
  var firstUsedParameter: Int { (positions > 1 ? tokens[1] : tokens[0]) * size.width }
}
