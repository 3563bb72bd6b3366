/// A piece of the model that works on all positions of a document at once.
///
/// The model is a list of such parts. A step goes through the list forward, and then through the same list
/// from its end: that is the chain rule, of some dozen operations instead of some ten thousand.
protocol Part: AnyObject {
  /// Computes what comes out, `data`, from what goes in.
  func forward(_ passage: Passage)
  /// Undoes `forward`: from the gradient of what came out the gradient of what went in; and where there are
  /// weights, from their gradient how Adam moves them.
  func backward(_ passage: Passage, _ adam: FastAdam)
}

/// The document of a step, cut to the block.
struct Passage {
  /// The tokens that go in and then the one that comes last: one more than positions.
  let tokens: ArraySlice<Int>
  /// How many positions there are; at least 1.
  let count: Int

  /// The positions in groups of eight.
  var chunks: Range<Int> { 0..<(count &+ 7) &>> 3 }

  /// How many positions of a group are there, 1…8.
  func positions(in chunk: Int) -> Int { min(Lanes.count, count &- chunk &* 8) }

  func token(_ position: Int) -> Int { tokens[tokens.startIndex &+ position] }
  func target(_ position: Int) -> Int { token(position &+ 1) }
}

extension Int {
  func roundedUp(to unit: Int) -> Int { (self + unit - 1) / unit * unit }
}
