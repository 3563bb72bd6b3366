/// Points with labels over two axes.
///
///     Scatter([.init(0.3, -1.2, "a", .token), .init(0.5, 0.4, "e", .chosen)]).draw(in: area)
///
/// A label of one column is the point itself. Where another point stands already, a point moves to a free
/// cell nearby, so that none hides another. A longer label stands beside its point where no other point or
/// label stands, and is left out where there is no such place.
public struct Scatter: Equatable, Sendable {
  public struct Point: Equatable, Sendable {
    public var x: Double
    public var y: Double
    public var label: String
    public var role: Role
    public var emphasis: Emphasis
    public var target: Target?

    public init(
      _ x: Double, _ y: Double, _ label: String = "", _ role: Role = .activation,
      _ emphasis: Emphasis = [], target: Target? = nil
    ) {
      self.x = x
      self.y = y
      self.label = label
      self.role = role
      self.emphasis = emphasis
      self.target = target
    }
  }

  /// Earlier points keep their places, later ones give way.
  public var points: [Point]
  public var horizontal: Axis
  public var vertical: Axis

  public init(_ points: [Point], horizontal: Axis? = nil, vertical: Axis? = nil) {
    self.points = points
    self.horizontal = horizontal ?? Axis(holding: points.lazy.map(\.x))
    self.vertical = vertical ?? Axis(holding: points.lazy.map(\.y))
  }

  /// Columns to the right and rows down, the nearest first: a row is as high as two columns are wide.
  private static let nearby: [(Int, Int)] = {
    func distance(_ place: (Int, Int)) -> Int { place.0 * place.0 + 4 * place.1 * place.1 }
    let places = (-3...3).flatMap { down in (-8...8).map { ($0, down) } }
    return places.sorted { one, other in
      (distance(one), one.1, -one.0) < (distance(other), other.1, -other.0)
    }
  }()

  /// Draws the axes through zero, where zero is on them, and the points that lie on both.
  public func draw(in area: Area) {
    guard area.width > 0, area.height > 0 else { return }
    func column(_ number: Double) -> Int? {
      horizontal.share(number).map { Int(($0 * Double(area.width - 1)).rounded()) }
    }
    func row(_ number: Double) -> Int? {
      vertical.share(number).map { Int(((1 - $0) * Double(area.height - 1)).rounded()) }
    }
    if let y = row(0) { area.row(y).fill("─", .faint) }
    if let x = column(0) { area.part(Rect(x, 0, 1, area.height)).fill("│", .faint) }
    if let x = column(0), let y = row(0) { area.put("┼", x: x, y: y, .faint) }
    var taken = Set<Rect>()
    // With how far each is from its place on the way there.
    var placed: [(point: Point, x: Int, y: Int, way: (Int, Int))] = []
    for (index, point) in points.enumerated() {
      guard let exact = column(point.x), let line = row(point.y) else { continue }
      let isLetter = point.label.columns == 1
      let free = Scatter.nearby.first { right, down in
        let (x, y) = (exact + right, line + down)
        return x >= 0 && x < area.width && y >= 0 && y < area.height
          && !taken.contains(Rect(x, y, 1, 1))
      }
      let (x, y) = (exact + (free?.0 ?? 0), line + (free?.1 ?? 0))
      let key = Movement.Key("point", point.label, point.label.isEmpty ? index : 0)
      let shown = area.moving(key, to: [Double(x), Double(y)]).map { Int($0.rounded()) }
      area.text(isLetter ? point.label : "•", x: shown[0], y: shown[1], point.role, point.emphasis)
      area.part(Rect(x, y, 1, 1)).touch(picking: point.target)
      tell(point, in: area.part(Rect(x, y, 1, 1)))
      taken.insert(Rect(x, y, 1, 1))
      placed.append((point, x, y, (shown[0] - x, shown[1] - y)))
    }
    for (point, x, y, way) in placed where point.label.columns > 1 {
      let width = point.label.columns
      let places = [
        (x + 2, y), (x - 1 - width, y), (x - width / 2, y - 1), (x - width / 2, y + 1),
        (x + 1, y - 1), (x + 1, y + 1), (x - width, y - 1), (x - width, y + 1),
      ]
      let free = places.first { left, y in
        left >= 0 && left + width <= area.width && y >= 0 && y < area.height
          && (left..<left + width).allSatisfy { !taken.contains(Rect($0, y, 1, 1)) }
      }
      guard let free else { continue }
      for column in free.0..<free.0 + width { taken.insert(Rect(column, free.1, 1, 1)) }
      area.text(
        point.label, x: free.0 + way.0, y: free.1 + way.1, point.role, point.emphasis)
      area.part(Rect(free.0, free.1, width, 1)).touch(picking: point.target)
      tell(point, in: area.part(Rect(free.0, free.1, width, 1)))
    }
  }

  private func tell(_ point: Point, in area: Area) {
    area.tells { [Reading("\(point.label): across", point.x), Reading("up", point.y)] }
  }
}
