import MicroGPT
import Stage

/// One look taken apart: from query and key to what the head brings back.
extension TalkingTokens {
  func productPage(_ scene: Scene, _ cue: Cue) -> Page {
    let look = look(in: scene)
    let dot = look.dot(with: look.other)
    let best = (0...look.position).map(look.dot).largest(1).first ?? 0
    let whom =
      look.other == look.position ? "itself" : "\(look.quoted(look.other)) at \(look.other)"
    var page = cellPage(
      .product,
      "\(look.quoted(look.position)) at \(look.position) looks at \(whom): its query times the "
        + "other’s key, number by number, added up: \(dot.brief). "
        + (look.position == 0
          ? "There is nothing else to compare it with."
          : "Only the comparison counts: the larger a sum is beside the others, the better that key fits; "
            + "here \(best == look.position ? "its own" : "\(look.quoted(best)) at \(best)") fits best."),
      look, cue, dials: [.position, .other, .head, .number, .layer],
      code: CodeView(
        .attention, mark: "let dot = graph.sum", note: "dot = \(scene.digits(dot))"))
    let chosen = page.chosen(by: cue)?.id
    page.number =
      chosen != Target(Dial.number)
      ? look.site(.score, at: look.position, index: look.other)
      : vector == .key
        ? look.site(of: .key, at: look.other) : look.site(of: .query, at: look.position)
    return page
  }

  func scalePage(_ scene: Scene, _ cue: Cue) -> Page {
    let look = look(in: scene)
    let width = scene.size.headWidth
    let score = look.made(at: look.position).scores[look.other]
    let root = Double(width).squareRoot()
    var page = cellPage(
      .scale,
      "Each sum is divided by the root of how many numbers were added, √\(width) = "
        + "\(root.shown(root == root.rounded() ? 0 : 2)): the more are added, the larger sums get, and softmax "
        + "would then give nearly all to the largest one. \(look.dot(with: look.other).brief) becomes "
        + "\(score.brief), the score.", look, cue, dials: [.position, .other, .head, .layer],
      code: CodeView(
        .attention, mark: "return graph.divide(dot", note: "score = \(scene.digits(score))"))
    page.number = look.site(.score, at: look.position, index: look.other)
    return page
  }

  func softmaxPage(_ scene: Scene, _ cue: Cue) -> Page {
    let look = look(in: scene)
    let weights = look.made(at: look.position).weights
    let most = weights.largest(1).first ?? 0
    let count = look.position + 1
    let words =
      count == 1
      ? "Position 0 sees nothing but itself, so all of its attention is there: 100%."
      : "Softmax, as in chapter 4: the largest score is taken off each (shares stay the same, exp cannot "
        + "overflow), then exp, then ÷ total. Of its 100% position \(look.position) gives most, "
        + "\(weights[most].percent()), to "
        + (most == look.position
          ? "itself." : "\(look.quoted(most)) at \(most).")
        + " Later ones have no score and get nothing."
    var page = cellPage(
      .softmax, words, look, cue, dials: [.position, .other, .head, .layer],
      code: CodeView(
        .attention, mark: "let weights = graph.softmax",
        note: "weights[\(look.other)] = \(scene.digits(weights[look.other]))"))
    page.number = look.site(.weight, at: look.position, index: look.other)
    return page
  }

  func mixPage(_ scene: Scene, _ cue: Cue) -> Page {
    let look = look(in: scene)
    let width = scene.size.headWidth
    var page = cellPage(
      .mix,
      "Each position so far hands over its value, as much of it as its weight says. The sum, "
        + "\(width == 1 ? "1 number" : "\(width) numbers"), is what head \(look.head) brings back to "
        + "position \(look.position): query and key decide from where, the values what.", look, cue,
      dials: [.position, .other, .head, .number, .layer],
      code: CodeView(
        .attention, mark: "graph.sum(weights.count)",
        note: "output[\(look.index)] = "
          + scene.digits(look.made(at: look.position).output[look.index])))
    page.number =
      vector == .value && page.chosen(by: cue)?.id == Target(Dial.number)
      ? look.site(of: .value, at: look.other) : look.site(of: .output, at: look.position)
    return page
  }

  private func cellPage(
    _ stage: CellStage, _ caption: String, _ look: Look, _ cue: Cue, dials: [Dial],
    code: @autoclosure @escaping () -> CodeView
  ) -> Page {
    let isNumber = dials.contains(.number)
    return page(
      caption, look, dials, cue, code: code(), mathematics: CellStage.mathematics(look)
    ) { area in
      CellView(
        look: look, stage: stage, progress: cue.progress, vector: isNumber ? vector : nil
      ).draw(in: area)
    }
  }
}

/// How far the calculation has come.
enum CellStage: Int, Comparable {
  case product, scale, softmax, mix

  static func < (one: CellStage, other: CellStage) -> Bool { one.rawValue < other.rawValue }

  static func mathematics(_ look: Look) -> [String] {
    let width = look.scene.size.headWidth
    return [
      "Position i looks at the positions j = 0 … i. Its query q meets each key k, number by number, "
        + "d = \(width) of them: a large sum where both have large numbers of the same sign at the same "
        + "places.",
      "  sᵢⱼ = (q₁·k₁ + … + q_d·k_d) / √d",
      "Sums of d products of numbers around 1 are around √d: the root brings them back to around 1, "
        + "whatever d is.",
      "Softmax over all positions so far makes weights of the scores.",
      "  wᵢⱼ = exp(sᵢⱼ) / (exp(sᵢ₀) + … + exp(sᵢᵢ))",
      "What the head brings back is the mean of the values, weighted.",
      "  oᵢ = wᵢ₀ · v₀ + … + wᵢᵢ · vᵢ",
    ]
  }
}
