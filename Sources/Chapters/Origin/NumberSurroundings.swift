import MicroGPT
import Stage

/// What is around a number, where there is room below what it was made of: how that was made in its
/// turn, the vector that the number stands in, and what is made of it.
struct NumberSurroundings {
  let scene: Scene
  let calculation: Calculation
  let recipe: Recipe
  let ingredients: Ingredients

  private var pass: Pass { calculation.pass }

  func draw(in area: Area) {
    let count = pass.count(along: recipe.site)
    let vector = count > 1 ? min(8, count + 1) : 0
    let back = drawStepBack(in: area.top(area.height - vector))
    let used = back + drawVector(in: area.below(back))
    drawUsers(in: area.below(used))
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

  /// The vector that it stands in: in a list with bars where there is room, else in a strip. Returns the
  /// rows that it took.
  private func drawVector(in area: Area) -> Int {
    let site = recipe.site
    let count = pass.count(along: site)
    guard count > 1, area.height >= 3, site.stage != .parameter else { return 0 }
    let values = (0..<count).map { pass[site.at($0)] }
    let isShare = [.weight, .probability].contains(site.stage)
    area.text("the vector it stands in: \(count.grouped) numbers", .faint)
    guard area.height > min(8, count) else {
      let largest = values.map(\.magnitude).filter(\.isFinite).max() ?? 0
      VectorStrip(
        "", values, scale: isShare ? .share : .signed(largest > 0 ? largest : 1),
        cursor: site.index
      ).draw(in: area.below(1).top(4))
      return area.height
    }
    let rows = values.enumerated().map { place, value in
      BarList.Row(
        Text(label(place)), value, Text(isShare ? value.percent() : value.signed(4)),
        role: site.stage.role)
    }
    let shown = BarList(
      rows, scale: isShare ? 1 : nil, isSigned: !isShare, chosen: site.index
    ).draw(in: area.below(1).leading(90))
    return shown.count < count ? area.height : count + 2
  }

  /// What the number goes into, as many as have room.
  private func drawUsers(in area: Area) {
    guard area.height >= 3, recipe.site.stage != .constant else { return }
    let users = users
    guard !users.isEmpty else { return }
    area.text("what it goes into: \(users.count.grouped)", .faint)
    let list = area.below(1)
    let shown = users.count <= list.height ? users.count : list.height - 1
    for (y, site) in users.prefix(shown).enumerated() {
      let line = list.row(y)
      line.text(scene.symbol(site, from: recipe.site).cut(15), x: 2, site.stage.role)
      line.text(pass[site].shown(6), endingAt: 28, site.stage.role)
      line.text(
        scene.place(site, of: pass.count(along: site)).cut(max(0, line.width - 31)), x: 31, .faint)
    }
    if shown < users.count {
      list.text("… \((users.count - shown).grouped) more", y: shown, .faint)
    }
  }

  /// The numbers that are made of this one. Steps within a formula belong to the number that they lead to.
  private var users: [Site] {
    var sites = Set<Site>()
    for user in calculation.uses.users(of: pass.node(recipe.site)) {
      var node = user
      while pass.site(node) == nil, let next = calculation.uses.users(of: node).first {
        node = next
      }
      if let site = pass.site(node) { sites.insert(site) }
    }
    return sites.sorted { pass.node($0) < pass.node($1) }
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
