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

  /// Round numbers on the axis, from below, about `count` of them: their distance is 1, 2 or 5 times a
  /// power of ten. None where the axis is too long or too short for such numbers.
  public func ticks(about count: Int) -> Ticks {
    let length = upper - lower
    guard count > 0, length.isFinite else { return Ticks(values: [], digits: 0) }
    let least = length / Double(count)
    var (unit, digits) = (1.0, 0)
    while unit * 10 <= least { unit *= 10 }
    while unit > least && digits < 300 {
      digits += 1
      unit = 1 / Axis.power(digits)
    }
    let factor = [1, 2, 5].first { unit * $0 >= least } ?? 10
    let step = unit * factor
    let (first, last) = ((lower / step).rounded(.up), (upper / step).rounded(.down))
    // Beyond that not every whole number is a Double.
    guard step > 0, first.magnitude < 1e15, last.magnitude < 1e15, first <= last else {
      return Ticks(values: [], digits: 0)
    }
    let values = (Int(first)...Int(last)).map { place in
      digits == 0 ? Double(place) * step : Double(place) * factor / Axis.power(digits)
    }
    return Ticks(values: values, digits: factor == 10 ? max(0, digits - 1) : digits)
  }

  /// Round numbers, and how many digits behind the point they need.
  public struct Ticks: Equatable, Sendable {
    public let values: [Double]
    public let digits: Int
  }

  private static func power(_ digits: Int) -> Double { (0..<digits).reduce(1) { p, _ in p * 10 } }

  /// A number beside the axis, in few columns.
  static func figure(_ number: Double, digits: Int) -> String {
    switch number.magnitude {
    case ..<1000: number.fixed(digits)
    case ..<100_000: number.fixed(0)
    default: number.scientific
    }
  }
}
