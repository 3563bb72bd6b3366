import CProcessor

/// Eight numbers that are computed at once: mostly one number of eight positions.
///
/// What has to be done at a position is written once, for `Lanes`, and is done at eight of them.
typealias Lanes = SIMD8<Double>

/// Whether a · b + c is one instruction; without it, asking for a single rounding is slow.
private let hasFusedProducts = PROCESSOR_HAS_FMA != 0

extension Lanes {
  /// How many there are.
  static let count = 8

  /// 0, 1, … 7.
  static let places = Lanes(0, 1, 2, 3, 4, 5, 6, 7)

  /// This + a · b, rounded once where the processor can do that, else twice.
  @inline(__always)
  func adding(_ a: Lanes, times b: Lanes) -> Lanes {
    hasFusedProducts ? addingProduct(a, b) : self + a * b
  }

  @inline(__always)
  func adding(_ a: Double, times b: Lanes) -> Lanes { adding(Lanes(repeating: a), times: b) }

  /// The larger of each two; a number that is none is not taken.
  @inline(__always)
  func orLarger(_ other: Lanes) -> Lanes { replacing(with: other, where: other .> self) }

  /// e to the power of each number, to two units in the last place; 0 below −708, where the exact
  /// result is next to nothing.
  ///
  /// With x = k · ln 2 + r and |r| ≤ ln 2 / 2, eˣ is 2ᵏ · eʳ, and of the series of eʳ the terms up to
  /// r¹³ / 13! are enough.
  ///
  /// - Precondition: none is above 709; softmax has subtracted the largest.
  @inline(__always)
  func exponential() -> Lanes {
    let least = Lanes(repeating: -708)
    let isTooLow = self .< least
    let x = replacing(with: least, where: isTooLow)
    // Added to 1.5 · 2⁵² a number is rounded to an integer, which stands in the lowest bits.
    let magic = Lanes(repeating: 0x1.8p52)
    let shifted = magic.adding(0x1.71547652b82fep0, times: x)  // 1 / ln 2
    let k = shifted - magic
    // ln 2 in two parts, the first with so few digits that k times it is exact.
    let r = x.adding(-0x1.62e42fefap-1, times: k).adding(-0x1.cf79abc9e3b3ap-40, times: k)
    // By twos, fours and eights, so that one sum need not wait for the next smaller one.
    let (r2, c) = (r * r, Lanes(repeating: 1))
    let r4 = r2 * r2
    let low = c.adding(1, times: r).adding(r2, times: r.scaled(1 / 6, plus: 1 / 2))
    let next = r.scaled(1 / 120, plus: 1 / 24)
      .adding(r2, times: r.scaled(1 / 5_040, plus: 1 / 720))
    let high = r.scaled(1 / 362_880, plus: 1 / 40_320)
      .adding(r2, times: r.scaled(1 / 39_916_800, plus: 1 / 3_628_800))
    let last = r.scaled(1 / 6_227_020_800, plus: 1 / 479_001_600)
    let series = low.adding(r4, times: next)
      .adding(r4 * r4, times: high.adding(r4, times: last))
    // k + 1023 in the place of the exponent is 2ᵏ.
    let exponent = unsafeBitCast(shifted, to: SIMD8<Int64>.self) &+ 1023
    let power = unsafeBitCast(exponent &<< 52, to: Lanes.self)
    return (series * power).replacing(with: 0, where: isTooLow)
  }

  /// factor · this + sum.
  @inline(__always)
  private func scaled(_ factor: Double, plus sum: Double) -> Lanes {
    Lanes(repeating: sum).adding(factor, times: self)
  }
}
