/// A picture made of cells, with the regions of it that can be clicked.
///
/// It is drawn by way of an `Area`.
public struct Canvas: Equatable, Sendable {
  public let size: Size
  /// Row by row, `size.width` cells each.
  public private(set) var cells: [Cell]
  /// Later regions lie above earlier ones.
  public private(set) var regions: [Region] = []
  /// Where numbers are that can be asked for by pointing at them. Later ones lie above earlier ones.
  private var numbers: [Rect] = []
  /// Where the terminal's own cursor stands: screen readers and magnifiers follow it.
  public internal(set) var cursor: Cursor?
  /// The number that is pointed at.
  public internal(set) var told: Told?

  /// A part of the picture that can be clicked.
  public struct Region: Equatable, Sendable {
    public let rect: Rect
    public let touch: Touch
  }

  public struct Cursor: Equatable, Sendable {
    public let place: Point
    /// Whether it is shown: only where one types. Those who follow it do so where it is hidden, too.
    public let isShown: Bool
  }

  /// What there is to say of the cells that are pointed at.
  public struct Told: Equatable, Sendable {
    public let rect: Rect
    /// The part that shows that it is meant.
    let mark: Rect
    /// One number, or those that share the cells.
    public let readings: [Reading]
  }

  public init(_ size: Size) {
    self.size = size
    cells = Array(repeating: .blank, count: size.width * size.height)
  }

  public var bounds: Rect { Rect(0, 0, size.width, size.height) }

  /// The cell at a column and a row; a blank outside the picture.
  public internal(set) subscript(x: Int, y: Int) -> Cell {
    get { bounds.contains(x: x, y: y) ? cells[y * size.width + x] : .blank }
    set {
      guard bounds.contains(x: x, y: y) else { return }
      cells[y * size.width + x] = newValue
    }
  }

  /// What is drawn instead of a character that is not printable.
  static let unprintable: Unicode.Scalar = "\u{fffd}"

  /// Draws one glyph, two cells wide where the glyph is. Returns the columns that it takes.
  ///
  /// A wide glyph of which only half would be inside `clip` becomes a blank, and so does the other
  /// half of a wide glyph that is drawn over.
  mutating func put(
    _ glyph: Unicode.Scalar, x: Int, y: Int, _ role: Role, _ emphasis: Emphasis, clip: Rect
  ) -> Int {
    let width = glyph.columns
    guard width > 0 else { return 0 }
    guard clip.contains(x: x, y: y), bounds.contains(x: x, y: y) else { return width }
    let place = y * size.width + x
    if cells[place].glyph == Cell.continuation { cells[place - 1].glyph = " " }
    if x + width < size.width && cells[place + width].glyph == Cell.continuation {
      cells[place + width].glyph = " "
    }
    if width == 2 && x + 1 >= min(clip.right, size.width) {
      cells[place] = Cell(" ", role, emphasis)
    } else {
      cells[place] = Cell(glyph.isPrintable ? glyph : Canvas.unprintable, role, emphasis)
      if width == 2 { cells[place + 1] = Cell(Cell.continuation, role, emphasis) }
    }
    return width
  }

  /// Draws text in one row and returns the column behind it, or one right of the picture where the
  /// text goes on beyond it.
  mutating func text(
    _ text: String, x: Int, y: Int, _ role: Role, _ emphasis: Emphasis, clip: Rect
  ) -> Int {
    var column = x
    for glyph in text.unicodeScalars {
      column += put(glyph, x: column, y: y, role, emphasis, clip: clip)
      if column > size.width { break }
    }
    return column
  }

  /// Fills a rectangle with one glyph.
  mutating func fill(_ rect: Rect, _ glyph: Unicode.Scalar, _ role: Role, _ emphasis: Emphasis) {
    for y in rect.y..<rect.bottom {
      for x in rect.x..<rect.right { _ = put(glyph, x: x, y: y, role, emphasis, clip: rect) }
    }
  }

  /// Makes a part of the picture clickable.
  mutating func touch(_ rect: Rect, _ touch: Touch) {
    if !rect.isEmpty { regions.append(Region(rect: rect, touch: touch)) }
  }

  /// Says that a number is drawn here.
  mutating func holdNumber(_ rect: Rect) {
    if !rect.isEmpty { numbers.append(rect) }
  }

  /// Where the number is drawn that lies topmost at a cell; nil where there is none.
  public func number(at point: Point) -> Rect? { numbers.last { $0.contains(point) } }

  /// The topmost region at a cell.
  public func region(x: Int, y: Int) -> Region? {
    regions.last { $0.rect.contains(x: x, y: y) }
  }

  /// Takes all regions, numbers and the cursor away: what is drawn next lies above and alone answers.
  mutating func forgetRegions() {
    regions.removeAll()
    numbers.removeAll()
    told = nil
    cursor = nil
  }

  /// The picture as text, one line a row, all of them `size.width` columns wide.
  public var lines: [String] {
    (0..<size.height).map { y in
      var line = String.UnicodeScalarView()
      for x in 0..<size.width where self[x, y].glyph != Cell.continuation {
        line.append(self[x, y].glyph)
      }
      return String(line)
    }
  }
}
