import CTestSupport
import Foundation

/// A program in a terminal without a screen: what it writes can be looked at byte for byte, and
/// whether it reads, stops, goes on and ends is known at once.
package final class PseudoTerminal {
  private let terminal: support_terminal
  private let settingsBefore: LineSettings

  /// Whether what the program writes is read as soon as it comes. Otherwise the terminal keeps what
  /// it has room for.
  package var isRead = true
  /// All that was read of what the program has written, since ``forget()``.
  package private(set) var output: [UInt8] = []
  /// All that has been typed.
  package private(set) var typed: [UInt8] = []
  /// The program's process id; 0 until it is known.
  package private(set) var process: Int32 = 0
  package private(set) var isStopped = false
  /// How often the program was stopped.
  package private(set) var stops = 0
  /// The exit code, 128 and the signal's number for a signal; nil while the program runs.
  package private(set) var exitCode: Int32?

  /// Starts the command as ``Tmux`` does.
  package init(
    columns: Int = 80, rows: Int = 24, command: [String], environment: [String: String] = [:]
  ) throws {
    let words =
      ["env"] + Tmux.unset
      + Tmux.variables.merging(["TERM": "xterm-256color"]) { $1 }.merging(environment) { $1 }
      .map { "\($0)=\($1)" } + command
    var opened = support_terminal()
    let isOpen = Program.withWords(words) {
      support_open_terminal($0, Int32(columns), Int32(rows), &opened) == 1
    }
    guard isOpen else { throw Failure("there is no pseudoterminal") }
    terminal = opened
    settingsBefore = LineSettings(of: opened.line)
    try wait("the program was to start") { process > 0 }
  }

  deinit {
    if exitCode == nil, process > 0 { kill(process, SIGKILL) }
    support_close_terminal(terminal)
  }

  // MARK: - What a person does

  package func type(_ text: String) throws { try type(Array(text.utf8)) }

  /// Types bytes. What the program writes meanwhile is taken, or both would wait for each other.
  /// Bytes are dropped when the program ends meanwhile.
  package func type(_ bytes: [UInt8]) throws {
    typed += bytes
    var rest = bytes[...]
    try wait("the program was to read what is typed") {
      if exitCode != nil || rest.isEmpty { return true }
      let count = rest.withUnsafeBytes { write(terminal.person, $0.baseAddress, $0.count) }
      if count > 0 { rest = rest.dropFirst(count) }
      return rest.isEmpty
    }
  }

  package func resize(_ columns: Int, _ rows: Int) {
    support_resize(terminal, Int32(columns), Int32(rows))
  }

  package func send(signal: Int32) { kill(process, signal) }

  /// Forgets what was read.
  package func forget() { output = [] }

  // MARK: - What becomes of it

  /// Waits for what is asked of the program; what it writes is taken meanwhile.
  package func wait(
    seconds: Double = Program.longestWait, _ complaint: String, _ condition: () throws -> Bool
  ) throws {
    let end = DispatchTime.now().uptimeNanoseconds + UInt64(seconds * 1e9)
    while try !condition() {
      guard DispatchTime.now().uptimeNanoseconds < end else {
        let state = exitCode.map { "ended with \($0)" } ?? (isStopped ? "is stopped" : "runs")
        throw Failure("\(complaint); it \(state)")
      }
      take(milliseconds: 10)
    }
  }

  /// Waits until the program has ended and all that it wrote is here. One that is stopped goes on.
  package func waitForEnd() throws {
    try wait("the program was to end") {
      if isStopped { send(signal: SIGCONT) }
      return exitCode != nil
    }
    // What is written now comes after all else, but for an echo of what was typed too late.
    let mark = Array("<the end>".utf8)
    tcflow(terminal.line, TCOON)
    try wait("the terminal was to have room") { !isFull }
    _ = mark.withUnsafeBytes { write(terminal.line, $0.baseAddress, $0.count) }
    let before = max(0, output.count - mark.count)
    try wait("the terminal was to give back what was written to it") {
      guard let place = output[before...].firstRange(of: mark) else { return false }
      output.removeSubrange(place.lowerBound...)
      return true
    }
  }

  /// Whether the line's settings are those from before the program.
  package var hasItsSettings: Bool { LineSettings(of: terminal.line) == settingsBefore }

  /// Whether the program has read all that was typed.
  package var hasReadAll: Bool { support_unread(terminal) == 0 }

  /// Whether the program has written what was not read yet.
  package var hasUnread: Bool {
    var file = pollfd(fd: terminal.person, events: Int16(POLLIN), revents: 0)
    return poll(&file, 1, 0) > 0
  }

  /// Whether a program that writes now has to wait.
  package var isFull: Bool {
    var file = pollfd(fd: terminal.line, events: Int16(POLLOUT), revents: 0)
    return poll(&file, 1, 0) == 0
  }

  /// Takes what was written and what is new, waiting a little when there is nothing.
  private func take(milliseconds: Int32) {
    var files = [
      // One below 0 is left out.
      pollfd(fd: isRead ? terminal.person : -1, events: Int16(POLLIN), revents: 0),
      pollfd(fd: terminal.news, events: Int16(POLLIN), revents: 0),
    ]
    guard poll(&files, 2, milliseconds) > 0 else { return }
    if files[0].revents & Int16(POLLIN) != 0 {
      var bytes = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(terminal.person, &bytes, bytes.count)
      if count > 0 { output += bytes[..<count] }
    }
    var news: Int32 = 0
    guard files[1].revents & Int16(POLLIN) != 0, read(terminal.news, &news, 4) == 4 else { return }
    if process == 0 {
      process = news
      return
    }
    switch news {
    case Int32(support_stopped): (isStopped, stops) = (true, stops + 1)
    case Int32(support_continued): isStopped = false
    default: exitCode = news
    }
  }
}

/// Why a test can't go on.
package struct Failure: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}

/// What `stty` shows of a terminal's line.
private struct LineSettings: Equatable {
  private let flags: [tcflag_t]
  private let characters: [UInt8]

  init(of line: Int32) {
    var settings = termios()
    tcgetattr(line, &settings)
    flags = [settings.c_iflag, settings.c_oflag, settings.c_cflag, settings.c_lflag]
    characters = withUnsafeBytes(of: &settings.c_cc) { Array($0) }
  }
}
