/// The way of an edge: corners that are joined by straight lines.
struct GraphRoute {
  let edge: ComputationGraph.Edge
  /// The node that it comes from.
  let source: Int
  private(set) var corners: [(x: Int, y: Int)] = []

  init(edge: ComputationGraph.Edge, source: Int) {
    self.edge = edge
    self.source = source
  }

  mutating func add(x: Int, y: Int) { corners.append((x, y)) }

  /// All cells on the way, the first and the last corner among them.
  var cells: [(x: Int, y: Int)] {
    let steps = zip(corners, corners.dropFirst()).flatMap { corner, next in
      let length = max(abs(next.x - corner.x), abs(next.y - corner.y))
      let (dx, dy) = ((next.x - corner.x).signum(), (next.y - corner.y).signum())
      return (0..<length).map { (x: corner.x + dx * $0, y: corner.y + dy * $0) }
    }
    return steps + corners.suffix(1)
  }
}

/// Lines of box characters, joined where edges come from the same node. Where they come from different
/// ones and cross, one passes over the other.
struct GraphLines {
  /// The sides of a cell to which lines lead.
  private struct Sides: OptionSet, Hashable {
    let rawValue: Int
    static let left = Sides(rawValue: 1)
    static let right = Sides(rawValue: 2)
    static let up = Sides(rawValue: 4)
    static let down = Sides(rawValue: 8)
    static let across: Sides = [.left, .right]
    static let upright: Sides = [.up, .down]
  }

  private struct Line {
    let source: Int
    var sides: Sides
    var role: Role
    var emphasis: Emphasis
    var rank: Int
  }

  private struct Place: Hashable {
    let x: Int
    let y: Int
  }

  private var cells: [Place: Line] = [:]
  private var arrows: [(place: Place, role: Role, emphasis: Emphasis, rank: Int)] = []

  /// A line of a higher rank lends its look to what it shares with others.
  mutating func add(_ route: GraphRoute, role: Role, emphasis: Emphasis, rank: Int) {
    let steps = route.cells.map { Place(x: $0.x, y: $0.y) }
    guard let end = steps.last else { return }
    for (index, place) in steps.enumerated() {
      var sides: Sides = []
      if index == 0 {
        sides.insert(.left)
      } else {
        sides.insert(side(from: place, to: steps[index - 1]))
      }
      if index + 1 < steps.count { sides.insert(side(from: place, to: steps[index + 1])) }
      let line = Line(
        source: route.source, sides: sides, role: role, emphasis: emphasis, rank: rank)
      cells[place] = cells[place].map { joined($0, line) } ?? line
    }
    arrows.append((end, role, emphasis, rank))
  }

  private func side(from place: Place, to other: Place) -> Sides {
    other.x < place.x ? .left : other.x > place.x ? .right : other.y < place.y ? .up : .down
  }

  private func joined(_ one: Line, _ other: Line) -> Line {
    if one.source != other.source {
      // An upright line passes over one that goes across.
      if one.sides == .upright && other.sides == .across { return one }
      if one.sides == .across && other.sides == .upright { return other }
    }
    var line = one.rank >= other.rank ? one : other
    line.sides = one.sides.union(other.sides)
    return line
  }

  private static let glyphs: [Sides: Unicode.Scalar] = [
    .left: "─", .right: "─", .across: "─", .up: "│", .down: "│", .upright: "│",
    [.left, .up]: "╯", [.left, .down]: "╮", [.right, .up]: "╰", [.right, .down]: "╭",
    [.across, .up]: "┴", [.across, .down]: "┬", [.upright, .left]: "┤", [.upright, .right]: "├",
    [.across, .upright]: "┼",
  ]

  func draw(in area: Area) {
    for (place, line) in cells {
      area.put(
        GraphLines.glyphs[line.sides] ?? " ", x: place.x, y: place.y, line.role, line.emphasis)
    }
    for arrow in arrows.sorted(by: { $0.rank < $1.rank }) {
      area.put("▸", x: arrow.place.x, y: arrow.place.y, arrow.role, arrow.emphasis)
    }
  }
}
