// What comes from outside, such as a data file or an argument, may hold characters that a terminal
// obeys or hides. Here is decided which, and how they are written instead.

extension Unicode.Scalar {
  /// Whether a terminal shows this character, and does nothing else with it.
  ///
  /// It does more with a control character, a sign of format (which can turn the direction of writing,
  /// or hide) and a separator of lines. What Unicode has not assigned may be shown as anything.
  ///
  /// The joiners U+200C and U+200D are let through, though they are signs of format: Persian, Hindi and
  /// many emoji need them, and they only change the shape of their neighbours.
  public var isPrintable: Bool {
    if value < 0x7f { return value >= 0x20 }
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: return false
    case .format: return value == 0x200c || value == 0x200d
    default: return true
    }
  }

  /// `U+301`, without leading zeros: for what can't be seen.
  public var codePoint: String { "U+" + hexadecimal }

  /// The character alone, as it is named in a sentence or a table: its code point where it can't be
  /// seen.
  public var shown: String { columns > 0 && isPrintable ? String(Character(self)) : codePoint }

  fileprivate var hexadecimal: String { String(value, radix: 16, uppercase: true) }
}

extension String {
  /// The text as it can be printed: what is not printable is written as `\u{202E}`, with the number of
  /// the character. All other text stays as it is, byte for byte.
  public var escaped: String {
    guard !unicodeScalars.allSatisfy(\.isPrintable) else { return self }
    return unicodeScalars.reduce(into: "") { text, scalar in
      if scalar.isPrintable {
        text.unicodeScalars.append(scalar)
      } else {
        text += "\\u{\(scalar.hexadecimal)}"
      }
    }
  }
}
