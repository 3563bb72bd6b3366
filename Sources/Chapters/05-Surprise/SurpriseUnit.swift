import MicroGPT
import Stage

/// What surprise is counted in. The model counts in nats.
enum SurpriseUnit: Hashable, Sendable {
  case nats, bits

  var other: SurpriseUnit { self == .nats ? .bits : .nats }

  var name: String { self == .nats ? "nats" : "bits" }

  /// The logarithm of a probability, and what undoes it.
  var logarithm: String { self == .nats ? "ln" : "log₂" }
  func power(of exponent: String) -> String {
    self == .nats ? "exp(\(exponent))" : "2^(\(exponent))"
  }

  /// A surprise of so many nats in this unit.
  func amount(_ nats: Double) -> Double { self == .nats ? nats : nats / SurpriseUnit.bit }

  /// One bit in nats: the surprise of one toss of a coin.
  static let bit = Elementary.log(2)

  /// A surprise of so many nats, written in this unit without its name. It is infinite where a
  /// probability is too small for a computer to hold, as it may be in a run that breaks off.
  func text(_ nats: Double) -> String {
    if nats.isFinite { return amount(nats).fixed(3) }
    return nats.isNaN ? "no number" : "infinite"
  }

  /// With its name: `0.693 nats`.
  func words(_ nats: Double) -> String { "\(text(nats)) \(name)" }

  /// The same, telling all digits.
  func told(_ nats: Double, _ name: String, _ role: Role = .loss, _ emphasis: Emphasis = []) -> Text
  {
    Text(text(nats), role, emphasis, telling: Reading("\(name), in \(self.name)", amount(nats)))
  }

  /// The surprise at an answer of this probability, in nats.
  static func nats(_ probability: Double) -> Double { -Elementary.log(probability) }
}

/// How a chance is written.
enum Chance {
  /// In percent with the digits that matter: `25%`, `0.1%`, `0.05%`.
  static func percent(_ share: Double) -> String {
    let percent = share * 100
    let digits = (0...3).first { (percent - percent.rounded(to: $0)).magnitude < 1e-9 } ?? 3
    return share > 0 && percent < 0.001 ? share.scientific : percent.fixed(digits) + "%"
  }

  /// `1 in 783,331`
  static func oneIn(_ share: Double) -> String {
    let count = 1 / share
    if count < 100 { return "1 in \(count.fixed(1))" }
    if count < 1e12 { return "1 in \(Int(count.rounded()).grouped)" }
    guard count.isFinite else { return "too small for a computer to hold" }
    return "1 in \(count.scientific.replacing("e+", with: " × 10^"))"
  }
}

extension Double {
  fileprivate func rounded(to digits: Int) -> Double {
    let scale = [1.0, 10, 100, 1000][digits]
    return (self * scale).rounded() / scale
  }
}
