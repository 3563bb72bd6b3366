import CProcess

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Another program, running until `end` or its own end.
struct Subprocess {
  private let process: Process

  /// Runs a program in a folder.
  ///
  /// - Parameter errors: the path of a file for its standard error.
  init(_ arguments: [String], folder: String, errors: String) throws(SystemError) {
    let process = Subprocess.withPointers(arguments) { process_start($0, folder, errors) }
    guard process.pid > 0 else { throw SystemError(code: -process.pid) }
    self.process = process
  }

  /// Runs a program in a terminal of its own.
  init(_ arguments: [String], columns: Int, rows: Int) throws(SystemError) {
    let process = Subprocess.withPointers(arguments) {
      process_start_in_terminal($0, Int32(columns), Int32(rows))
    }
    guard process.pid > 0 else { throw SystemError(code: -process.pid) }
    self.process = process
  }

  func end() { process_end(process) }

  /// Does something that has to be tidied up, even where a signal such as Ctrl-C's asks this program to
  /// end: the signal takes effect afterwards.
  static func holdingStops<Result>(_ body: () throws -> Result) rethrows -> Result {
    process_hold_stops()
    defer { process_release_stops() }
    return try body()
  }

  /// Inside `holdingStops`: a signal ends this program's output, so that nobody goes on waiting for it.
  func endsFirst() { process_stop_first(process) }

  /// Returns what the program wrote, as soon as there is something; empty where nothing came in time,
  /// nil where the program has ended.
  func read(within milliseconds: Int) -> [UInt8]? {
    var file = pollfd(fd: process.output, events: Int16(POLLIN), revents: 0)
    guard poll(&file, 1, Int32(milliseconds)) > 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = platformRead(process.output, &bytes, bytes.count)
    // A terminal that no program has open gives an error instead of an end.
    return count > 0 ? Array(bytes.prefix(count)) : nil
  }

  /// Types into its terminal.
  func type(_ keys: String) { try? Output(descriptor: process.output).write(keys) }

  private static func withPointers(
    _ arguments: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Process
  ) -> Process {
    let copies = arguments.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    let pointers = copies.map { UnsafePointer($0) } + [nil]
    return pointers.withUnsafeBufferPointer { buffer in
      // There is at least the end of the list.
      guard let first = buffer.baseAddress else { return Process(pid: -EINVAL, output: -1) }
      return body(first)
    }
  }
}
