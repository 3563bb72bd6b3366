/// Curves and levels over a common horizontal axis, drawn in braille: two by four dots a cell.
public struct Curve: Equatable, Sendable {
  public struct Line: Equatable, Sendable {
    /// One number for each place along the axis; what is not finite leaves a gap.
    public let values: [Double]
    public let role: Role
    public let style: Style
    /// What the legend calls it; without a label it is not named there.
    public let label: String
    /// What its numbers are, for whoever points at one.
    public let meaning: String

    public enum Style: Sendable {
      case joined
      /// With gaps, so that it can be told from another line without colours.
      case dashed
      /// With more gaps, for what the other lines are measured by.
      case dotted
      /// Dots alone.
      case scattered
    }

    public init(
      _ values: [Double], _ role: Role, _ style: Style = .joined, label: String = "",
      meaning: String? = nil
    ) {
      self.values = values
      self.role = role
      self.style = style
      self.label = label
      self.meaning = meaning ?? label
    }
  }

  public struct Level: Equatable, Sendable {
    public let value: Double
    public let role: Role

    public init(_ value: Double, _ role: Role = .faint) {
      self.value = value
      self.role = role
    }
  }

  /// A glyph at a place along the axis, above all lines.
  public struct Mark: Equatable, Sendable {
    public let place: Int
    public let value: Double
    public let glyph: Unicode.Scalar
    public let role: Role

    public init(_ glyph: Unicode.Scalar, place: Int, value: Double, _ role: Role) {
      self.place = place
      self.value = value
      self.glyph = glyph
      self.role = role
    }
  }

  /// What stands below the horizontal axis.
  public enum Foot: Equatable, Sendable {
    /// Words at its ends and in its middle.
    case words(left: String, title: String, right: String)
    /// Round numbers below their places, the first one with a word before it.
    case numbers(Axis, word: String)

    public init(_ left: String, _ title: String = "", _ right: String) {
      self = .words(left: left, title: title, right: right)
    }

    /// - Parameters:
    ///   - word: what the numbers count: `step`.
    ///   - from, to: the numbers of the first and of the last place.
    public init(_ word: String, from: Int, to: Int) {
      self = .numbers(Axis(Double(from), Double(to)), word: word)
    }
  }

  /// Later lines lie above earlier ones.
  public var lines: [Line]
  public var levels: [Level]
  public var marks: [Mark]
  /// How many places the horizontal axis has.
  public var length: Int
  public var vertical: Axis
  public var foot: Foot?

  public init(
    _ lines: [Line], levels: [Level] = [], marks: [Mark] = [], length: Int, vertical: Axis,
    foot: Foot? = nil
  ) {
    self.lines = lines
    self.levels = levels
    self.marks = marks
    self.length = length
    self.vertical = vertical
    self.foot = foot
  }

  public init(
    _ lines: [Line], levels: [Level] = [], marks: [Mark] = [], length: Int,
    range: ClosedRange<Double>, foot: Foot? = nil
  ) {
    self.init(
      lines, levels: levels, marks: marks, length: length,
      vertical: Axis(range.lowerBound, range.upperBound), foot: foot)
  }

  /// Draws the curves over a grid; the scale and the levels have their numbers on the left.
  public func draw(in area: Area) {
    guard area.width > 8, area.height > 1 else { return }
    let hasLegend = area.height > 4 && lines.contains { !$0.label.isEmpty }
    let hasFoot = area.height > 3 && foot != nil
    let body = area.inset(top: hasLegend ? 1 : 0, bottom: hasFoot ? 1 : 0)
    let scale = labels(height: body.height)
    let left = max(4, min(scale.map(\.text.columns).max() ?? 0, area.width / 3))
    let plot = body.trailing(from: left + 1)
    body.part(Rect(left, 0, 1, body.height)).fill("│", .faint)
    let columns = hasFoot ? drawFoot(in: area.inset(left: left + 1).row(area.height - 1)) : []
    drawGrid(rows: scale.filter { $0.level == nil }.map(\.y), columns, in: plot)
    for label in scale {
      if let role = label.level { plot.row(label.y).fill("╌", role) }
      body.part(Rect(0, label.y, left, 1)).text(
        Text(label.text), .trailing, label.level ?? .faint, label.level == nil ? [] : .strong)
    }
    for line in lines { draw(line, in: plot) }
    for x in 0..<plot.width { tell(column: x, in: plot) }
    for (index, mark) in marks.enumerated() where mark.value.isFinite {
      let goal = [
        dotColumn(mark.place, plot.width) / 2, dotRow(mark.value, plot.height) / 4,
      ]
      let place = plot.moving(.init("mark", "\(mark.glyph)", index), to: goal.map(Double.init))
        .map { Int($0.rounded()) }
      plot.put(mark.glyph, x: place[0], y: place[1], mark.role, .strong)
    }
    if hasLegend { drawLegend(in: area.inset(left: left + 1).row(0)) }
  }

  /// A number on the left.
  private struct Label {
    let text: String
    let y: Int
    /// The role of the level that it belongs to; nil for one of the scale.
    let level: Role?
  }

  /// The levels and as many round numbers as are easily told apart; where there is no room for two, the
  /// ends of the scale.
  private func labels(height: Int) -> [Label] {
    let levels = levels.filter { vertical.share($0.value) != nil }.map {
      Label(
        text: Axis.figure($0.value, digits: 2), y: dotRow($0.value, height) / 4, level: $0.role)
    }
    let ticks = vertical.ticks(about: height / 3)
    let isRound = ticks.values.count > 1
    let numbers = isRound ? ticks.values : [vertical.upper, vertical.lower]
    let scale = numbers.map {
      Label(
        text: Axis.figure($0, digits: isRound ? ticks.digits : 1), y: dotRow($0, height) / 4,
        level: nil)
    }
    return scale.filter { label in !levels.contains { $0.y == label.y } } + levels
  }

  /// Points along the round numbers of both axes.
  private func drawGrid(rows: [Int], _ columns: [Int], in plot: Area) {
    for y in rows {
      for x in stride(from: 1, to: plot.width, by: 2) { plot.put("·", x: x, y: y, .rule) }
    }
    for x in columns where x > 0 {
      for y in 0..<plot.height { plot.put("·", x: x, y: y, .rule) }
    }
  }

  /// Draws what stands below the axis and returns the columns of its round numbers.
  private func drawFoot(in row: Area) -> [Int] {
    switch foot {
    case nil: return []
    case .words(let left, let title, let right):
      row.text(left.cut(row.width), .faint)
      row.text(centred: title.cut(row.width), .faint)
      row.text(right.cut(row.width), endingAt: nil, .faint)
      return []
    case .numbers(let axis, let word):
      let ticks = axis.ticks(about: row.width / 12)
      var free = 0
      return ticks.values.enumerated().map { index, value in
        let figure =
          ticks.digits == 0 && value.magnitude < 1e15
          ? Int(value).grouped : Axis.figure(value, digits: ticks.digits)
        let words = index == 0 ? "\(word) \(figure)" : figure
        let x = Int((axis.clampedShare(value) * Double(row.width - 1)).rounded())
        // The number itself stands below its place, as far as there is room.
        let start = min(
          x - figure.columns / 2 - (words.columns - figure.columns), row.width - words.columns)
        if max(0, start) >= free {
          free = row.text(words, x: max(0, start), .faint) + 2
        }
        return x
      }
    }
  }

  private func drawLegend(in row: Area) {
    var x = 0
    for line in lines where !line.label.isEmpty {
      let sample =
        switch line.style {
        case .joined: "━━"
        case .dashed: "╌╌"
        case .dotted: "┄┄"
        case .scattered: "··"
        }
      x = row.text(sample, x: x, line.role) + 1
      x = row.text(line.label, x: x, line.role) + 3
    }
  }

  /// Tells the numbers of all lines at the place that a column shows; the last lines, which lie above,
  /// first.
  private func tell(column x: Int, in plot: Area) {
    let dots = max(1, plot.width * 2 - 1)
    let place = length > 1 ? (2 * x * (length - 1) + dots / 2) / dots : 0
    let shown = lines.indices.reversed().filter {
      lines[$0].values.indices.contains(place) && lines[$0].values[place].isFinite
    }
    guard let first = shown.first else { return }
    let y = dotRow(lines[first].values[place], plot.height) / 4
    plot.part(Rect(x, 0, 1, plot.height)).tells(marking: plot.part(Rect(x, y, 1, 1))) {
      shown.prefix(Curve.mostTold).map {
        Reading(name(of: lines[$0], at: place), lines[$0].values[place])
      }
    }
  }

  /// More have no room beside each other.
  private static let mostTold = 3

  /// `unseen at step 120`
  private func name(of line: Line, at place: Int) -> String {
    let label = line.meaning
    guard case .numbers(let axis, let word) = foot else { return label }
    let share = length > 1 ? Double(place) / Double(length - 1) : 0
    let number = Reading.digits(of: axis.lower + share * (axis.upper - axis.lower))
    return label.isEmpty ? "\(word) \(number)" : "\(label) at \(word) \(number)"
  }

  private func dotColumn(_ place: Int, _ width: Int) -> Int {
    length > 1 ? max(0, min(length - 1, place)) * (width * 2 - 1) / (length - 1) : 0
  }

  private func dotRow(_ value: Double, _ height: Int) -> Int {
    Int(((1 - vertical.clampedShare(value)) * Double(height * 4 - 1)).rounded())
  }

  private func draw(_ line: Line, in plot: Area) {
    let (width, height) = (plot.width * 2, plot.height * 4)
    var dots = [UInt8](repeating: 0, count: plot.width * plot.height)
    func set(_ x: Int, _ y: Int) {
      guard x >= 0, x < width, y >= 0, y < height else { return }
      // Two cells drawn, one left out.
      if line.style == .dashed && x % 6 >= 4 { return }
      if line.style == .dotted && x % 4 != 0 { return }
      // The bits of a braille cell: columns 1-2-3-7 and 4-5-6-8 from the top.
      let bit: [UInt8] = x % 2 == 0 ? [0x01, 0x02, 0x04, 0x40] : [0x08, 0x10, 0x20, 0x80]
      dots[y / 4 * plot.width + x / 2] |= bit[y % 4]
    }
    var previous: (x: Int, y: Int)?
    for (place, value) in line.values.prefix(max(0, length)).enumerated() {
      guard value.isFinite else {
        previous = nil
        continue
      }
      let x = dotColumn(place, plot.width)
      let y = dotRow(value, plot.height)
      if let previous, line.style != .scattered {
        let steps = max(1, max(abs(x - previous.x), abs(y - previous.y)))
        for step in 0...steps {
          set(
            previous.x + (x - previous.x) * step / steps,
            previous.y + (y - previous.y) * step / steps)
        }
      } else {
        set(x, y)
      }
      previous = (x, y)
    }
    for (index, bits) in dots.enumerated() where bits != 0 {
      let (x, y) = (index % plot.width, index / plot.width)
      // Dots of an earlier line in the same cell stay, in the colour of the later one.
      let under = plot[x, y].glyph.value
      let both = (0x2800...0x28ff).contains(under) ? UInt32(bits) | (under - 0x2800) : UInt32(bits)
      if let glyph = Unicode.Scalar(0x2800 + both) { plot.put(glyph, x: x, y: y, line.role) }
    }
  }
}
