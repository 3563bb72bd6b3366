import CLibm

/// The digits of the C library's pow(x, 2) and pow(x, ½), mostly without calling it.
///
/// pow is not always rounded correctly, so x · x and √x can differ from it in the last digit; but its
/// error before rounding is below 0.05 units in the last place (glibc, sysdeps/ieee754/dbl-64/e_pow.c:
/// worst case 0.54 after rounding). So where the exact result is not that near to the middle between
/// two numbers, both must round to the same one. The rest, about one in ten, is left to pow. Adam
/// asks for both for each parameter: this halves the time of a training step.
enum Power {
  /// pow(x, 2).
  @inline(__always)
  static func square(_ x: Double) -> Double {
    let product = x * x
    guard product > 1e-250, product < 1e250 else { return x == 0 ? 0 : libm_pow(x, 2) }
    let error = exactSquare(x, minus: product)
    return abs(error) < certain * unit(product) ? product : libm_pow(x, 2)
  }

  /// pow(x, ½).
  @inline(__always)
  static func squareRoot(_ x: Double) -> Double {
    guard x > 1e-250, x < 1e250 else { return x == 0 ? 0 : libm_pow(x, 0.5) }
    let root = x.squareRoot()
    // (root + d)² = x for d = (x − root²) / (2 · root), but for d², which is far too small to matter.
    let error = exactSquare(root, minus: x)
    return abs(error) < 2 * root * certain * unit(root) ? root : libm_pow(x, 0.5)
  }

  /// How far from a number, in units of its last place, a result surely rounds to it. Below 0.45 so
  /// that rounding errors of the test itself do not matter.
  private static let certain = 0.449

  /// x² − y without rounding, for y near x²: T. J. Dekker, "A floating-point technique for extending
  /// the available precision", Numer. Math. 18 (1971).
  @inline(__always)
  private static func exactSquare(_ x: Double, minus y: Double) -> Double {
    let split = 134_217_729 * x  // 2²⁷ + 1
    let high = split - (split - x)
    let low = x - high
    return ((high * high - y) + 2 * high * low) + low * low
  }

  /// The distance from x > 0 to the next larger number.
  @inline(__always)
  private static func unit(_ x: Double) -> Double {
    Double(bitPattern: x.bitPattern & 0x7ff0_0000_0000_0000) * 0x1p-52
  }
}
