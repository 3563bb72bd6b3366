import Stage

extension Double {
  /// As a share of a hundred, with as many digits as it takes to see that it is not 0: `3.0%`, `0.003%`.
  var sharePercent: String {
    let digits = (1...6).first { self == 0 || percent($0).contains { "123456789".contains($0) } }
    return percent(digits ?? 6)
  }
}
