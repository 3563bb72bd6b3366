import TestSupport
import Testing

/// Runs the program without a terminal: it succeeds, or may fail with one line. It ends within a
/// minute, and nothing that it prints moves a terminal.
@discardableResult
func expectAnswer(_ words: [String], mayFail: Bool = false) -> Outcome {
  let outcome = Program.run([Program.path] + words)
  let shown = words.map { $0.debugDescription.prefix(80) }.joined(separator: " ")
  let story = "\(shown) ends with \(outcome.code): \(outcome.output.debugDescription.suffix(300))"
  #expect(outcome.code == 0 || mayFail && (1..<128).contains(outcome.code), "\(story)")
  if outcome.code != 0 {
    // What it had to say before, it may have said.
    let lines = outcome.output.split(whereSeparator: \.isNewline)
    let refusals = lines.filter { $0.hasPrefix("microgpt-tui: ") }
    #expect(refusals.count == 1 && refusals.last == lines.last, "\(story)")
  }
  let movesTerminal = outcome.output.unicodeScalars.contains(where: movesTerminal)
  #expect(!movesTerminal, "\(story)")
  return outcome
}

/// Whether a terminal would do something else than show this character: controls, separators of
/// lines, and what turns the direction of writing.
private func movesTerminal(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x0a: false
  case 0...0x1f, 0x7f...0x9f, 0x2028...0x202e, 0x2066...0x2069: true
  default: false
  }
}
