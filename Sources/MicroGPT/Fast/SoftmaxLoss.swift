/// The probabilities of what comes next, and how surprising the right answers are.
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

  func forward(_ passage: Passage) {
    for chunk in passage.chunks {
      // p = exp(logit − largest) / total
      probabilities.softmax(of: logits.data, rows: logits.width, chunk: chunk)
    }
    // loss = −1/n · Σ log p[target]
    var sum = 0.0
    for position in 0..<passage.count {
      sum -= Elementary.log(probabilities[passage.target(position), position])
    }
    loss = sum / Double(passage.count)
  }

  func backward(_ passage: Passage, _ adam: FastAdam) {
    let share = 1 / Double(passage.count)
    for chunk in passage.chunks {
      // ∂logit = (p − 1 for the right answer) / n; 0 behind the document's end
      let places = Lanes.places + Double(chunk &* 8)
      let shares = Lanes(repeating: share).replacing(
        with: 0, where: places .>= Double(passage.count))
      for token in 0..<logits.width {
        logits.grad[token, chunk: chunk] = probabilities[token, chunk: chunk] * shares
      }
    }
    for position in 0..<passage.count { logits.grad[passage.target(position), position] -= share }
  }
}

extension Plane {
  /// Becomes the probabilities of so many rows of scores, at each position of a chunk.
  func softmax(of scores: Plane, rows: Int, chunk: Int) {
    var largest = Lanes(repeating: -Double.greatestFiniteMagnitude)
    for row in 0..<rows { largest = largest.orLarger(scores[row, chunk: chunk]) }
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
