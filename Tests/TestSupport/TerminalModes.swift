/// What a program's output has switched on in the terminal, and not off again.
package struct TerminalModes {
  /// DEC's private modes that are on: 7 lines wrap, 25 the cursor is shown, 1000 to 1006 the mouse is
  /// reported, 1049 the alternate screen, 2004 pastes in brackets, 2026 a picture is not shown yet.
  package private(set) var on = TerminalModes.usual
  /// Whether colours or emphasis are set.
  package private(set) var isStyled = false
  /// How often the alternate screen was entered and left.
  package private(set) var enterings = 0
  package private(set) var leavings = 0
  /// How many characters were written since the alternate screen was last entered or left.
  package private(set) var textSince = 0

  /// Those that are on before any program.
  package static let usual: Set<Int> = [7, 25]

  /// - Parameter output: all that the program has written.
  package init(output: some Sequence<UInt8>) {
    var sequence: String?
    for byte in output {
      // Another sequence ends one that was cut off.
      guard let begun = sequence, byte != 0x1b else {
        if byte == 0x1b { sequence = "" } else if byte > 0x20 { textSince += 1 }
        continue
      }
      let longer = begun + String(Unicode.Scalar(byte))
      sequence = TerminalModes.isWhole(longer) ? nil : longer
      if sequence == nil { take(longer) }
    }
  }

  /// CSI ends with a letter or a sign such as “~”; OSC with BEL or as ESC and a backslash; others are short.
  private static func isWhole(_ sequence: String) -> Bool {
    guard let first = sequence.first, let last = sequence.unicodeScalars.last else { return false }
    switch first {
    case "[": return sequence.count > 1 && (0x40...0x7e).contains(last.value)
    case "]": return last == "\u{7}"
    case "(", ")", "#", "%": return sequence.count == 2
    default: return true
    }
  }

  private mutating func take(_ sequence: String) {
    guard sequence.first == "[", let last = sequence.last else { return }
    let parameters = sequence.dropFirst().dropLast()
    switch last {
    case "h" where parameters.first == "?", "l" where parameters.first == "?":
      for mode in parameters.dropFirst().split(separator: ";").compactMap({ Int($0) }) {
        set(mode, last == "h")
      }
    // The terminal's own two colours alone end no emphasis.
    case "m" where parameters != "39;49": isStyled = !["", "0"].contains(parameters)
    default: break
    }
  }

  private mutating func set(_ mode: Int, _ isOn: Bool) {
    if mode == 1049 {
      (enterings, leavings) = (enterings + (isOn ? 1 : 0), leavings + (isOn ? 0 : 1))
      textSince = 0
    }
    if isOn { on.insert(mode) } else { on.remove(mode) }
  }
}
