extension Graph {
  /// Turns scores into probabilities: all above 0, their sum 1.
  ///
  /// The largest score is subtracted first, as a plain number: no gradient flows through it. That
  /// changes no result, but keeps every exponential at 1 or below, where it can't overflow.
  public mutating func softmax(_ logits: [Node]) -> [Node] {
    var largest = -Double.infinity
    for logit in logits { largest = max(largest, self[logit]) }  // py 98
    let minusLargest = leaf(-largest)
    let exps = logits.map { exp(add($0, minusLargest)) }  // py 99
    let total = sum(exps)  // py 100
    return exps.map { multiply($0, power(total, -1)) }  // py 101
  }
}
