import Stage

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Text for other programs (RFC 8259): keys in alphabetical order, all digits of each number.
enum JSON {
  /// One JSON value and the end of the line. What a terminal would obey or hide is escaped.
  ///
  /// - Parameter isPretty: whether it is spread over lines and indented, for people who read it.
  /// - Throws: `EncodingError` for a number that is not finite: JSON has none.
  static func text(of value: some Encodable, isPretty: Bool) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
    let text = String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    return text.utf8.allSatisfy { $0 < 0x7f } ? text : escaped(text)
  }

  /// JSON with what is not printable as `\u202e`: a reader gets the same characters. The encoder leaves
  /// those from 7F on as they are, all of them in strings; those below 20 separate what is indented.
  private static func escaped(_ json: String) -> String {
    json.unicodeScalars.reduce(into: "") { text, scalar in
      if scalar.value < 0x7f || scalar.isPrintable {
        text.unicodeScalars.append(scalar)
      } else {
        for unit in String(Character(scalar)).utf16 {
          let digits = String(unit, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      }
    }
  }
}
