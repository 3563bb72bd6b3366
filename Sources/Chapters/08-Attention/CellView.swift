import MicroGPT
import Stage

/// One look as numbers: query and key above, a row for each position so far below.
struct CellView {
  let look: Look
  let stage: CellStage
  /// How much of the movement is done, 0…1.
  let progress: Double
  /// The vector whose numbers are chosen from; nil where none is.
  let vector: TalkingTokens.Vector?

  private var made: Activations<Double>.Head { look.made(at: look.position) }
  private var count: Int { look.position + 1 }

  func draw(in area: Area) {
    // All looks of the heads stand below, where there is room for a second picture.
    let rows = [2, 1].map { (stage == .mix ? 3 : 6) + $0 * count }
    let used = rows.first { look.positions > 1 && area.height > $0 + look.positions + 2 }
    let main = used.map(area.top) ?? area
    if stage == .mix {
      MixView(cell: self).draw(in: main)
    } else {
      let used = main.height > count + 5 || stage == .product ? drawProducts(in: main) : 0
      drawRows(in: main.below(used))
    }
    if let used { HeadMaps.draw(of: look, in: area.below(used + 1)) }
  }

  /// How many of some things are there in this movement.
  fileprivate func reached(_ count: Int) -> Int {
    min(count, Int(progress * Double(count + 1)))
  }

  // MARK: Query and key

  /// - Returns: how many rows it took.
  private func drawProducts(in area: Area) -> Int {
    let (query, key) = (made.query, look.made(at: look.other).key)
    let products = look.products(with: look.other)
    let done = stage == .product ? reached(products.count) : products.count
    let names: [Text] = [
      "\("query", .query, .strong) \("of", .faint) \(look.row(look.position))",
      "\("key", .key, .strong) \("of", .faint) \(look.row(look.other))",
      "\("query × key", .activation, .strong)",
    ]
    let columns = names.map(\.columns).max() ?? 0
    let sum = products.prefix(done).reduce(0, +)
    let total: Text =
      "\(done < products.count ? "so far" : "sum", .faint) \(sum.brief, .chosen, .strong, telling: Reading("sum of the products shown", sum))"
    let scale = (query + key).scale
    for (y, values) in [query, key, products].enumerated() {
      let strip = VectorStrip(
        names[y], y == 2 ? Array(values.prefix(done)) : values,
        scale: y == 2 ? values.scale : scale,
        note: y == 2 ? total : "", cursor: cursor(in: y), targets: target(in: y),
        names: numberNames(in: y))
      strip.draw(
        in: area.row(y).leading(y == 2 ? area.width : area.width - 14), nameColumns: columns)
    }
    return area.height > count + 5 ? 4 : 3
  }

  private func cursor(in row: Int) -> Int? {
    switch (row, vector) {
    case (_, nil): nil
    case (1, .key): look.index
    case (0, let vector): vector == .key ? nil : look.index
    case (2, _) where stage > .product || reached(made.query.count) > look.index: look.index
    default: nil
    }
  }

  private func numberNames(in row: Int) -> (Int) -> String {
    switch row {
    case 0: look.names(.query, at: look.position)
    case 1: look.names(.key, at: look.other)
    default: { "query × key, number \($0), positions \(look.position) and \(look.other)" }
    }
  }

  private func target(in row: Int) -> (Int) -> Target {
    { index in
      Target(
        row == 1
          ? TalkingTokens.Spot.otherNumber(.key, position: look.other, index: index)
          : TalkingTokens.Spot.number(.query, position: look.position, index: index))
    }
  }

  // MARK: Row by row

  /// Whether query times key of a position is there: the others follow when the chosen one is done.
  private func isSummed(_ position: Int) -> Bool {
    stage > .product || progress == 1
      || position == look.other && reached(made.query.count) == made.query.count
  }

  private func drawRows(in area: Area) {
    let label = look.labelColumns + 2
    // What exp is taken of has a column of its own, where there is room.
    let less = area.width >= label + 64 ? 11 : 0
    let ends = (
      product: label + 9, scale: label + 19, less: label + 19 + less, exp: label + 30 + less,
      weight: label + 39 + less
    )
    let head = area.row(0)
    head.text("looks at", .faint)
    head.text("q · k", endingAt: ends.product, .faint)
    if stage >= .scale {
      let root = "÷ √\(look.scene.size.headWidth)"
      head.text(stage == .scale ? root : "score", endingAt: ends.scale, .faint)
    }
    // What the division is good for, where there is room.
    let hasShares = stage == .scale && area.width >= label + 62
    if hasShares {
      head.text("softmax without ÷", endingAt: head.width - 8, .faint)
      head.text("with ÷", endingAt: nil, .faint)
    }
    let undivided = hasShares ? look.undividedWeights : []
    if stage >= .softmax {
      if less > 0 { head.text("− largest", endingAt: ends.less, .faint) }
      head.text(less > 0 ? "exp of it" : "exp(−max)", endingAt: ends.exp, .faint)
      head.text("weight", endingAt: ends.weight, .faint)
    }
    let scores = made.scores
    let largest = scores.max() ?? 0
    let (exponentials, total) = look.exponentials
    // One scale before the division and after it, so that one sees the numbers shrink.
    let most = (0..<count).map { look.dot(with: $0).magnitude }.filter(\.isFinite).max() ?? 0
    let done = reached(count)
    func isThere(_ position: Int, _ column: CellStage) -> Bool {
      stage > column || stage == column && position < done
    }
    // In a high window there is a line between two rows.
    let pitch = area.height >= 2 * count + 2 ? 2 : 1
    let list = area.inset(top: 1, bottom: stage == .softmax ? 1 : 0)
    let window = list.rows(count, pitch: pitch, focus: look.other)
    for position in window {
      let line = list.row((position - window.lowerBound) * pitch)
      let isChosen = position == look.other
      line.text(isChosen ? "▸" : " ", .chosen, .strong)
      line.text(look.row(position, isChosen ? .strong : []), x: 2)
      func number(_ value: Double, _ end: Int, _ column: CellStage, _ noun: String) {
        let isNow = column == stage && isChosen
        line.text(
          value.brief, endingAt: end, isNow ? .chosen : .activation, isNow ? .strong : [],
          telling: Reading(look.name(noun, of: position), value))
      }
      if isSummed(position) {
        number(look.dot(with: position), ends.product, .product, "query · key")
      }
      if isThere(position, .scale) { number(scores[position], ends.scale, .scale, "score") }
      if isThere(position, .softmax) && stage >= .softmax {
        if less > 0 {
          number(scores[position] - largest, ends.less, .softmax, "score − largest")
        }
        number(exponentials[position], ends.exp, .softmax, "exponential")
        let weight = made.weights[position]
        line.text(
          weight.percent(), endingAt: ends.weight, isChosen ? .chosen : .probability, .strong,
          telling: look.weightReading(position))
        Bar(weight, isChosen ? .chosen : .probability, name: "\(position)")
          .draw(in: line.trailing(from: ends.weight + 1))
      } else if stage < .softmax {
        let value = isThere(position, .scale) ? scores[position] : look.dot(with: position)
        if isSummed(position) {
          SignedBar(
            most > 0 ? value / most : 0, isChosen ? .chosen : .activation, name: "\(position)"
          ).draw(
            in: line.inset(
              left: (stage == .scale ? ends.scale : ends.product) + 2, right: hasShares ? 27 : 0))
        }
        if hasShares && isThere(position, .scale) {
          line.text(
            undivided[position].percent(), endingAt: line.width - 8, .faint,
            telling: Reading(look.name("undivided weight", of: position), undivided[position]))
          line.text(
            made.weights[position].percent(), endingAt: nil, .probability,
            telling: look.weightReading(position))
        }
      }
      line.leading(label).touch(.pick(Target(TalkingTokens.Spot.other(position))))
    }
    if stage == .softmax && done == count {
      let foot = area.row(1 + window.count * pitch)
      let sum = made.weights.reduce(0, +)
      foot.text(
        "total \(total.brief)", endingAt: ends.exp, .faint,
        telling: Reading("total of the exponentials", total))
      foot.text(
        sum.percent(), endingAt: ends.weight, .faint, telling: Reading("sum of the weights", sum))
    }
  }
}

/// The values that are handed over, each times its weight, and their sum.
private struct MixView {
  let cell: CellView

  private var look: Look { cell.look }

  func draw(in area: Area) {
    let made = look.made(at: look.position)
    let width = look.scene.size.headWidth
    let label = look.labelColumns + 2
    let weights = label + 8
    let room = area.trailing(from: weights + 1)
    // Both the values and what is left of them, where there is room for their figures.
    let both = room.width >= 12 * width + 3
    let parts = both ? room.columns([1, 1], gap: 3) : [room]
    let (values, shares) = (parts[0], parts[parts.count - 1])
    area.text("looks at", .faint)
    area.text("weight", endingAt: weights, .faint)
    if both { values.text("value", .value, .strong) }
    shares.text("value × weight", .value, .strong)
    let all = (0...look.position).map { look.made(at: $0).value }
    let scale = all.flatMap { $0 }.scale
    let done = cell.reached(look.position + 1)
    let pitch = area.height >= 2 * look.position + 5 ? 2 : 1
    let list = area.inset(top: 1, bottom: 2)
    let window = list.rows(look.position + 1, pitch: pitch, focus: look.other)
    for position in window {
      let y = 1 + (position - window.lowerBound) * pitch
      let isChosen = position == look.other
      area.text(isChosen ? "▸" : " ", y: y, .chosen, .strong)
      area.text(look.row(position, isChosen ? .strong : []), x: 2, y: y)
      area.text(
        made.weights[position].percent(), endingAt: weights, y: y,
        isChosen ? .chosen : .probability, .strong, telling: look.weightReading(position))
      area.row(y).leading(weights).touch(.pick(Target(TalkingTokens.Spot.other(position))))
      if both {
        VectorStrip(
          "", all[position], scale: scale,
          cursor: isChosen && cell.vector == .value ? look.index : nil,
          targets: {
            Target(TalkingTokens.Spot.otherNumber(.value, position: position, index: $0))
          }, names: look.names(.value, at: position)
        ).draw(in: values.row(y))
      }
      if position < done {
        VectorStrip(
          "", look.part(of: position), scale: scale,
          names: { "weight × " + look.names(.value, at: position)($0) }
        ).draw(in: shares.row(y))
      }
    }
    let foot = 1 + window.count * pitch + (area.height > window.count * pitch + 2 ? 1 : 0)
    // The sum of what is there, row by row.
    let sum = (0..<done).reduce(Array(repeating: 0, count: width)) { sum, position in
      zip(sum, look.part(of: position)).map(+)
    }
    let words = both ? "their sum: what head \(look.head) brings back" : "sum"
    area.text(words.cut(shares.rect.x - area.rect.x - 1), x: 2, y: foot, .text, .strong)
    VectorStrip(
      "", done == look.position + 1 ? made.output : sum, scale: scale,
      cursor: cell.vector == .value ? nil : look.index,
      targets: {
        Target(TalkingTokens.Spot.number(.output, position: look.position, index: $0))
      }, names: look.names(.output, at: look.position)
    ).draw(in: shares.row(foot))
  }
}

extension Area {
  /// The part of a list of `count` rows, each `pitch` lines high, that there is room for around one of them.
  func rows(_ count: Int, pitch: Int, focus: Int) -> Range<Int> {
    .window(of: count, room: max(1, height / pitch), around: focus)
  }
}
