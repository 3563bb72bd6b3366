import Stage

extension Double {
  /// `4,192`, `124 M`, `1.6 B`, `15 T`: thousands, then millions, billions and trillions.
  var large: String {
    guard isFinite, self >= 999_950 else { return isFinite ? Int(rounded()).grouped : fixed(0) }
    var (value, unit) = (self / 1e6, 0)
    let units = ["M", "B", "T"]
    while value >= 999.5 && unit < 2 { (value, unit) = (value / 1000, unit + 1) }
    return value.fixed(value < 99.95 && value != value.rounded() ? 1 : 0) + " " + units[unit]
  }

  /// `4,192`, `160 million`, `1.6 billion`.
  var inWords: String {
    large.replacing(" M", with: " million").replacing(" B", with: " billion")
      .replacing(" T", with: " trillion")
  }

  /// `3.2`, `36`, `29,685`, `160 million`: how many times.
  var ratio: String {
    guard self < 1e15 else { return asPowerOfTen }
    return self < 9.95 ? fixed(1) : inWords
  }

  /// The same as exactly as it takes to see a small step: `1.07`.
  var timesWords: String { self < 1.995 ? fixed(2) : ratio }

  /// A time in seconds in words: `7.0 ms`, `94 minutes`, `9.3 years`.
  var duration: String {
    let units: [(name: String, size: Double, below: Double)] = [
      ("µs", 1e-6, 1e-3), ("ms", 1e-3, 1), ("seconds", 1, 120), ("minutes", 60, 7200),
      ("hours", 3600, 172_800), ("days", 86_400, 63_115_200),
    ]
    let unit = units.first { self < $0.below }
    let (name, size) = (unit?.name ?? "years", unit?.size ?? 31_557_600)
    let value = self / size
    guard value >= 999.5 else { return value.fixed(value < 9.95 ? 1 : 0) + " " + name }
    // Of thousands of years no more than two digits are worth saying.
    var power = 1.0
    while value / power >= 100 { power *= 10 }
    return ((value / power).rounded() * power).inWords + " " + name
  }

  /// As a number times a power of ten: `7.5×10^18`.
  var asPowerOfTen: String {
    guard isFinite, self > 0 else { return fixed(0) }
    let parts = scientific.split(separator: "e")
    guard parts.count == 2, let power = Int(parts[1]) else { return scientific }
    return "\(parts[0])×10^\(power)"
  }
}
