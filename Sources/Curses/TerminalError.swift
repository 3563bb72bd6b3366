/// Why there is no terminal to draw on, in one line that says what to do.
public enum TerminalError: Error, Equatable, CustomStringConvertible, Sendable {
  case inputIsNoTerminal
  case outputIsNoTerminal
  /// `TERM` is not set.
  case unnamed
  /// There is no description of the terminal that `TERM` names.
  case unknown(String)
  /// The terminal can't move its cursor.
  case tooSimple(String)
  case notStarted

  public var description: String {
    switch self {
    case .inputIsNoTerminal:
      "standard input is not a terminal: run this in a terminal window, without < or | before it"
    case .outputIsNoTerminal:
      "standard output is not a terminal: run this in a terminal window, without > or | after it"
    case .unnamed:
      "TERM is not set, so the kind of terminal is unknown: try TERM=xterm-256color"
    case .unknown(let name):
      "there is no description of the terminal '\(name)' (TERM): try TERM=xterm-256color"
    case .tooSimple(let name):
      "the terminal '\(name)' (TERM) can't move its cursor: run this in a terminal window, or try"
        + " TERM=xterm-256color"
    case .notStarted:
      "the terminal could not be set up: try another terminal window"
    }
  }
}
