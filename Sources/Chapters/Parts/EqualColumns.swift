import Stage

extension Area {
  /// Columns side by side that are all of one width, so that bars in them can be compared. What cannot be
  /// shared out evenly stays free on the right.
  func equalColumns(_ count: Int, gap: Int) -> [Area] {
    let width = max(0, (self.width - gap * (count - 1)) / max(1, count))
    return (0..<count).map { part(Rect($0 * (width + gap), 0, width, height)) }
  }
}
