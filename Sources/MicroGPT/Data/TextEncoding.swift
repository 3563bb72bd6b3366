/// An encoding of Unicode that is not UTF-8, told by the beginning of a file.
struct TextEncoding {
  let reason: DatasetError.Reason

  /// Nil where the bytes are something else.
  init?(of bytes: UnsafeBufferPointer<UInt8>) {
    let marks: [(mark: [UInt8], bits: Int)] = [
      ([0xff, 0xfe, 0, 0], 32), ([0, 0, 0xfe, 0xff], 32), ([0xff, 0xfe], 16), ([0xfe, 0xff], 16),
    ]
    if let found = marks.first(where: { bytes.starts(with: $0.mark) }) {
      reason = .unicode(bits: found.bits)
      return
    }
    // Without a mark: the higher byte of most letters is 0, the lower one never.
    let beginning = bytes.prefix(256)
    let zeros = [0, 1].map { half in
      stride(from: half, to: beginning.count, by: 2).count { beginning[$0] == 0 }
    }
    guard beginning.count >= 4, zeros.min() == 0, zeros.max() ?? 0 >= beginning.count / 4 else {
      return nil
    }
    reason = .unicode(bits: 16)
  }
}
