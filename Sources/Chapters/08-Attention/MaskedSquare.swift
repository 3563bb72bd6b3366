import MicroGPT
import Stage

/// All scores of a head at once, as textbooks have them, with a mask over what comes later, and what softmax
/// makes of each row.
struct MaskedSquare {
  let look: Look
  /// Whether the mask is taken away.
  let isOpen: Bool
  /// [position that looks][position that it looks at]; of many positions the first ones.
  let scores: [[Double]]
  let weights: [[Double]]

  /// More positions are not squared.
  private static let most = 32

  init(look: Look, isOpen: Bool) {
    self.look = look
    self.isOpen = isOpen
    let count = min(look.positions, MaskedSquare.most)
    let heads = (0..<count).map(look.made)
    var graph = Graph()
    let root = Double(look.scene.size.headWidth).squareRoot()
    var (scores, weights): ([[Double]], [[Double]]) = ([], [])
    for (position, head) in heads.enumerated() {
      let row = heads.enumerated().map { other, looked in
        let products = zip(head.query, looked.key).map {
          graph.multiply(graph.leaf($0), graph.leaf($1))
        }
        let score = graph.divide(graph.sum(products), by: root)
        return isOpen || other <= position ? score : graph.leaf(-.infinity)
      }
      scores.append(row.map { graph[$0] })
      weights.append(graph.softmax(row).map { graph[$0] })
    }
    self.scores = scores
    self.weights = weights
  }

  /// The largest difference between these weights and those of the code, which has no mask.
  var difference: Double {
    weights.enumerated().map { position, row in
      zip(row, look.made(at: position).weights).map { ($0 - $1).magnitude }.max() ?? 0
    }.max() ?? 0
  }

  /// How much of a position's attention goes to later ones.
  private func later(_ position: Int) -> Double {
    weights[position].dropFirst(position + 1).reduce(0, +)
  }

  var caption: String {
    guard !isOpen else {
      let position = min(look.position, max(0, weights.count - 2))
      return
        "Without the mask position \(position) would give \(later(position).percent()) of its attention "
        + "to later positions: in training it would read the right answer instead of guessing it, and learn "
        + "nothing. When a name is made up, nothing later is there to read."
    }
    let same = difference == 0 ? "to the last digit" : "but for \(difference.shown(3))"
    return
      "Textbooks compute all positions at once, and must hide those that come later, as they show the "
      + "answer: a mask writes −∞ over them, and softmax gives them exp(−∞) = 0. The weights are those of "
      + "the code, \(same)."
  }

  func draw(in area: Area) {
    let isWide = area.width >= 110
    // The code's own weights stand beside them or, in a high window, below.
    let isHigh = !isWide && area.height > 2 * weights.count + 6
    let squares = isHigh ? area.top(weights.count + 4) : area
    let parts = squares.columns(isWide ? [2, 1, 1] : [2, 1], gap: 3)
    let labels = weights.indices.map { Text(look.label($0), .token) }
    let finite = scores.flatMap { $0 }.filter(\.isFinite)
    draw(
      isOpen ? "scores, no mask" : "scores and mask", scores, finite.scale, labels, in: parts[0])
    draw("softmax of each row", weights, .share, labels, in: parts[1])
    if isWide || isHigh {
      let own = weights.indices.map { position in
        let row = look.made(at: position).weights
        return row + Array(repeating: 0, count: weights.count - row.count)
      }
      draw(
        "the code, step by step", own, .share, labels, isCut: true,
        in: isWide ? parts[2] : area.below(squares.height))
    }
    guard hasFoot(area) else { return }
    let words =
      "largest difference from the code’s weights: "
      + (isOpen ? difference.shown(3) : difference == 0 ? "0" : difference.scientific)
    area.text(words.cut(area.width), y: area.height - 1, .chosen)
    if weights.count < look.positions {
      area.text("the first \(weights.count)", endingAt: nil, y: area.height - 1, .faint)
    }
  }

  /// Whether there is room for a line below the squares.
  private func hasFoot(_ area: Area) -> Bool { area.height > weights.count + 3 }

  private func draw(
    _ title: String, _ values: [[Double]], _ scale: Scale, _ labels: [Text], isCut: Bool = false,
    in area: Area
  ) {
    area.text(title.cut(area.width), .title, .strong)
    let isMasked: Bool = !isOpen || isCut
    var matrix = Matrix(
      values, scale: scale, rowLabels: labels,
      columnLabels: labels.map { Text(String($0.string.prefix(3)), .token) },
      cursor: .init(min(look.position, values.count - 1), min(look.other, values.count - 1)),
      grows: true, isMasked: isMasked ? { $0.column > $0.row } : nil,
      targets: {
        Target(
          TalkingTokens.Spot.look(
            layer: look.layer, head: look.head, position: $0.row, other: min($0.row, $0.column)))
      })
    if !isCut { matrix.maskSign = scale == .share ? "0" : "−∞" }
    matrix.draw(in: area.inset(top: 1, bottom: hasFoot(area) ? 2 : 0))
  }
}
