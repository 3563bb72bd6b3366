extension Double {
  /// The number with this many digits after the point, rounded half away from zero: `-0.50`.
  ///
  /// Very large numbers are given as `1.2e+30`; what is not finite as `nan`, `inf`, `-inf`.
  public func fixed(_ digits: Int) -> String {
    guard isFinite else { return isNaN ? "nan" : self < 0 ? "-inf" : "inf" }
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let scaled = (magnitude * scale).rounded()
    guard scaled < 1e15 else { return scientific }
    let all = String(Int(scaled))
    let padded = String(repeating: "0", count: max(0, digits + 1 - all.count)) + all
    let sign = self < 0 && scaled > 0 ? "-" : ""
    let point = padded.index(padded.endIndex, offsetBy: -digits)
    return digits == 0 ? sign + padded : sign + padded[..<point] + "." + padded[point...]
  }

  /// Two digits and a power of ten: `1.2e-05`.
  public var scientific: String {
    guard isFinite, self != 0 else { return self == 0 ? "0" : fixed(0) }
    var exponent = 0
    var mantissa = magnitude
    while mantissa >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
    while mantissa < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    if (mantissa * 10).rounded() >= 100 { (mantissa, exponent) = (1, exponent + 1) }
    let power = "\(exponent.magnitude)"
    return (self < 0 ? "-" : "") + mantissa.fixed(1) + (exponent < 0 ? "e-" : "e+")
      + (power.count < 2 ? "0" + power : power)
  }

  /// With this many digits after the point, or as a power of ten where that would show only zeros.
  public func shown(_ digits: Int) -> String {
    let plain = fixed(digits)
    return self != 0 && isFinite && plain.allSatisfy { "-0.".contains($0) } ? scientific : plain
  }

  /// With its sign, in few columns: `+0.401`, `-0.256`, `+132`. What shows only zeros has no sign:
  /// it would be that of digits which nobody sees.
  public func signed(_ digits: Int) -> String {
    let text = magnitude < 99.995 || !isFinite ? fixed(digits) : fixed(0)
    let hasSign = text.first == "-" || !isFinite || !text.contains { "123456789".contains($0) }
    return hasSign ? text : "+" + text
  }

  /// As a share of a hundred: `32.7%`.
  public func percent(_ digits: Int = 1) -> String { (self * 100).fixed(digits) + "%" }
}

extension Int {
  /// With commas between thousands: `32,952`.
  public var grouped: String {
    var text = ""
    for (index, digit) in String(magnitude).reversed().enumerated() {
      if index > 0 && index % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return (self < 0 ? "-" : "") + String(text.reversed())
  }
}
