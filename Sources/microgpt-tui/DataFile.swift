import CData
import MicroGPT

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Where a data set comes from.
enum DataFile {
  /// The names that are part of the program.
  static func embedded() throws -> Dataset {
    let file = embedded_names()
    var reader = try Dataset.Reader(name: "the list of names", expecting: Int(file.count))
    try reader.append(UnsafeBufferPointer(start: file.bytes, count: Int(file.count)))
    return try reader.dataset()
  }

  /// The documents of a file, one a line. Where that takes long, a terminal says how far it is.
  ///
  /// - Throws: a line that names the file, says what is wrong with it and what to do.
  static func dataset(path: String) throws -> Dataset {
    guard !path.isEmpty else { throw Refusal("--data is empty; give the path of a text file") }
    let status = FileStatus(path: path)
    let size = status?.isRegular == true ? status?.size : nil
    var progress = ReadingProgress(path: path, size: size, output: .standardError)
    defer { progress.erase() }
    if status?.isPipe == true { progress.wait() }
    var reader = try Dataset.Reader(name: path, expecting: size ?? 0)
    do {
      try read(path: path) { piece in
        try reader.append(piece)
        progress.show(reader.count)
      }
    } catch let error as SystemError {
      throw Refusal("can't read \(path): \(error); give a text file with one name a line")
    }
    return try reader.dataset()
  }

  /// All bytes of a small file.
  static func bytes(path: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try read(path: path) { bytes += $0 }
    return bytes
  }

  /// Hands on a file piece by piece.
  ///
  /// - Throws: `SystemError`, or what the function throws.
  private static func read(
    path: String, piece: (UnsafeBufferPointer<UInt8>) throws -> Void
  ) throws {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { throw SystemError() }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = platformRead(descriptor, &bytes, bytes.count)
      if count == 0 { return }
      if count > 0 {
        try bytes.withUnsafeBufferPointer { try piece(UnsafeBufferPointer(rebasing: $0[..<count])) }
      } else if errno != EINTR {
        throw SystemError()
      }
    }
  }
}

/// read(2), which a method named `read` hides.
func platformRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int)
  -> Int
{
  read(descriptor, buffer, count)
}
