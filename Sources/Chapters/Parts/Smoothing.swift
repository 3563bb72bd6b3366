extension [Double] {
  /// At each place the mean of the last `count` numbers, of fewer near the beginning: one name is easy
  /// and the next one hard, so single losses jump.
  func smoothed(over count: Int) -> [Double] {
    var sum = 0.0
    return enumerated().map { index, number in
      sum += number
      if index >= count { sum -= self[index - count] }
      return sum / Double(Swift.min(index + 1, count))
    }
  }
}

extension Collection<Double> {
  /// Their mean; nil where there are none.
  var mean: Double? { isEmpty ? nil : reduce(0, +) / Double(count) }
}
