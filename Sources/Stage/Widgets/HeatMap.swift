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

  /// Draws the cells; where they are at least five columns wide, with their numbers.
  public func draw(in area: Area) {
    for (y, numbers) in values.prefix(area.height).enumerated() {
      for (column, number) in numbers.enumerated() {
        area.part(Rect(column * cellWidth, y, cellWidth, 1))
          .number(number, on: .signed(scale), figures: cellWidth >= 5)
      }
    }
  }
}
