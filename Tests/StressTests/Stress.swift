import Foundation
import TestSupport
import Testing

extension Trait where Self == ConditionTrait {
  /// Tests that take minutes run only where they are asked for.
  static var whenAsked: Self {
    .enabled("only with STRESS=1", { ProcessInfo.processInfo.environment["STRESS"] != nil })
  }
}

extension PseudoTerminal {
  /// The explorer, at 80×24 as it is by itself.
  convenience init(explorer options: [String]) throws {
    try self.init(command: [Program.path] + options)
  }

  /// Presses Ctrl-L until the terminal is cleared and painted again: then the program is alive, and
  /// has read all that was typed. Returns at once when it has ended. One that is stopped goes on.
  func askForPicture() throws {
    let start = output.count
    var asked = 0
    var polls = 0
    try wait("the program was to paint a whole picture") {
      if exitCode != nil { return true }
      if isStopped { send(signal: SIGCONT) }
      // A paste that has no end takes it as text, and a stop drops it.
      if asked == polls / 100 {
        asked += 1
        // Ctrl-Q: a Ctrl-S before it would hold the picture back.
        try type([0x11, 0x0c])
      }
      polls += 1
      return hasPicture(after: start)
    }
  }

  /// Waits until so many more pictures have been shown.
  func waitForPictures(_ count: Int) throws {
    let end = Array("\u{1b}[?2026l".utf8)
    var seen = output.count
    var left = count
    try wait("\(count) pictures were to be shown") {
      while let place = output[seen...].firstRange(of: end), left > 0 {
        (seen, left) = (place.upperBound, left - 1)
      }
      return left == 0
    }
  }

  private func hasPicture(after start: Int) -> Bool {
    let cleared = Array("\u{1b}[2J".utf8)
    guard let place = output[start...].firstRange(of: cleared) else { return false }
    return output[place.upperBound...].count { $0 > 0x20 } > 40
  }

  /// Waits for the end, and says what is wrong with it; nothing where the code is one of these and
  /// the terminal is as it was.
  func faultsOfEnd(_ codes: Set<Int32>) throws -> [String] {
    try waitForEnd()
    let modes = TerminalModes(output: output)
    var faults: [String] = []
    if let exitCode, !codes.contains(exitCode) {
      // What a trap or a sanitizer says comes last.
      let words = String(decoding: output.suffix(4_000), as: UTF8.self).debugDescription
      faults.append("it ended with \(exitCode), writing \(words)")
    }
    if modes.on != TerminalModes.usual {
      let wrong = modes.on.symmetricDifference(TerminalModes.usual).sorted()
      faults.append("modes of the terminal are not as before: \(wrong)")
    }
    if modes.isStyled { faults.append("colours are left on") }
    if !hasItsSettings { faults.append("the settings of the line are not as before") }
    return faults
  }

  /// What was typed, as `printf` takes it: so it can be done again.
  var replay: String {
    let words = typed.map { byte in
      switch byte {
      case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "%"): octal(byte)
      case 0x20...0x7e: String(Unicode.Scalar(byte))
      default: octal(byte)
      }
    }
    return "printf '\(words.joined())'"
  }

  private func octal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 8)
    return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
  }
}
