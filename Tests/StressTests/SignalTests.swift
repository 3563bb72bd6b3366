import Foundation
import TestSupport
import Testing

/// Whatever signal ends the program, and whenever: the terminal is given back once, and the shell is
/// told of the signal.
@Suite(.whenAsked) struct SignalTests {
  /// Those that end a program unless it says otherwise, but for SIGKILL, which nobody can catch.
  static let ending: [Int32] = {
    var signals = [
      SIGHUP, SIGINT, SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGUSR1, SIGSEGV, SIGUSR2,
      SIGPIPE, SIGALRM, SIGTERM, SIGXCPU, SIGXFSZ, SIGVTALRM, SIGPROF, SIGSYS,
    ]
    #if os(Linux)
      signals += [SIGSTKFLT, SIGIO, SIGPWR, 34, 64]
    #endif
    return signals
  }()

  enum State: CaseIterable {
    case idle, playing
    /// By Ctrl-Z: the terminal is given back, and taken again when the program goes on.
    case stopped
    /// By SIGSTOP, which gives nothing back.
    case halted
  }

  @Test(arguments: ending, State.allCases) func ends(signal: Int32, state: State) throws {
    let terminal = try PseudoTerminal(command: Program.quick())
    try bring(terminal, to: state)
    terminal.send(signal: signal)
    #expect(try terminal.faultsOfEndUntouched(128 + signal) == [])
  }

  /// It ends as well while it waits for a terminal that takes nothing, here since Ctrl-S says so.
  @Test(arguments: [SIGHUP, SIGINT, SIGQUIT, SIGTERM]) func endsWhileBlocked(signal: Int32) throws {
    let terminal = try PseudoTerminal(command: Program.quick())
    try terminal.askForPicture()
    try terminal.type([0x13])
    try terminal.wait("Ctrl-S was to stop all output") { terminal.isFull }
    try terminal.type([0x0c])
    // One that reads no more waits already, in the middle of the picture before. It has to end in any
    // case: this second only makes it likely that it waits.
    try? terminal.wait(seconds: 1, "the program was to read Ctrl-L") { terminal.hasReadAll }
    terminal.send(signal: signal)
    try terminal.wait("the program was to end") { terminal.exitCode != nil }
    #expect(terminal.exitCode == 128 + signal)
    #expect(terminal.hasItsSettings)
  }

  private func bring(_ terminal: PseudoTerminal, to state: State) throws {
    try terminal.askForPicture()
    if state == .idle { return }
    try terminal.waitForPictures(4) { try terminal.type("r ") }
    switch state {
    case .idle, .playing: break
    case .stopped: try terminal.type([0x1a])
    case .halted: terminal.send(signal: SIGSTOP)
    }
    if state != .playing { try terminal.wait("the program was to stop") { terminal.isStopped } }
  }
}
