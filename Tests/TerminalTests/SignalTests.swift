import Foundation
import TestSupport
import Testing

/// Whatever signal ends the program, and whenever it comes, the terminal is given back.
@Suite struct SignalTests {
  private func started() throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(command: Program.quick())
    try terminal.settle()
    return terminal
  }

  /// Has so much drawn that the terminal can't keep all of it, and reads nothing of it.
  private func fill(_ terminal: PseudoTerminal, first: String = "") throws {
    terminal.isRead = false
    try terminal.type(first + String(repeating: "\u{c}", count: 100))
    try terminal.wait("the keys were to be read") { terminal.hasReadAll }
  }

  /// Waits for the end without reading anything, and then reads what there is.
  private func expectEnd(_ terminal: PseudoTerminal, by signal: Int32) throws {
    try terminal.wait("the program was to end") { terminal.exitCode != nil }
    terminal.isRead = true
    #expect(try terminal.faultsOfEndUntouched(128 + signal) == [])
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
    try expectEnd(terminal, by: signal)
  }

  /// The terminal takes no more of what is written.
  @Test(arguments: [SIGTERM, SIGINT, SIGHUP, SIGQUIT]) func whileNobodyReads(signal: Int32) throws {
    let terminal = try started()
    try fill(terminal)
    terminal.send(signal: signal)
    try expectEnd(terminal, by: signal)
  }

  /// Ctrl-S has told the terminal to wait.
  @Test(arguments: [SIGTERM, SIGHUP]) func whileItWaits(signal: Int32) throws {
    let terminal = try started()
    try fill(terminal, first: "\u{13}")
    terminal.send(signal: signal)
    try expectEnd(terminal, by: signal)
  }

  /// A key that makes a signal drops nothing of what the terminal has not read yet.
  @Test(arguments: ["\u{3}", "\u{1c}"]) func keysDropNothing(key: String) throws {
    let terminal = try started()
    // What took the screen is not forgotten: it is to be given back once.
    let before = terminal.output.count
    terminal.isRead = false
    try terminal.type("\u{c}")
    try terminal.wait("it was to be painted again") { terminal.hasReadAll && terminal.hasUnread }
    try terminal.type(key + key)
    try expectEnd(terminal, by: key == "\u{3}" ? SIGINT : SIGQUIT)
    let output = String(decoding: terminal.output[before...], as: UTF8.self)
    #expect(output.hasPrefix(PseudoTerminal.pictureBegin))
    // One more at the end, of the text that gives the terminal back.
    #expect(output.ranges(of: PseudoTerminal.pictureEnd).count == 2)
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
    try terminal.waitFor { $0.ranges(of: "ready>").count == 2 }
    try terminal.type("kill -\(name) %1; kill -CONT %1; wait %1; echo code $?.")
    try terminal.keys("Enter")
    try terminal.waitFor { $0.contains("code \(128 + signal).") }
    #expect(try terminal.modes() == "010")
  }
}
