/// Four numbers that are computed at once.
typealias Numbers = SIMD4<Double>

extension Numbers {
  /// The first `count` of four numbers in memory, 0 for the rest.
  @inline(__always)
  init(_ start: UnsafePointer<Double>, _ count: Int) {
    if count == 4 {
      self.init(start[0], start[1], start[2], start[3])
    } else {
      self = .zero
      for lane in 0..<count { self[lane] = start[lane] }
    }
  }

  /// Writes the first `count` of them to memory.
  @inline(__always)
  func store(_ start: UnsafeMutablePointer<Double>, _ count: Int) {
    if count == 4 {
      (start[0], start[1], start[2], start[3]) = (self[0], self[1], self[2], self[3])
    } else {
      for lane in 0..<count { start[lane] = self[lane] }
    }
  }
}
