// In this module a comment `// py 19` names the line of microgpt.py (the 200 lines of 2026-02-12)
// that a line of ours stands for, so that both can be read side by side.

/// The documents that the model learns from: here, names.
public struct Dataset: Equatable, Sendable {
  /// In the order of the file; duplicates stay. Never empty.
  public let documents: [String]

  /// Reads a list of documents, one a line.
  ///
  /// As Python reads a text file: UTF-8, lines end with LF, CRLF or CR, white space at both ends of
  /// a line is dropped, and so are empty lines.
  ///
  /// - Parameters:
  ///   - bytes: what the file holds.
  ///   - name: how an error calls the file.
  /// - Throws: `DatasetError` where the bytes are no text, or hold no document.
  public init(bytes: [UInt8], name: String) throws(DatasetError) {
    guard !bytes.isEmpty else { throw DatasetError(name: name, reason: .empty) }
    guard !bytes.contains(where: Dataset.neverInText) else {
      throw DatasetError(name: name, reason: .binary)
    }
    // Most files are ASCII throughout, which needs no look at what belongs together.
    let isASCII = bytes.reduce(0) { $0 | $1 } < 0x80
    guard isASCII || String(validating: bytes, as: UTF8.self) != nil else {
      throw DatasetError(name: name, reason: .notUTF8)
    }
    let documents = bytes.withUnsafeBufferPointer(Dataset.documents)
    guard !documents.isEmpty else { throw DatasetError(name: name, reason: .blank) }
    self.documents = documents
  }

  /// The lines that are not empty: byte by byte, since a data set is read at each start.
  private static func documents(in text: UnsafeBufferPointer<UInt8>) -> [String] {
    var documents: [String] = []
    documents.reserveCapacity(text.reduce(1) { $1 == lineFeed ? $0 + 1 : $0 })
    var start = 0
    while start < text.count {
      var end = start
      while end < text.count, text[end] != lineFeed, text[end] != carriageReturn { end += 1 }
      let document = strip(UnsafeBufferPointer(rebasing: text[start..<end]))  // py 19
      if !document.isEmpty { documents.append(document) }
      start = end + 1
    }
    return documents
  }

  private static let lineFeed: UInt8 = 0x0a
  private static let carriageReturn: UInt8 = 0x0d
  private static let visible: ClosedRange<UInt8> = 0x21...0x7e

  /// Python's `str.strip()`.
  private static func strip(_ line: UnsafeBufferPointer<UInt8>) -> String {
    let text = String(decoding: line, as: UTF8.self)
    // Most lines have nothing to strip: they begin and end with a visible ASCII character.
    guard let first = line.first, let last = line.last else { return "" }
    if visible ~= first && visible ~= last { return text }
    let scalars = text.unicodeScalars
    guard let start = scalars.firstIndex(where: { !isPythonSpace($0) }),
      let end = scalars.lastIndex(where: { !isPythonSpace($0) })
    else { return "" }
    return String(scalars[start...end])
  }

  /// The characters for which Python's `str.isspace()` is true.
  static func isPythonSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0d, 0x1c...0x20, 0x85, 0xa0, 0x1680, 0x2000...0x200a, 0x2028, 0x2029, 0x202f,
      0x205f, 0x3000:
      return true
    default: return false
    }
  }

  /// Control bytes that no text file has: DEL and all below the space, except white space.
  private static func neverInText(_ byte: UInt8) -> Bool {
    byte < 0x20 && !(0x09...0x0d).contains(byte) && !(0x1c...0x1f).contains(byte) || byte == 0x7f
  }
}

/// Why a file can't be a data set.
public struct DatasetError: Error, Equatable, CustomStringConvertible {
  public enum Reason: Equatable, Sendable { case empty, blank, binary, notUTF8 }

  public let name: String
  public let reason: Reason

  public var description: String {
    switch reason {
    case .empty: "\(name) is empty; give a text file with one name a line"
    case .blank: "\(name) has only blank lines; give a text file with one name a line"
    case .binary: "\(name) is not a text file (it has control characters); give one name a line"
    case .notUTF8: "\(name) is not UTF-8 text; convert it first, for example with iconv -t UTF-8"
    }
  }
}
