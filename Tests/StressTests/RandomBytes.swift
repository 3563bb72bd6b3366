import TestSupport

/// What a person, a mouse, a paste or a bad line may send, at random.
struct RandomBytes {
  private var random: Generator

  init(seed: Int) { random = Generator(state: UInt64(seed)) }

  mutating func number(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &random) }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[number(0...elements.count - 1)]
  }

  /// The bytes of one key, report or paste.
  mutating func next() -> [UInt8] {
    switch number(0...99) {
    case 0...49: Array(pick(RandomBytes.keys).utf8)
    case 50...61: [UInt8(number(32...126))]
    case 62...66: Array(pick(["é", "e\u{301}", "山", "👩‍👩‍👧", "\u{202e}", "ß", "\u{85}"]).utf8)
    case 67...84: mouse()
    case 85...88: paste()
    case 89...92: Array(pick(RandomBytes.broken).utf8)
    case 93...95: [UInt8(number(0x80...0xff))]
    default: [UInt8(number(0...31))]
    }
  }

  /// Keys that do something, but for those that end the program.
  private static let keys =
    "hljkr-+<>e[]{}tnpgcmx/?R1234567890 ".map(String.init) + [
      "\u{1b}[A", "\u{1b}[B", "\u{1b}[C", "\u{1b}[D", "\u{1b}OC", "\u{1b}OD", "\u{1b}[H",
      "\u{1b}OF", "\u{1b}[5~", "\u{1b}[6~", "\u{1b}[3~", "\u{1b}[Z", "\t", "\r", "\u{7f}",
      "\u{1b}", "g10\r", "g11\r", "g12\r",
    ]

  /// Keys that no terminal's description knows, reports that nobody asked for, and halves of both.
  private static let broken = [
    "\u{1b}[", "\u{1b}[1;", "\u{1b}[<0;3", "\u{1b}O", "\u{1b}]11;rgb:00/00/00\u{1b}\\",
    "\u{1b}[27;5;113~", "\u{1b}[1;5C", "\u{1b}x", "\u{1b}[M !!", "\u{1b}P1$r0m\u{1b}\\",
    "\u{1b}[?62;22c", "\u{1b}[I", "\u{1b}[200~ab", "\u{1b}[201~",
    "\u{1b}[<0;99999999999999999999;1M", "\u{1b}[<-1;-1;-1M", "\u{1b}[<0;0;0M",
  ]

  private mutating func mouse() -> [UInt8] {
    let button = pick([0, 0, 0, 32, 32, 64, 65, 2, 35, 4])
    let report = "\u{1b}[<\(button);\(number(0...82));\(number(0...26))\(pick(["M", "M", "m"]))"
    return Array(report.utf8)
  }

  private mutating func paste() -> [UInt8] {
    let text = pick([
      "anna", "q\nq", "", "é山x\t", "\u{1b}[", String(repeating: "ab", count: 150), "\u{3}",
    ])
    return Array("\u{1b}[200~\(text)\u{1b}[201~".utf8)
  }
}
