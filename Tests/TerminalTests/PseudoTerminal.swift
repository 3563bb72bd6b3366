import CTestSupport
import Foundation

/// A program in a terminal of which the test reads every byte, or none.
final class PseudoTerminal {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private var pty = support_pty()
  /// All that the program has written and that was read here.
  private(set) var output = ""
  private var bytes: [UInt8] = []

  init(_ arguments: [String], columns: Int = 80, rows: Int = 24) throws {
    let strings = arguments.map { strdup($0) }
    defer { strings.forEach { free($0) } }
    var pointers = strings.map { UnsafePointer<CChar>($0) }
    pointers.append(nil)
    guard support_pty_start(&pointers, Int32(columns), Int32(rows), &pty) == 1 else {
      throw Failure(description: "there is no terminal for \(arguments)")
    }
  }

  deinit { support_pty_close(&pty) }

  func type(_ keys: String) {
    let text = Array(keys.utf8)
    _ = write(pty.outside, text, text.count)
  }

  func resize(_ columns: Int, _ rows: Int) {
    support_pty_resize(pty.outside, Int32(columns), Int32(rows))
  }

  func send(signal: Int32) { kill(pty.process, signal) }

  /// Reads what there is, and waits for it for some milliseconds. Returns whether there was anything.
  @discardableResult
  func read(wait milliseconds: Int32 = 0) -> Bool {
    var part = [CChar](repeating: 0, count: 1 << 16)
    let count = Int(support_pty_read(&pty, &part, part.count, milliseconds))
    bytes += part[..<count].map { UInt8(bitPattern: $0) }
    output = String(decoding: bytes, as: UTF8.self)
    return count > 0
  }

  /// Forgets what was read.
  func forget() { (bytes, output) = ([], "") }

  /// Reads until the output is as asked.
  func read(until condition: (String) -> Bool) throws {
    try wait("the output was to be another; it is \(output.suffix(2000).debugDescription)") {
      read(wait: 10)
      return condition(output)
    }
  }

  /// Reads until no more comes for a while.
  func readAll() { while read(wait: 100) {} }

  /// Whether the program has written what was not read yet.
  var hasUnread: Bool { support_pty_waits(&pty) != 0 }
  /// Whether the program has read all keys.
  var hasTakenKeys: Bool { support_pty_untaken(&pty) == 0 }

  /// Waits for the end, reading nothing meanwhile. Returns the exit code; 128 and the signal's number
  /// where a signal ended it.
  func exitCode() throws -> Int32 {
    var code: Int32 = -1
    try wait("the program was to end") {
      code = support_pty_ended(&pty)
      return code >= 0
    }
    return code
  }

  /// Asks every 10 ms. The deadline is far: it only ends a test that would never end.
  func wait(_ complaint: @autoclosure () -> String, _ condition: () throws -> Bool) throws {
    let end = DispatchTime.now().uptimeNanoseconds + 20_000_000_000
    while try !condition() {
      guard DispatchTime.now().uptimeNanoseconds < end else {
        throw Failure(description: complaint())
      }
      usleep(10_000)
    }
  }

  // MARK: - What it is like afterwards

  /// The private modes that are on after all of the output: 1049 for the second screen, 25 for the
  /// cursor, 1000, 1002 and 1006 for the mouse, 2004 for pastes, 2026 within a picture.
  var modesOn: Set<Int> {
    var on: Set<Int> = []
    for change in output.matches(of: /\u{1b}\[\?(\d+)([hl])/) {
      guard let mode = Int(change.output.1) else { continue }
      if change.output.2 == "h" { on.insert(mode) } else { on.remove(mode) }
    }
    return on.intersection([25, 1000, 1002, 1006, 1049, 2004, 2026])
  }

  /// Whether all of the output leaves the terminal as a shell expects it, and says so once.
  var isGivenBack: Bool {
    modesOn == [25] && support_pty_is_as_before(&pty) != 0 && count(of: "\u{1b}[?1049l") == 1
  }

  /// How often a text is in the output.
  func count(of text: String) -> Int { output.ranges(of: text).count }
}
