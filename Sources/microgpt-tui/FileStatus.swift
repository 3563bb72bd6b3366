#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What the system knows about a file without reading it.
struct FileStatus {
  private let status: stat

  /// Nil where there is no such file.
  init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.status = status
  }

  /// Nil where no file is open.
  init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.status = status
  }

  /// Whether it has a place on a disk and a size: no pipe, device or folder.
  var isRegular: Bool { status.st_mode & S_IFMT == S_IFREG }

  /// Whether it is a pipe with a name: opening it waits for somebody who writes.
  var isPipe: Bool { status.st_mode & S_IFMT == S_IFIFO }

  /// In bytes, of a regular file.
  var size: Int { Int(status.st_size) }

  /// Whether both are the same file, by whatever paths.
  func isSame(as other: FileStatus) -> Bool {
    status.st_dev == other.status.st_dev && status.st_ino == other.status.st_ino
  }
}
