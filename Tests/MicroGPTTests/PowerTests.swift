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

  private func square(_ x: Double) -> Double { Power.square(SIMD4(2, x, 0, -3))[1] }
  private func squareRoot(_ x: Double) -> Double { Power.squareRoot(SIMD4(2, 3, 0, x))[3] }

  @Test(arguments: edges) func edge(x: Double) {
    #expect(square(x).bitPattern == libm_pow(x, 2).bitPattern)
    #expect(square(-x).bitPattern == libm_pow(-x, 2).bitPattern)
    #expect(squareRoot(x).bitPattern == libm_pow(x, 0.5).bitPattern)
  }

  @Test func notANumber() {
    #expect(square(.nan).isNaN)
    #expect(squareRoot(.nan).isNaN)
    #expect(squareRoot(-1).isNaN)
  }

  /// How many of 4 · 100,000 numbers give something else than pow.
  private func differences(_ number: () -> Double) -> Int {
    var differences = 0
    for _ in 0..<100_000 {
      let numbers = SIMD4(number(), number(), number(), number())
      let (squares, roots) = (Power.square(numbers), Power.squareRoot(numbers))
      for lane in 0..<4 {
        let x = numbers[lane]
        if squares[lane].bitPattern != libm_pow(x, 2).bitPattern { differences += 1 }
        if x >= 0, roots[lane].bitPattern != libm_pow(x, 0.5).bitPattern { differences += 1 }
      }
    }
    return differences
  }

  /// Random bits, so all exponents are as likely, and all signs.
  @Test func anyNumber() {
    var random = PythonRandom(seed: 2)
    let differences = differences {
      let x = Double(bitPattern: UInt64(random.bits32()) << 32 | UInt64(random.bits32()))
      return x.isFinite ? x : 0
    }
    #expect(differences == 0)
  }

  /// As gradients are, and their running means of squares: 1e−24…1.
  @Test func gradients() {
    var random = PythonRandom(seed: 1)
    #expect(differences { libm_exp(-55 * random.random()) } == 0)
  }

  /// Where the test ends to be valid: results of 1e−64…1e−56 and 1e56…1e64.
  @Test func borders() {
    var random = PythonRandom(seed: 5)
    #expect(differences { libm_exp(64 + 9 * random.random()) } == 0)
    #expect(differences { libm_exp(-73 + 9 * random.random()) } == 0)
    #expect(differences { libm_exp(129 + 18 * random.random()) } == 0)
    #expect(differences { libm_exp(-147 + 18 * random.random()) } == 0)
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
