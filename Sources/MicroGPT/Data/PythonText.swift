/// What Python does when it reads a text file and strips its lines, on bytes of valid UTF-8.
enum PythonText {
  /// The characters for which `str.isspace()` is true.
  static func isSpace(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x09...0x0d, 0x1c...0x20, 0x85, 0xa0, 0x1680, 0x2000...0x200a, 0x2028, 0x2029, 0x202f,
      0x205f, 0x3000:
      return true
    default: return false
    }
  }

  /// A line ends with LF, CRLF or CR. After a CR, the LF ends an empty line, which is dropped.
  static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0a || byte == 0x0d }

  /// Control bytes that no text file has: DEL and all below the space, except white space.
  static func isNeverInText(_ byte: UInt8) -> Bool {
    byte < 0x20 && !(0x09...0x0d).contains(byte) && !(0x1c...0x1f).contains(byte) || byte == 0x7f
  }

  /// The first character of bytes that are not empty, and how many bytes it takes.
  static func firstScalar(of bytes: Slice<UnsafeBufferPointer<UInt8>>) -> (
    value: UInt32, length: Int
  ) {
    let lead = bytes[bytes.startIndex]
    let length = self.length(lead: lead)
    guard length > 1 else { return (UInt32(lead), 1) }
    // The lead byte has as many bits less as the character has bytes, and one; the others have 6.
    let first = UInt32(lead) & (0x7f >> UInt32(length))
    let value = bytes.dropFirst().prefix(length - 1).reduce(first) { $0 << 6 | UInt32($1 & 0x3f) }
    return (value, length)
  }

  /// The last character of bytes that are not empty, and how many bytes it takes.
  static func lastScalar(of bytes: Slice<UnsafeBufferPointer<UInt8>>) -> (
    value: UInt32, length: Int
  ) {
    var start = bytes.endIndex - 1
    while isContinuation(bytes[start]) { start -= 1 }
    return firstScalar(of: bytes[start...])
  }

  /// Whether a byte is not the first of its character.
  static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xc0 == 0x80 }

  /// How many bytes a character takes that begins with this one.
  static func length(lead: UInt8) -> Int {
    switch lead {
    case ..<0x80: 1
    case ..<0xe0: 2
    case ..<0xf0: 3
    default: 4
    }
  }
}
