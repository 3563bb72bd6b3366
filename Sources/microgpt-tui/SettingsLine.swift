/// A line of a settings file, which is TOML with nothing but lines such as `theme = "dark"`.
///
/// A value is a text in quotes, a whole number, or `true` or `false`, which are other words for on and
/// off.
struct SettingsLine: Equatable {
  let key: String
  let value: String

  /// Nil for a line that says nothing: blank, or a comment.
  ///
  /// - Throws: `Refusal` where it is not `key = value`.
  init?(parsing line: Substring) throws(Refusal) {
    var rest = line.blanksDropped
    guard !rest.isAtEnd else { return nil }
    key = try SettingsLine.quoted(&rest) ?? SettingsLine.word(&rest)
    rest = rest.blanksDropped
    guard !key.isEmpty, rest.popFirst() == "=" else { throw SettingsLine.unclear }
    rest = rest.blanksDropped
    if let text = try SettingsLine.quoted(&rest) {
      value = text
    } else {
      let word = SettingsLine.word(&rest)
      switch word {
      case "true": value = "on"
      case "false": value = "off"
      case _ where Int(word) != nil: value = word
      default: throw SettingsLine.unclear
      }
    }
    guard rest.blanksDropped.isAtEnd else { throw SettingsLine.unclear }
  }

  private static let unclear = Refusal("write a setting as key = \"value\"")

  /// A text in quotes of either kind; nil where none begins.
  private static func quoted(_ rest: inout Substring) throws(Refusal) -> String? {
    guard let quote = rest.first, quote == "\"" || quote == "'" else { return nil }
    let text = rest.dropFirst().prefix { $0 != quote }
    rest = rest.dropFirst(text.count + 1)
    // No setting needs a character that is written with a backslash.
    guard rest.popFirst() == quote, !text.contains("\\") else { throw unclear }
    return String(text)
  }

  private static func word(_ rest: inout Substring) -> String {
    let word = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_+".contains($0)) }
    rest = rest.dropFirst(word.count)
    return String(word)
  }
}

extension Substring {
  fileprivate var blanksDropped: Substring { drop { $0 == " " || $0 == "\t" } }

  /// Whether nothing more is said.
  fileprivate var isAtEnd: Bool { isEmpty || first == "#" }
}
