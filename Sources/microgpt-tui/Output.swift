import ArgumentParser

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Text for a file descriptor, written at once and as a whole.
struct Output {
  static let standardOutput = Output(descriptor: STDOUT_FILENO)
  static let standardError = Output(descriptor: STDERR_FILENO)

  let descriptor: Int32

  var isTerminal: Bool { isatty(descriptor) == 1 }

  /// How many columns the terminal has; 80 where that can't be found out.
  var columns: Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Opens those of the three standard files that are closed, so that no file opened later takes the
  /// place of one. They are opened the wrong way round, so that using them is an error as before.
  static func openStandardFiles() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  /// Writes what a command was asked for to standard output.
  ///
  /// - Throws: `Refusal`, or just the exit code where the reader has gone: then nobody is to be told.
  static func print(_ text: String) throws {
    do {
      try standardOutput.write(text)
    } catch  where error.code == EPIPE {
      throw ExitCode.failure
    } catch {
      throw Refusal("can't write the output: \(error)")
    }
  }

  func write(_ text: String) throws(SystemError) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { platformWrite(descriptor, $0.baseAddress, $0.count) }
      if written >= 0 {
        bytes = bytes.dropFirst(written)
      } else if errno != EINTR {
        throw SystemError()
      }
    }
  }
}

/// write(2), which a method named `write` hides.
private func platformWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}

/// Why a call of the system failed, in the system's words.
struct SystemError: Error, CustomStringConvertible {
  let code: Int32

  /// The error of the last call.
  init() { code = errno }

  init(code: Int32) { self.code = code }

  var description: String { String(cString: strerror(code)) }
}

/// Why something can't be done, in one line that also says what to do.
struct Refusal: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
