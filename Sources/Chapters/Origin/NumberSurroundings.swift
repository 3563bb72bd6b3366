import MicroGPT
import Stage

/// What is around a number, where there is room below what it was made of: how that was made in its
/// turn, and the vector that the number stands in.
struct NumberSurroundings {
  let scene: Scene
  let pass: Pass
  let recipe: Recipe
  let ingredients: Ingredients

  func draw(in area: Area) {
    let used = area.height > 10 ? drawStepBack(in: area.top(area.height - 8)) : 0
    drawVector(in: area.below(used))
  }

  /// One step further back, of a few numbers. Returns the rows that it took.
  private func drawStepBack(in area: Area) -> Int {
    let made = ingredients.rows.map(\.first.site).filter {
      $0.stage != .constant && $0.stage != .parameter
    }
    guard !made.isEmpty, ingredients.rows.count <= 6, area.height > made.count + 1 else { return 0 }
    area.text("and how those were made", .faint)
    for (y, site) in made.enumerated() {
      let words = RecipeWords(scene: scene, recipe: pass.recipe(at: site))
      let name: Text = "\(scene.symbol(site, from: recipe.site), site.stage.role)"
      let line = name + " = \(words.formula)"
      let numbers = words.numbers.map { "\("  = \($0)", .faint)" as Text } ?? ""
      let isWhole = 2 + line.columns + numbers.columns <= area.width
      area.text((isWhole ? line + numbers : line).cut(area.width - 2), x: 2, y: y + 1)
    }
    return made.count + 2
  }

  /// The vector that it stands in: in a list with bars where there is room, else in a strip.
  private func drawVector(in area: Area) {
    let site = recipe.site
    let count = pass.count(along: site)
    guard count > 1, area.height >= 3, site.stage != .parameter else { return }
    let values = (0..<count).map { pass[site.at($0)] }
    let isShare = [.weight, .probability].contains(site.stage)
    area.text("the vector it stands in: \(count.grouped) numbers", .faint)
    guard area.height >= 8 else {
      let largest = values.map(\.magnitude).filter(\.isFinite).max() ?? 0
      VectorStrip(
        "", values, scale: isShare ? .share : .signed(largest > 0 ? largest : 1),
        cursor: site.index
      ).draw(in: area.below(1).top(4))
      return
    }
    let rows = values.enumerated().map { place, value in
      BarList.Row(
        Text(label(place)), value, Text(isShare ? value.percent() : value.signed(4)),
        role: site.stage.role)
    }
    BarList(
      rows, scale: isShare ? 1 : nil, isSigned: !isShare, chosen: site.index
    ).draw(in: area.below(1).leading(90))
  }

  private func label(_ place: Int) -> String {
    switch recipe.site.stage {
    case .logit, .exponential, .probability: scene.label(place)
    case .weight, .score, .scoreExponential:
      "\(place) \(place < scene.tokens.count ? scene.label(scene.tokens[place]) : "")"
    default: "\(place)"
    }
  }
}
