import MicroGPT
import Stage

/// One number of the way: its value, and the formula that made it with its numbers.
struct NumberView {
  let scene: Scene
  let site: Site
  let value: Double
  /// How it was made; nil as long as that is not worked out.
  let recipe: Recipe?

  init(_ scene: Scene, _ site: Site, value: Double) {
    self.scene = scene
    self.site = site
    self.value = value
    recipe = scene.calculation?.pass.recipe(at: site)
  }

  func draw(in area: Area) {
    guard !area.isEmpty else { return }
    area.text(Text(scene.words(site)).cut(area.width), .chosen, .strong)
    area.text("= \(scene.digits(value), .activation, .strong)", y: 1)
    guard let recipe else {
      if !scene.isCalculationTooLarge { area.text("its formula: a moment …", y: 3, .faint) }
      return
    }
    let isLow = area.height < 12
    let foot = isLow ? 1 : 3
    let body = area.inset(top: isLow ? 2 : 3, bottom: foot)
    let used = isLow ? 2 + drawFormula(recipe, in: body) : 4 + drawFormula(recipe, in: body)
    let end = area.below(min(used, area.height - foot))
    end.text("gradient \(recipe.gradient.shown(6), .gradient)", .faint)
    guard !isLow, let source = recipe.source, !source.lines.isEmpty else { return }
    end.text("microgpt.py line \(source.lines)", y: 1, .faint)
  }

  /// One row: name, value.
  var line: Text { "\(scene.words(site), .chosen, .strong) = \(scene.digits(value), .activation)" }

  /// The rows that it took.
  private func drawFormula(_ recipe: Recipe, in area: Area) -> Int {
    switch recipe.operation {
    case .dot: return drawProducts(recipe, in: area)
    case .add, .sum: return drawTerms(recipe, in: area)
    default: return drawLines(lines(recipe), in: area)
    }
  }

  private func drawLines(_ lines: [Text], in area: Area) -> Int {
    lines.enumerated().reduce(0) { used, line in
      used + Paragraph(line.element).draw(in: area.below(used))
    }
  }

  /// Formulas of one or two operands.
  private func lines(_ recipe: Recipe) -> [Text] {
    let numbers = recipe.operands.map { $0.value.shown(4) }
    guard let first = numbers.first else {
      return site.stage == .tokenEmbedding || site.stage == .positionEmbedding
        ? ["one number of its table"] : []
    }
    let operand = recipe.operands[0]
    let value = recipe.value.shown(4)
    switch recipe.operation {
    case .same:
      return ["\("the same number as", .faint)", Text(scene.words(operand.site), .weight)]
    case .multiply:
      return [
        "\(first, .activation) · \(numbers[1], .activation) = \(value, .activation, .strong)",
        "\("the number before, times", .faint)",
        "\("1 / √(mean square), the norm’s scale", .faint)",
      ]
    case .relu:
      let words: Text =
        operand.value > 0
        ? "\(first, .activation) is above 0: it stays"
        : "\(first, .activation) is not above 0: it becomes 0"
      return [words]
    case .share:
      return [
        "\(first, .activation) / \(numbers[1], .activation) = \(value, .probability, .strong)",
        "\("its exponential, over the total of", .faint)",
        "\(site.stage == .weight ? "all positions’" : "all tokens’", .faint)",
      ]
    default: return []
    }
  }

  /// a + b = c, one below the other.
  private func drawTerms(_ recipe: Recipe, in area: Area) -> Int {
    let column = area.width >= 30 ? area.width - 2 : area.width
    for (row, operand) in recipe.operands.enumerated() {
      let words = (row == 0 ? "  " : "+ ") + scene.words(operand.site)
      area.text(words.cut(column - 12), y: row, .faint)
      area.text(operand.value.signed(6), endingAt: column, y: row, .activation)
    }
    let count = recipe.operands.count
    area.part(Rect(column - 10, count, 10, 1)).rule()
    area.text(recipe.value.signed(6), endingAt: column, y: count + 1, .activation, .strong)
    return count + 2
  }

  /// The products that add up to it, the largest first, as many as there is room for.
  private func drawProducts(_ recipe: Recipe, in area: Area) -> Int {
    let factor = recipe.factor?.value ?? 1
    let products = zip(recipe.operands, recipe.others).map { $0.value * $1.value }
    let order = products.map(\.magnitude).largest(products.count)
    area.text(heading(recipe).cut(area.width), .faint)
    let list = area.below(1)
    let room = list.height - 1
    let shown = order.count <= room ? order.count : max(0, room - 1)
    let largest = products.map(\.magnitude).max() ?? 0
    for (row, place) in order.prefix(shown).enumerated() {
      let (one, other) = (recipe.operands[place].value, recipe.others[place].value)
      let line = list.row(row)
      line.text(index(place, recipe).paddedLeft(3).cut(3), .faint)
      line.text(one.signed(3), endingAt: 11, site.stage == .headOutput ? .probability : .weight)
      line.text("·", x: 12, .faint)
      line.text(other.signed(3), endingAt: 20, .activation)
      line.text("=", x: 21, .faint)
      line.text(products[place].signed(3), endingAt: 29, .text, .strong)
      if line.width >= 34, largest > 0 {
        let share = (products[place] / largest).magnitude
        Bar(share, products[place] < 0 ? .query : .key).draw(in: line.trailing(from: 30))
      }
    }
    var row = shown
    if shown < order.count {
      let rest = order.dropFirst(shown).reduce(0) { $0 + products[$1] }
      list.text("\(order.count - shown) more", x: 1, y: row, .faint)
      list.text(rest.signed(3), endingAt: 29, y: row, .faint)
      row += 1
    }
    let sum: Text =
      factor == 1
      ? "sum" : "sum × \(factor.shown(4))"
    list.text(sum, x: 1, y: row, .faint)
    list.text(recipe.value.signed(3), endingAt: 29, y: row, .activation, .strong)
    return row + 2
  }

  /// Whose number it is that a product belongs to.
  private func index(_ place: Int, _ recipe: Recipe) -> String {
    let site = recipe.operands[place].site
    return "\(site.stage == .weight ? site.index : place)"
  }

  /// What is multiplied with what: a row of a table with a vector.
  private func heading(_ recipe: Recipe) -> String {
    guard let first = recipe.operands.first, let other = recipe.others.first else { return "" }
    guard first.site.stage == .parameter, let place = scene.parameterPlace(first.site.index) else {
      return "\(first.site.stage == .weight ? "weight · value" : "products"), added up"
    }
    let name = place.matrix.name.split(separator: ".").last.map(String.init) ?? ""
    return "row \(place.row) of \(name) · \(NumberView.short(other.site.stage))"
  }

  private static func short(_ stage: Site.Stage) -> String {
    switch stage {
    case .attentionInput, .mlpInput: "norm"
    case .headOutput: "heads"
    case .relu: "ReLU"
    default: "x"
    }
  }
}

extension Double {
  /// With its sign, in few columns: `+0.401`, `-0.256`.
  func signed(_ digits: Int) -> String {
    let text = magnitude < 99.5 || !isFinite ? fixed(digits) : fixed(0)
    return text.first == "-" || !isFinite ? text : "+" + text
  }
}
