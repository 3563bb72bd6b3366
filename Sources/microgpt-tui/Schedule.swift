/// When the next picture is drawn. Times are milliseconds of the terminal's clock.
struct Schedule {
  /// No more than 60 pictures a second.
  private static let frame = 17
  /// Work is what counts while there is some: then twenty pictures a second are enough.
  private static let workFrame = 50
  /// What a picture that takes long to draw leaves for other things.
  private static let rest = 4
  /// How long a picture that was asked for waits for work: what is done by then is in the first
  /// picture, instead of half of it. Less than the time between two repeats of a key that is held.
  private static let patience = 25
  /// As long as there is more work than that, waiting is of no use: a key is answered at once.
  private static let impatience = 4

  /// When there is something to show, whether the line is free or not; nil: when something happens.
  private var wanted: Int?
  /// Whether a person has asked for it.
  private var isAsked = true
  private var earliest: Int
  /// Whether the last picture was on the screen already: nothing that a key has to wait for.
  private var wasThere = false
  /// Until when the next picture waits for work; 0 when nobody has asked for it.
  private(set) var patient: Int
  /// Whether the last picture has waited in vain.
  private var isWorkLong = false
  private var line = Line()
  /// When all arrives that a key has set in motion: seen then, however busy the line is, since it would
  /// stand half-way.
  private var arrival: Int?

  /// A first picture is due at once.
  init(at now: Int) {
    (wanted, earliest, patient) = (now, now, now + Schedule.patience)
  }

  /// When to draw again; nil: when something happens.
  var due: Int? { wanted.map { isAsked ? $0 : max($0, min(line.free, arrival ?? .max)) } }

  /// A person has asked for a picture. It waits for work no longer because more is asked for.
  mutating func ask(at now: Int) {
    wanted = min(wanted ?? .max, wasThere ? now : max(now, earliest))
    isAsked = true
    if patient == 0 { patient = now + (isWorkLong ? Schedule.impatience : Schedule.patience) }
  }

  /// Work has been done; when there is more of it, what came of it so far is shown now and then.
  mutating func worked(isDone: Bool) {
    wanted = min(wanted ?? .max, isDone ? earliest : earliest + Schedule.workFrame)
  }

  /// Whether the picture to come should ask the terminal to answer when it has read it.
  func asksForAnswer(at now: Int) -> Bool { line.asks(at: now) }

  /// A picture begun at a time was sent by now.
  ///
  /// - Parameters:
  ///   - isDone: whether all work was done before.
  ///   - next: when there is another one.
  mutating func shown(
    from begin: Int, to now: Int, bytes: Int, asking: Bool, isDone: Bool, next: Int?,
    arrival: Int? = nil
  ) {
    isWorkLong = !isDone
    line.sent(bytes, at: now, asking: asking)
    earliest = max(begin + Schedule.frame, now + Schedule.rest)
    wasThere = bytes == 0
    self.arrival = arrival
    wanted = next.map { max($0, earliest) }
    isAsked = false
    patient = 0
  }

  mutating func answered(at now: Int) { line.answered(at: now) }
}
