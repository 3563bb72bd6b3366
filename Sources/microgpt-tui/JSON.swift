#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Text for other programs (RFC 8259): keys in alphabetical order, all digits of each number.
enum JSON {
  /// One JSON value and the end of the line.
  ///
  /// - Parameter isPretty: whether it is spread over lines and indented, for people who read it.
  /// - Throws: `EncodingError` for a number that is not finite: JSON has none.
  static func text(of value: some Encodable, isPretty: Bool) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }
}
