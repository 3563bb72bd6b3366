import Stage

/// What comes from the terminal.
public enum Input: Equatable, Sendable {
  case event(Event)
  /// The terminal has read the picture that was to be answered.
  case answer
  /// The program is asked to end by this signal.
  case stop(signal: Int32)
  /// The terminal is no longer there.
  case gone
}
