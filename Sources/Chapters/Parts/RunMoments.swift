import MicroGPT

extension Run {
  /// Some moments of a run as far as it is trained, evenly from the first to the last.
  func moments(_ count: Int) -> [Int] {
    guard lastMoment > 0 else { return [0] }
    let parts = min(count - 1, lastMoment)
    return (0...parts).map { $0 * lastMoment / parts }
  }
}
