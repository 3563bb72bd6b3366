import MicroGPT

/// How far the newest rows of the way are computed: one after the other, number by number.
struct WayMovement {
  /// The rows in their order.
  let stages: [Site.Stage]
  /// Of all of them together, 0…1.
  private let progress: Double

  init(_ stages: [Site.Stage], _ progress: Double) {
    self.stages = stages
    self.progress = progress
  }

  /// The row that is being computed; nil where all are.
  var running: Site.Stage? {
    progress < 1 && !stages.isEmpty
      ? stages[min(stages.count - 1, Int(progress * Double(stages.count)))] : nil
  }

  /// How many numbers of a row are seen: those that are computed, and the one that is being computed.
  func seen(of row: Way.Row) -> Int {
    let computed = computed(of: row)
    return row.stage == running ? min(row.values.count, computed + 1) : computed
  }

  /// How many numbers of a row are computed.
  func computed(of row: Way.Row) -> Int {
    guard let place = stages.firstIndex(of: row.stage) else { return row.values.count }
    let share = max(0, min(1, progress * Double(stages.count) - Double(place)))
    return Int(share * Double(row.values.count))
  }
}
