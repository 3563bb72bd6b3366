// In this module a comment `// py 19` names the line of microgpt.py (the 200 lines of 2026-02-12)
// that a line of ours stands for, so that both can be read side by side.

/// The documents that the model learns from: here, names.
public struct Dataset: Equatable, Sendable {
  /// In the order of the file; duplicates stay. Never empty.
  public let documents: Documents

  init(documents: Documents) { self.documents = documents }

  /// Reads a list of documents, one a line.
  ///
  /// As Python reads a text file: UTF-8, lines end with LF, CRLF or CR, white space at both ends of
  /// a line is dropped, and so are empty lines. Unlike there, a byte order mark at the beginning, which
  /// some editors write, is no letter of the first document.
  ///
  /// - Parameters:
  ///   - bytes: what the file holds.
  ///   - name: how an error calls the file.
  /// - Throws: `DatasetError` where the bytes are no text, or hold no document.
  public init(bytes: [UInt8], name: String) throws(DatasetError) {
    var reader = try Reader(name: name, expecting: bytes.count)
    try bytes.withUnsafeBufferPointer { (bytes) throws(DatasetError) in try reader.append(bytes) }
    self = try reader.dataset()
  }
}

/// Why a file can't be a data set.
public struct DatasetError: Error, Equatable, CustomStringConvertible {
  public enum Reason: Equatable, Sendable {
    case empty, blank, binary, notUTF8, tooLarge
    /// UTF-16 or UTF-32.
    case unicode(bits: Int)
  }

  public let name: String
  public let reason: Reason

  public var description: String {
    switch reason {
    case .empty: "\(name) is empty; give a text file with one name a line"
    case .blank: "\(name) has only blank lines; give a text file with one name a line"
    case .binary: "\(name) is not a text file (it has control characters); give one name a line"
    case .notUTF8: "\(name) is not UTF-8 text; convert it first, for example with iconv -t UTF-8"
    case .tooLarge: "\(name) is larger than \(Dataset.limit >> 30) GB; give a smaller file"
    case .unicode(let bits):
      "\(name) is UTF-\(bits) text; save it as UTF-8, for example with "
        + "iconv -f UTF-\(bits) -t UTF-8"
    }
  }
}
