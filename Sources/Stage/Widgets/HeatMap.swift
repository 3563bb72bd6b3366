/// Numbers as coloured cells. The sign and the size are also in the glyphs, for eyes and terminals
/// without colour: the fuller the cell, the larger the number; a minus sign where it is negative.
public struct HeatMap: Equatable, Sendable {
  /// [row][column]
  public let values: [[Double]]
  /// The size that gets the strongest colour.
  public let scale: Double
  /// Columns of the terminal for each number.
  public let cellWidth: Int

  public init(_ values: [[Double]], scale: Double, cellWidth: Int = 2) {
    self.values = values
    self.scale = scale
    self.cellWidth = max(1, cellWidth)
  }

  /// The step on the scale of a number, −4…4.
  public static func level(_ value: Double, scale: Double) -> Int8 {
    guard value.isFinite, scale > 0 else { return 0 }
    return Int8((max(-1, min(1, value / scale)) * 4).rounded())
  }

  /// Draws the cells; where they are at least five columns wide, with their numbers.
  public func draw(in area: Area) {
    for (row, numbers) in values.enumerated() where row < area.height {
      for (column, number) in numbers.enumerated() {
        let level = HeatMap.level(number, scale: scale)
        let words = cellWidth >= 5 ? number.fixed(1).paddedLeft(4) : level < 0 ? "-" : ""
        let rest = cellWidth >= 5 ? " " : HeatMap.shade(level)
        let cell = area.part(Rect(column * cellWidth, row, cellWidth, 1))
        cell.fill(rest, .heat(level), .inverse)
        cell.text(words, .heat(level), .inverse)
      }
    }
  }

  private static func shade(_ level: Int8) -> Unicode.Scalar {
    switch abs(level) {
    case 0: " "
    case 1: "·"
    case 2: "░"
    case 3: "▒"
    default: "▓"
    }
  }
}
