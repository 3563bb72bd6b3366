import Foundation

/// What the bytes are that the program writes: pictures, and the end.
extension PseudoTerminal {
  /// The program puts each picture between these.
  package static let (pictureBegin, pictureEnd) = ("\u{1b}[?2026h", "\u{1b}[?2026l")
  private static let cleared = "\u{1b}[2J"

  package var text: String { String(decoding: output, as: UTF8.self) }

  /// How often a text is in the output.
  package func count(of text: String) -> Int { output.ranges(of: Array(text.utf8)).count }

  /// Waits for a program of ``Program/quick()`` until nothing on its screen changes by itself: has it
  /// painted again, once each time, until it shows that all is done.
  ///
  /// - Parameter words: what is there to be seen then: where a page has to be worked out, some of it.
  /// - Returns: how often it was painted again.
  @discardableResult
  package func settle(_ words: String? = nil) throws -> Int {
    let end = DispatchTime.now() + Program.longestWait
    var count = 0
    while DispatchTime.now() < end {
      count += 1
      let start = output.count
      try type([0x0c])
      var picture: ArraySlice<UInt8>?
      try wait("the program was to paint a whole picture") {
        picture = wholePicture(after: start)
        return picture != nil
      }
      let text = String(decoding: picture ?? [], as: UTF8.self)
      let shown = text.replacing(/\u{1b}\[[^A-Za-z]*[A-Za-z]/, with: "")
      if Program.isSettled(shown), words.map(shown.contains) ?? true { return count }
    }
    throw Failure("the screen was to come to rest")
  }

  /// The first picture of a cleared terminal that has come as a whole.
  private func wholePicture(after start: Int) -> ArraySlice<UInt8>? {
    let rest = output[start...]
    guard let begin = rest.firstRange(of: Array(PseudoTerminal.cleared.utf8))?.lowerBound else {
      return nil
    }
    let end = rest[begin...].firstRange(of: Array(PseudoTerminal.pictureEnd.utf8))?.upperBound
    return end.map { rest[begin..<$0] }
  }

  /// Presses Ctrl-L until the terminal is cleared and painted again: then the program is alive, and
  /// has read all that was typed. Returns at once when it has ended. One that is stopped goes on.
  package func askForPicture() throws {
    let start = output.count
    var asked = 0
    var polls = 0
    try wait("the program was to paint a whole picture") {
      if exitCode != nil { return true }
      if isStopped { send(signal: SIGCONT) }
      // A paste that has no end takes it as text, and a stop drops it.
      if asked == polls / 100 {
        asked += 1
        // Ctrl-Q: a Ctrl-S before it would hold the picture back.
        try type([0x11, 0x0c])
      }
      polls += 1
      return hasPicture(after: start)
    }
  }

  /// Does something, and waits until so many more pictures have been shown.
  package func waitForPictures(_ count: Int = 1, after action: () throws -> Void) throws {
    let end = Array(PseudoTerminal.pictureEnd.utf8)
    var seen = output.count
    var left = count
    try action()
    try wait("\(count) pictures were to be shown") {
      while let place = output[seen...].firstRange(of: end), left > 0 {
        (seen, left) = (place.upperBound, left - 1)
      }
      return left == 0
    }
  }

  private func hasPicture(after start: Int) -> Bool {
    let cleared = output[start...].firstRange(of: Array(PseudoTerminal.cleared.utf8))
    guard let place = cleared else { return false }
    return output[place.upperBound...].count { $0 > 0x20 } > 40
  }

  /// Waits for the end, and says what is wrong with it; nothing where the code is one of these and
  /// the terminal is as it was.
  package func faultsOfEnd(_ codes: Set<Int32>) throws -> [String] {
    try waitForEnd()
    let modes = TerminalModes(output: output)
    var faults: [String] = []
    if let exitCode, !codes.contains(exitCode) {
      // What a trap or a sanitizer says comes last.
      let words = String(decoding: output.suffix(4_000), as: UTF8.self).debugDescription
      faults.append("it ended with \(exitCode), writing \(words)")
    }
    if modes.on != TerminalModes.usual {
      let wrong = modes.on.symmetricDifference(TerminalModes.usual).sorted()
      faults.append("modes of the terminal are not as before: \(wrong)")
    }
    if modes.isStyled { faults.append("colours are left on") }
    if !hasItsSettings { faults.append("the settings of the line are not as before") }
    return faults
  }

  /// The same; and the screen is given back as often as it was taken, with nothing written after.
  /// What is typed when the program ends would be: the terminal itself shows it then.
  package func faultsOfEndUntouched(_ code: Int32) throws -> [String] {
    var faults = try faultsOfEnd([code])
    let modes = TerminalModes(output: output)
    if modes.leavings != modes.enterings {
      faults.append("the screen is given back \(modes.leavings) times of \(modes.enterings)")
    }
    if modes.textSince > 0 { faults.append("something is written after that") }
    return faults
  }
}
