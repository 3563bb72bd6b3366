/// A list of numbers with bars: label, bar, number, and a mark behind it. All bars have one scale.
///
///     BarList([
///       .init("a", 0.64, "64.0%", role: .probability),
///       .init("e", 0.24, "24.0%", mark: "the answer"),
///     ], scale: 1).draw(in: area)
public struct BarList {
  public struct Row: Equatable, Sendable {
    public var label: Text
    public var value: Double
    /// The value in digits; with as many behind the point as in other rows, they stand in line.
    public var number: Text
    public var mark: Text
    public var role: Role
    public var emphasis: Emphasis
    /// Whose number it is: when it changes, the bar travels. The label where nil.
    public var name: String?
    /// What a click on the row means.
    public var target: Target?
    /// The number itself, where the bar shows another one; NaN where it is not known.
    public var exact: Double?

    public init(
      _ label: Text, _ value: Double, _ number: Text, mark: Text = "", role: Role = .probability,
      _ emphasis: Emphasis = [], name: String? = nil, target: Target? = nil, exact: Double? = nil
    ) {
      self.label = label
      self.value = value
      self.number = number
      self.mark = mark
      self.role = role
      self.emphasis = emphasis
      self.name = name
      self.target = target
      self.exact = exact
    }
  }

  public var rows: [Row]
  /// The number whose bar takes all the room; the largest of the rows if nil.
  public var scale: Double?
  /// Whether bars begin at a line in the middle, to the left for numbers below zero.
  public var isSigned: Bool
  public var labels: Alignment
  /// The row under the cursor; where there is one, all rows leave room for its mark.
  public var chosen: Int?
  /// The row that must be seen where not all fit; the chosen one if nil.
  public var focus: Int?
  /// A number that all bars are measured by: a line stands there.
  public var level: Double?
  /// Whether bars grow apart and thicker where there is room, so that each has an edge of its own.
  public var grows: Bool
  /// Whether rows are ranked: a row that gets another place slides there.
  public var slides: Bool
  /// What the number of a row is, for whoever points at it; its label where nil.
  public var names: ((Int) -> String)?

  public init(
    _ rows: [Row], scale: Double? = nil, isSigned: Bool = false, labels: Alignment = .trailing,
    chosen: Int? = nil, focus: Int? = nil, level: Double? = nil, grows: Bool = false,
    slides: Bool = false, names: ((Int) -> String)? = nil
  ) {
    self.rows = rows
    self.scale = scale
    self.isSigned = isSigned
    self.labels = labels
    self.chosen = chosen
    self.focus = focus
    self.level = level
    self.grows = grows
    self.slides = slides
    self.names = names
  }

  /// The rows from one bar to the next.
  private func pitch(in area: Area) -> Int {
    grows ? max(1, min(BarList.widest, (area.height + 1) / max(1, rows.count))) : 1
  }

  /// How many rows of an area it takes.
  public func height(in area: Area) -> Int {
    let pitch = pitch(in: area)
    return min(area.height, rows.count * pitch - (pitch > 1 ? 1 : 0))
  }

  /// Draws it, and returns which rows there was room for.
  @discardableResult
  public func draw(in area: Area) -> Range<Int> {
    let width = chosen == nil ? area.width : area.width - 2
    let label = min(rows.map(\.label.columns).max() ?? 0, max(0, width / 2))
    let number = rows.map(\.number.columns).max() ?? 0
    let mark = rows.map(\.mark.columns).max() ?? 0
    // The mark gives way first, then the bar.
    let marked = mark > 0 && width - label - number - mark - 3 >= BarList.least ? mark + 1 : 0
    let bar = Rect(label + 1, 0, width - label - number - marked - 2, area.height)
    let largest = scale ?? rows.lazy.map(\.value.magnitude).filter(\.isFinite).max() ?? 0
    func draw(_ row: Row, _ index: Int, _ share: Double, in line: Area) {
      let isChosen = index == chosen
      let emphasis = isChosen ? row.emphasis.union(.strong) : row.emphasis
      let cells = chosen == nil ? line : line.markingChosen(isChosen)
      cells.leading(label).text(row.label, labels, isChosen ? .chosen : .text, emphasis)
      if bar.width >= BarList.least {
        drawBar(share, isChosen ? .chosen : row.role, in: cells.part(bar))
        drawLevel(of: largest, in: cells.part(bar))
      }
      let behind = cells.trailing(
        from: label + 1 + (bar.width >= BarList.least ? bar.width + 1 : 0))
      behind.leading(number).text(row.number, .trailing, isChosen ? .chosen : row.role, emphasis)
      if marked > 0 {
        behind.trailing(from: number + 1).text(row.mark, .leading, .faint, emphasis)
      }
      line.touch(picking: row.target)
      line.tells(marking: behind.leading(number)) {
        let number = row.exact ?? row.value
        return number.isNaN ? [] : [Reading(names?(index) ?? row.label.string, number)]
      }
    }
    // How many rows of a name there were.
    var counts: [String: Int] = [:]
    // The farther a row has to slide, the later it is drawn: over the others.
    var drawings: [(way: Int, draw: () -> Void)] = []
    let shown = ListWindow(count: rows.count, room: area.height, focus: focus ?? chosen)
      .draw(in: area, pitch: pitch(in: area)) { index, goal in
        let row = rows[index]
        let name = row.name ?? row.label.string
        counts[name, default: 0] += 1
        let share = area.moving(
          .init("bar", name, counts[name] ?? 0), to: largest > 0 ? row.value / largest : 0)
        let line = slides ? area.sliding(goal, .init("row", name, counts[name] ?? 0)) : goal
        let way = abs(line.rect.y - goal.rect.y)
        drawings.append(
          (
            way,
            {
              if way > 0 { line.fill() }
              draw(row, index, share, in: line)
            }
          ))
      }
    for drawing in drawings.sorted(by: { $0.way < $1.way }) { drawing.draw() }
    return shown
  }

  /// The rows from one bar to the next, at most.
  private static let widest = 3
  /// A bar of fewer columns would show nothing.
  private static let least = 3

  /// A line across the bar, or behind its end.
  private func drawLevel(of largest: Double, in area: Area) {
    guard let level, level.isFinite, level >= 0, level <= largest, largest > 0 else { return }
    let x = min(area.width - 1, Int(level / largest * Double(area.width)))
    for y in 0..<area.height {
      let isFull = area[x, y].glyph == "█"
      area.put("│", x: x, y: y, isFull ? area[x, y].role : .text, isFull ? .inverse : .strong)
    }
  }

  /// A bar that is longer than the scale ends with a sign for it.
  private func drawBar(_ share: Double, _ role: Role, in area: Area) {
    if isSigned {
      SignedBar(share, role).draw(in: area)
    } else {
      Bar(min(share, 1), role).draw(in: area)
    }
    guard share.magnitude > 1, isSigned || share > 0 else { return }
    area.put(
      share < 0 ? "«" : "»",
      x: share < 0 ? 0 : isSigned ? (area.width - 1) / 2 * 2 : area.width - 1,
      y: 0, role, .inverse)
  }
}
