extension [Double] {
  /// Whether the number at one place comes before that at another: the larger one, of equal ones the
  /// first.
  func ranks(_ place: Int, before other: Int) -> Bool {
    (self[place], other) > (self[other], place)
  }

  /// The places of the largest numbers, from the largest on: some of very many are found without
  /// sorting them all.
  func largest(_ count: Int) -> [Int] {
    guard count < self.count / 2 else {
      return Array<Int>(indices.sorted(by: ranks).prefix(Swift.max(0, count)))
    }
    guard count > 0 else { return [] }
    var best: [Int] = []
    for place in indices {
      guard best.count < count || ranks(place, before: best[count - 1]) else { continue }
      let above = best.lastIndex { !ranks(place, before: $0) }
      best.insert(place, at: (above ?? -1) + 1)
      if best.count > count { best.removeLast() }
    }
    return best
  }
}
