/// Measures how long work takes.
struct Stopwatch {
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant

  init() { start = clock.now }

  /// Nanoseconds since it was made.
  func read() -> Int {
    let parts = start.duration(to: clock.now).components
    return Int(parts.seconds) * 1_000_000_000 + Int(parts.attoseconds / 1_000_000_000)
  }
}
