/// What the dots of curves and fields are drawn with. The raw value is what a person writes after
/// `--plot`.
public enum PlotStyle: String, CaseIterable, Sendable {
  /// Two by four dots a cell.
  case braille
  /// Two by two blocks a cell: for fonts that lack braille, or draw rings for the dots that are not
  /// set.
  case block
}

extension Canvas {
  /// The same picture with its dots drawn in this style.
  public func plotted(_ style: PlotStyle) -> Canvas {
    guard style == .block else { return self }
    var copy = self
    for y in 0..<size.height {
      for x in 0..<size.width { copy[x, y].glyph = self[x, y].glyph.blocks }
    }
    return copy
  }
}

extension Unicode.Scalar {
  /// Blocks where this character is braille: each quarter of the cell is full that has a dot.
  fileprivate var blocks: Unicode.Scalar {
    guard (0x2800...0x28ff).contains(value) else { return self }
    // The bits of the dots: upper left, upper right, lower left, lower right.
    let quarters: [UInt32] = [0x03, 0x18, 0x44, 0xa0]
    let index = quarters.enumerated().reduce(0) { sum, quarter in
      value & quarter.element == 0 ? sum : sum | 1 << quarter.offset
    }
    return Unicode.Scalar.quarters[index]
  }

  /// By which quarters are full, as bits in the same order.
  private static let quarters: [Unicode.Scalar] = [
    " ", "▘", "▝", "▀", "▖", "▌", "▞", "▛", "▗", "▚", "▐", "▜", "▄", "▙", "▟", "█",
  ]
}
