/// Something in a chapter that ↑ ↓ choose and − + adjust, or the mouse drags.
public struct Control: Equatable, Sendable {
  public let name: String
  public let value: Double
  public let range: ClosedRange<Double>
  /// What − + change it by; < > change it by `coarse`.
  public let step: Double
  public let coarse: Double
  /// Whether the value stays on steps; a number of the model moves from where it is.
  public let isStepped: Bool

  public init(
    _ name: String, _ value: Double, in range: ClosedRange<Double>, step: Double, coarse: Double,
    isStepped: Bool = true
  ) {
    self.name = name
    self.value = value
    self.range = range
    self.step = step
    self.coarse = coarse
    self.isStepped = isStepped
  }

  /// The value moved by so much, kept in the range and on the steps, so that ten steps forward and
  /// ten back lead to the same number.
  func moved(by amount: Double) -> Double {
    guard isStepped else { return max(range.lowerBound, min(range.upperBound, value + amount)) }
    let steps = ((value + amount - range.lowerBound) / step).rounded()
    // A step is a fraction such as 1/10: dividing by the whole number gives the nearest Double.
    let whole = (1 / step).rounded()
    let onStep =
      step < 1
      ? (steps + (range.lowerBound * whole).rounded()) / whole
      : range.lowerBound + steps * step
    return max(range.lowerBound, min(range.upperBound, onStep))
  }

  /// The value at a place along the range, 0…1.
  func value(atShare share: Double) -> Double {
    let wanted = range.lowerBound + share * (range.upperBound - range.lowerBound)
    return moved(by: wanted - value)
  }
}
