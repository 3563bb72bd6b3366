import CLibm

/// The random numbers of CPython's `random` module, bit for bit: the Mersenne Twister MT19937 with
/// Python's ways to seed it, to shuffle, and to draw.
///
/// The generator is that of M. Matsumoto and T. Nishimura, "Mersenne Twister", ACM TOMACS 8 (1998).
public struct PythonRandom: Equatable, Sendable {
  private var state: [UInt32]  // [624]
  private var next = 624
  /// The second number of a Box–Muller pair, kept for the next call of `gauss`.
  private var keptGauss: Double?
  /// How many times 32 bits were drawn so far; a uniform number takes two of them.
  public private(set) var drawn = 0

  /// `random.seed(seed)` for an integer: its absolute value in 32-bit words, low word first.
  public init(seed: Int) {
    var key = [UInt32(truncatingIfNeeded: seed.magnitude)]
    if seed.magnitude >> 32 != 0 { key.append(UInt32(truncatingIfNeeded: seed.magnitude >> 32)) }
    state = PythonRandom.filled(from: 19_650_218)
    var (i, j) = (1, 0)
    for _ in 0..<max(624, key.count) {
      let mixed = state[i - 1] ^ (state[i - 1] >> 30)
      state[i] = (state[i] ^ (mixed &* 1_664_525)) &+ key[j] &+ UInt32(j)
      advance(&i)
      j = (j + 1) % key.count
    }
    for _ in 0..<623 {
      let mixed = state[i - 1] ^ (state[i - 1] >> 30)
      state[i] = (state[i] ^ (mixed &* 1_566_083_941)) &- UInt32(i)
      advance(&i)
    }
    state[0] = 0x8000_0000
  }

  private static func filled(from seed: UInt32) -> [UInt32] {
    var words = [seed]
    for i in 1..<624 {
      words.append(1_812_433_253 &* (words[i - 1] ^ (words[i - 1] >> 30)) &+ UInt32(i))
    }
    return words
  }

  /// The next place while seeding. After the last word comes place 1; the last word is copied to 0.
  private mutating func advance(_ i: inout Int) {
    i += 1
    if i == 624 {
      state[0] = state[623]
      i = 1
    }
  }

  /// 32 random bits.
  public mutating func bits32() -> UInt32 {
    if next == 624 { twist() }
    var y = state[next]
    next += 1
    drawn += 1
    y ^= y >> 11
    y ^= (y << 7) & 0x9d2c_5680
    y ^= (y << 15) & 0xefc6_0000
    y ^= y >> 18
    return y
  }

  /// Makes 624 new words, each of three: itself, the next, and the one 397 places on.
  private mutating func twist() {
    state.withUnsafeMutableBufferPointer { state in
      func twist(_ k: Int, next: Int, far: Int) {
        let y = (state[k] & 0x8000_0000) | (state[next] & 0x7fff_ffff)
        state[k] = state[far] ^ (y >> 1) ^ (0 &- (y & 1)) & 0x9908_b0df
      }
      // Three loops without a division, so that the compiler can compute several words at once.
      for k in 0..<227 { twist(k, next: k + 1, far: k + 397) }
      for k in 227..<623 { twist(k, next: k + 1, far: k - 227) }
      twist(623, next: 0, far: 396)
    }
    next = 0
  }

  /// `random.random()`: uniform in 0..<1, with 53 random bits.
  public mutating func random() -> Double {
    let high = Double(bits32() >> 5)
    let low = Double(bits32() >> 6)
    return (high * 67_108_864 + low) / 9_007_199_254_740_992
  }

  /// A uniform integer in 0..<bound: enough bits for the bound, drawn again while too large.
  public mutating func below(_ bound: Int) -> Int {
    precondition(bound > 0 && bound <= Int(UInt32.max))
    let bits = Int.bitWidth - bound.leadingZeroBitCount
    while true {
      let drawn = Int(bits32() >> UInt32(32 - bits))
      if drawn < bound { return drawn }
    }
  }

  /// `random.shuffle(list)`.
  public mutating func shuffle<Element>(_ list: inout [Element]) {
    shuffle(&list, from: list.count, to: 1)
  }

  /// The part of it that finds which elements come to the places from `start` on and before `end`:
  /// the last ones first, and none for the place 0, where the last element stays.
  mutating func shuffle<Element>(_ list: inout [Element], from end: Int, to start: Int) {
    list.withUnsafeMutableBufferPointer { list in
      for i in stride(from: end - 1, through: start, by: -1) {
        list.swapAt(i, below(i + 1))
      }
    }
  }

  /// `random.gauss(0, sigma)`: normally distributed around 0 with this standard deviation.
  public mutating func gauss(sigma: Double) -> Double {
    if let kept = keptGauss {
      keptGauss = nil
      return 0 + kept * sigma
    }
    let pair = normalPair()
    keptGauss = pair.sine
    return 0 + pair.cosine * sigma
  }

  /// Two normally distributed numbers of two uniform ones; `gauss` gives the cosine first and keeps
  /// the sine for the next call.
  public mutating func normalPair() -> NormalPair { NormalPair(angle: random(), radius: random()) }

  /// Two normally distributed numbers with the standard deviation 1, and the two uniform ones that
  /// they are made of: G. E. P. Box and M. E. Muller, Ann. Math. Statist. 29 (1958).
  public struct NormalPair: Equatable, Sendable {
    /// Uniform in 0..<1: how far around the circle, and what the distance from its middle comes from.
    public let angle, radius: Double

    public var cosine: Double { libm_cos(angle * (2 * Double.pi)) * distance }
    public var sine: Double { libm_sin(angle * (2 * Double.pi)) * distance }
    /// From the middle of the circle.
    public var distance: Double { (-2 * libm_log(1 - radius)).squareRoot() }
  }

  /// `random.choices(range(n), weights)[0]`, with the numbers that decided it.
  ///
  /// - Precondition: the weights are finite, not negative, and not all 0.
  public mutating func choice(weights: [Double]) -> Choice {
    var running: [Double] = []
    running.reserveCapacity(weights.count)
    for weight in weights { running.append((running.last ?? 0) + weight) }
    let needle = random() * ((running.last ?? 0) + 0)
    // The first running sum above the needle; the last one need not be compared.
    let index = running.dropLast().firstIndex { $0 > needle } ?? weights.count - 1
    return Choice(index: index, needle: needle, cumulative: running)
  }

  /// A draw from weights.
  public struct Choice: Equatable, Sendable {
    /// The drawn place, 0..<n.
    public let index: Int
    /// Where the needle fell, from 0 to the sum of the weights.
    public let needle: Double
    /// The running sums of the weights; the drawn place is the first that lies above the needle.
    public let cumulative: [Double]
  }
}
