import MicroGPT
import Stage

/// All scores of a head at once, as textbooks have them, with a mask over what comes later, and what softmax
/// makes of each row.
struct MaskedSquare {
  let look: Look
  /// Whether the mask is taken away.
  let isOpen: Bool
  /// [position that looks][position that it looks at]; of many positions the first ones.
  private let all: [[Double]]
  /// The same with the mask over them, if it is not taken away.
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
    var (all, scores, weights): ([[Double]], [[Double]], [[Double]]) = ([], [], [])
    for (position, head) in heads.enumerated() {
      let whole = heads.map { looked in
        let products = zip(head.query, looked.key).map {
          graph.multiply(graph.leaf($0), graph.leaf($1))
        }
        return graph.divide(graph.sum(products), by: root)
      }
      let row = whole.enumerated().map { other, score in
        isOpen || other <= position ? score : graph.leaf(-.infinity)
      }
      all.append(whole.map { graph[$0] })
      scores.append(row.map { graph[$0] })
      weights.append(graph.softmax(row).map { graph[$0] })
    }
    self.all = all
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
    let squares = hasFoot(area) ? area.inset(bottom: 2) : area
    if !drawGrid(in: squares) { drawRow(in: squares) }
    guard hasFoot(area) else { return }
    let digits = isOpen ? difference.shown(3) : difference == 0 ? "0" : difference.scientific
    let lead = "largest difference from the code’s weights"
    let words: Text = "\(lead): \(digits, telling: Reading(lead, difference))"
    area.text(words.cut(area.width), y: area.height - 1, .chosen)
    if weights.count < look.positions {
      area.text("the first \(weights.count)", endingAt: nil, y: area.height - 1, .faint)
    }
  }

  /// Whether there is room for a line below the squares.
  private func hasFoot(_ area: Area) -> Bool { area.height > weights.count + 3 }

  /// The columns that squares of scores and of shares take with their figures.
  private var columns: (scores: Int, shares: Int) {
    (4 + 6 * weights.count, 4 + 3 * weights.count)
  }

  /// All squares, the scores above and what comes of them below; false where there is no room for that.
  private func drawGrid(in area: Area) -> Bool {
    let count = weights.count
    guard area.width > 2 * columns.scores + 3, area.height > 2 * (count + 2) else { return false }
    let half = (width: (area.width - 3) / 2, height: (area.height - 1) / 2)
    let times = max(
      1, min(3, (half.width - 4) / (6 * count), (half.height - 2) / count))
    let top = area.top(times * count + 2).equalColumns(2, gap: 3)
    let below = area.below(times * count + 3).equalColumns(2, gap: 3)
    if isOpen {
      drawMasked(in: top[0])
    } else {
      draw("all scores", all, scoreScale, isMasked: false, in: top[0])
      drawMasked(in: top[1])
    }
    drawWeights(in: below[0])
    drawCode(in: below[1])
    return true
  }

  /// Squares side by side: all three with their figures or, where there is no room, as pixels; before that,
  /// those of the textbook alone, as large as there is room for.
  private func drawRow(in area: Area) {
    let gap = 3
    let count = weights.count
    let (cells, shares) = (4 + 2 * count, columns.shares)
    if area.width >= columns.scores + 2 * (shares + gap) {
      let parts = area.columns([columns.scores, shares, shares], gap: gap)
      drawMasked(in: parts[0])
      drawWeights(in: parts[1])
      drawCode(in: parts[2])
    } else if area.height > count, area.width >= cells + shares + gap {
      drawMasked(in: area.leading(max(cells, area.width - shares - gap)))
      drawWeights(in: area.trailing(shares))
    } else {
      let parts = area.equalColumns(3, gap: gap)
      drawMasked(in: parts[0])
      drawWeights(in: parts[1])
      drawCode(in: parts[2])
    }
  }

  private var scoreScale: Scale { scores.flatMap { $0 }.filter(\.isFinite).scale }

  private func drawMasked(in area: Area) {
    draw(
      isOpen ? "scores, no mask" : "scores and mask", scores, scoreScale, isMasked: !isOpen,
      sign: "−∞", in: area)
  }

  private func drawWeights(in area: Area) {
    draw("softmax of each row", weights, .share, isMasked: !isOpen, sign: "0", in: area)
  }

  private func drawCode(in area: Area) {
    let own = weights.indices.map { position in
      let row = look.made(at: position).weights
      return row + Array(repeating: 0, count: weights.count - row.count)
    }
    draw("the code, no mask", own, .share, isMasked: true, in: area)
  }

  /// - Parameter sign: what stands for a number under the mask.
  private func draw(
    _ title: String, _ values: [[Double]], _ scale: Scale, isMasked: Bool, sign: String = "·",
    in area: Area
  ) {
    area.text(title.cut(area.width), .title, .strong)
    let labels = weights.indices.map { Text(look.label($0), .token) }
    // The letters above give way to the last row.
    let hasHead = area.height != values.count + 1
    var matrix = Matrix(
      values, scale: scale, rowLabels: labels,
      columnLabels: hasHead ? labels.map { Text(String($0.string.prefix(3)), .token) } : [],
      cursor: .init(min(look.position, values.count - 1), min(look.other, values.count - 1)),
      grows: true, isMasked: isMasked ? { $0.column > $0.row } : nil,
      targets: {
        Target(
          TalkingTokens.Spot.look(
            layer: look.layer, head: look.head, position: $0.row, other: min($0.row, $0.column)))
      })
    matrix.maskSign = sign
    matrix.names = { "\(title): position \($0.column) at position \($0.row), \(look.headWords)" }
    matrix.draw(in: area.below(1))
  }
}
