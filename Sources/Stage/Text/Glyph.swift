extension Unicode.Scalar {
  /// How many terminal columns this character takes: 0, 1 or 2. One that is not printable takes 1: it is
  /// drawn as a sign.
  ///
  /// The wide ranges are those of East Asian Width (UAX #11: W and F), rounded to blocks.
  public var columns: Int {
    if value < 0xa0 { return 1 }
    // Lines, blocks, shapes and braille, of which pictures are made: known without a look-up.
    if (0x2500...0x25ff).contains(value) || (0x2800...0x28ff).contains(value) { return 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    case .format: return isPrintable ? 0 : 1  // a joiner is not drawn
    case .unassigned: return 1
    default: break
    }
    switch value {
    case 0x1100...0x115f, 0x2e80...0x303e, 0x3041...0x33ff, 0x3400...0x4dbf, 0x4e00...0x9fff,
      0xa000...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60,
      0xffe0...0xffe6, 0x1f300...0x1f64f, 0x1f680...0x1f6ff, 0x1f900...0x1f9ff,
      0x20000...0x3fffd:
      return 2
    default: return 1
    }
  }

  /// The nearest ASCII character, for terminals that show nothing else.
  public var ascii: Unicode.Scalar {
    if value < 0x80 { return self }
    switch self {
    case "─", "━", "╌", "┄", "═", "–", "—", "−", "▁", "▂", "╴", "╶": return "-"
    case "│", "┃", "╎", "▏", "▎", "▍", "▕", "┆": return "|"
    case "┌", "┐", "└", "┘", "├", "┤", "┬", "┴", "┼", "╭", "╮", "╰", "╯", "╞", "╡", "╪": return "+"
    case "█", "▇", "▆", "▉", "▊", "▓", "■": return "#"
    case "▅", "▄", "▃", "▋", "▌", "▒", "▀", "▐": return "="
    case "░", "·", "∙", "…": return "."
    case "→", "▶", "›", "▸", "⟩": return ">"
    case "←", "◀", "‹", "◂", "⟨": return "<"
    case "↑", "▲", "△": return "^"
    case "↓", "▼", "▽": return "v"
    case "×", "✗": return "x"
    case "÷": return "/"
    case "≈", "∼": return "~"
    case "•", "●", "◆", "✓", "★": return "*"
    case "○", "◇", "☆": return "o"
    case "’", "‘", "′": return "'"
    case "“", "”": return "\""
    case "√": return "V"
    case "Σ", "∑": return "S"
    case "α": return "a"
    case "β": return "B"
    case "ε": return "e"
    case "η": return "n"
    case "∂", "δ", "Δ": return "d"
    case "¹": return "1"
    case "≤": return "<"
    case "≥": return ">"
    case "²": return "2"
    case "µ": return "u"
    case "₀": return "0"
    case "₁": return "1"
    case "₂": return "2"
    case "₊": return "+"
    case "₋": return "-"
    case "ᵢ": return "i"
    case "ⱼ": return "j"
    case "ₙ", "ⁿ": return "n"
    case "ₖ": return "k"
    case "ₚ": return "p"
    case "ᵗ", "ₜ": return "t"
    case "∞": return "8"
    case "½": return "%"
    case "␣": return "_"
    case "‖", "║": return "|"
    case "»", "↳": return ">"
    case "«": return "<"
    case "⁻": return "-"
    default: break
    }
    if (0x2800...0x28ff).contains(value) {  // braille: by the number of its dots
      switch (value - 0x2800).nonzeroBitCount {
      case 0: return " "
      case 1...2: return "."
      case 3...5: return ":"
      default: return "*"
      }
    }
    return "?"
  }
}

extension String {
  /// How many terminal columns this text takes.
  public var columns: Int { unicodeScalars.reduce(0) { $0 + $1.columns } }

  /// Filled with blanks on the right up to this many columns; longer text stays as it is.
  public func padded(_ columns: Int) -> String {
    self + String(repeating: " ", count: max(0, columns - self.columns))
  }

  /// Filled with blanks on the left up to this many columns; longer text stays as it is.
  public func paddedLeft(_ columns: Int) -> String {
    String(repeating: " ", count: max(0, columns - self.columns)) + self
  }

  /// Cut to this many columns, with `…` at the end where something is missing. What is cut off is
  /// never looked at, however long it is.
  public func cut(_ columns: Int) -> String {
    let scalars = unicodeScalars
    // Behind what has room beside the sign.
    var end = scalars.startIndex
    var taken = 0
    for index in scalars.indices {
      taken += scalars[index].columns
      guard taken <= columns else { return columns > 0 ? String(scalars[..<end]) + "…" : "" }
      if taken < columns { end = scalars.index(after: index) }
    }
    return self
  }

  /// A name as it stands among other words: `abcdefghijklmnopqrs…` where it is long.
  public var shortened: String { cut(20) }
}

extension Canvas {
  /// The same picture in ASCII alone. It has no half blocks: of two pixels in a cell, the upper gives
  /// the colour.
  public var ascii: Canvas {
    var copy = self
    for y in 0..<size.height {
      for x in 0..<size.width {
        var cell = self[x, y]
        cell.glyph = cell.glyph == Cell.continuation ? " " : cell.glyph.ascii
        if cell.lower != nil {
          cell.lower = nil
          cell.emphasis.insert(.inverse)
        }
        copy[x, y] = cell
      }
    }
    return copy
  }
}
