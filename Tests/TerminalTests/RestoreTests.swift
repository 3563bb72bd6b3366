import Foundation
import TestSupport
import Testing

/// However the program ends, the terminal is as it was.
@Suite struct RestoreTests {
  /// Starts the program, and waits until it shows something.
  private func started(_ environment: [String: String] = [:]) throws -> Tmux {
    let terminal = try Tmux(command: [Program.path], environment: environment)
    try terminal.waitFor(modes: "101")
    try terminal.waitFor { $0.contains { !$0.isWhitespace } }
    return terminal
  }

  private func expectRestored(_ terminal: Tmux, code: Int32) throws {
    #expect(try terminal.exitCode() == code)
    #expect(try terminal.modes() == "010")
    let settings = terminal.lineSettings()
    #expect(settings.before != nil)
    #expect(settings.before == settings.after)
  }

  @Test func quitting() throws {
    let terminal = try started()
    try terminal.keys("q")
    try expectRestored(terminal, code: 0)
    #expect(try !terminal.screen().contains { !$0.isWhitespace })
  }

  @Test func interruptKey() throws {
    let terminal = try started()
    try terminal.keys("C-c")
    try expectRestored(terminal, code: 128 + SIGINT)
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT])
  func signals(signal: Int32) throws {
    let terminal = try started()
    try terminal.send(signal: signal)
    try expectRestored(terminal, code: 128 + signal)
  }

  /// The handler gives the terminal back, and the process still ends by the signal.
  @Test(arguments: [SIGSEGV, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE])
  func crashes(signal: Int32) throws {
    let terminal = try started()
    try terminal.send(signal: signal)
    try expectRestored(terminal, code: 128 + signal)
  }

  @Test func closedWindow() throws {
    let terminal = try started()
    _ = try terminal.process()
    try terminal.closeWindow()
    #expect(try terminal.exitCode() == 128 + SIGHUP)
  }

  @Test func stoppingAndGoingOn() throws {
    let terminal = try Tmux(command: ["sh", "-i"], environment: ["PS1": "ready> "])
    try terminal.waitFor { $0.contains("ready>") }
    try terminal.type(Program.quick().joined(separator: " "))
    try terminal.keys("Enter")
    try terminal.waitFor(modes: "101")
    let picture = try terminal.waitFor(Program.isSettled)
    for round in 1...3 {
      try terminal.keys("C-z")
      try terminal.waitFor(modes: "010")
      try terminal.waitFor { $0.ranges(of: "ready>").count == 1 + round }
      try terminal.type("fg")
      try terminal.keys("Enter")
      try terminal.waitFor(modes: "101")
      try terminal.waitFor { $0 == picture }
    }
    try terminal.keys("q")
    try terminal.waitFor(modes: "010")
  }

  /// A picture spoilt by another program's output is painted again.
  @Test func repainting() throws {
    let terminal = try Tmux(command: Program.quick())
    let picture = try terminal.waitFor(Program.isSettled)
    try terminal.scribble("\u{1b}[2J\u{1b}[Hspoilt\r\n")
    try terminal.waitFor { $0.contains("spoilt") }
    try terminal.keys("C-l")
    try terminal.waitFor { $0 == picture }
  }
}
