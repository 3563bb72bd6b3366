import Stage
import Testing

/// What comes from outside gives no orders to a terminal, and hides nothing.
@Suite struct EscapingTests {
  /// All characters that a terminal obeys or hides, and all that turn the direction of writing.
  static let unprintable: [Unicode.Scalar] = {
    let ranges: [ClosedRange<UInt32>] = [
      0x00...0x1f, 0x7f...0x9f,  // C0, DEL and C1
      0xad...0xad, 0x600...0x605, 0x61c...0x61c, 0x6dd...0x6dd, 0x70f...0x70f, 0x180e...0x180e,
      0x200b...0x200b, 0x200e...0x200f, 0x202a...0x202e, 0x2060...0x2064, 0x2066...0x206f,
      0xfeff...0xfeff, 0xfff9...0xfffb, 0x1d173...0x1d17a, 0xe0001...0xe0001, 0xe0020...0xe007f,
      0x2028...0x2029,  // separators
      0x378...0x379, 0xfdd0...0xfdef, 0xfffe...0xffff, 0xe0fff...0xe0fff,  // not assigned
    ]
    return ranges.flatMap { $0.compactMap { Unicode.Scalar($0) } }
  }()

  @Test func eachIsEscaped() {
    for scalar in EscapingTests.unprintable {
      let number = String(scalar.value, radix: 16, uppercase: true)
      #expect(!scalar.isPrintable && scalar.shown == "U+\(number)")
      #expect("a\(scalar)b".escaped == "a\\u{\(number)}b")
    }
  }

  /// Those among them that Unicode itself says are controls or signs of format, whatever its version.
  @Test func noneIsForgotten() {
    for value in 0...0x10ffff as ClosedRange<UInt32> {
      guard let scalar = Unicode.Scalar(value), scalar.isPrintable else { continue }
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator, .unassigned:
        Issue.record("\(scalar.codePoint)")
      case .format: #expect(scalar == "\u{200c}" || scalar == "\u{200d}", "\(scalar.codePoint)")
      default: break
      }
    }
  }

  /// Names as they are written stay as they are, byte for byte.
  @Test(arguments: [
    "", "emma", "Zoë", "Zoe\u{308}", "山田太郎", "김민수", "محمد", "می\u{200c}خواهم", "क्\u{200d}ष",
    "👩\u{200d}👩\u{200d}👧", "❤\u{fe0f}", "🇩🇪", "O’Neill \\u{1B} \"x\"", "a\u{a0}b\u{3000}c",
    "\u{e000}",
  ]) func ordinaryText(text: String) {
    #expect(Array(text.escaped.utf8) == Array(text.utf8))
  }

  /// On a picture each stands as a sign, and none gets to the terminal.
  @Test func onPictures() {
    for scalar in EscapingTests.unprintable {
      let canvas = Area.picture(Size(4, 1)) { #expect($0.text("a\(scalar)b") == 3) }
      #expect(canvas.lines == ["a\u{fffd}b "])
      #expect(canvas.ascii.lines == ["a?b "])
    }
  }
}
