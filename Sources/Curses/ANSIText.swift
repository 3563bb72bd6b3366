import Stage

extension Canvas {
  /// The picture as text with colours (SGR sequences), one line a row, each line ending plain.
  public func ansiLines(theme: ThemeName = .dark, depth: ColourDepth) -> [String] {
    let depth = theme.limit(depth)
    guard depth != .monochrome else { return lines }
    return (0..<size.height).map { y in
      var line = ""
      var current = Style()
      for x in 0..<size.width {
        let cell = self[x, y]
        if cell.glyph == Cell.continuation { continue }
        let (glyph, style) = Palette.look(cell, depth: depth)
        if style != current {
          line += style.sequence
          current = style
        }
        line.unicodeScalars.append(glyph ?? cell.glyph)
      }
      return current == Style() ? line : line + Style().sequence
    }
  }
}

extension Style {
  /// The SGR sequence that sets this style, whatever was set before.
  var sequence: String {
    var codes = ["0"]
    if bold { codes.append("1") }
    if underlined { codes.append("4") }
    if reversed { codes.append("7") }
    if let foreground { codes.append(Style.code(foreground, base: 30)) }
    if let background { codes.append(Style.code(background, base: 40)) }
    return "\u{1b}[" + codes.joined(separator: ";") + "m"
  }

  private static func code(_ colour: Int, base: Int) -> String {
    switch colour {
    case ..<8: "\(base + colour)"
    case ..<16: "\(base + 60 + colour - 8)"
    default: "\(base + 8);5;\(colour)"
    }
  }
}
