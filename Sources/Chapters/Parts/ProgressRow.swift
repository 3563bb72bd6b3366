import Stage

/// How far work is that a picture waits for: what is done, a bar, a share.
struct ProgressRow {
  /// What is being done: `counting`.
  let label: String
  /// 0…1.
  let progress: Double

  /// Draws it in the first row.
  func draw(in area: Area) {
    let row = area.row(0)
    let x = row.text("\(label): ", .faint)
    Bar(progress, .chosen).draw(in: row.inset(left: x, right: 6).leading(60))
    row.text(progress.percent(0), endingAt: min(row.width, x + 66), .chosen)
  }
}
