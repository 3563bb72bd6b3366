import Curses
import Stage

/// Something that goes on in time, answers what a person does, and can be drawn.
///
/// Times are milliseconds since the loop began.
protocol Performance {
  mutating func handle(_ event: Event, at time: Int)
  /// The same state, time and movement always give the same picture.
  func picture(_ size: Size, at time: Int, moving movement: inout Movement) -> Canvas
  /// The first later time at which the picture is another one; nil when nothing moves by itself.
  func nextChange(after time: Int) -> Int?
  /// Works until the deadline says that time is up. Returns false when there was nothing to do.
  mutating func work(at time: Int, until deadline: () -> Bool) -> Bool
  /// Whether the person has asked to leave.
  var isOver: Bool { get }
  /// Whether it wants to hear of the mouse.
  var usesMouse: Bool { get }
}

/// What the loop needs of a terminal.
protocol Screen {
  var size: Size { get }
  func now() -> Int
  func next(until deadline: Int?) -> Input?
  /// Returns the bytes that it took. `asking`: the terminal shall answer when it has read them.
  func show(_ canvas: Canvas, asking: Bool) -> Int
  func useMouse(_ isUsed: Bool)
  func close()
}

extension Terminal: Screen {}

/// Joins a performance and a terminal. It has the program's only clock.
struct Loop<Terminal: Screen> {
  let terminal: Terminal
  /// Whether what changes travels; if not, it jumps.
  let hasMotion: Bool

  /// How long a key may wait while there is work.
  private let slice = 8

  init(terminal: Terminal, hasMotion: Bool = true) {
    (self.terminal, self.hasMotion) = (terminal, hasMotion)
  }

  /// Runs until the person leaves, the terminal goes away or a signal asks to stop; then gives the
  /// terminal back. Returns the exit code: 128 and the signal's number for a signal.
  func run<P: Performance>(_ performance: inout P) -> Int32 {
    defer { terminal.close() }
    let start = terminal.now()
    performance.handle(.resized(terminal.size), at: 0)
    var schedule = Schedule(at: start)
    var movement = Movement(isOn: hasMotion)
    var shown: Canvas?
    while true {
      // All that waits is taken before a picture is drawn, unless it never ends.
      let limit = terminal.now() + slice
      while let input = terminal.next(until: terminal.now()) {
        if let code = take(input, start, shown, &performance, &schedule) { return code }
        if terminal.now() >= limit { break }
      }
      if performance.isOver { return 0 }

      // Work makes a picture that is due late by a slice, and one that is yet to come not at all.
      let begin = terminal.now()
      let due = schedule.due
      let end = due.map { $0 > begin ? min($0, begin + slice) : begin + slice } ?? begin + slice
      let hasWorked = performance.work(at: begin - start, until: { terminal.now() >= end })
      let now = terminal.now()
      let isDone = !hasWorked || now < end
      let isDrawn = (due ?? .max) <= now && (isDone || now >= schedule.patient)
      if isDrawn { shown = draw(performance, start, now, isDone, &movement, &schedule) }
      if hasWorked {
        // What came of it is shown once; until then the work as it goes on.
        if !isDone || !isDrawn { schedule.worked(isDone: isDone) }
      } else if let input = terminal.next(until: schedule.due) {
        if let code = take(input, start, shown, &performance, &schedule) { return code }
      }
    }
  }

  /// Returns the picture.
  private func draw<P: Performance>(
    _ performance: P, _ start: Int, _ now: Int, _ isDone: Bool, _ movement: inout Movement,
    _ schedule: inout Schedule
  ) -> Canvas {
    let asking = schedule.asksForAnswer(at: now)
    let time = now - start
    let picture = performance.picture(terminal.size, at: time, moving: &movement)
    let bytes = terminal.show(picture, asking: asking)
    let changes = [performance.nextChange(after: time), movement.nextChange(after: time)]
    let next = changes.compactMap { $0 }.min().map { $0 + start }
    schedule.shown(
      from: now, to: terminal.now(), bytes: bytes, asking: asking, isDone: isDone, next: next,
      arrival: movement.arrival(after: time).map { $0 + start })
    return picture
  }

  /// Returns the exit code when the input ends the program.
  private func take<P: Performance>(
    _ input: Input, _ start: Int, _ shown: Canvas?, _ performance: inout P,
    _ schedule: inout Schedule
  ) -> Int32? {
    let now = terminal.now()
    switch input {
    case .event(let event):
      performance.handle(event, at: now - start)
      terminal.useMouse(performance.usesMouse)
      if !Loop.asksForNothing(event, shown) { schedule.ask(at: terminal.now()) }
      return performance.isOver ? 0 : nil
    case .answer:
      schedule.answered(at: now)
      return nil
    case .stop(let signal): return 128 + signal
    case .gone: return 128 + hangup
    }
  }

  /// Whether the picture that is shown would stay the same: the mouse has moved, but lies on the number
  /// that is told already, or still on none.
  private static func asksForNothing(_ event: Event, _ shown: Canvas?) -> Bool {
    guard case .mouse(.moved(let x, let y)) = event, let shown else { return false }
    return shown.number(at: Point(x, y)) == shown.told?.rect
  }

  /// The number of SIGHUP everywhere: what a program gets whose terminal goes away.
  private let hangup: Int32 = 1
}
