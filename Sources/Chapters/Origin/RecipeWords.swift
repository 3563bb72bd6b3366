import MicroGPT
import Stage

/// How a number was made, in words and as a formula.
struct RecipeWords {
  let scene: Scene
  let recipe: Recipe

  private func symbol(_ operand: Recipe.Operand?) -> String {
    operand.map { scene.symbol($0.site, from: recipe.site) } ?? ""
  }

  private func number(_ operand: Recipe.Operand?) -> String {
    guard let value = operand?.value else { return "" }
    guard let text = constant(operand) else { return value.bracketed(6) }
    return value < 0 ? "(\(text))" : text
  }

  /// A number of the formula is written as short as it can be.
  private func constant(_ operand: Recipe.Operand?) -> String? {
    guard let operand, operand.site.stage == .constant else { return nil }
    return operand.value.plain
  }

  /// With names: `Σᵢ attn_wq[5][i] · norm(x)[i]`.
  var formula: String {
    let operands = recipe.operands
    func name(_ place: Int) -> String {
      guard place < operands.count else { return "" }
      return constant(operands[place]) ?? symbol(operands[place])
    }
    let factor = recipe.factor.map { " · " + (constant($0) ?? symbol($0)) } ?? ""
    switch recipe.operation {
    case .parameter: return "a number that training changes"
    case .constant: return "a number of the formula, always the same"
    case .same: return name(0)
    case .add: return "\(name(0)) + \(name(1))"
    case .multiply: return "\(name(0)) · \(name(1))"
    case .sum:
      let terms =
        operands.count > 3
        ? "\(name(0)) + … + \(name(operands.count - 1))"
        : operands.map(symbol).joined(separator: " + ")
      return factor.isEmpty ? terms : "(\(terms))" + factor
    case .dot:
      let sum = "Σ over i:  \(general(operands)) · \(general(recipe.others))"
      return factor.isEmpty ? sum : "(\(sum))" + factor
    case .power: return "(\(name(0)) + \(name(1))) ^ \(name(2))"
    case .exp: return "exp(\(name(0)) - the largest)"
    case .share: return "\(name(0)) / \(name(1))"
    case .relu: return "\(name(0)) where that is above 0, else 0"
    case .negativeLog: return "-log(\(name(0)))"
    }
  }

  /// The name of all operands of a dot product, with i for the place that runs: `attn_wq[5][i]`.
  private func general(_ operands: [Recipe.Operand]) -> String {
    guard let first = operands.first else { return "" }
    let names = operands.prefix(2).map { scene.symbol($0.site) }
    let name = scene.symbol(first.site)
    // A table’s row runs along its last place; so does a vector. Values run along the positions.
    if operands.count > 1, names[0] == names[1] { return name + " at i" }
    guard first.site.stage != .constant, let bracket = name.lastIndex(of: "[") else { return name }
    return name[..<bracket] + "[i]"
  }

  /// With numbers in place of the names, where they are few.
  var numbers: String? {
    let all = recipe.operands
    func number(_ place: Int) -> String { place < all.count ? self.number(all[place]) : "" }
    switch recipe.operation {
    case .add: return "\(number(0)) + \(number(1))"
    case .multiply: return "\(number(0)) · \(number(1))"
    case .power: return "(\(number(0)) + \(number(1))) ^ \(number(2))"
    case .exp: return all.count > 1 ? "exp(\(number(0)) - \(negated(all[1].value)))" : nil
    case .share: return "\(number(0)) / \(number(1))"
    case .negativeLog: return "-log(\(number(0)))"
    default: return nil
    }
  }

  private func negated(_ value: Double) -> String {
    value > 0 ? "(\((-value).shown(6)))" : value.magnitude.shown(6)
  }

  /// What was done, in a sentence.
  var sentence: String {
    let count = recipe.operands.count
    switch recipe.operation {
    case .parameter, .constant: return "This number was made of nothing."
    case .same:
      return recipe.operands.first?.site.stage == .parameter
        ? "This number is a parameter, read from its table."
        : "This number is another one, handed on as it is."
    case .add: return "This number is a sum of two."
    case .multiply: return "This number is a product of two."
    case .sum:
      return recipe.factor == nil
        ? "This number is the sum of \(count.grouped)."
        : "This number is the mean of \(count.grouped)."
    case .dot:
      let lead =
        count == 1
        ? "This number is a product" : "This number is the sum of \(count.grouped) products"
      return lead + (recipe.factor == nil ? "." : ", times a constant.")
    case .power: return "This number is 1 divided by a root, so that the norm comes out as 1."
    case .exp: return "This number is e to the power of a score less the largest score."
    case .share: return "This number is its exp as a share of all of them."
    case .relu:
      return recipe.value == 0
        ? "ReLU made this 0, since what came in is not above 0."
        : "ReLU let this number through, since it is above 0."
    case .negativeLog: return "This number is the surprise: minus the logarithm of a probability."
    }
  }

  /// Its gradient, and what that says.
  var gradient: Text {
    guard recipe.site.stage != .constant else { return "" }
    let gradient = recipe.gradient
    let lead: Text = "gradient \("\(gradient)", .gradient, .strong)"
    guard gradient != 0, gradient.isFinite else {
      guard gradient == 0 else { return lead }
      return lead + ": \(zeroReason ?? "moving it a little moves no loss")"
    }
    let move = (gradient * 0.01).shown(6)
    return lead + ": +0.01 here moves the loss by about \(gradient > 0 ? "+" + move : move)"
  }

  /// Why the gradient is 0, where one can tell.
  var zeroReason: String? {
    let site = recipe.site
    switch site.stage {
    case .probability where scene.tokens.indices.contains(site.position + 1):
      return "the loss reads only that of “\(scene.label(scene.tokens[site.position + 1]))”"
    case .hidden where recipe.value <= 0: return "ReLU makes it 0"
    default: return nil
    }
  }

  /// The formula for the mathematics, with its sentence.
  var mathematics: [String] {
    [
      sentence, "  \(scene.symbol(recipe.site)) = \(formula)",
      numbers.map { "  = \($0)" } ?? "", "  = \(recipe.value)",
      "Its gradient says how far the loss of the name moves for each 1 that this number moves.",
      "  ∂L/∂\(scene.symbol(recipe.site)) = \(recipe.gradient.shown(8))",
    ].filter { !$0.isEmpty }
  }
}
