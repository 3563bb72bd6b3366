import MicroGPT
import Stage

/// What is kept of a run that was tried: its settings, its curve, a few of its names. The model itself is
/// not kept, since training again gives the same one.
public struct RunRecord: Equatable, Sendable {
  public let settings: RunSettings
  /// The loss of each step that was trained.
  public let losses: [Double]
  /// The step, counted from 0, whose loss was no longer finite; nil where all went well.
  public let divergedAt: Int?
  /// The first names that it makes up at microgpt.py's temperature.
  public let names: [String]

  /// How many names are kept.
  public static let nameCount = 4
  /// How many of the last losses the result is the mean of: single names are easy or hard.
  public static let lastLosses = 100

  /// - Parameter last: the model at the end of the run.
  public init(of run: Run, last: TrainingState) {
    let names = run.names(RunRecord.nameCount, temperature: Scene.firstTemperature, of: last)
    self.init(of: run, names: names.map(\.text))
  }

  /// - Parameter names: the first that it makes up.
  public init(of run: Run, names: [String]) {
    settings = run.settings
    losses = run.losses
    divergedAt = run.divergedAt
    self.names = names
  }

  /// A run as it is just now, without its names.
  public init(settings: RunSettings, losses: [Double], divergedAt: Int?) {
    self.settings = settings
    self.losses = losses
    self.divergedAt = divergedAt
    names = []
  }

  /// What came of it: the mean of the last 100 losses; nil where it broke off.
  public var result: Double? { divergedAt == nil ? RunRecord.mean(of: losses) : nil }

  /// A result in digits.
  static func told(_ result: Double) -> Text {
    Text(
      result.fixed(3), telling: Reading("mean of the last \(lastLosses) losses", result))
  }

  /// The mean of the last 100 losses; nil where there are none.
  public static func mean(of losses: [Double]) -> Double? {
    losses.suffix(lastLosses).mean
  }
}

/// Two runs side by side.
struct Comparison: Sendable {
  /// The first step, counted from 0, whose losses differ in any digit, and both losses; nil where
  /// none of the steps that both have trained differ.
  let first: (step: Int, one: Double, other: Double)?
  /// The first result minus the second; nil where one of them has none.
  let difference: Double?

  init(_ one: RunRecord, _ other: RunRecord) {
    let pairs = zip(one.losses, other.losses).enumerated()
    first = pairs.first { $1.0 != $1.1 }.map { ($0, $1.0, $1.1) }
    difference = one.result.flatMap { result in
      other.result.map { Comparison.difference(result, $0) }
    }
  }

  /// The first minus the second: of the numbers as they are shown with three digits, so that the
  /// difference on the screen is right; where those are the same, of the numbers themselves.
  static func difference(_ one: Double, _ other: Double) -> Double {
    let shown = ((one * 1000).rounded() - (other * 1000).rounded()) / 1000
    return shown == 0 ? one - other : shown
  }

  /// Two numbers with as many digits as it takes to see that they differ.
  static func shown(_ one: Double, _ other: Double) -> (String, String) {
    let digits = (3...12).first { one.fixed($0) != other.fixed($0) } ?? 12
    return (one.fixed(digits), other.fixed(digits))
  }
}
