import CProcessor

/// Eight numbers that are computed at once: usually the same number of a vector at eight positions.
///
/// The computation of one position is written once, with `Lanes`, and happens at eight positions.
typealias Lanes = SIMD8<Double>

/// Whether the processor computes a · b + c in one instruction, rounded once. Where it does not, a
/// single rounding would be slow.
private let hasFusedProducts = PROCESSOR_HAS_FMA != 0

extension Lanes {
  /// How many there are.
  static let count = 8

  /// 0, 1, … 7.
  static let indices = Lanes(0, 1, 2, 3, 4, 5, 6, 7)

  /// Returns this + a · b, rounded once where the processor can do that, else twice.
  @inline(__always)
  func adding(_ a: Lanes, times b: Lanes) -> Lanes {
    hasFusedProducts ? addingProduct(a, b) : self + a * b
  }

  @inline(__always)
  func adding(_ a: Double, times b: Lanes) -> Lanes { adding(Lanes(repeating: a), times: b) }

  /// The larger number of each pair. A NaN in `other` is ignored.
  @inline(__always)
  func maximum(_ other: Lanes) -> Lanes { replacing(with: other, where: other .> self) }

  /// eˣ of each number x, with an error of at most two units in the last place; 0 below −708, where
  /// the exact result is almost 0.
  ///
  /// With x = k · ln 2 + r and |r| ≤ ln 2 / 2, eˣ is 2ᵏ · eʳ. The terms up to r¹³ / 13! of the series
  /// of eʳ are enough.
  ///
  /// - Precondition: no number is above 709. In softmax none is above 0: the largest was subtracted.
  @inline(__always)
  func exponential() -> Lanes {
    let least = Lanes(repeating: -708)
    let isTooLow = self .< least
    let x = replacing(with: least, where: isTooLow)
    // Adding 1.5 · 2⁵² rounds a number to an integer, which is then in the lowest bits.
    let magic = Lanes(repeating: 0x1.8p52)
    let shifted = magic.adding(0x1.71547652b82fep0, times: x)  // 1 / ln 2
    let k = shifted - magic
    // ln 2 as a sum of two numbers; the first has few digits, so that k times it is exact.
    let r = x.adding(-0x1.62e42fefap-1, times: k).adding(-0x1.cf79abc9e3b3ap-40, times: k)
    // The terms are summed in groups that do not depend on each other, so that the processor can work
    // on several at once.
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
    // A number whose exponent bits are k + 1023 is 2ᵏ.
    let exponent = unsafeBitCast(shifted, to: SIMD8<Int64>.self) &+ 1023
    let power = unsafeBitCast(exponent &<< 52, to: Lanes.self)
    return (series * power).replacing(with: 0, where: isTooLow)
  }

  /// Returns factor · this + sum.
  @inline(__always)
  private func scaled(_ factor: Double, plus sum: Double) -> Lanes {
    Lanes(repeating: sum).adding(factor, times: self)
  }
}
