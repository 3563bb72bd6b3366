import Foundation
import TestSupport
import Testing

/// Whatever is typed, clicked and pasted, at whatever settings: the program stays alive, answers, and
/// gives the terminal back at its end.
@Suite(.whenAsked) struct RandomKeysTests {
  /// 50,000 bytes in all.
  @Test(arguments: 1...10) func fiveThousandBytes(seed: Int) throws {
    var bytes = RandomBytes(seed: seed)
    var left = 5_000
    var visit = seed
    while left > 0 {
      let options = try visit % 3 == 0 ? RandomKeysTests.oddOptions(&bytes) : []
      let terminal = try PseudoTerminal(explorer: options)
      let story = { "seed \(seed), \(options.joined(separator: " ")), \(terminal.replay)" }
      do {
        left -= try stay(in: terminal, atMost: min(left, 700), &bytes)
        try leave(terminal, byInterrupt: bytes.number(0...1) == 0)
        // A byte of the random ones may have been one of these: q, Ctrl-C or Ctrl-\.
        let faults = try terminal.faultsOfEnd([0, 128 + SIGINT, 128 + SIGQUIT])
        #expect(faults.isEmpty, "\(story())")
      } catch {
        Issue.record("\(error): \(story())")
        return
      }
      visit += 1
    }
  }

  /// Returns how many bytes were typed; fewer than asked for when one of them ended the visit.
  private func stay(
    in terminal: PseudoTerminal, atMost limit: Int, _ bytes: inout RandomBytes
  ) throws -> Int {
    try terminal.askForPicture()
    var count = 0
    while count < limit, terminal.exitCode == nil {
      for _ in 0..<25 {
        let next = bytes.next()
        count += next.count
        try terminal.type(next)
      }
      if bytes.number(0...3) == 0 {
        terminal.resize(bytes.number(1...150), bytes.number(1...50))
      }
      terminal.resize(80, 24)
      try terminal.askForPicture()
    }
    return count
  }

  /// Closes what is open until “q” is the key that it is, or presses Ctrl-C.
  private func leave(_ terminal: PseudoTerminal, byInterrupt: Bool) throws {
    for _ in 0..<4 where !byInterrupt && terminal.exitCode == nil {
      try terminal.type("\u{1b}")
      try terminal.askForPicture()
      try terminal.type("q")
      try terminal.askForPicture()
    }
    if terminal.exitCode == nil { try terminal.type([0x03]) }
  }

  private static func oddOptions(_ bytes: inout RandomBytes) throws -> [String] {
    let settings = bytes.pick([
      ["--n-layer", "3"], ["--n-embd", "4"], ["--n-head", "1"], ["--block-size", "2"],
      ["--block-size", "32"], ["--steps", "1"], ["--steps", "5"], ["--steps", "2000"],
      ["--learning-rate", "1"], ["--engine", "exact"],
    ])
    guard bytes.number(0...2) > 0 else { return settings }
    return settings + ["--data", try bytes.pick(SampleFiles.small).path()]
  }
}
