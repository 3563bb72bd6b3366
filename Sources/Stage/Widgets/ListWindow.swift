/// The part of a list that there is room for, around the row that matters; where not all of it fits,
/// the last row of the room tells how many are missing.
struct ListWindow: Equatable {
  let rows: Range<Int>
  let note: String?

  init(count: Int, room: Int, focus: Int?) {
    guard count > room, room > 0 else {
      rows = 0..<max(0, min(count, room))
      note = nil
      return
    }
    rows = .window(of: count, room: max(1, room - 1), around: focus ?? 0)
    let (first, below) = (rows.lowerBound, count - rows.upperBound)
    note =
      room == 1
      ? nil
      : first == 0
        ? "… \(below.grouped) more"
        : below == 0
          ? "… \(first.grouped) above" : "… \(first.grouped) above, \(below.grouped) below"
  }

  /// Draws the rows of a list and the note, and returns which rows are drawn.
  ///
  /// - Parameter pitch: how many lines from one row to the next; the last one of several is left blank.
  func draw(in area: Area, pitch: Int = 1, _ draw: (_ index: Int, _ row: Area) -> Void)
    -> Range<Int>
  {
    for (y, index) in rows.enumerated() {
      draw(index, area.below(y * pitch).top(max(1, pitch - 1)))
    }
    if let note { area.text(note.cut(area.width), y: rows.count, .faint) }
    return rows
  }
}

extension Range<Int> {
  /// The part of so many things that a room shows around one of them: as many before it as behind it,
  /// as far as there are any.
  public static func window(of count: Int, room: Int, around focus: Int) -> Range<Int> {
    let shown = Swift.max(0, Swift.min(count, room))
    let first = Swift.max(0, Swift.min(focus - shown / 2, count - shown))
    return first..<first + shown
  }
}

extension Area {
  /// Where a row of a ranked list is drawn now, while it slides to its place.
  public func sliding(_ line: Area, _ key: Movement.Key) -> Area {
    guard hasMovement else { return line }
    let y = moving(key, to: Double(line.rect.y - rect.y)).rounded()
    return part(Rect(line.rect.x - rect.x, Int(y), line.width, line.height))
  }

  /// Draws the mark of the chosen row of a list and gives what is right of it.
  func markingChosen(_ isChosen: Bool) -> Area {
    if isChosen {
      text("▸", .chosen, .strong)
      cursor(x: 2)
    }
    return trailing(from: 2)
  }
}
