import MicroGPT
import Stage

/// Why nobody looks ahead: in the code, and in textbooks.
extension TalkingTokens {
  func cachePage(_ scene: Scene, _ cue: Cue) -> Page {
    // In the middle of the name there is something later that is not there yet.
    let look = look(in: scene, first: (scene.positions - 1) / 2)
    let (position, last) = (look.position, look.positions - 1)
    let sees =
      last == 0
      ? "The name has one position, which sees only itself."
      : position < last
        ? "Position \(position) sees \(position == 0 ? "only itself" : "\(position + 1) positions") and none "
          + "after it: those would show it the answer that it has to guess."
        : "Position \(position), the last one, sees all \(last + 1). No other sees one after itself: that would "
          + "show it the answer."
    var page = page(
      sees
        + " In the code nothing later is there: it goes from left to right, and each position adds its "
        + "key and its value to a list, the cache.", look, [.position, .head, .layer], cue,
      code: CodeView(
        .attention, mark: "cache.keys[li][h].append(k)",
        note: "h = \(look.head): \(position + 1) key\(position == 0 ? "" : "s")"),
      mathematics: [
        "Position i is compared with the keys 0 … i: that is i + 1 scores in each head. For n positions "
          + "together:",
        "  1 + 2 + … + n = n · (n + 1) / 2",
        "Ten times as long a text has about a hundred times as many scores: what makes long contexts dear.",
        "The values of the cache are never computed twice: position i only adds its own.",
      ]
    ) { CacheView(look: look, progress: cue.progress).draw(in: $0) }
    page.number = look.site(of: .key, at: position)
    return page
  }

  func maskPage(_ scene: Scene, _ cue: Cue) -> Page {
    let look = look(in: scene)
    let square = MaskedSquare(look: look, isOpen: isOpen)
    var page = page(
      square.caption, look, [.head, .position, .other, .layer], cue,
      code: CodeView(
        .attention, mark: "let keys = cache.keys", note: "\(look.position + 1) of them: no mask"),
      mathematics: [
        "All scores at once are one product of matrices, which processors for graphics are good at:",
        "  S = Q · Kᵗ / √d",
        "The mask adds 0 where the key is not later than the query, and −∞ where it is.",
        "  w = softmax(S + mask),   exp(−∞) = 0",
        "What is 0 adds nothing to the total, so the other weights are those of a softmax over the positions "
          + "so far.",
      ]
    ) { square.draw(in: $0) }
    page.keys = [
      PageKey(.switchView, isOpen ? "mask on" : "mask off") { [with(\.isOpen, !isOpen)] }
    ]
    page.number = look.site(.weight, at: look.position, index: look.other)
    return page
  }
}

/// The lists of keys and values as they grow, position by position.
private struct CacheView {
  let look: Look
  let progress: Double

  func draw(in area: Area) {
    // The rows of weights so far, where there is room for a second picture.
    let all = look.positions
    let used = [2, 1].map { 3 + $0 * all }.first { all > 1 && area.height > $0 + all + 2 }
    drawLists(in: used.map(area.top) ?? area)
    if let used { HeadMaps.draw(of: look, upTo: look.position, in: area.below(used + 1)) }
  }

  private func drawLists(in area: Area) {
    let label = look.labelColumns + 2
    let score = 9
    let width = look.scene.size.headWidth
    let room = area.width - label - score - 4
    let strip = min(room / 2, max(12, 6 * width))
    let keys = area.part(Rect(label + 1, 0, strip, area.height))
    let values = area.part(Rect(label + strip + 3, 0, strip, area.height))
    let end = label + 2 * strip + 4 + score
    let done = min(look.position + 1, Int(progress * Double(look.position + 2)))
    keys.text("keys", .key, .strong)
    values.text("values", .value, .strong)
    area.text("q · k ÷ √\(width)", endingAt: end, .faint)
    // Softmax makes weights of these scores alone.
    let weights = area.trailing(from: end + 2)
    let hasWeights = weights.width >= 16 && done == look.position + 1
    if hasWeights { weights.text("weight", endingAt: 6, .faint) }
    let all = look.positions
    let list = area.inset(top: 1, bottom: 2)
    let pitch = list.height >= 2 * all ? 2 : 1
    let window = list.rows(all, pitch: pitch, focus: look.position)
    let made = window.clamped(to: 0..<look.position + 1)
    let (keyScale, valueScale) = (
      made.flatMap { look.made(at: $0).key }.scale, made.flatMap { look.made(at: $0).value }.scale
    )
    for position in window {
      let y = 1 + (position - window.lowerBound) * pitch
      let isNow = position == look.position
      let isThere = position < done
      area.text(isNow ? "▸" : " ", y: y, .chosen, .strong)
      if position <= look.position {
        area.text(look.row(position, isNow ? .strong : []), x: 2, y: y)
      } else {
        area.text(look.row(position).string, x: 2, y: y, .faint)
      }
      area.row(y).leading(label).touch(.pick(Target(TalkingTokens.Spot.position(position))))
      guard isThere else {
        let later = strip < 16 ? "not yet" : "not computed yet"
        let words = position > look.position ? later : "…"
        keys.text(words.cut(strip), y: y, .faint)
        values.text(words.cut(strip), y: y, .faint)
        continue
      }
      let head = look.made(at: position)
      func draw(_ vector: TalkingTokens.Vector, _ numbers: [Double], _ scale: Scale, _ area: Area) {
        VectorStrip(
          "", numbers, scale: scale, cursor: isNow && vector == .key ? look.index : nil,
          targets: {
            Target(TalkingTokens.Spot.number(vector, position: position, index: $0))
          }, names: look.names(vector, at: position)
        ).draw(in: area.row(y))
      }
      draw(.key, head.key, keyScale, keys)
      draw(.value, head.value, valueScale, values)
      if done == look.position + 1 {
        let score = look.made(at: look.position).scores[position]
        area.text(
          score.brief, endingAt: end, y: y, .activation,
          telling: Reading(look.name("score", of: position), score))
      }
      if hasWeights {
        let weight = look.made(at: look.position).weights[position]
        weights.text(
          weight.percent(), endingAt: 6, y: y, .probability, telling: look.weightReading(position))
        Bar(weight, name: "\(position)").draw(in: weights.row(y).trailing(from: 7))
      }
    }
    let count = look.position + 1
    let sum =
      count > 4 ? "1 + 2 + … + \(count)" : (1...count).map(String.init).joined(separator: " + ")
    let words =
      "scores so far, in each head: \(count > 1 ? sum + " = " : "")"
      + (count * (count + 1) / 2).grouped
      + (count < all ? "; for the whole name \((all * (all + 1) / 2).grouped)" : "")
    area.text(
      words.cut(area.width), y: min(area.height - 1, 2 + window.count * pitch), .faint)
  }
}
