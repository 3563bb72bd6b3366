import Curses
import Stage

/// Something that goes on in time, answers what a person does, and can be drawn.
///
/// Times are milliseconds since the loop began.
protocol Performance {
  mutating func handle(_ event: Event, at time: Int)
  /// The same state and time always give the same picture.
  func picture(_ size: Size, at time: Int) -> Canvas
  /// The first later time at which the picture is another one; nil when nothing moves.
  func nextChange(after time: Int) -> Int?
  /// Works until the deadline says that time is up. Returns false when there was nothing to do.
  mutating func work(at time: Int, until deadline: () -> Bool) -> Bool
  /// Whether the person has asked to leave.
  var isOver: Bool { get }
}

/// What the loop needs of a terminal.
protocol Screen {
  var size: Size { get }
  func now() -> Int
  func next(until deadline: Int?) -> Input?
  /// Returns the bytes that it took.
  func show(_ canvas: Canvas) -> Int
  func close()
}

extension Terminal: Screen {}

/// Joins a performance and a terminal. It has the program's only clock.
struct Loop<Terminal: Screen> {
  let terminal: Terminal

  /// No more than 60 pictures a second.
  private let frame = 17
  /// Work is what counts while there is some: then twenty pictures a second are enough.
  private let workFrame = 50
  /// How long a key may wait while there is work.
  private let slice = 8
  /// How long a picture that was asked for waits for work: what is done by then is in the first
  /// picture, instead of half of it. Less than the time between two repeats of a key that is held.
  private let patience = 25

  init(terminal: Terminal) { self.terminal = terminal }

  /// Runs until the person leaves, the terminal goes away or a signal asks to stop; then gives the
  /// terminal back. Returns the exit code: 128 and the signal's number for a signal.
  func run<P: Performance>(_ performance: inout P) -> Int32 {
    defer { terminal.close() }
    let start = terminal.now()
    performance.handle(.resized(terminal.size), at: 0)
    /// When to draw again, of the terminal's clock; nil: when something happens.
    var due: Int? = start
    var earliest = start
    /// Until when the next picture waits for work.
    var patient = start + patience
    while true {
      // All that waits is taken before a picture is drawn, unless it never ends.
      let limit = terminal.now() + slice
      while let input = terminal.next(until: terminal.now()) {
        if let code = take(input, start, &performance) { return code }
        (due, patient) = asked(due, patient, earliest)
        if terminal.now() >= limit { break }
      }
      if performance.isOver { return 0 }

      // Work makes a picture that is due late by a slice, and one that is yet to come not at all.
      let begin = terminal.now()
      let end = due.map { $0 > begin ? min($0, begin + slice) : begin + slice } ?? begin + slice
      let hasWorked = performance.work(at: begin - start, until: { terminal.now() >= end })
      let now = terminal.now()
      let isDone = !hasWorked || now < end
      let isDrawn = (due ?? .max) <= now && (isDone || now >= patient)
      if isDrawn {
        _ = terminal.show(performance.picture(terminal.size, at: now - start))
        // A picture that takes long leaves a little time for work all the same.
        earliest = max(now + frame, terminal.now() + slice / 2)
        due = performance.nextChange(after: now - start).map { max($0 + start, earliest) }
        patient = 0
      }
      if hasWorked {
        // What came of it is shown once; until then the work as it goes on.
        if !isDone || !isDrawn {
          due = min(due ?? .max, isDone ? earliest : earliest + workFrame)
        }
      } else if let input = terminal.next(until: due) {
        if let code = take(input, start, &performance) { return code }
        (due, patient) = asked(due, patient, earliest)
      }
    }
  }

  /// When a picture is due that a person has asked for, and until when it waits for work: not longer
  /// because more is asked for.
  private func asked(_ due: Int?, _ patient: Int, _ earliest: Int) -> (due: Int, patient: Int) {
    let now = terminal.now()
    let time = min(due ?? .max, max(now, earliest))
    return (time, patient > 0 ? patient : now + patience)
  }

  /// Returns the exit code when the input ends the program.
  private func take<P: Performance>(
    _ input: Input, _ start: Int, _ performance: inout P
  ) -> Int32? {
    switch input {
    case .event(let event):
      performance.handle(event, at: terminal.now() - start)
      return performance.isOver ? 0 : nil
    case .stop(let signal): return 128 + signal
    case .gone: return 128 + hangup
    }
  }

  /// The number of SIGHUP everywhere: what a program gets whose terminal goes away.
  private let hangup: Int32 = 1
}
