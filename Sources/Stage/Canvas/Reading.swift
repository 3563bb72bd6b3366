/// A number on the picture as it is told to whoever points at it.
///
///     Reading("wte[5][3], row of “e”", 0.08332341)
public struct Reading: Equatable, Sendable {
  /// What it is, in words.
  public let name: String
  private let number: Double

  public init(_ name: String, _ number: Double) {
    self.name = name
    self.number = number
  }

  /// All its digits: as many as are needed to get the same number back, and not one more.
  public var value: String { Reading.digits(of: number) }

  public static func == (one: Reading, other: Reading) -> Bool {
    one.name == other.name
      && (one.number == other.number || one.number.isNaN && other.number.isNaN)
  }

  static func digits(of value: Double) -> String {
    let isWhole = value == value.rounded() && value.magnitude < 1e15
    return isWhole ? Int(value).grouped : "\(value)"
  }

  /// Draws some readings in the first row, one behind the other. Their digits are never cut; names are,
  /// where they must.
  public static func draw(_ readings: [Reading], in area: Area) {
    let digits = readings.reduce(0) { $0 + $1.value.columns + 2 } + 3 * (readings.count - 1)
    let room = (area.width - digits) / max(1, readings.count)
    let isRoomy = digits + readings.reduce(0) { $0 + $1.name.columns } <= area.width
    var x = 0
    for reading in readings {
      x = area.text(isRoomy ? reading.name : reading.name.cut(room), x: x, .text) + 2
      x = area.text(reading.value, x: x, .chosen, .strong) + 3
    }
  }
}
