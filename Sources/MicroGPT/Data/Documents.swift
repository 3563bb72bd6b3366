/// The documents of a file, in its order; duplicates stay.
///
/// The bytes of the file are held once, and for each document where it begins. A string is made when it
/// is asked for, so that a file of many short lines takes little more memory than it is large.
public struct Documents: RandomAccessCollection, Equatable, Sendable {
  /// UTF-8. There is only white space between two documents.
  private let bytes: [UInt8]
  /// The place of the first byte of each document, rising.
  private let starts: [UInt32]
  /// The long ones by their places, made at once: a copy of megabytes at each look would be felt.
  private var long: [Int: String] = [:]

  /// How many bytes make a document a long one.
  private static let longLength = 4096

  init(bytes: [UInt8], starts: [UInt32]) {
    self.bytes = bytes
    self.starts = starts
    for place in starts.indices where end(of: place) - Int(starts[place]) >= Documents.longLength {
      long[place] = string(at: place)
    }
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { starts.count }

  /// A document by its place in the file: a line without the white space at its ends.
  public subscript(place: Int) -> String {
    let length = end(of: place) - Int(starts[place])
    return length < Documents.longLength ? string(at: place) : long[place] ?? string(at: place)
  }

  /// Where a document ends, with the white space behind it.
  private func end(of place: Int) -> Int {
    place + 1 < starts.count ? Int(starts[place + 1]) : bytes.count
  }

  private func string(at place: Int) -> String {
    bytes.withUnsafeBufferPointer { bytes in
      var document = bytes[Int(starts[place])..<end(of: place)]
      while !document.isEmpty {
        let last = PythonText.lastScalar(of: document)
        guard PythonText.isSpace(last.value) else { break }
        document.removeLast(last.length)
      }
      return String(decoding: UnsafeBufferPointer(rebasing: document), as: UTF8.self)  // py 19
    }
  }
}
