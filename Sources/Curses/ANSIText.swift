import Stage

extension Canvas {
  /// The picture as text with colours (SGR sequences), one line a row, each line ending plain.
  public func ansiLines(theme: ThemeName = .dark, depth: ColourDepth) -> [String] {
    let depth = theme.limit(depth)
    guard depth != .monochrome else { return lines }
    let palette = Palette(Theme(theme, found: nil), depth: depth)
    var looks: [Cell: (glyph: Unicode.Scalar?, style: Style)] = [:]
    return (0..<size.height).map { y in
      var line = ""
      var current = Style()
      for x in 0..<size.width {
        let cell = self[x, y]
        if cell.glyph == Cell.continuation { continue }
        let (glyph, style) = looks[cell] ?? palette.look(cell)
        looks[cell] = (glyph, style)
        if style != current {
          line += style.sequence(depth)
          current = style
        }
        line.unicodeScalars.append(glyph ?? cell.glyph)
      }
      return current == Style() ? line : line + Style().sequence(depth)
    }
  }
}

extension Style {
  /// The SGR sequence that sets this style, whatever was set before.
  func sequence(_ depth: ColourDepth) -> String {
    var codes = ["0"]
    if bold { codes.append("1") }
    if underlined { codes.append("4") }
    if reversed { codes.append("7") }
    if let foreground { codes.append(Style.code(foreground, base: 30, depth)) }
    if let background { codes.append(Style.code(background, base: 40, depth)) }
    return "\u{1b}[" + codes.joined(separator: ";") + "m"
  }

  private static func code(_ number: Int, base: Int, _ depth: ColourDepth) -> String {
    switch number {
    case ..<8: return "\(base + number)"
    case _ where depth == .full:
      let colour = Colour(hex: number)
      return "\(base + 8);2;\(colour.red);\(colour.green);\(colour.blue)"
    case ..<16: return "\(base + 60 + number - 8)"
    default: return "\(base + 8);5;\(number)"
    }
  }
}
