/// A piece of the model that works on all positions of a document at once.
///
/// The model is a list of such parts. A step goes through the list forward, and then through the same
/// list backward: that is the chain rule, applied to some dozen operations instead of the many
/// thousand nodes of a graph.
///
/// A pass through a part is a row of units, to be done one after the other: a large model takes longer
/// than a key may wait, and is left between two of them. Units beyond the last one are none.
protocol Part: AnyObject {
  /// Computes the output from the input, both in their `data`.
  func forward(_ example: Example, _ units: Range<Int>)
  /// Computes the gradient of the input from the gradient of the output, both in their `grad`. A part
  /// with weights computes their gradient too, and Adam moves them.
  func backward(_ example: Example, _ adam: FastAdam, _ units: Range<Int>)

  /// The units of the two passes.
  func forwardUnits(_ example: Example) -> Units
  func backwardUnits(_ example: Example) -> Units
}

/// What a pass through a part is cut into.
struct Units {
  let count: Int
  /// About how many products one of them takes.
  let products: Int
}

extension Part {
  /// A whole pass.
  func forward(_ example: Example) { forward(example, 0..<Int.max) }
  func backward(_ example: Example, _ adam: FastAdam) { backward(example, adam, 0..<Int.max) }
}

extension Range<Int> {
  /// Those of `count` units that are among these and begin at `first`, counted from there.
  @inline(__always)
  func units(from first: Int = 0, count: Int) -> Range<Int> {
    let some = clamped(to: first..<first &+ count)
    return some.lowerBound &- first..<some.upperBound &- first
  }
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

  /// How many lanes all chunks have for a row.
  var places: Int { chunks.upperBound &* Lanes.count }
}

extension Int {
  func roundedUp(to unit: Int) -> Int { (self + unit - 1) / unit * unit }
}
