/// Curves and levels over a common horizontal axis, drawn in braille: two by four dots a cell.
public struct Curve: Equatable, Sendable {
  public struct Line: Equatable, Sendable {
    /// One number for each place along the axis; what is not finite leaves a gap.
    public let values: [Double]
    public let role: Role
    public let style: Style

    public enum Style: Sendable {
      case joined
      /// With gaps, so that it can be told from another line without colours.
      case dashed
      /// With more gaps, for what the other lines are measured by.
      case dotted
      /// Dots alone.
      case scattered
    }

    public init(_ values: [Double], _ role: Role, _ style: Style = .joined) {
      self.values = values
      self.role = role
      self.style = style
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

  /// Later lines lie above earlier ones.
  public var lines: [Line]
  public var levels: [Level]
  public var marks: [Mark]
  /// How many places the axis has.
  public var length: Int
  public var range: ClosedRange<Double>

  public init(
    _ lines: [Line], levels: [Level] = [], marks: [Mark] = [], length: Int,
    range: ClosedRange<Double>
  ) {
    self.lines = lines
    self.levels = levels
    self.marks = marks
    self.length = length
    self.range = range
  }

  /// Draws the curves; the scale and the levels have their numbers on the left.
  public func draw(in area: Area) {
    guard area.width > 8, area.height > 1 else { return }
    let scale = area.leading(4)
    let plot = area.trailing(from: 5)
    area.part(Rect(4, 0, 1, area.height)).fill("│", .faint)
    scale.text(range.upperBound.fixed(1), endingAt: nil, .faint)
    scale.text(range.lowerBound.fixed(1), endingAt: nil, y: area.height - 1, .faint)
    for level in levels where range.contains(level.value) {
      let y = dotRow(level.value, plot.height) / 4
      plot.row(y).fill("╌", level.role)
      scale.text(level.value.fixed(2), endingAt: nil, y: y, level.role, .strong)
    }
    for line in lines { draw(line, in: plot) }
    for mark in marks where mark.value.isFinite {
      let x = dotColumn(mark.place, plot.width) / 2
      plot.put(mark.glyph, x: x, y: dotRow(mark.value, plot.height) / 4, mark.role, .strong)
    }
  }

  private func dotColumn(_ place: Int, _ width: Int) -> Int {
    length > 1 ? place * (width * 2 - 1) / (length - 1) : 0
  }

  private func dotRow(_ value: Double, _ height: Int) -> Int {
    let share = (range.upperBound - value) / (range.upperBound - range.lowerBound)
    return Int((max(0, min(1, share)) * Double(height * 4 - 1)).rounded())
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
    for (place, value) in line.values.enumerated() {
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
