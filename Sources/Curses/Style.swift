/// How a cell is shown: colours as the terminal numbers them, nil for the terminal's own.
///
/// Where a terminal has 256 colours, numbers from 16 up are fixed ones, and those below the ones that
/// people choose in their terminal's settings. Where it has all colours, a number is `0xRRGGBB`; it
/// is never below 8, since those still are the ones that people choose.
public struct Style: Hashable, Sendable {
  public var foreground: Int?
  public var background: Int?
  public var bold = false
  public var underlined = false
  /// Foreground and background exchanged by the terminal.
  public var reversed = false
}
