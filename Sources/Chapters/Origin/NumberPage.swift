import MicroGPT
import Stage

/// The page of a number that the model computed.
extension Origin {
  func numberPage(_ scene: Scene, _ calculation: Calculation, _ cue: Cue) -> Page {
    let recipe = calculation.pass.recipe(at: site)
    let words = RecipeWords(scene: scene, recipe: recipe)
    let ingredients = Ingredients(recipe)
    var page = Page(
      words.sentence + " " + hint(ingredients),
      code: code(recipe, calculation, scene), mathematics: words.mathematics, picture: { _ in })
    page.controls = ingredients.choices.compactMap { choice in
      ingredients.operand(choice).map { _ in Control(choice: choice, "what it was made of") }
    }
    let chosen = page.chosen(by: cue)?.id.value(as: Choice.self)
    page.keys = numberKeys(ingredients, chosen)
    page.pick = { target in
      // A click on the chosen one follows it.
      guard let choice: Choice = target.value(), choice == chosen else { return [] }
      return ingredients.operand(choice).map { follow($0.site) } ?? []
    }
    let view = NumberPicture(
      origin: self, scene: scene, calculation: calculation, recipe: recipe,
      ingredients: ingredients, chosen: chosen)
    page.picture = { view.draw(in: $0) }
    return page
  }

  private func hint(_ ingredients: Ingredients) -> String {
    guard !ingredients.rows.isEmpty else { return "The way ends here: Backspace goes back." }
    let choose =
      ingredients.choices.count == 1
      ? "Enter goes on"
      : ingredients.rows.contains { $0.second != nil }
        ? "↑↓ choose a product, x its other factor; Enter goes on to it"
        : "↑↓ choose a part; Enter goes on to it"
    return "\(choose), down to a parameter. Backspace comes back, Esc leaves."
  }

  private func numberKeys(_ ingredients: Ingredients, _ chosen: Choice?) -> [PageKey] {
    guard let chosen, let operand = ingredients.operand(chosen) else { return [] }
    let other = Choice(row: chosen.row, isSecond: !chosen.isSecond)
    var keys = [PageKey(.enter, "follow") { follow(operand.site) }]
    if ingredients.operand(other) != nil {
      keys.append(PageKey(.switchView, "other factor") { [.choose(Target(other))] })
    }
    return keys
  }

  /// The line that computed it; of a constant that of the number that it is used for.
  private func code(_ recipe: Recipe, _ calculation: Calculation, _ scene: Scene) -> CodeView {
    let note = "\(scene.symbol(site)) = \(recipe.value.shown(6))"
    if let source = recipe.source { return CodeView(source, note: note) }
    let users = way.dropLast().reversed().lazy.compactMap { calculation.pass.recipe(at: $0).source }
    return users.first.map { CodeView($0, note: note) } ?? .forwardPass
  }
}

/// A number, how it was made and of what.
private struct NumberPicture {
  let origin: Origin
  let scene: Scene
  let calculation: Calculation
  let recipe: Recipe
  let ingredients: Ingredients
  let chosen: Origin.Choice?

  private var pass: Pass { calculation.pass }

  func draw(in area: Area) {
    let isHigh = area.height >= 19
    origin.drawWay(scene, in: area.row(0))
    let title: Text =
      "\(scene.symbol(recipe.site), recipe.site.stage.role, .strong) = \("\(recipe.value)", .text, .strong)"
    let head = area.below(isHigh ? 2 : 1)
    head.text(title.cut(head.width))
    let place = scene.place(recipe.site, of: pass.count(along: recipe.site))
    if head.width >= title.columns + place.columns + 3 {
      head.text(place, endingAt: nil, .faint)
    } else {
      head.text(place.cut(head.width), y: 1, .faint)
    }
    let isWrapped = head.width < title.columns + place.columns + 3
    let gradient = head.below(isWrapped ? 2 : 1)
    gradient.text(RecipeWords(scene: scene, recipe: recipe).gradient.cut(gradient.width))
    let body = gradient.below(isHigh ? 2 : 1)
    let formula = drawFormula(in: body)
    let code = sourceLine(area.width)
    // A long line takes a second row where one is free.
    let free = body.height - formula - ingredients.rows.count
    let codeRows = code.map { $0.columns > area.width && free > 1 ? 2 : 1 } ?? 0
    let list = body.inset(top: formula + (isHigh ? 1 : 0), bottom: codeRows)
    let rows = min(ingredients.rows.count, list.height)
    drawList(in: list.top(rows))
    NumberSurroundings(
      scene: scene, calculation: calculation, recipe: recipe, ingredients: ingredients
    ).draw(in: list.below(rows + 1).inset(bottom: 1))
    guard let code else { return }
    if codeRows == 1 {
      area.bottom(1).text(code.cut(area.width))
    } else {
      Paragraph(code).draw(in: area.bottom(2))
    }
  }

  /// Returns the rows that it took.
  private func drawFormula(in area: Area) -> Int {
    let words = RecipeWords(scene: scene, recipe: recipe)
    var text: Text = "= \(words.formula, .chosen)"
    if let numbers = words.numbers {
      let numeric: Text = "= \(numbers)"
      if area.width >= text.columns + numeric.columns + 2 {
        text = text + "  " + numeric
      } else if area.height > 6 {
        area.text(text.cut(area.width), .faint)
        area.text(numeric.cut(area.width), y: 1, .faint)
        return 2
      }
    } else if ingredients.isSorted {
      text = text + "\("   the largest first", .faint)"
    }
    area.text(text.cut(area.width), .faint)
    return 1
  }

  /// The rows that there is room for, around the chosen one; below them what the others add.
  private func drawList(in area: Area) {
    let all = ingredients.rows
    guard !all.isEmpty, area.height > 0 else { return }
    let count = all.count > area.height ? max(1, area.height - 1) : all.count
    let first = max(0, min((chosen?.row ?? 0) - count / 2, all.count - count))
    let shown = first..<first + count
    let table = all.contains { $0.second != nil } ? products(shown) : summands(shown)
    let columns = min(area.width, width(of: table) + 2)
    table.draw(in: area.leading(columns).top(count))
    let bars = area.trailing(from: columns + 2).leading(60)
    let largest = all.compactMap { $0.share?.magnitude }.filter(\.isFinite).max() ?? 0
    if bars.width >= 8 && largest > 0 {
      for (y, row) in all[shown].enumerated() {
        guard let share = row.share else { continue }
        SignedBar(share / largest, recipe.site.stage.role).draw(in: bars.row(y))
      }
    }
    guard count < all.count, area.height > 1 else { return }
    let (above, below) = (first, all.count - shown.upperBound)
    let place = above == 0 ? "" : below == 0 ? " above" : ", \(above.grouped) of them above,"
    let rest = ingredients.rest(without: shown).shown(6)
    area.text(
      "  … and \((all.count - count).grouped) more\(place) that add \(rest)".cut(area.width),
      y: count,
      .faint)
  }

  private func width(of table: Table) -> Int {
    let widths = table.columns.indices.map { column in
      table.rows.map { $0.cells.indices.contains(column) ? $0.cells[column].columns : 0 }.max() ?? 0
    }
    return widths.reduce(0, +) + 2 * (table.columns.count - 1)
  }

  private func cell(_ words: String, _ role: Role, _ row: Int, isSecond: Bool = false) -> Text {
    let isChosen = chosen == Origin.Choice(row: row, isSecond: isSecond)
    return isChosen ? Text(words, .chosen, .inverse) : Text(words, role)
  }

  /// A product in each row, both factors with their values; behind them the factor of the whole sum.
  private func products(_ shown: Range<Int>) -> Table {
    let rows = shown.map { place in
      let row = ingredients.rows[place]
      let first = Target(Origin.Choice(row: place))
      guard let second = row.second, let share = row.share else {
        return Table.Row(
          [
            cell(name(row.first), row.first.site.stage.role, place),
            Text(row.first.value.shown(5), row.first.site.stage.role), "", "", "", "",
          ], target: first)
      }
      let other = Target(Origin.Choice(row: place, isSecond: true))
      return Table.Row(
        [
          cell(name(row.first), row.first.site.stage.role, place),
          Text(row.first.value.shown(5), row.first.site.stage.role),
          cell(name(second), second.site.stage.role, place, isSecond: true),
          Text(second.value.shown(5), second.site.stage.role), "=", Text(share.shown(6)),
        ], target: first, cellTargets: [2: other, 3: other])
    }
    return Table(
      columns: [
        .init(), .init(alignment: .trailing), .init(), .init(alignment: .trailing),
        .init(role: .faint), .init(alignment: .trailing),
      ], rows: rows,
      chosen: chosen.map { $0.row - shown.lowerBound })
  }

  /// A number in each row, with where it stands.
  private func summands(_ shown: Range<Int>) -> Table {
    let rows = shown.map { place in
      let row = ingredients.rows[place]
      let site = row.first.site
      return Table.Row(
        [
          cell(name(row.first), site.stage.role, place),
          Text(row.first.value.shown(8), site.stage.role),
          Text(description(row.first), .faint),
        ], target: Target(Origin.Choice(row: place)))
    }
    return Table(
      columns: [.init(), .init(alignment: .trailing), .init()], rows: rows,
      chosen: chosen.map { $0.row - shown.lowerBound })
  }

  private func name(_ operand: Recipe.Operand) -> String {
    scene.symbol(operand.site, from: recipe.site)
  }

  private func description(_ operand: Recipe.Operand) -> String {
    switch operand.site.stage {
    case .parameter: scene.rowOwner(operand.site.index) ?? ""
    case .constant: constantWords(operand)
    default: scene.place(operand.site, of: pass.count(along: operand.site))
    }
  }

  /// What a number of the formula is for.
  private func constantWords(_ operand: Recipe.Operand) -> String {
    switch recipe.operation {
    case .exp: "minus the largest score: it keeps e to the power of it small"
    case .power: operand.value < 0 ? "the power: 1 divided by the root" : "keeps the root above 0"
    case .dot where recipe.site.stage == .score: "1 divided by the root of the numbers of a head"
    case .dot, .sum: "1 divided by how many are added"
    default: ""
    }
  }

  /// The line of code and, as far as they have room, where it stands here and in microgpt.py.
  private func sourceLine(_ width: Int) -> Text? {
    guard let source = recipe.source, let line = CodeView(source).line else { return nil }
    let code: Text = "\("code", .faint)  \(line)"
    let original = source.lines.isEmpty ? "" : "  microgpt.py \(source.lines)"
    let places = ["  \(source.file)\(original)", original]
    let place = places.first { code.columns + $0.columns <= width } ?? ""
    return code + Text(place, .faint)
  }
}
