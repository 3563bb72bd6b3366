/// Something in a chapter that ↑ ↓ choose and − + adjust, or the mouse drags.
public struct Control: Equatable, Sendable {
  public let name: String
  public let value: Double
  public let range: ClosedRange<Double>
  /// What − + change it by; < > change it by `coarse`. Places of the list where there is one.
  public let step: Double
  public let coarse: Double
  /// Whether the value stays on steps; a number of the model moves from where it is.
  public let isStepped: Bool
  /// All values there are, rising; empty where every value of the range will do.
  public let values: [Double]

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
    values = []
  }

  /// A control that knows certain values only, the next of which − + go to, and `coarse` of which
  /// < > go over.
  ///
  /// - Parameters:
  ///   - value: may be none of the list; then − + go to the next below and above.
  ///   - values: rising, at least one.
  public init(_ name: String, _ value: Double, from values: [Double], coarse: Int) {
    self.name = name
    self.value = value
    self.values = values
    range = (values.first ?? value)...(values.last ?? value)
    step = 1
    self.coarse = Double(coarse)
    isStepped = true
  }

  /// The value moved by so much, kept in the range and on the steps, so that ten steps forward and
  /// ten back lead to the same number.
  package func moved(by amount: Double) -> Double {
    guard values.isEmpty else { return listed(amount) }
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

  /// The value so many places on in the list.
  private func listed(_ amount: Double) -> Double {
    let places = Int(amount.rounded())
    // Between two values of the list, a step up leads to the upper and one down to the lower.
    let base =
      places > 0
      ? (values.lastIndex { $0 <= value } ?? -1)
      : (values.firstIndex { $0 >= value } ?? values.count)
    return values[max(0, min(values.count - 1, base + places))]
  }

  /// The value at a place along the range, 0…1.
  package func value(atShare share: Double) -> Double {
    guard values.isEmpty else {
      return values[Int((max(0, min(1, share)) * Double(values.count - 1)).rounded())]
    }
    let wanted = range.lowerBound + share * (range.upperBound - range.lowerBound)
    return moved(by: wanted - value)
  }

  /// Where the value lies along the range, 0…1: in a list, by its place in it.
  package var share: Double {
    let (place, last) =
      values.isEmpty
      ? (value - range.lowerBound, range.upperBound - range.lowerBound)
      : (Double(values.lastIndex { $0 <= value } ?? 0), Double(values.count - 1))
    return last > 0 ? max(0, min(1, place / last)) : 0
  }
}
