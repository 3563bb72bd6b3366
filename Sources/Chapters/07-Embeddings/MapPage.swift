import MicroGPT
import Stage

/// The map of the tokens.
extension FromIdsToMeaning {
  func mapPage(_ scene: Scene, _ cue: Cue) -> Page {
    let code = CodeView(.embed, mark: "let tokEmb")
    guard scene.canMapTokens else {
      return Page(
        "A map of the tokens would take too long to work out: the table has too many numbers for this picture. A model "
          + "with a width of at most 64 has one.", code: code, mathematics: TokenMap.mathematics
      ) { _ in }
    }
    guard let ends = scene.tableEnds, let directions = ends.directions else {
      let progress = scene.job(for: TableEnds(scene.run))?.progress ?? 0
      var page = Page(
        scene.run.isComplete
          ? "The map of the tokens is being worked out."
          : "A map of the tokens is drawn as soon as the training is over.",
        code: code, mathematics: TokenMap.mathematics
      ) { ProgressRow(label: "finding directions", progress: progress).draw(in: $0) }
      page.questions = [TableEnds(scene.run)]
      page.keys = [PageKey(.switchView) { [.notice("The map is not there yet")] }]
      return page
    }
    let map = TokenMap(scene, ends, directions: directions, pair: pair)
    let token = token(scene, cue)
    var page = Page(
      mapCaption(map, scene), code: code, mathematics: TokenMap.mathematics
    ) { MapView(scene: scene, map: map, token: token).draw(in: $0) }
    page.controls = map.tokens.map { Control(choice: TokenRow(token: $0), scene.label($0)) }
    page.firstChoice = Target(TokenRow(token: token))
    let pairs = TokenMap.pairs(directions)
    page.keys = [
      PageKey(.switchView, pairs > 1 ? "other components" : "") {
        pairs > 1
          ? [with(\.pair, (min(pair, pairs - 1) + 1) % pairs)]
          : [.notice("A row has too few numbers for other components")]
      }
    ]
    page.questions = [TableEnds(scene.run)]
    // A click on a token in the list chooses it.
    page.pick = { target in
      let compared: Compared? = target.value()
      return compared.map { [.choose(Target(TokenRow(token: $0.token)))] } ?? []
    }
    return page
  }

  private func mapCaption(_ map: TokenMap, _ scene: Scene) -> String {
    let share = (map.shares.across + map.shares.up).percent(0)
    let lead =
      map.components.across == 0
      ? "\(scene.size.width.counted("number")) can’t be drawn, two can: how far each row lies along the two directions in "
        + "which the rows differ most at the last step (principal components). "
      : "Two further directions, in which the rows of the last step differ less than in those before. "
    guard scene.moment == scene.lastMoment else {
      let best = map.best.map { ", the two best \($0.percent(0))" } ?? ""
      return lead + "Now they show \(share) of all differences"
        + "\(map.components.across == 0 ? best : "")."
    }
    return lead + "They show \(share) of all differences"
      + (map.components.across == 0 ? ": near is a hint, no proof." : ".")
  }
}

extension TokenMap {
  static let mathematics = [
    "The mean row is taken from each row. The first principal component is the direction d of length 1 in which what is left is "
      + "spread most; the second, at right angles to it, most of the rest; and so on.",
    "  spread along d = Σ (over the tokens) ((wte[id] − mean) · d)²",
    "A token’s place on the map is (wte[id] − mean) · d for both directions. Their share is their spread divided by that of all "
      + "directions together.",
    "The directions are found once, in the table of the last step, and kept for all moments: so the map moves only as "
      + "training moves the rows.",
  ]
}

/// The tokens on their plane.
private struct MapView {
  let scene: Scene
  let map: TokenMap
  let token: Int

  func draw(in area: Area) {
    // In large windows all other tokens by their cosine with the chosen one, to be compared.
    if area.width >= 150 {
      let parts = area.columns([5, 3], gap: 4)
      drawMap(in: parts[0])
      drawNearest(in: parts[1])
    } else if area.height >= 38 {
      drawMap(in: area.top(area.height - 15))
      drawNearest(in: area.bottom(14))
    } else {
      drawMap(in: area)
    }
  }

  private func drawNearest(in area: Area) {
    let likeness = Likeness(scene, around: token)
    let ranked = likeness.nearest(to: token)
    NearestView(
      scene: scene, likeness: likeness, token: token, ranked: ranked, other: ranked.first ?? token,
      column: 0
    ).draw(in: area)
  }

  private func drawMap(in area: Area) {
    let groups = LetterGroups(scene.tokenizer)
    let (vowels, consonants) = (Set(groups.vowels), Set(groups.consonants))
    func look(_ id: Int) -> (Role, Emphasis) {
      if id == token { return (.chosen, [.strong, .inverse]) }
      if id == scene.tokenizer.bos { return (.position, .strong) }
      if vowels.contains(id) { return (.answer, .strong) }
      return (consonants.contains(id) ? .activation : .token, [])
    }
    var points = zip(map.tokens, map.points).map { id, point in
      let (role, emphasis) = look(id)
      return Scatter.Point(
        point.x, point.y, scene.label(id), role, emphasis,
        target: Target(FromIdsToMeaning.TokenRow(token: id)))
    }
    // The chosen one keeps its place, others give way.
    if let place = map.tokens.firstIndex(of: token) { points.swapAt(0, place) }
    Scatter(points, horizontal: map.axes.across, vertical: map.axes.up)
      .draw(in: area.inset(top: 1, right: 4))
    drawHead(groups, in: area.row(0))
  }

  private func drawHead(_ groups: LetterGroups, in row: Area) {
    func share(_ name: Int, _ share: Double) -> Text {
      let reading = Reading("share of the differences along component \(name + 1)", share)
      return "component \(name + 1): \(share.percent(0), telling: reading)"
    }
    let title: Text =
      "→ \(share(map.components.across, map.shares.across))   ↑ \(share(map.components.up, map.shares.up))"
    var x = row.text(title, .title, .strong)
    guard groups.canBeCompared else { return }
    x = row.text("vowels", x: x + 3, .answer, .strong)
    row.text("consonants", x: x + 2, .activation)
    let words = "\(map.tokens.count) of \(scene.tokenizer.vocabularySize.grouped) tokens"
    if map.tokens.count < scene.tokenizer.vocabularySize { row.text(words, endingAt: nil, .faint) }
  }
}
