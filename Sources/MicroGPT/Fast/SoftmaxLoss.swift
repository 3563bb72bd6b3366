/// The probabilities of the next token, and the loss: how surprising the right answers are.
final class SoftmaxLoss: Part {
  let logits: Vectors  // [vocabulary]
  /// [vocabulary]; sums to 1 at each position.
  private let probabilities: Plane
  /// The loss of the document: the mean of −log p(target) over its positions.
  private(set) var loss = 0.0

  init(_ logits: Vectors, probabilities: Plane) {
    self.logits = logits
    self.probabilities = probabilities
  }

  /// A chunk of positions is a unit.
  func forwardUnits(_ example: Example) -> Units {
    // A power is worth some ten products.
    Units(count: example.chunks.count, products: 16 * logits.width * Lanes.count)
  }

  func backwardUnits(_ example: Example) -> Units { forwardUnits(example) }

  func forward(_ example: Example, _ units: Range<Int>) {
    for chunk in units.units(count: example.chunks.count) {
      // p = exp(logit − largest) / total
      probabilities.softmax(of: logits.data, rows: logits.width, chunk: chunk)
    }
    guard units.upperBound >= example.chunks.upperBound else { return }
    // loss = −1/n · Σ log p[target]
    loss = losses(example).reduce(0, +) / Double(example.count)
  }

  /// −log p[target] after a forward pass, [position].
  func losses(_ example: Example) -> [Double] {
    (0..<example.count).map { -Elementary.log(probabilities[example.target($0), $0]) }
  }

  func backward(_ example: Example, _ adam: FastAdam, _ units: Range<Int>) {
    let share = 1 / Double(example.count)
    for chunk in units.units(count: example.chunks.count) {
      // ∂logit = p / n, and (p − 1) / n for the right answer; 0 after the end of the document
      let positions = Lanes.indices + Double(chunk &* 8)
      let shares = Lanes(repeating: share).replacing(
        with: 0, where: positions .>= Double(example.count))
      for token in 0..<logits.width {
        logits.grad[token, chunk: chunk] = probabilities[token, chunk: chunk] * shares
      }
    }
    guard units.upperBound >= example.chunks.upperBound else { return }
    for position in 0..<example.count { logits.grad[example.target(position), position] -= share }
  }
}

extension Plane {
  /// Sets the first `rows` rows to the softmax of the same rows of `scores`, at each position of a
  /// chunk.
  func softmax(of scores: Plane, rows: Int, chunk: Int) {
    var largest = Lanes(repeating: -Double.greatestFiniteMagnitude)
    for row in 0..<rows { largest = largest.maximum(scores[row, chunk: chunk]) }
    var total = Lanes.zero
    for row in 0..<rows {
      let power = (scores[row, chunk: chunk] - largest).exponential()
      total += power
      self[row, chunk: chunk] = power
    }
    let inverse = 1 / total
    for row in 0..<rows { self[row, chunk: chunk] = self[row, chunk: chunk] * inverse }
  }
}
