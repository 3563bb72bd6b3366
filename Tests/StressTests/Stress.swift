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
