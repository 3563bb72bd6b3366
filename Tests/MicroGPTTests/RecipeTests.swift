import CLibm
import Foundation
import Testing

@testable import MicroGPT

/// How every number was made, computed again from what it says that it was made of.
@Suite struct RecipeTests {
  /// The value that a recipe should have.
  private func computed(_ recipe: Recipe) -> Double {
    let operands = recipe.operands.map(\.value)
    let factor = recipe.factor?.value
    func scaled(_ sum: Double) -> Double { factor.map { sum * $0 } ?? sum }
    return switch recipe.operation {
    case .parameter, .constant: recipe.value
    case .same: operands[0]
    case .add: operands[0] + operands[1]
    case .multiply: operands[0] * operands[1]
    case .sum: scaled(operands.reduce(0, +))
    case .dot: scaled(zip(operands, recipe.others).reduce(0) { $0 + $1.0 * $1.1.value })
    case .power: libm_pow(operands[0] + operands[1], operands[2])
    case .exp: libm_exp(operands[0] + operands[1])
    case .share: operands[0] * libm_pow(operands[1], -1)
    case .relu: operands[0] > 0 ? operands[0] : 0
    case .negativeLog: libm_log(operands[0]) * -1
    }
  }

  @Test(arguments: GradientTests.cases) func everyNumberComputedAgain(
    case given: GradientTests.Case
  ) throws {
    for pass in try PassTests.passes(given) {
      let recipes = (pass.sites + [.parameter(0)]).map { pass.recipe(at: $0) }
      #expect(recipes.map(\.site) == pass.sites + [.parameter(0)])
      #expect(recipes.allSatisfy { $0.value == pass[$0.site] })
      #expect(recipes.allSatisfy { $0.gradient == pass.gradient(at: $0.site) })
      let wrong = recipes.filter { recipe in
        computed(recipe) != recipe.value
          || !made(of: recipe).allSatisfy { $0.value == pass[$0.site] }
          || recipe.others.count != (recipe.operation == .dot ? recipe.operands.count : 0)
      }
      #expect(wrong.map(\.site) == [])
      // A constant is met on the way only.
      let operations = Set(recipes.map(\.operation)).union([.constant])
      #expect(operations == Set(Recipe.Operation.allCases))
    }
  }

  private func made(of recipe: Recipe) -> [Recipe.Operand] {
    recipe.operands + recipe.others + [recipe.factor].compactMap(\.self)
  }

  /// From the loss down all numbers are met on which it depends, and the ends are parameters and
  /// constants.
  @Test(arguments: GradientTests.cases) func fromTheLossToTheParameters(
    case given: GradientTests.Case
  ) throws {
    for pass in try PassTests.passes(given) {
      var met: Set<Site> = [.loss]
      var open = [Site.loss]
      var odd: [Site] = []
      while let site = open.popLast() {
        let made = made(of: pass.recipe(at: site))
        if made.isEmpty != [.parameter, .constant].contains(site.stage) { odd.append(site) }
        for operand in made where met.insert(operand.site).inserted { open.append(operand.site) }
      }
      #expect(odd == [])
      // Another name of the same number is not met.
      let all =
        pass.sites.filter { pass.recipe(at: $0).operation != .same }
        + (0..<pass.model.parameterCount).map(Site.parameter)
      let missing = all.filter { pass.gradient(at: $0) != 0 && !met.contains($0) }
      #expect(missing == [])
    }
  }

  /// The formulas of the model, in the addresses of what they take.
  @Test func formulas() throws {
    let pass = try PassTests.passes(GradientTests.cases[3])[0]
    func sites(_ operands: [Recipe.Operand]) -> [Site] { operands.map(\.site) }
    func vector(_ site: Site, _ count: Int) -> [Site] { (0..<count).map(site.at) }
    let (model, head) = (pass.model, 4)

    let query = pass.recipe(at: Site(.query, layer: 1, head: 1, position: 2, index: 3))
    #expect(query.operation == .dot && query.factor == nil)
    let row = (0..<8).map { column in
      Site.parameter(model.parameterIndex(model.layers[1].attnWq, row: 7, column: column))
    }
    #expect(sites(query.operands) == row)
    #expect(sites(query.others) == vector(Site(.attentionInput, layer: 1, position: 2), 8))

    let score = pass.recipe(at: Site(.score, head: 1, position: 3, index: 2))
    #expect(score.operation == .dot && score.factor?.value == 0.5)
    #expect(sites(score.operands) == vector(Site(.query, head: 1, position: 3), head))
    #expect(sites(score.others) == vector(Site(.key, head: 1, position: 2), head))

    let output = pass.recipe(at: Site(.headOutput, head: 0, position: 2, index: 1))
    #expect(sites(output.operands) == vector(Site(.weight, head: 0, position: 2), 3))
    #expect(
      sites(output.others) == (0..<3).map { Site(.value, head: 0, position: $0, index: 1) })

    let stream = pass.recipe(at: Site(.afterAttention, layer: 1, position: 1, index: 5))
    #expect(stream.operation == .add)
    #expect(
      sites(stream.operands) == [
        Site(.attentionOutput, layer: 1, position: 1, index: 5),
        Site(.afterMLP, layer: 0, position: 1, index: 5),
      ])

    let weight = pass.recipe(at: Site(.weight, layer: 1, head: 0, position: 4, index: 2))
    #expect(weight.operation == .share)
    #expect(
      sites(weight.operands) == [
        Site(.scoreExponential, layer: 1, head: 0, position: 4, index: 2),
        Site(.scoreTotal, layer: 1, head: 0, position: 4),
      ])

    let normed = pass.recipe(at: Site(.mlpInput, layer: 0, position: 3, index: 6))
    #expect(normed.operation == .multiply)
    #expect(
      sites(normed.operands) == [
        Site(.afterAttention, position: 3, index: 6), Site(.mlpScale, position: 3),
      ])

    let loss = pass.recipe(at: .loss)
    #expect(loss.operation == .sum && loss.factor?.value == 1 / Double(pass.positionCount))
    #expect(
      sites(loss.operands) == (0..<pass.positionCount).map { Site(.positionLoss, position: $0) })

    let token = pass.recipe(at: Site(.tokenEmbedding, position: 1, index: 2))
    #expect(token.operation == .same)
    #expect(
      sites(token.operands) == [.parameter(model.parameterIndex(model.wte, row: 1, column: 2))])
  }

  /// The lines that are named are there, once, and stand for the lines of microgpt.py that they say.
  @Test func sources() throws {
    let passes = try PassTests.passes(GradientTests.cases[3])
    let recipes = passes.flatMap { pass in
      (pass.sites + [.parameter(0)]).map { pass.recipe(at: $0).source }
    }
    let sources = Set(recipes)
    #expect(!sources.contains(nil))
    #expect(sources.count == 27 + 6)
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/MicroGPT")
    for source in sources.compactMap(\.self) {
      let path = try #require(
        ["Graph", "Model", "Training"].map { folder.appending(path: "\($0)/\(source.file)") }
          .first { FileManager.default.fileExists(atPath: $0.path) })
      let lines = try String(contentsOf: path, encoding: .utf8).split(separator: "\n")
      let marked = lines.filter { $0.contains(source.mark) }
      #expect(marked.count == 1, "\(source)")
      let comment = marked.first?.split(separator: "// py ").dropFirst().first
      #expect(comment.map(String.init) ?? "" == source.lines, "\(source)")
    }
  }
}
