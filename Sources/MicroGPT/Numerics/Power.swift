import CLibm

/// The digits of the C library's pow(x, 2) and pow(x, ½), mostly without calling it, for four numbers
/// at once.
///
/// pow is not always rounded correctly, so x · x and √x can differ from it in the last digit. But
/// before it rounds, glibc's errs by at most 0.011 + 0.00005 · |ln result| units in the last place
/// (sysdeps/ieee754/dbl-64/e_pow.c), which is below 0.02 for results from 1e−60 to 1e60. So where the
/// exact result is not that near to the middle between two numbers, both must round to the same one.
/// The rest, about one in twenty, is left to pow. Adam asks for both for each parameter: this halves
/// the time of a training step.
enum Power {
  /// pow(x, 2).
  @inline(__always)
  static func square(_ x: Numbers) -> Numbers {
    var product = x * x
    let error = exactSquare(x, minus: product)
    let sure = abs(error) .< certain * unit(product) .& isModerate(product) .| x .== 0
    if !all(sure) {
      for lane in 0..<4 where !sure[lane] { product[lane] = libm_pow(x[lane], 2) }
    }
    return product
  }

  /// pow(x, ½).
  @inline(__always)
  static func squareRoot(_ x: Numbers) -> Numbers {
    var root = x.squareRoot()
    // (root + d)² = x for d = (x − root²) / (2 · root), but for d², which is far too small to matter.
    let error = exactSquare(root, minus: x)
    let sure = abs(error) .< 2 * certain * root * unit(root) .& isModerate(x) .| x .== 0
    if !all(sure) {
      for lane in 0..<4 where !sure[lane] { root[lane] = libm_pow(x[lane], 0.5) }
    }
    return root
  }

  /// How far from a number, in units of its last place, a result surely rounds to it: 0.5 less pow's
  /// error, and less again, so that rounding errors of the test itself do not matter.
  private static let certain = 0.475

  /// Whether nothing in the test can overflow or underflow.
  @inline(__always)
  private static func isModerate(_ x: Numbers) -> SIMDMask<Numbers.MaskStorage> {
    x .> 1e-60 .& x .< 1e60
  }

  @inline(__always)
  private static func abs(_ x: Numbers) -> Numbers {
    unsafeBitCast(bits(x) & 0x7fff_ffff_ffff_ffff, to: Numbers.self)
  }

  /// x² − y without rounding, for y near x²: T. J. Dekker, "A floating-point technique for extending
  /// the available precision", Numer. Math. 18 (1971).
  @inline(__always)
  private static func exactSquare(_ x: Numbers, minus y: Numbers) -> Numbers {
    let split = 134_217_729 * x  // 2²⁷ + 1
    let high = split - (split - x)
    let low = x - high
    return ((high * high - y) + 2 * high * low) + low * low
  }

  /// The distance from x > 0 to the next larger number.
  @inline(__always)
  private static func unit(_ x: Numbers) -> Numbers {
    unsafeBitCast(bits(x) & 0x7ff0_0000_0000_0000, to: Numbers.self) * 0x1p-52
  }

  @inline(__always)
  private static func bits(_ x: Numbers) -> SIMD4<UInt64> {
    unsafeBitCast(x, to: SIMD4<UInt64>.self)
  }
}
