/// One axis of a plot. Whatever numbers it is made from, its ends are finite, different and in order.
public struct Axis: Equatable, Sendable {
  public let lower: Double
  public let upper: Double

  public init(_ from: Double, _ to: Double) {
    let ends = [from, to].map { $0.isFinite ? $0 : 0 }
    let (low, high) = (min(ends[0], ends[1]), max(ends[0], ends[1]))
    // Equal ends would leave no length. Above the largest number there is no other.
    let above = max(low + 1, low.nextUp)
    (lower, upper) = high > low ? (low, high) : above.isFinite ? (low, above) : (low.nextDown, low)
  }

  /// From the smallest to the largest of numbers, as far as they are finite.
  public init(holding numbers: some Sequence<Double>) {
    let finite = numbers.filter(\.isFinite)
    self.init(finite.min() ?? 0, finite.max() ?? 1)
  }

  /// Where a number lies, 0…1; nil if it lies outside or is NaN.
  public func share(_ number: Double) -> Double? {
    guard number >= lower, number <= upper else { return nil }
    // Halves, because the distance between the largest numbers would be infinite.
    let length = upper / 2 - lower / 2
    guard length > 0 else { return number > lower ? 1 : 0 }
    return max(0, min(1, (number / 2 - lower / 2) / length))
  }

  /// Where a number lies, 0…1; for one that lies outside, the nearer end.
  func clampedShare(_ number: Double) -> Double { share(max(lower, min(upper, number))) ?? 0 }

  /// A number beside the axis, in few columns.
  static func figure(_ number: Double, digits: Int) -> String {
    switch number.magnitude {
    case ..<1000: number.fixed(digits)
    case ..<100_000: number.fixed(0)
    default: number.scientific
    }
  }
}
