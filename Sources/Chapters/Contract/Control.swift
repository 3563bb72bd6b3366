import Stage

/// Something on a page that ↑ ↓ choose and − + adjust, or the mouse drags.
public struct Control {
  /// What it is: a value of the chapter's own, so that nobody compares numbers.
  public let id: Target
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
  /// Whether − + move it; else it can only be chosen.
  public let isAdjustable: Bool
  /// What comes of another value.
  public let set: (Double) -> Change

  public init(
    _ id: some Hashable & Sendable, _ name: String, _ value: Double,
    in range: ClosedRange<Double>, step: Double, coarse: Double, isStepped: Bool = true,
    set: @escaping (Double) -> Change
  ) {
    self.id = Target(id)
    self.name = name
    self.value = value
    self.range = range
    self.step = step
    self.coarse = coarse
    self.isStepped = isStepped
    values = []
    isAdjustable = true
    self.set = set
  }

  /// A control with certain values only: − + go to the next one in the list, < > go `coarse` places.
  ///
  /// - Parameters:
  ///   - value: need not be in the list; then − + go to the nearest one below and above.
  ///   - values: rising, at least one.
  public init(
    _ id: some Hashable & Sendable, _ name: String, _ value: Double, from values: [Double],
    coarse: Int, set: @escaping (Double) -> Change
  ) {
    self.id = Target(id)
    self.name = name
    self.value = value
    self.values = values
    range = (values.first ?? value)...(values.last ?? value)
    step = 1
    self.coarse = Double(coarse)
    isStepped = true
    isAdjustable = true
    self.set = set
  }

  /// A row of a list that can be chosen and not adjusted.
  public init(choice id: some Hashable & Sendable, _ name: String) {
    self.id = Target(id)
    self.name = name
    value = 0
    range = 0...0
    step = 0
    coarse = 0
    isStepped = true
    values = []
    isAdjustable = false
    set = { _ in [] }
  }

  /// The value moved by an amount, kept in the range and on the steps, so that ten steps forward and
  /// ten back lead to the same number.
  public func moved(by amount: Double) -> Double {
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

  /// The value a number of places on in the list.
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
  public func value(atShare share: Double) -> Double {
    guard values.isEmpty else {
      return values[Int((max(0, min(1, share)) * Double(values.count - 1)).rounded())]
    }
    let wanted = range.lowerBound + share * (range.upperBound - range.lowerBound)
    return moved(by: wanted - value)
  }

  /// Where the value lies along the range, 0…1: in a list, by its place in it.
  public var share: Double {
    let (place, last) =
      values.isEmpty
      ? (value - range.lowerBound, range.upperBound - range.lowerBound)
      : (Double(values.lastIndex { $0 <= value } ?? 0), Double(values.count - 1))
    return last > 0 ? max(0, min(1, place / last)) : 0
  }
}
