/// Curves and levels over a common horizontal axis, drawn in braille: two by four dots a cell.
public struct Curve: Equatable, Sendable {
  public struct Line: Equatable, Sendable {
    /// One number for each place along the axis; what is not finite leaves a gap.
    public let values: [Double]
    public let role: Role
    public let style: Style
    /// What the legend calls it; without a label it is not named there.
    public let label: String

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
      _ values: [Double], _ role: Role, _ style: Style = .joined, label: String = ""
    ) {
      self.values = values
      self.role = role
      self.style = style
      self.label = label
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

  /// The words below the horizontal axis: at its ends and in its middle.
  public struct Foot: Equatable, Sendable {
    public let left: String
    public let title: String
    public let right: String

    public init(_ left: String, _ title: String = "", _ right: String) {
      self.left = left
      self.title = title
      self.right = right
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

  /// Draws the curves; the scale and the levels have their numbers on the left.
  public func draw(in area: Area) {
    guard area.width > 8, area.height > 1 else { return }
    let hasLegend = area.height > 4 && lines.contains { !$0.label.isEmpty }
    let hasFoot = area.height > 3 && foot != nil
    let body = area.inset(top: hasLegend ? 1 : 0, bottom: hasFoot ? 1 : 0)
    let ends = [vertical.upper, vertical.lower].map { Axis.figure($0, digits: 1) }
    let figures = levels.map { Axis.figure($0.value, digits: 2) }
    let left = max(4, min((ends + figures).map(\.columns).max() ?? 0, area.width / 3))
    let plot = body.trailing(from: left + 1)
    body.part(Rect(left, 0, 1, body.height)).fill("│", .faint)
    func label(_ text: String, _ y: Int, _ role: Role, _ emphasis: Emphasis = []) {
      body.part(Rect(0, y, left, 1)).text(Text(text), .trailing, role, emphasis)
    }
    label(ends[0], 0, .faint)
    label(ends[1], body.height - 1, .faint)
    for (level, figure) in zip(levels, figures) where vertical.share(level.value) != nil {
      let y = dotRow(level.value, plot.height) / 4
      plot.row(y).fill("╌", level.role)
      label(figure, y, level.role, .strong)
    }
    for line in lines { draw(line, in: plot) }
    for (index, mark) in marks.enumerated() where mark.value.isFinite {
      let goal = [
        dotColumn(mark.place, plot.width) / 2, dotRow(mark.value, plot.height) / 4,
      ]
      let place = plot.moving(.init("mark", "\(mark.glyph)", index), to: goal.map(Double.init))
        .map { Int($0.rounded()) }
      plot.put(mark.glyph, x: place[0], y: place[1], mark.role, .strong)
    }
    if hasLegend { drawLegend(in: area.inset(left: left + 1).row(0)) }
    if hasFoot, let foot {
      let row = area.inset(left: left + 1).row(area.height - 1)
      row.text(foot.left.cut(row.width), .faint)
      row.text(centred: foot.title.cut(row.width), .faint)
      row.text(foot.right.cut(row.width), endingAt: nil, .faint)
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
