import Stage

extension Double {
  /// A loss: `2.714`; ∞ where some right answer has a probability of 0, – where there is none.
  var lossText: String { isFinite ? fixed(3) : self > 0 ? "∞" : "–" }

  /// A difference of two losses with its sign: `+0.072`; – where one of them has no end.
  var rise: String { isFinite ? signed(3) : "–" }
}
