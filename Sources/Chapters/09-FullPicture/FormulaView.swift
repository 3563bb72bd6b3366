import MicroGPT
import Stage

/// One number of the way: its value, and the formula that made it with its numbers.
struct FormulaView {
  let way: Way
  let row: Way.Row
  let index: Int
  /// How many numbers of its row are computed.
  let computed: Int
  let site: Site
  /// How it was made; nil as long as that is not worked out.
  let recipe: Recipe?

  init(_ way: Way, _ row: Way.Row, _ index: Int, computed: Int) {
    self.way = way
    self.row = row
    self.index = index
    self.computed = computed
    site = row.site(index)
    recipe = way.scene.calculation?.pass.recipe(at: site)
  }

  private var scene: Scene { way.scene }
  private var value: Double { row.values[index] }

  func draw(in area: Area) {
    guard !area.isEmpty else { return }
    let symbol: Text = "\(scene.symbol(site), .chosen, .strong)"
    area.text(symbol + " = " + told(site, value, scene.digits(value), .strong))
    area.text(place, y: 1, .faint)
    guard let recipe else {
      if !scene.isCalculationTooLarge { area.text("its formula: a moment …", y: 3, .faint) }
      return
    }
    let isLow = area.height < 12
    let body = area.inset(top: isLow ? 2 : 3, bottom: isLow ? 1 : 3)
    let used = body.rect.y - area.rect.y + drawFormula(recipe, in: body) + (isLow ? 0 : 1)
    let end = area.below(min(used, area.height - (isLow ? 1 : 2)))
    let rows = Paragraph(gradient(recipe)).draw(in: end.top(2), .faint)
    guard !isLow else { return }
    if let source = recipe.source, !source.lines.isEmpty {
      end.text("microgpt.py line \(source.lines)", y: rows, .faint)
    }
    ElementsView(way: way, row: row, index: index, computed: computed, recipe: recipe)
      .draw(in: end.below(rows + 2))
  }

  /// A number in digits, which tells all of them to whoever points at it.
  private func told(
    _ site: Site, _ value: Double, _ digits: String, _ emphasis: Emphasis = [],
    _ role: Role = .activation
  ) -> Text {
    Text(digits, role, emphasis, telling: Reading(scene.words(site), value))
  }

  /// Its gradient; where it is 0, with the reason.
  private func gradient(_ recipe: Recipe) -> Text {
    guard recipe.gradient == 0 else {
      let reading = Reading("gradient of \(scene.words(site))", recipe.gradient)
      return "gradient \(recipe.gradient.shown(6), .gradient, telling: reading)"
    }
    let reason = RecipeWords(scene: scene, recipe: recipe).zeroReason
    return "gradient \("0", .gradient)" + Text(reason.map { ": " + $0 } ?? "")
  }

  /// Where it stands. Position and layer are in the heading, which norm it is is said by the row.
  private var place: String {
    let noun =
      switch site.stage {
      case .attentionInput, .mlpInput: "normed x"
      case .hidden: "hidden number"
      case .relu: "after ReLU"
      case .headOutput: "output of head \(site.head)"
      case .query, .key, .value, .weight: scene.noun(site) + " in head \(site.head)"
      default: scene.noun(site)
      }
    return site.stage.isCounted
      ? "\(noun), \((site.index + 1).ordinal) of \(row.perHead.grouped)" : noun
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
    guard let operand = recipe.operands.first else {
      return site.stage == .tokenEmbedding || site.stage == .positionEmbedding
        ? ["one number of its table"] : []
    }
    let digits = FormulaView.digits(recipe)
    let numbers = recipe.operands.map { told($0.site, $0.value, $0.value.shown(digits)) }
    let first = numbers[0]
    func value(_ role: Role) -> Text {
      told(site, recipe.value, recipe.value.shown(digits), .strong, role)
    }
    switch recipe.operation {
    case .same:
      return ["\("the same number as", .faint)", Text(scene.words(operand.site), .weight)]
    case .multiply:
      return [
        "\(first) · \(numbers[1]) = \(value(.activation))",
        "\("\(scene.symbol(operand.site)) times the norm’s scale,", .faint)",
        "\("1 / √(mean of the squares)", .faint)",
      ]
    case .relu:
      let words: Text =
        operand.value > 0
        ? "\(first) is above 0: it stays" : "\(first) is not above 0: it becomes 0"
      return [words]
    case .share:
      let isWeight = site.stage == .weight
      return exponential(of: operand) + [
        "\(first) / \(numbers[1]) = \(value(.probability))",
        "\("its share of all \(isWeight ? "positions" : "tokens")’ sum", .faint)",
      ]
    default: return []
    }
  }

  /// How the numerator of a share was made.
  private func exponential(of operand: Recipe.Operand) -> [Text] {
    guard let exp = scene.calculation?.pass.recipe(at: operand.site), exp.operands.count > 1 else {
      return []
    }
    let (score, largest) = (exp.operands[0], -exp.operands[1].value)
    let name = site.stage == .weight ? "score" : "logit"
    let most = Text(
      largest.bracketed(4), .activation, telling: Reading("the largest \(name)", largest))
    let power: Text = "\(told(score.site, score.value, score.value.shown(4))) - \(most)"
    return [
      "exp(\(power)) = \(told(operand.site, operand.value, operand.value.shown(4), .strong))",
      "\("exp(\(name) - the largest \(name))", .faint)", "",
    ]
  }

  /// How many digits it takes, from four on, for a product or a share of two to be right to the eye.
  private static func digits(_ recipe: Recipe) -> Int {
    guard recipe.operands.count == 2 else { return 4 }
    return (4..<8).first { digits in
      func seen(_ number: Double) -> Double { Double(number.fixed(digits)) ?? number }
      let (one, other) = (seen(recipe.operands[0].value), seen(recipe.operands[1].value))
      let result = recipe.operation == .share ? one / other : one * other
      return result.fixed(digits) == recipe.value.fixed(digits)
    } ?? 8
  }

  /// a + b = c, one below the other.
  private func drawTerms(_ recipe: Recipe, in area: Area) -> Int {
    let column = area.width >= 30 ? area.width - 2 : area.width
    for (row, operand) in recipe.operands.enumerated() {
      let name = scene.symbol(operand.site)
      let isBefore = name == scene.symbol(site)
      area.text((row == 0 ? "  " : "+ ") + name + (isBefore ? " before" : ""), y: row, .faint)
      area.text(
        told(operand.site, operand.value, operand.value.signed(6)), endingAt: column, y: row)
    }
    let count = recipe.operands.count
    area.part(Rect(column - 10, count, 10, 1)).rule()
    area.text(
      told(site, recipe.value, recipe.value.signed(6), .strong), endingAt: column, y: count + 1)
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
      line.text(
        told(
          row.first.site, row.first.value, row.first.value.signed(3), [], row.first.site.stage.role),
        endingAt: 11)
      line.text("·", x: 12, .faint)
      let second = row.second.map { told($0.site, $0.value, $0.value.signed(3)) }
      line.text(second ?? Text(1.0.signed(3), .activation), endingAt: 20)
      line.text("=", x: 21, .faint)
      line.text(
        product.signed(3), endingAt: 29, .text, .strong,
        telling: Reading("product \(row.place)", product))
      if line.width >= 34, largest > 0 {
        Bar((product / largest).magnitude, product < 0 ? .query : .key)
          .draw(in: line.trailing(from: 30))
      }
    }
    var y = shown
    if shown < rows.count {
      let words = ingredients.isSorted ? "smaller" : "more"
      list.text("\(rows.count - shown) \(words)", x: 1, y: y, .faint)
      let rest = ingredients.rest(without: 0..<shown)
      list.text(
        rest.signed(3), endingAt: 29, y: y, .faint,
        telling: Reading("sum of the other \(rows.count - shown) products", rest))
      y += 1
    }
    let factor = recipe.factor?.value ?? 1
    list.text(factor == 1 ? "sum" : "sum × \(factor.plain)", x: 1, y: y, .faint)
    list.text(
      told(site, recipe.value, recipe.value.signed(3), .strong), endingAt: 29, y: y)
    return y + 2
  }

  /// What is multiplied with what: a row of a table with a vector.
  private func heading(_ recipe: Recipe) -> String {
    guard let first = recipe.operands.first, let other = recipe.others.first else { return "" }
    guard first.site.stage == .parameter, let place = scene.parameterPlace(first.site.index) else {
      return first.site.stage == .weight ? "each position’s weight · value" : "products"
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
