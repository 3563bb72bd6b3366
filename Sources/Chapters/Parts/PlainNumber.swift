import Stage

extension Double {
  /// As short as it can be with four digits behind the point at most: `3`, `-0.25`, `1.2e+30`.
  var plain: String {
    let text = shown(4)
    guard text.contains("."), !text.contains("e") else { return text }
    let short = String(text.reversed().drop { $0 == "0" }.reversed())
    return short.last == "." ? String(short.dropLast()) : short
  }

  /// Behind a plus or in a product: below 0 in brackets, `(-0.2500)`.
  func bracketed(_ digits: Int) -> String { self < 0 ? "(\(shown(digits)))" : shown(digits) }
}
