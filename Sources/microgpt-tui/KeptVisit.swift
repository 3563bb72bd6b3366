import Explainer
import Stage

/// A visit of which what was done is kept for the next one.
struct KeptVisit: Performance {
  var visit: Visit
  var keeper: ProgressKeeper

  mutating func handle(_ event: Event, at time: Int) { visit.handle(event, at: time) }

  func picture(_ size: Size, at time: Int, moving movement: inout Movement) -> Canvas {
    visit.picture(size, at: time, moving: &movement)
  }

  func nextChange(after time: Int) -> Int? { visit.nextChange(after: time) }

  mutating func work(at time: Int, until deadline: () -> Bool) -> Bool {
    let hasWorked = visit.work(at: time, until: deadline)
    if !hasWorked { keeper.keep(visit.progress, at: time) }
    return hasWorked
  }

  var isOver: Bool { visit.isOver }
  var usesMouse: Bool { visit.usesMouse }
}
