/// How far the terminal may be behind what was sent to it.
///
/// What a terminal has not read yet lies somewhere on the way, and nothing tells how much that is.
/// So it is taken for a slow one, until it answers a question that came after a picture: what it has
/// answered it has read. Times are milliseconds of the terminal's clock.
struct Line {
  /// What any line takes, in bytes a millisecond: somewhat less than a modem of 56 kbit/s.
  private static let slow = 6.5
  /// What is sent at most when nobody asks for it.
  private static let fast = 14.0
  /// How far behind a line of that speed may be when the next picture is made.
  private static let lag = 250.0
  /// After this time a question counts as one that is never answered.
  private static let patience = 1_000

  /// When a slow line would have taken all that was sent.
  private var slowEnd = 0.0
  /// The same at the highest speed.
  private var fastEnd = 0.0
  /// When the question was asked that has no answer yet, and what was sent after it, in bytes.
  private var question: (time: Int, since: Int)?

  /// When a picture may follow that nobody has asked for.
  var free: Int { Int((max(slowEnd, fastEnd) - Line.lag).rounded(.up)) }

  /// Whether the next picture should bring a question with it: an answer would let others follow
  /// sooner.
  func asks(at now: Int) -> Bool {
    if let question, now < question.time + Line.patience { return false }
    return slowEnd > Double(now)
  }

  /// A picture was sent, with a question after it or without.
  mutating func sent(_ bytes: Int, at now: Int, asking: Bool) {
    guard bytes > 0 else { return }
    slowEnd = max(slowEnd, Double(now)) + Double(bytes) / Line.slow
    fastEnd = max(fastEnd, Double(now)) + Double(bytes) / Line.fast
    if asking {
      question = (now, 0)
    } else {
      question?.since += bytes
    }
  }

  /// The terminal has answered.
  mutating func answered(at now: Int) {
    guard let question else { return }
    slowEnd = min(slowEnd, Double(now) + Double(question.since) / Line.slow)
    self.question = nil
  }
}
