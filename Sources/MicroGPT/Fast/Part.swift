/// A piece of the model that works on all positions of a document at once.
///
/// The model is a list of such parts. A step goes through the list forward, and then through the same
/// list backward: that is the chain rule, applied to some dozen operations instead of the many
/// thousand nodes of a graph.
protocol Part: AnyObject {
  /// Computes the output from the input, both in their `data`.
  func forward(_ example: Example)
  /// Computes the gradient of the input from the gradient of the output, both in their `grad`. A part
  /// with weights computes their gradient too, and Adam moves them.
  func backward(_ example: Example, _ adam: FastAdam)
}

/// What a step trains on: the tokens of one document, cut to the block.
struct Example {
  /// The tokens of a document, at least one more than there are positions: the target of a position
  /// is the token after it.
  let tokens: ArraySlice<Int>
  /// How many positions are trained; at least 1.
  let count: Int

  /// The chunks of positions: eight neighbouring ones each, the last chunk may have fewer.
  var chunks: Range<Int> { 0..<(count &+ 7) &>> 3 }

  /// How many positions a chunk has, 1…8.
  func positions(in chunk: Int) -> Int { min(Lanes.count, count &- chunk &* 8) }

  func token(_ position: Int) -> Int { tokens[tokens.startIndex &+ position] }
  func target(_ position: Int) -> Int { token(position &+ 1) }
}

extension Int {
  func roundedUp(to unit: Int) -> Int { (self + unit - 1) / unit * unit }
}
