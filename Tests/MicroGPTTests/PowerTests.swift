import CLibm
import Testing

@testable import MicroGPT

/// The shortcuts give what pow gives, everywhere.
@Suite struct PowerTests {
  static let edges: [Double] = [
    0, 1, 2, 3, 0.5, .leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude,
    .infinity, 1e-125, 1e125, 1e-250, 1e250, 1e-154, 1e154, 1e-162, 1e-8, 1e-16,
    1.0.nextUp, 1.0.nextDown, 4.0.nextDown, 2.25,
  ]

  @Test(arguments: edges) func edge(x: Double) {
    #expect(Power.square(x).bitPattern == libm_pow(x, 2).bitPattern)
    #expect(Power.square(-x).bitPattern == libm_pow(-x, 2).bitPattern)
    #expect(Power.squareRoot(x).bitPattern == libm_pow(x, 0.5).bitPattern)
  }

  @Test func notANumber() {
    #expect(Power.square(.nan).isNaN)
    #expect(Power.squareRoot(.nan).isNaN)
    #expect(Power.squareRoot(-1).isNaN)
  }

  /// Random bits, so all exponents are as likely, and all signs.
  @Test func anyNumber() {
    var random = PythonRandom(seed: 2)
    var differences = 0
    for _ in 0..<300_000 {
      let x = Double(
        bitPattern: UInt64(random.bits32()) << 32 | UInt64(random.bits32()))
      guard x.isFinite else { continue }
      if Power.square(x).bitPattern != libm_pow(x, 2).bitPattern { differences += 1 }
      if Power.squareRoot(abs(x)).bitPattern != libm_pow(abs(x), 0.5).bitPattern {
        differences += 1
      }
    }
    #expect(differences == 0)
  }

  /// As gradients are: 1e−12…1, and their running means of squares.
  @Test func gradients() {
    var random = PythonRandom(seed: 1)
    var differences = 0
    for _ in 0..<300_000 {
      let x = libm_exp(-27.6 * random.random())
      if Power.square(x) != libm_pow(x, 2) { differences += 1 }
      if Power.squareRoot(x * x) != libm_pow(x * x, 0.5) { differences += 1 }
      if Power.squareRoot(x) != libm_pow(x, 0.5) { differences += 1 }
    }
    #expect(differences == 0)
  }

  /// The difference is real: without the test for the middle, some last digits would be others.
  @Test func multiplyingIsNotEnough() {
    var random = PythonRandom(seed: 1)
    let differs = (0..<300_000).contains { _ in
      let x = 1 + random.random()
      return x * x != libm_pow(x, 2) || x.squareRoot() != libm_pow(x, 0.5)
    }
    #expect(differs)
  }
}
