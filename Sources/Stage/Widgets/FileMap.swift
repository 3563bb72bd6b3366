/// The lines of a file as marks: as far in and as long as its lines are, a row of dots each.
///
///     FileMap(lines).draw(in: area)
///
/// What is open is sparse, what is seen is drawn through, what is done is lit, so that it can be told
/// apart without colours too. Lines that do not fit below each other go on in a column beside.
public struct FileMap: Equatable, Sendable {
  /// Where a line begins and how long it is, in columns.
  public struct Outline: Equatable, Sendable {
    public let indent: Int
    /// 0 where it is empty.
    public let length: Int

    public init(indent: Int, length: Int) { (self.indent, self.length) = (indent, length) }
  }

  /// How far somebody has come with a line, the least first.
  public enum Standing: Int, Comparable, Sendable {
    case open, seen, done
    public static func < (one: Standing, other: Standing) -> Bool { one.rawValue < other.rawValue }
  }

  public struct Line: Equatable, Sendable {
    public let outline: Outline
    public var standing: Standing
    /// Whether it is spoken of just now.
    public var isMarked: Bool

    public init(_ outline: Outline, _ standing: Standing, isMarked: Bool = false) {
      (self.outline, self.standing, self.isMarked) = (outline, standing, isMarked)
    }
  }

  public let lines: [Line]

  public init(_ lines: [Line]) { self.lines = lines }

  /// Between two columns of lines.
  private static let gap = 2

  /// How many columns of lines there are in a room of this height, and how many rows each takes.
  ///
  /// - Parameter most: how many columns there may be.
  private func layout(height: Int, most: Int) -> (columns: Int, rows: Int) {
    let rows = (lines.count + 3) / 4
    guard height > 0, most > 0 else { return (0, 0) }
    let columns = min(most, max(1, (rows + height - 1) / height))
    return (columns, min(height, (rows + columns - 1) / columns))
  }

  /// How many rows it takes in a room of this size.
  public func rows(in size: Size, columns most: Int = 6) -> Int {
    layout(height: size.height, most: most).rows
  }

  /// - Parameter most: how many columns of lines there may be; where they are too few for all lines, a
  ///   row of dots stands for several lines.
  public func draw(in area: Area, columns most: Int = 6) {
    let (columns, rows) = layout(height: area.height, most: most)
    guard columns > 0, rows > 0, !lines.isEmpty else { return }
    let width = (area.width - FileMap.gap * (columns - 1)) / columns
    guard width > 0 else { return }
    let longest = lines.map { $0.outline.indent + $0.outline.length }.max() ?? 1
    /// Columns of the file that one dot stands for.
    let scale = max(1, Double(longest) / Double(2 * width))
    let dotRows = 4 * rows * columns
    let perDot = max(1, (lines.count + dotRows - 1) / dotRows)
    let perColumn = 4 * rows * perDot
    for column in 0..<columns {
      let first = column * perColumn
      guard first < lines.count else { break }
      draw(
        lines[first..<min(lines.count, first + perColumn)], perDot: perDot, scale: scale,
        in: area.part(Rect(column * (width + FileMap.gap), 0, width, rows)))
    }
  }

  private func draw(
    _ lines: ArraySlice<Line>, perDot: Int, scale: Double, in area: Area
  ) {
    for y in 0..<area.height {
      var dots = [UInt8](repeating: 0, count: area.width)
      var (isMarked, best) = (false, Standing.open)
      for part in 0..<4 {
        let first = lines.startIndex + (4 * y + part) * perDot
        guard first < lines.endIndex else { break }
        let group = lines[first..<min(lines.endIndex, first + perDot)].filter {
          $0.outline.length > 0
        }
        // One open line among those of a row of dots leaves it open.
        guard let standing = group.map(\.standing).min(),
          let from = group.map(\.outline.indent).min(),
          let to = group.map({ $0.outline.indent + $0.outline.length }).max()
        else { continue }
        isMarked = isMarked || group.contains(where: \.isMarked)
        best = max(best, standing)
        let last = max(Int(Double(from) / scale), Int(Double(to) / scale) - 1)
        for x in Int(Double(from) / scale)...last where x / 2 < area.width {
          if standing == .open && x % 2 == 1 && !group.contains(where: \.isMarked) { continue }
          dots[x / 2] |= FileMap.bits[x % 2][part]
        }
      }
      let role: Role = isMarked ? .chosen : best == .done ? .answer : best == .seen ? .text : .faint
      for x in 0..<area.width where dots[x] != 0 {
        if let glyph = Unicode.Scalar(0x2800 + UInt32(dots[x])) {
          area.put(glyph, x: x, y: y, role)
        }
      }
    }
  }

  // The bits of a braille cell: columns 1-2-3-7 and 4-5-6-8 from the top.
  private static let bits: [[UInt8]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]
}
