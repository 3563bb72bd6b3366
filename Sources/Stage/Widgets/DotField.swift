/// Many things as dots in reading order, two by four to a cell; where there are more things than dots,
/// only every second, third … thing has one.
///
///     DotField(count: 32_952) { $0 < 1000 ? .lit : .dark }.draw(in: area)
public struct DotField {
  public enum Dot: Sendable {
    /// No dot.
    case dark
    /// A faint dot; where its cell has a bright one too, it is left out.
    case faint
    case lit
  }

  public let count: Int
  public let dot: (_ index: Int) -> Dot
  public var role: Role

  /// - Parameter dot: how a thing looks, by its index.
  public init(count: Int, role: Role = .token, dot: @escaping (_ index: Int) -> Dot) {
    self.count = max(0, count)
    self.role = role
    self.dot = dot
  }

  /// Of how many things one has a dot in a room of this size; at least 1.
  public func stride(in size: Size) -> Int {
    let dots = size.width * size.height * 8
    return dots > 0 ? max(1, (count + dots - 1) / dots) : 1
  }

  /// How many rows of cells it takes in a room of this size.
  public func rows(in size: Size) -> Int {
    guard size.width > 0, size.height > 0 else { return 0 }
    let perRow = isSparse(in: size) ? size.width / 2 : size.width * 8
    let stride = stride(in: size)
    let places = (count + stride - 1) / stride
    return min(size.height, (places + perRow - 1) / perRow)
  }

  /// Whether there is room for a cell with a gap behind it for each thing.
  private func isSparse(in size: Size) -> Bool { count <= size.width / 2 * size.height }

  public func draw(in area: Area) {
    guard !area.isEmpty, count > 0 else { return }
    isSparse(in: area.size) ? drawCells(in: area) : drawDots(in: area)
  }

  private func drawCells(in area: Area) {
    let columns = area.width / 2
    for index in 0..<count {
      let (x, y) = (index % columns * 2, index / columns)
      switch dot(index) {
      case .dark: area.put("·", x: x, y: y, .faint)
      case .faint: area.put("○", x: x, y: y, .faint)
      case .lit: area.put("●", x: x, y: y, role)
      }
    }
  }

  private func drawDots(in area: Area) {
    let stride = stride(in: area.size)
    let width = area.width * 2
    let cells = area.width * area.height
    var lit = [UInt8](repeating: 0, count: cells)
    var faint = lit
    // The bits of a braille cell: columns 1-2-3-7 and 4-5-6-8 from the top.
    let bits: [[UInt8]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]
    for place in 0..<(count + stride - 1) / stride {
      let (x, y) = (place % width, place / width)
      let cell = y / 4 * area.width + x / 2
      let bit = bits[x % 2][y % 4]
      switch dot(place * stride) {
      case .dark: break
      case .faint: faint[cell] |= bit
      case .lit: lit[cell] |= bit
      }
    }
    for cell in 0..<cells where lit[cell] | faint[cell] != 0 {
      let dots = lit[cell] != 0 ? lit[cell] : faint[cell]
      if let glyph = Unicode.Scalar(0x2800 + UInt32(dots)) {
        area.put(
          glyph, x: cell % area.width, y: cell / area.width, lit[cell] != 0 ? role : .faint)
      }
    }
  }
}
