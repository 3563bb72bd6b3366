import Stage

/// Names side by side, row by row, as many as there is room for.
struct NameFlow {
  /// Draws them and returns how many there was room for.
  ///
  /// - Parameter names: asked for only as far as they are drawn.
  @discardableResult
  static func draw(_ names: some Sequence<Text>, in area: Area) -> Int {
    var (x, y, count) = (0, 0, 0)
    for name in names {
      if x > 0 && x + name.columns > area.width { (x, y) = (0, y + 1) }
      guard y < area.height else { break }
      x = area.text(name.cut(area.width), x: x, y: y) + 2
      count += 1
    }
    return count
  }
}
