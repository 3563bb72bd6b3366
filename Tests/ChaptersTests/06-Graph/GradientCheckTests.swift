import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// The gradient check, and the gradients that are exactly 0.
@MainActor @Suite struct GradientCheckTests {
  private func chapter(_ person: Person) throws -> TrackingCalculations {
    try #require(person.chapter as? TrackingCalculations)
  }

  /// The check's own numbers: two passes with the parameter edited, and how many digits agree.
  @Test func gradientCheck() throws {
    var person = try Person(chapter: 6)
    try person.enter("check")
    let scene = person.scene
    let index = try chapter(person).chosenParameter(scene)
    let model = scene.run.model(of: scene.snapshot.state)
    let gradient = model.differentiate(tokens: scene.tokens).gradients[index]
    let rows = try #require(scene.answer(to: GradientCheck(scene, parameter: index)))
    #expect(rows.map(\.power) == Array(1...12))
    for row in rows {
      let losses = [row.epsilon, -row.epsilon].map { change in
        let edit = Edit(parameter: index, value: model[parameter: index] + change)
        return Pass(model, tokens: scene.tokens, edit: edit)[.loss]
      }
      #expect(losses == [row.up, row.down])
    }
    let errors = rows.map { abs($0.slope - gradient) }
    let best = try #require(errors.indices.min { errors[$0] < errors[$1] })
    // Coarse at first: a tenth of ε, a hundredth of the error. Rounding at the end.
    #expect((80...120).contains(errors[1] / errors[2]))
    #expect(best > 2 && best < 8 && errors[11] > 100 * errors[best])
    #expect(person.sees(gradient.fixed(AgreeingDigits.places(for: gradient))))
    // ε by keys, and a row of the table by the mouse.
    person.type("++")
    #expect(try chapter(person).power == 7)
    #expect(person.lines.contains { $0.contains("▸ 10^-7 ") })
    let shown = rows[6].up.fixed(14)
    #expect(person.sees(shown))
    person.type("f")
    #expect(person.view.beat.id == "parameter")
  }

  @Test func agreeingDigits() {
    for (number, right, same, digits) in [
      (0.0705, 0.0706, "0.070", 2), (1.5, 1.5, "1.500000000000", 13), (-0.25, 0.25, "", 0),
      (0.1999, 0.2, "0.", 0), (12.345, 12.346, "12.34", 4), (0, 0, "0.000000000000", 0),
    ] {
      let agreeing = AgreeingDigits(number, like: right)
      #expect(agreeing.text.hasPrefix(same) && agreeing.same >= same.count)
      #expect(agreeing.digits == digits, "\(number) \(right)")
    }
    #expect(AgreeingDigits(3e-15, like: 3e-15).text.contains("3"))
  }

  /// Why a gradient is exactly 0, and both runs agree to the last digit.
  @Test(arguments: [
    ("wte", 25, 0, "no position of this name reads the row of “z”"),
    ("wpe", 9, 1, "this name has 5 positions, so the row of position 9 is never read"),
  ]) func zeroGradients(matrix: String, row: Int, column: Int, words: String) throws {
    var person = try Person(chapter: 6, Size(100, 30))
    try person.enter("check")
    let start = try #require(person.scene.run.matrices.first?.first)
    let found = try #require(person.scene.run.matrices.first { $0.name == matrix })
    var chapter = try chapter(person)
    chapter.parameter = Int(found[row, column] - start)
    person.visit.apply([.chapter(chapter)], at: person.time)
    person.wait(1)
    #expect(person.page.caption.contains(words))
    #expect(person.page.caption.contains("Both runs agree to the last digit."))
    let rows = try #require(
      person.scene.answer(to: GradientCheck(person.scene, parameter: chapter.parameter ?? 0)))
    #expect(rows.allSatisfy { $0.up == $0.down })
  }

  /// Where ReLU is off at all positions, the parameters before and behind it have no gradient: each zero of
  /// the model has one of the reasons, and each reason is true.
  @Test func everyZeroHasAReason() throws {
    let scene = try Person(chapter: 6).scene
    let calculation = try #require(scene.calculation)
    let relu = scene.trace.positions.map { $0.activations.layers[0].relu }
    var reasons: [String: Int] = [:]
    for index in 0..<scene.run.parameterCount {
      let facts = ParameterFacts(index, calculation, scene)
      #expect((facts.zeroReason != nil) == (facts.gradient == 0))
      guard let reason = facts.zeroReason else { continue }
      let place = try #require(scene.parameterPlace(index))
      let kind = place.matrix.name.split(separator: ".").last.map(String.init) ?? ""
      reasons[kind, default: 0] += 1
      switch kind {
      case "wte": #expect(!scene.tokens.dropLast().contains(place.row))
      case "wpe": #expect(place.row >= scene.positions)
      case "mlp_fc1": #expect(relu.allSatisfy { $0[place.row] == 0 })
      case "mlp_fc2":
        #expect(relu.allSatisfy { $0[place.column] == 0 })
        #expect(reason.contains("multiplied by 0"))
      default: break
      }
    }
    #expect(reasons["wte"] == 23 * 16 && reasons["wpe"] == 11 * 16)
    #expect(reasons["mlp_fc1", default: 0] > 100 && reasons["mlp_fc2", default: 0] > 100)
  }
}
