import Stage

/// A line of text that is being edited. The first character typed takes the place of the old text, unless
/// that was edited before.
public struct TextField: Equatable, Sendable {
  public private(set) var text: String
  /// What it was at first.
  public let before: String
  /// Whether nothing was done to it yet.
  public private(set) var isUntouched = true
  /// Before which character the next one will stand, 0…count.
  private(set) var caret: Int

  init(_ text: String) {
    self.text = text
    before = text
    caret = text.unicodeScalars.count
  }

  /// Moves the caret, or removes a character.
  mutating func edit(_ key: Key) {
    let count = text.unicodeScalars.count
    switch key {
    case .left: caret = max(0, caret - 1)
    case .right: caret = min(count, caret + 1)
    case .home: caret = 0
    case .end: caret = count
    case .backspace where caret > 0:
      caret -= 1
      text.unicodeScalars.remove(at: place(caret))
    case .delete where caret < count: text.unicodeScalars.remove(at: place(caret))
    default: return
    }
    isUntouched = false
  }

  /// Puts a character where the caret is.
  ///
  /// - Parameter longest: how many characters there may be.
  /// - Returns: false where there is no room for another one.
  mutating func insert(_ scalar: Unicode.Scalar, longest: Int) -> Bool {
    if isUntouched { (text, caret) = ("", 0) }
    isUntouched = false
    guard text.unicodeScalars.count < longest else { return false }
    text.unicodeScalars.insert(scalar, at: place(caret))
    caret += 1
    return true
  }

  private func place(_ offset: Int) -> String.Index {
    text.unicodeScalars.index(text.unicodeScalars.startIndex, offsetBy: offset)
  }

  /// Draws it in one row. What does not fit is cut on the left, so that the caret is seen.
  func draw(in row: Area) {
    let scalars = Array(text.unicodeScalars)
    let before = String(String.UnicodeScalarView(scalars.prefix(caret)))
    let hidden = max(0, before.columns + 1 - row.width)
    let shown = String(before.unicodeScalars.dropFirst(hidden))
    let x = row.text(shown, .token, isUntouched ? .inverse : .strong)
    let after = scalars.dropFirst(caret)
    row.text(String(String.UnicodeScalarView(after)), x: x, .token, .strong)
    let under = after.first.flatMap { $0.columns > 0 ? $0 : nil } ?? " "
    row.put(under, x: x, y: 0, .chosen, .inverse)
    row.cursor(x: x, isTyping: true)
  }
}
