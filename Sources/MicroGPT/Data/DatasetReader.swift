extension Dataset {
  /// How large a file may be, in bytes: larger than any list of names, small enough for the memory.
  public static let limit = 1 << 30

  /// Reads a data set piece by piece, and refuses it at the first piece that is wrong.
  public struct Reader {
    private let name: String
    private var bytes: [UInt8] = []
    /// Where the documents begin that are found so far.
    private var starts: [UInt32] = []
    /// Up to where the bytes are text, in whole characters, and searched for documents.
    private var searched = 0
    /// Whether the line that goes on there has a document already.
    private var isInDocument = false

    /// - Parameters:
    ///   - name: how an error calls the file.
    ///   - size: how many bytes will come, where that is known.
    /// - Throws: `DatasetError` where those are too many.
    public init(name: String, expecting size: Int = 0) throws(DatasetError) {
      self.name = name
      guard size <= Dataset.limit else { throw error(.tooLarge) }
      bytes.reserveCapacity(size)
    }

    /// How many bytes have come.
    public var count: Int { bytes.count }

    /// Takes the next bytes of the file.
    ///
    /// - Throws: `DatasetError` where they are no text.
    public mutating func append(_ piece: UnsafeBufferPointer<UInt8>) throws(DatasetError) {
      guard bytes.count + piece.count <= Dataset.limit else { throw error(.tooLarge) }
      bytes.append(contentsOf: piece)
      let bytes = bytes
      try bytes.withUnsafeBufferPointer { (bytes) throws(DatasetError) in
        let new = bytes[searched...]
        let whole = new.prefix(Reader.wholeCharacters(in: new))
        if let reason = Reader.fault(in: new, whole) {
          throw error(TextEncoding(of: bytes)?.reason ?? reason)
        }
        findDocuments(in: whole)
      }
    }

    /// The data set, after all bytes have come.
    ///
    /// - Throws: `DatasetError` where there is no document.
    public consuming func dataset() throws(DatasetError) -> Dataset {
      guard !bytes.isEmpty else { throw error(.empty) }
      guard searched == bytes.count else { throw error(.notUTF8) }
      guard !starts.isEmpty else { throw error(.blank) }
      return Dataset(documents: Documents(bytes: bytes, starts: starts))
    }

    private func error(_ reason: DatasetError.Reason) -> DatasetError {
      DatasetError(name: name, reason: reason)
    }

    /// How many of these bytes are left without the beginning of a character that is not complete.
    private static func wholeCharacters(in bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
      // A character takes four bytes at most.
      for back in 1...3 where back <= bytes.count {
        let byte = bytes[bytes.endIndex - back]
        guard PythonText.isContinuation(byte) else {
          return PythonText.length(lead: byte) > back ? bytes.count - back : bytes.count
        }
      }
      return bytes.count
    }

    /// Why bytes are no text, nil where they are.
    private static func fault(
      in bytes: Slice<UnsafeBufferPointer<UInt8>>, _ whole: Slice<UnsafeBufferPointer<UInt8>>
    ) -> DatasetError.Reason? {
      // In one go without a branch, which the processor does many bytes at a time.
      var (isBinary, all) = (false, UInt8(0))
      for byte in bytes {
        isBinary = isBinary || PythonText.isNeverInText(byte)
        all |= byte
      }
      if isBinary { return .binary }
      // Most files are ASCII throughout, which needs no look at what belongs together.
      if all < 0x80 { return nil }
      return String(validating: UnsafeBufferPointer(rebasing: whole), as: UTF8.self) == nil
        ? .notUTF8 : nil
    }

    /// Finds where documents begin: at the first character of a line that is no white space.
    private mutating func findDocuments(in text: Slice<UnsafeBufferPointer<UInt8>>) {
      var place = text.startIndex
      // A byte order mark says how the file is encoded, and belongs to no document.
      if place == 0 && text.starts(with: [0xef, 0xbb, 0xbf]) { place = 3 }
      while place < text.endIndex {
        if isInDocument {
          isInDocument = !PythonText.isLineEnd(text[place])
          place += 1
        } else {
          let first = PythonText.firstScalar(of: text[place...])
          if PythonText.isSpace(first.value) {
            place += first.length
          } else {
            starts.append(UInt32(place))  // py 19
            isInDocument = true
          }
        }
      }
      searched = text.endIndex
    }
  }
}
