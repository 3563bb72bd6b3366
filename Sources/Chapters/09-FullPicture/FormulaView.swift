import MicroGPT
import Stage

/// One number of the way: its value, and the formula that made it with its numbers.
struct FormulaView {
  let scene: Scene
  let site: Site
  let value: Double
  /// How many numbers its vector has.
  let count: Int
  /// How it was made; nil as long as that is not worked out.
  let recipe: Recipe?

  init(_ scene: Scene, _ row: Way.Row, _ index: Int) {
    let site = row.site(index)
    self.scene = scene
    value = row.values[index]
    count = row.perHead
    self.site = site
    recipe = scene.calculation?.pass.recipe(at: site)
  }

  func draw(in area: Area) {
    guard !area.isEmpty else { return }
    let symbol: Text = "\(scene.symbol(site), .chosen, .strong)"
    area.text(symbol + " = \(scene.digits(value), .activation, .strong)")
    area.text(place.cut(area.width), y: 1, .faint)
    guard let recipe else {
      if !scene.isCalculationTooLarge { area.text("its formula: a moment …", y: 3, .faint) }
      return
    }
    let isLow = area.height < 12
    let body = area.inset(top: isLow ? 2 : 3, bottom: isLow ? 1 : 3)
    let used = body.rect.y - area.rect.y + drawFormula(recipe, in: body) + (isLow ? 0 : 1)
    let end = area.below(min(used, area.height - (isLow ? 1 : 2)))
    end.text("gradient \(recipe.gradient.shown(6), .gradient)", .faint)
    guard !isLow, let source = recipe.source, !source.lines.isEmpty else { return }
    end.text("microgpt.py line \(source.lines)", y: 1, .faint)
  }

  /// Where it stands, without the position: that is in the heading.
  private var place: String {
    scene.place(site, of: count).split(separator: ", ").filter { !$0.hasPrefix("position") }
      .joined(separator: ", ")
  }

  /// One row: name, value.
  var line: Text {
    "\(scene.symbol(site), .chosen, .strong) = \(scene.digits(value), .activation, .strong)  "
      + "\(place, .faint)"
  }

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

  /// The products that add up to it, the largest first where they are many, as many as have room.
  private func drawProducts(_ recipe: Recipe, in area: Area) -> Int {
    let ingredients = Ingredients(recipe)
    let rows = ingredients.rows.prefix(ingredients.summands)
    let largest = rows.compactMap { $0.share?.magnitude }.filter(\.isFinite).max() ?? 0
    area.text(heading(recipe).cut(area.width), .faint)
    let list = area.below(1)
    let room = list.height - 1
    let shown = rows.count <= room ? rows.count : max(0, room - 1)
    for (y, row) in rows.prefix(shown).enumerated() {
      let line = list.row(y)
      let product = row.share ?? 0
      line.text("\(row.place)".paddedLeft(3).cut(3), .faint)
      line.text(row.first.value.signed(3), endingAt: 11, row.first.site.stage.role)
      line.text("·", x: 12, .faint)
      line.text((row.second?.value ?? 1).signed(3), endingAt: 20, .activation)
      line.text("=", x: 21, .faint)
      line.text(product.signed(3), endingAt: 29, .text, .strong)
      if line.width >= 34, largest > 0 {
        Bar((product / largest).magnitude, product < 0 ? .query : .key)
          .draw(in: line.trailing(from: 30))
      }
    }
    var y = shown
    if shown < rows.count {
      list.text("\(rows.count - shown) more", x: 1, y: y, .faint)
      list.text(ingredients.rest(without: 0..<shown).signed(3), endingAt: 29, y: y, .faint)
      y += 1
    }
    let factor = recipe.factor?.value ?? 1
    list.text(factor == 1 ? "sum" : "sum × \(factor.plain)", x: 1, y: y, .faint)
    list.text(recipe.value.signed(3), endingAt: 29, y: y, .activation, .strong)
    return y + 2
  }

  /// What is multiplied with what: a row of a table with a vector.
  private func heading(_ recipe: Recipe) -> String {
    guard let first = recipe.operands.first, let other = recipe.others.first else { return "" }
    guard first.site.stage == .parameter, let place = scene.parameterPlace(first.site.index) else {
      return "\(first.site.stage == .weight ? "weight · value" : "products"), added up"
    }
    let name = place.matrix.name.split(separator: ".").last.map(String.init) ?? ""
    return "row \(place.row) of \(name) · \(FormulaView.short(other.site.stage))"
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
