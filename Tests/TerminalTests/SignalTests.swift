import Foundation
import TestSupport
import Testing

/// Whatever signal ends the program, and whenever it comes, the terminal is given back.
@Suite struct SignalTests {
  private func started(columns: Int = 80, rows: Int = 24) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(Program.quick(), columns: columns, rows: rows)
    // The end of the first picture.
    try terminal.read { $0.contains("\u{1b}[?2026l") }
    return terminal
  }

  /// Has so much drawn that the terminal can't keep all of it, and reads nothing of it.
  private func fill(_ terminal: PseudoTerminal, first: String = "") throws {
    terminal.readAll()
    terminal.type(first + String(repeating: "\u{c}", count: 100))
    try terminal.wait("the keys were to be read") { terminal.hasTakenKeys }
  }

  static let ending: [Int32] = {
    var signals = [
      SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2, SIGPIPE, SIGALRM, SIGTERM, SIGXCPU, SIGXFSZ,
      SIGVTALRM, SIGPROF, SIGSYS,
    ]
    #if os(Linux)
      signals += [SIGIO, SIGPWR, SIGSTKFLT, 34, 64]
    #endif
    return signals
  }()

  @Test(arguments: ending) func givesTheTerminalBack(signal: Int32) throws {
    let terminal = try started()
    terminal.send(signal: signal)
    #expect(try terminal.exitCode() == 128 + signal)
    terminal.readAll()
    #expect(terminal.isGivenBack, "\(terminal.output.suffix(200).debugDescription)")
  }

  /// The terminal takes no more of what is written.
  @Test(arguments: [SIGTERM, SIGINT, SIGHUP, SIGQUIT]) func whileNobodyReads(signal: Int32) throws {
    let terminal = try started()
    try fill(terminal)
    terminal.send(signal: signal)
    #expect(try terminal.exitCode() == 128 + signal)
    terminal.readAll()
    #expect(terminal.isGivenBack, "\(terminal.output.suffix(200).debugDescription)")
  }

  /// Ctrl-S has told the terminal to wait.
  @Test(arguments: [SIGTERM, SIGHUP]) func whileItWaits(signal: Int32) throws {
    let terminal = try started()
    try fill(terminal, first: "\u{13}")
    terminal.send(signal: signal)
    #expect(try terminal.exitCode() == 128 + signal)
    terminal.readAll()
    #expect(terminal.isGivenBack, "\(terminal.output.suffix(200).debugDescription)")
  }

  /// A key that makes a signal drops nothing of what the terminal has not read yet.
  @Test(arguments: ["\u{3}", "\u{1c}"]) func keysDropNothing(key: String) throws {
    let terminal = try started()
    terminal.readAll()
    terminal.forget()
    terminal.type("\u{c}")
    try terminal.wait("it was to be painted again") { terminal.hasTakenKeys && terminal.hasUnread }
    terminal.type(key + key)
    #expect(try terminal.exitCode() == 128 + (key == "\u{3}" ? SIGINT : SIGQUIT))
    terminal.readAll()
    let output = terminal.output
    #expect(output.hasPrefix("\u{1b}[?2026h"))
    // One more at the end, of the text that gives the terminal back.
    #expect(terminal.count(of: "\u{1b}[?2026l") == 2)
    #expect(terminal.isGivenBack, "\(output.suffix(200).debugDescription)")
  }

  /// The shell has the terminal; a program that it ends there touches it no more.
  @Test(arguments: [("TERM", SIGTERM), ("INT", SIGINT), ("QUIT", SIGQUIT)])
  func whileStopped(name: String, signal: Int32) throws {
    let terminal = try Tmux(
      command: ["bash", "--norc", "-i"], environment: ["PS1": "ready> "])
    try terminal.waitFor { $0.contains("ready>") }
    try terminal.type(Program.quick().joined(separator: " "))
    try terminal.keys("Enter")
    try terminal.waitFor(modes: "101")
    try terminal.waitFor(Program.isSettled)
    try terminal.keys("C-z")
    try terminal.waitFor(modes: "010")
    try terminal.type("kill -\(name) %1; kill -CONT %1; wait %1; echo code $?.")
    try terminal.keys("Enter")
    try terminal.waitFor { $0.contains("code \(128 + signal).") }
    #expect(try terminal.modes() == "010")
  }
}
