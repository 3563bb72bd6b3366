import Stage

/// Vectors one below the other, each with its figures where there is room for them.
struct Strips {
  struct Line {
    let name: Text
    let values: [Double]
    let scale: Scale
  }

  let lines: [Line]
  /// Which number is under the cursor.
  let column: Int
  /// The columns for their names.
  let names: Int

  /// Draws them and returns the rows they took.
  ///
  /// - Parameter gap: blank rows behind each.
  @discardableResult
  func draw(in area: Area, gap: Int = 0) -> Int {
    var used = 0
    for (index, line) in lines.enumerated() {
      let room = max(1, (area.height - used) / (lines.count - index))
      used +=
        gap
        + VectorStrip(
          line.name, line.values, scale: line.scale, cursor: column,
          targets: { Target(FromIdsToMeaning.Cell(column: $0)) },
          names: { "number \($0) of \(line.name.string.isEmpty ? "the row" : line.name.string)" }
        ).draw(in: area.below(used).top(room), nameColumns: names)
    }
    return used
  }
}
