/// A picture made of cells, with the regions of it that can be clicked.
///
/// Whatever is drawn outside is dropped, so that a widget never needs to ask whether it fits.
public struct Canvas: Equatable, Sendable {
  public let size: Size
  /// Row by row, `size.width` cells each.
  public private(set) var cells: [Cell]
  /// Later regions lie above earlier ones.
  public private(set) var regions: [Region] = []

  /// A part of the picture that can be clicked.
  public struct Region: Equatable, Sendable {
    public let rect: Rect
    public let touch: Touch
  }

  public init(_ size: Size) {
    self.size = size
    cells = Array(repeating: .blank, count: size.width * size.height)
  }

  public var bounds: Rect { Rect(0, 0, size.width, size.height) }

  /// The cell at a column and a row; a blank outside the picture.
  public subscript(x: Int, y: Int) -> Cell {
    get { bounds.contains(x: x, y: y) ? cells[y * size.width + x] : .blank }
    set {
      guard bounds.contains(x: x, y: y) else { return }
      cells[y * size.width + x] = newValue
    }
  }

  /// Draws one glyph, two cells wide where the glyph is. Returns the columns it took.
  ///
  /// A wide glyph of which only half would be inside `clip` becomes a blank, and so does the other
  /// half of a wide glyph that is drawn over.
  @discardableResult
  public mutating func put(
    _ glyph: Unicode.Scalar, x: Int, y: Int, _ role: Role = .text, _ emphasis: Emphasis = [],
    clip: Rect? = nil
  ) -> Int {
    let width = glyph.columns
    guard width > 0 else { return 0 }
    let clip = clip ?? bounds
    guard clip.contains(x: x, y: y) else { return width }
    if self[x, y].glyph == Cell.continuation { self[x - 1, y].glyph = " " }
    if self[x + width, y].glyph == Cell.continuation { self[x + width, y].glyph = " " }
    if width == 2 && !(clip.contains(x: x + 1, y: y) && bounds.contains(x: x + 1, y: y)) {
      self[x, y] = Cell(" ", role, emphasis)
    } else {
      self[x, y] = Cell(glyph, role, emphasis)
      if width == 2 { self[x + 1, y] = Cell(Cell.continuation, role, emphasis) }
    }
    return width
  }

  /// Draws text in one row and returns the column after it. Nothing is drawn outside `clip`.
  @discardableResult
  public mutating func text(
    _ text: String, x: Int, y: Int, _ role: Role = .text, _ emphasis: Emphasis = [],
    clip: Rect? = nil
  ) -> Int {
    var column = x
    for glyph in text.unicodeScalars {
      column += put(glyph, x: column, y: y, role, emphasis, clip: clip)
    }
    return column
  }

  /// Draws text so that it ends before column `right`.
  public mutating func text(
    _ text: String, endingAt right: Int, y: Int, _ role: Role = .text, _ emphasis: Emphasis = [],
    clip: Rect? = nil
  ) {
    self.text(text, x: right - text.columns, y: y, role, emphasis, clip: clip)
  }

  /// Draws text in the middle of a row of `rect`.
  public mutating func text(
    _ text: String, centredIn rect: Rect, row: Int = 0, _ role: Role = .text,
    _ emphasis: Emphasis = []
  ) {
    let x = rect.x + max(0, rect.width - text.columns) / 2
    self.text(text, x: x, y: rect.y + row, role, emphasis, clip: rect)
  }

  /// Fills a rectangle with one glyph.
  public mutating func fill(
    _ rect: Rect, _ glyph: Unicode.Scalar = " ", _ role: Role = .text, _ emphasis: Emphasis = []
  ) {
    for y in rect.y..<rect.bottom {
      for x in rect.x..<rect.right { put(glyph, x: x, y: y, role, emphasis) }
    }
  }

  /// Changes role and emphasis of what is drawn there already.
  public mutating func restyle(_ rect: Rect, _ role: Role? = nil, adding emphasis: Emphasis = []) {
    for y in rect.y..<rect.bottom {
      for x in rect.x..<rect.right {
        if let role { self[x, y].role = role }
        self[x, y].emphasis.formUnion(emphasis)
      }
    }
  }

  /// A horizontal line.
  public mutating func rule(x: Int, y: Int, width: Int, _ role: Role = .faint) {
    fill(Rect(x, y, width, 1), "─", role)
  }

  /// A frame along the inner edge of `rect`, with a heading in its upper line.
  public mutating func frame(_ rect: Rect, title: String = "", _ role: Role = .faint) {
    guard rect.width > 1, rect.height > 1 else { return }
    fill(Rect(rect.x, rect.y, rect.width, 1), "─", role)
    fill(Rect(rect.x, rect.bottom - 1, rect.width, 1), "─", role)
    fill(Rect(rect.x, rect.y, 1, rect.height), "│", role)
    fill(Rect(rect.right - 1, rect.y, 1, rect.height), "│", role)
    put("╭", x: rect.x, y: rect.y, role)
    put("╮", x: rect.right - 1, y: rect.y, role)
    put("╰", x: rect.x, y: rect.bottom - 1, role)
    put("╯", x: rect.right - 1, y: rect.bottom - 1, role)
    if !title.isEmpty {
      text(
        " \(title) ", x: rect.x + 2, y: rect.y, .title, .strong,
        clip: rect.inset(left: 1, right: 1))
    }
  }

  /// Makes a part of the picture clickable.
  public mutating func touch(_ rect: Rect, _ touch: Touch) {
    if !rect.isEmpty { regions.append(Region(rect: rect, touch: touch)) }
  }

  /// The topmost region at a cell.
  public func region(x: Int, y: Int) -> Region? {
    regions.last { $0.rect.contains(x: x, y: y) }
  }

  /// Takes all regions away: what is drawn next lies above and alone answers clicks.
  public mutating func forgetRegions() { regions.removeAll() }

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
