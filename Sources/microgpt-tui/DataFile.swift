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
    let bytes = UnsafeBufferPointer(start: file.bytes, count: Int(file.count))
    return try Dataset(bytes: Array(bytes), name: "the list of names")
  }

  /// The documents of a file, one a line.
  ///
  /// - Throws: a line that names the file, says what is wrong with it and what to do.
  static func dataset(path: String) throws -> Dataset {
    try Dataset(bytes: read(path: path), name: path)
  }

  /// How large a file may be, in bytes: larger than any list of names, small enough for the memory.
  private static let limit = 1 << 30

  static func read(path: String) throws(Refusal) -> [UInt8] {
    guard !path.isEmpty else { throw Refusal("--data is empty; give the path of a text file") }
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else {
      throw Refusal("can't read \(path): \(SystemError()); give a text file with one name a line")
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = platformRead(descriptor, &chunk, chunk.count)
      if count == 0 { return bytes }
      if count > 0 {
        bytes += chunk[..<count]
      } else if errno != EINTR {
        throw Refusal("can't read \(path): \(SystemError()); give a text file with one name a line")
      }
      guard bytes.count <= limit else {
        throw Refusal("\(path) is larger than \(limit >> 30) GB; give a smaller file")
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
