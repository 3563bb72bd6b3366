import MicroGPT
import Stage

/// How alike two rows are: one pair taken apart, then all tokens beside one.
extension FromIdsToMeaning {
  func cosinePage(_ scene: Scene, _ cue: Cue) -> Page {
    let token = token(scene, cue)
    let likeness = Likeness(scene, around: token)
    let other = compared(with: token, likeness, scene)
    let cosine = likeness[token, other]
    let (one, two) = (scene.quoted(token), scene.quoted(other))
    var page = likenessPage(
      "How alike are two rows? Multiply them number by number, add up, divide by both lengths: the cosine. 1 is the "
        + "same direction, 0 nothing in common, −1 the opposite. \(one) and \(two): \(cosine.fixed(2)). ↑↓ and "
        + "- + choose two others.", scene,
      code: CodeView(
        .graphLinear, mark: "multiply(w[row",
        note:
          "\(one) · \(two), the same kind of sum, = \(CosineView.product(likeness.row(token), likeness.row(other)).shown(4))"
      )
    ) {
      // In high windows all others below, to be compared.
      let high = CosineView.rows + 5
      let hasAll = $0.height >= high + 10
      CosineView(
        scene: scene, likeness: likeness, token: token, other: other, column: column(scene),
        progress: cue.progress
      ).draw(in: hasAll ? $0.top(high - 1) : $0)
      if hasAll {
        NearestView(
          scene: scene, likeness: likeness, token: token, ranked: likeness.nearest(to: token),
          other: other, column: column(scene), hasPair: false
        ).draw(in: $0.below(high))
      }
    }
    page.controls = pairControls(
      likeness, scene, others: likeness.tokens, other: other)
    page.firstChoice = Target(TokenRow(token: token))
    page.number = .parameter(scene.tables.parameter(token: token, column: column(scene)))
    return page
  }

  func nearestPage(_ scene: Scene, _ cue: Cue) -> Page {
    let token = token(scene, cue)
    let likeness = Likeness(scene, around: token)
    let ranked = likeness.nearest(to: token)
    let other = other.flatMap { ranked.contains($0) ? $0 : nil } ?? ranked.first ?? token
    let name = scene.quoted(token)
    var caption = "There is no other token to compare \(name) with."
    if let first = ranked.first, let last = ranked.last, first != last {
      caption =
        "All tokens beside \(name)\(likeness.scope): nearest is \(scene.quoted(first)) with a cosine of "
        + "\(likeness[token, first].fixed(2)), least alike \(scene.quoted(last)) with "
        + "\(likeness[token, last].fixed(2)). "
        + FromIdsToMeaning.verdict(onNearest: likeness[token, first], scene)
    }
    var page = likenessPage(
      caption, scene,
      code: CodeView(
        .embed, mark: "let tokEmb",
        note: ranked.isEmpty
          ? nil
          : "cosine of \(name) and \(scene.quoted(other)) = \(likeness[token, other].fixed(4))")
    ) {
      NearestView(
        scene: scene, likeness: likeness, token: token, ranked: ranked, other: other,
        column: column(scene)
      ).draw(in: $0)
    }
    page.controls = pairControls(
      likeness, scene, others: ranked.isEmpty ? [token] : ranked, other: other)
    page.firstChoice = Target(TokenRow(token: token))
    page.number = .parameter(scene.tables.parameter(token: token, column: column(scene)))
    return page
  }

  /// Whether a cosine of the nearest row may be chance, told by the rows as they were drawn.
  static func verdict(onNearest cosine: Double, _ scene: Scene) -> String {
    let chance = scene.tableEnds?.chance
    if scene.moment == 0 {
      let mean = chance.map { "; the nearest has \($0.mean.fixed(2)) on average" } ?? ""
      return "At step 0 that is chance\(mean). [ ] and t show what training makes of it."
    }
    guard let chance else {
      return "Nobody told the model anything about letters: it only read names."
    }
    return cosine > chance.most
      ? "Chance hardly does that: among the rows as drawn no nearest had more than \(chance.most.fixed(2))."
      : "It may be chance: among the rows as drawn, at random, the nearest had "
        + "\(chance.mean.fixed(2)) on average, \(chance.most.fixed(2)) at most."
  }

  /// What pages on likeness have in common.
  func likenessPage(
    _ caption: String, _ scene: Scene, code: CodeView, picture: @escaping (Area) -> Void
  ) -> Page {
    var page = Page(
      caption, code: code,
      mathematics: [
        "The dot product of two vectors is the sum of the products of their numbers; a vector’s length is the root of "
          + "its dot product with itself.",
        "  a · b = a₁b₁ + … + aₙbₙ      |a| = √(a · a)",
        "Divided by both lengths it is the cosine of the angle between them, whatever their lengths are.",
        "  cos(a, b) = (a · b) / (|a| |b|),  from −1 to 1",
        "Of two rows drawn at random it is 0 on average, and lies mostly within 1/√n on both sides: here within "
          + "\((1 / Double(scene.size.width).squareRoot()).fixed(2)).",
      ], picture: picture)
    page.pick = pickPair
    page.questions = [TableEnds(scene.run)]
    return page
  }
}

/// The cosine of two rows, with everything on the way.
struct CosineView {
  let scene: Scene
  let likeness: Likeness
  let token: Int
  let other: Int
  let column: Int
  let progress: Double

  static func product(_ one: [Double], _ other: [Double]) -> Double {
    zip(one, other).reduce(0) { $0 + $1.0 * $1.1 }
  }

  func draw(in area: Area) {
    let (one, two) = (likeness.row(token), likeness.row(other))
    let reached = Int((progress * Double(one.count)).rounded())
    let products = zip(one, two).map { $0 * $1 }
    let scale = Scale.signed(TableView.largest([one, two]))
    let gap = area.height > 18 ? 1 : 0
    let strips = Strips(
      lines: [
        .init(name: "\(scene.quoted(token), .token, .strong)", values: one, scale: scale),
        .init(name: "\(scene.quoted(other), .token, .strong)", values: two, scale: scale),
        .init(
          name: "products", values: products.enumerated().map { $0 < reached ? $1 : 0 },
          scale: .signed(TableView.largest([products]))),
      ], column: column, names: min(10, area.width / 5))
    let formulas = formulas(one, two, reached)
    // The arrows stand right of all that.
    let side = area.trailing(from: CosineView.columns + 2)
    let left =
      side.width >= AngleView.smallest.width ? area.leading(CosineView.columns) : area
    var rest = left
    rest = rest.below(strips.draw(in: rest.top(rest.height - formulas.count - 4), gap: gap))
    for (row, formula) in formulas.enumerated() { rest.text(formula.cut(rest.width), y: row) }
    rest = rest.below(formulas.count + gap)
    guard reached == one.count else { return }
    let cosine = likeness[token, other]
    CosineScale(cosine).draw(in: rest)
    if left.width < area.width {
      AngleView(
        cosine: cosine, one: "\(scene.quoted(token), .token, .strong)",
        other: "\(scene.quoted(other), .token, .strong)"
      ).draw(in: side.leading(44).top(CosineView.rows + 3 * gap))
    }
  }

  /// What it takes without the arrows, and how high these are at most.
  static let columns = 61
  static let rows = 15

  private func formulas(_ one: [Double], _ two: [Double], _ reached: Int) -> [Text] {
    let products = zip(one, two).map { $0 * $1 }
    let (first, second) = (RowMoves.length(one), RowMoves.length(two))
    let sum = products.prefix(reached).reduce(0, +)
    let i = column
    func number(
      _ value: Double, _ name: String, _ role: Role? = nil, _ emphasis: Emphasis = []
    ) -> Text {
      Text(value.shown(4), role, emphasis, telling: Reading(name, value))
    }
    let names = [token, other].map(scene.quoted)
    func length(_ which: Int) -> Text {
      number([first, second][which], "length of the row of \(names[which])")
    }
    func total(_ role: Role? = nil, _ emphasis: Emphasis = []) -> Text {
      number(sum, "sum of the products", role, emphasis)
    }
    var lines: [Text] = [
      "number \(i):  \(number(one[i], "number \(i) of \(names[0])", .weight)) × \(number(two[i], "number \(i) of \(names[1])", .weight)) = \(number(products[i], "product \(i)", .activation))",
      "sum of the products  \(total(.activation, .strong))",
    ]
    if reached == one.count {
      lines.append(
        "lengths, √(sum of the squares):  \(names[0], .token) \(length(0)), \(names[1], .token) \(length(1))"
      )
      let cosine = likeness[token, other]
      let reading = Reading("cosine of \(names[0]) and \(names[1])", cosine)
      lines.append(
        "cosine  \(total()) / (\(length(0)) × \(length(1))) = \(cosine.fixed(4), .chosen, .strong, telling: reading)"
      )
    }
    return lines
  }
}

/// A cosine on the line from −1 to 1.
struct CosineScale {
  let cosine: Double

  init(_ cosine: Double) { self.cosine = cosine }

  func draw(in area: Area) {
    let line = area.leading(61)
    guard line.width > 8, area.height > 1 else { return }
    line.rule(.faint)
    let middle = (line.width - 1) / 2
    line.put("┼", x: middle, y: 0, .faint)
    if cosine.isFinite {
      let x = Int(((max(-1, min(1, cosine)) + 1) / 2 * Double(line.width - 1)).rounded())
      line.put("●", x: x, y: 0, .chosen, .strong)
    }
    line.text("−1 opposite", y: 1, .faint)
    line.text("0 nothing in common", x: max(0, middle - 9), y: 1, .faint)
    line.text("1 same way", endingAt: nil, y: 1, .faint)
  }
}

/// All tokens by their cosine with one: the nearest on the left, the least alike on the right.
struct NearestView {
  let scene: Scene
  let likeness: Likeness
  let token: Int
  let ranked: [Int]
  let other: Int
  let column: Int
  /// Whether the rows of the pair stand below where there is room.
  var hasPair = true

  func draw(in area: Area) {
    let heading = area.row(0)
    let title: Text = "cosine with \(scene.quoted(token), .token, .strong)"
    let x = heading.text(title.cut(heading.width), .title, .strong)
    let rows = RankedList(scene: scene, likeness: likeness, token: token, other: other)
    let body = area.below(1)
    var words = "next to it in the list of ids: \(neighbours)"
    var used = 1 + ranked.count
    if body.height >= ranked.count || body.width < 56 {
      rows.list(ranked).draw(in: body)
    } else {
      let parts = body.columns([1, 1], gap: 3)
      let half = min(body.height, (ranked.count + 1) / 2)
      used = 1 + half
      let hidden = ranked.count - 2 * half
      if hidden > 0 { words = "the \(hidden.grouped) between are left out" }
      rows.list(Array(ranked.prefix(half))).draw(in: parts[0])
      rows.list(Array(ranked.suffix(min(half, ranked.count - half)))).draw(in: parts[1])
    }
    if x + words.columns + 2 <= heading.width { heading.text(words, endingAt: nil, .faint) }
    if hasPair && !ranked.isEmpty { drawPair(in: area.below(used + 1)) }
  }

  /// The rows of both, number by number.
  private func drawPair(in area: Area) {
    if area.height > CosineView.rows {
      CosineView(
        scene: scene, likeness: likeness, token: token, other: other, column: column, progress: 1
      ).draw(in: area)
    } else if area.height > 3 {
      let rows = [token, other].map(likeness.row)
      let scale = Scale.signed(TableView.largest(rows))
      Strips(
        lines: zip([token, other], rows).map {
          .init(name: "\(scene.quoted($0), .token, .strong)", values: $1, scale: scale)
        }, column: column, names: min(10, area.width / 5)
      ).draw(in: area)
    }
  }
}

extension NearestView {
  /// The tokens with the ids before and after.
  private var neighbours: String {
    [token - 1, token + 1].filter { 0..<scene.tokenizer.vocabularySize ~= $0 }.map(scene.quoted)
      .joined(separator: " and ")
  }
}

/// Tokens by their cosine with one, as bars to both sides of 0.
struct RankedList {
  let scene: Scene
  let likeness: Likeness
  let token: Int
  /// The one that is marked, where it is in the list.
  let other: Int

  func list(_ tokens: [Int]) -> BarList {
    // Where the other token is in the list beside, this one leaves the same room for the mark.
    let chosen = tokens.firstIndex(of: other)
    return BarList(
      tokens.map { other in
        let cosine = likeness[token, other]
        return BarList.Row(
          Text(scene.label(other), .token), cosine, Text(cosine.fixed(2)),
          role: cosine < 0 ? .signed(-110) : .signed(110),
          target: Target(FromIdsToMeaning.Compared(token: other)))
      }, scale: 1, isSigned: true, chosen: chosen ?? -1, focus: chosen ?? 0)
  }
}
