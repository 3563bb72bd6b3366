/// A rectangle of a picture that is being drawn, with columns and rows of its own.
///
/// Columns and rows count from the rectangle's upper left corner. Whatever is drawn outside of it is
/// dropped, so that nothing needs to ask whether it fits. An area is handed on in parts: what gets a
/// part draws as if there were nothing else.
public struct Area {
  /// Where it lies on the picture.
  public let rect: Rect
  private let sheet: Sheet

  /// The picture that all its areas draw on.
  private final class Sheet {
    var canvas: Canvas
    /// What travels; nil where the picture is one of rest.
    var movement: Movement?
    /// The cell that the mouse points at.
    let pointer: Point?

    init(_ size: Size, _ pointer: Point?, _ movement: Movement? = nil) {
      (canvas, self.pointer, self.movement) = (Canvas(size), pointer, movement)
    }

    func draw(_ draw: (Area) -> Void) -> Canvas {
      draw(Area(canvas.bounds, on: self))
      if let told = canvas.told, !told.readings.isEmpty {
        Area(told.mark, on: self).restyle(adding: .underlined)
      }
      return canvas
    }
  }

  private init(_ rect: Rect, on sheet: Sheet) {
    self.rect = rect
    self.sheet = sheet
  }

  /// A picture of this size, drawn by a function that gets all of it.
  ///
  /// - Parameter pointer: the cell that the mouse points at: the number that is drawn there is told.
  public static func picture(
    _ size: Size, pointer: Point? = nil, draw: (Area) -> Void
  ) -> Canvas {
    Sheet(size, pointer).draw(draw)
  }

  /// A picture in which things are on their way from where the last picture had them.
  ///
  /// - Parameters:
  ///   - subject: what the picture is of; nothing travels from a picture of something else.
  ///   - time: when it is seen, in milliseconds.
  ///   - pointer: the cell that the mouse points at.
  public static func picture(
    _ size: Size, of subject: Int = 0, at time: Int, moving movement: inout Movement,
    pointer: Point? = nil, draw: (Area) -> Void
  ) -> Canvas {
    movement.begin(size, of: subject, at: time)
    let sheet = Sheet(size, pointer, movement)
    let canvas = sheet.draw(draw)
    movement = sheet.movement ?? movement
    movement.end()
    return canvas
  }

  public var width: Int { rect.width }
  public var height: Int { rect.height }
  public var size: Size { rect.size }
  public var isEmpty: Bool { rect.isEmpty }

  // MARK: Movement

  /// Whether anything may travel in this picture.
  var hasMovement: Bool { sheet.movement != nil }

  /// Where numbers that belong at a goal are drawn now: there, in a picture of rest.
  public func moving(_ key: Movement.Key, to goal: [Double]) -> [Double] {
    guard hasMovement else { return goal }
    var key = key
    key.corner = .init(x: rect.x, y: rect.y)
    return sheet.movement?.place(of: key, goal: goal) ?? goal
  }

  /// Where a number is drawn now.
  public func moving(_ key: Movement.Key, to goal: Double) -> Double {
    hasMovement ? moving(key, to: [goal]).first ?? goal : goal
  }

  // MARK: Parts

  /// A part, in columns and rows of this area; cut where it would reach beyond.
  public func part(_ part: Rect) -> Area {
    let left = max(0, part.x)
    let top = max(0, part.y)
    let right = min(width, part.right)
    let bottom = min(height, part.bottom)
    return Area(
      Rect(rect.x + left, rect.y + top, right - left, bottom - top), on: sheet)
  }

  /// The part left after taking columns and rows off the sides.
  public func inset(left: Int = 0, top: Int = 0, right: Int = 0, bottom: Int = 0) -> Area {
    part(Rect(left, top, width - left - right, height - top - bottom))
  }

  /// The upper rows, at most `rows` of them.
  public func top(_ rows: Int) -> Area { part(Rect(0, 0, width, rows)) }

  /// All but the upper rows.
  public func below(_ rows: Int) -> Area { inset(top: max(0, rows)) }

  /// The lower rows, at most `rows` of them.
  public func bottom(_ rows: Int) -> Area { below(height - max(0, rows)) }

  /// The left columns, at most `columns` of them.
  public func leading(_ columns: Int) -> Area { part(Rect(0, 0, columns, height)) }

  /// All but the left columns.
  public func trailing(from columns: Int) -> Area { inset(left: max(0, columns)) }

  /// The right columns, at most `columns` of them.
  public func trailing(_ columns: Int) -> Area { trailing(from: width - max(0, columns)) }

  /// One row, counted from the top; empty where there is none.
  public func row(_ index: Int) -> Area { part(Rect(0, index, width, index >= 0 ? 1 : 0)) }

  /// A part of this size in the middle, cut where it does not fit.
  public func centred(_ width: Int, _ height: Int) -> Area {
    part(
      Rect(
        max(0, self.width - width) / 2, max(0, self.height - height) / 2,
        min(width, self.width), min(height, self.height)))
  }

  /// Columns side by side with a gap between them; their widths are as the weights.
  public func columns(_ weights: [Int], gap: Int = 2) -> [Area] {
    Area.spans(weights, length: width, gap: gap).map {
      part(Rect($0.lowerBound, 0, $0.count, height))
    }
  }

  /// Rows one below the other with a gap between them; their heights are as the weights.
  public func rows(_ weights: [Int], gap: Int = 1) -> [Area] {
    Area.spans(weights, length: height, gap: gap).map {
      part(Rect(0, $0.lowerBound, width, $0.count))
    }
  }

  private static func spans(_ weights: [Int], length: Int, gap: Int) -> [Range<Int>] {
    let room = max(0, length - gap * max(0, weights.count - 1))
    let total = max(1, weights.reduce(0, +))
    var (sum, start) = (0, 0)
    return weights.map { weight in
      let before = sum * room / total
      sum += weight
      let span = start..<(start + sum * room / total - before)
      start = span.upperBound + gap
      return span
    }
  }

  // MARK: Drawing

  /// Draws one glyph and returns the columns that it takes.
  @discardableResult
  public func put(
    _ glyph: Unicode.Scalar, x: Int, y: Int, _ role: Role = .text, _ emphasis: Emphasis = []
  ) -> Int {
    sheet.canvas.put(glyph, x: rect.x + x, y: rect.y + y, role, emphasis, clip: rect)
  }

  /// Draws two pixels in one cell, one above the other; `glyph` stands for them without colours.
  public func halves(
    _ upper: Role, _ lower: Role, glyph: Unicode.Scalar = "▀", x: Int, y: Int
  ) {
    put(glyph, x: x, y: y, upper)
    if x >= 0 && x < width && y >= 0 && y < height {
      sheet.canvas[rect.x + x, rect.y + y].lower = lower
    }
  }

  /// Draws text in one row and returns the column behind it.
  @discardableResult
  public func text(
    _ text: String, x: Int = 0, y: Int = 0, _ role: Role = .text, _ emphasis: Emphasis = []
  ) -> Int {
    sheet.canvas.text(text, x: rect.x + x, y: rect.y + y, role, emphasis, clip: rect) - rect.x
  }

  /// Draws text so that it ends before a column; before the right edge where nil.
  public func text(
    _ text: String, endingAt right: Int?, y: Int = 0, _ role: Role = .text,
    _ emphasis: Emphasis = []
  ) {
    self.text(text, x: (right ?? width) - text.columns, y: y, role, emphasis)
  }

  /// Draws text in the middle of a row.
  public func text(
    centred text: String, y: Int = 0, _ role: Role = .text, _ emphasis: Emphasis = []
  ) {
    self.text(text, x: max(0, width - text.columns) / 2, y: y, role, emphasis)
  }

  /// Fills all of it with one glyph.
  public func fill(
    _ glyph: Unicode.Scalar = " ", _ role: Role = .text, _ emphasis: Emphasis = []
  ) {
    sheet.canvas.fill(rect, glyph, role, emphasis)
  }

  /// Changes role and emphasis of what is drawn there already.
  public func restyle(_ role: Role? = nil, adding emphasis: Emphasis = []) {
    for y in rect.y..<rect.bottom {
      for x in rect.x..<rect.right {
        if let role { sheet.canvas[x, y].role = role }
        sheet.canvas[x, y].emphasis.formUnion(emphasis)
      }
    }
  }

  /// A horizontal line through a row.
  public func rule(y: Int = 0, _ role: Role = .rule) { row(y).fill("─", role) }

  /// A frame along the inner edge, with a heading in its upper line; returns what is inside.
  @discardableResult
  public func frame(title: String = "", _ role: Role = .faint) -> Area {
    let inside = inset(left: 1, top: 1, right: 1, bottom: 1)
    guard width > 1, height > 1 else { return inside }
    for y in [0, height - 1] { rule(y: y, role) }
    for x in [0, width - 1] { part(Rect(x, 0, 1, height)).fill("│", role) }
    put("╭", x: 0, y: 0, role)
    put("╮", x: width - 1, y: 0, role)
    put("╰", x: 0, y: height - 1, role)
    put("╯", x: width - 1, y: height - 1, role)
    if !title.isEmpty {
      inset(left: 1, right: 1).text(" \(title) ", x: 1, .title, .strong)
    }
    return inside
  }

  /// The glyph that is drawn at a column and a row; a blank outside.
  public subscript(x: Int, y: Int) -> Cell {
    x >= 0 && x < width && y >= 0 && y < height ? sheet.canvas[rect.x + x, rect.y + y] : .blank
  }

  /// Makes all of it clickable.
  public func touch(_ touch: Touch) { sheet.canvas.touch(rect, touch) }

  /// Makes all of it a click on something; nothing where there is no target.
  public func touch(picking target: Target?) {
    if let target { touch(.pick(target)) }
  }

  // MARK: Reading

  /// Tells a number to whoever points at this area. What is told last counts, as with clicks.
  ///
  /// - Parameters:
  ///   - mark: the part of the area that is underlined then; all of it where nil.
  ///   - readings: the number, or those that share the area; asked for only when it is pointed at.
  public func tells(marking mark: Area? = nil, _ readings: () -> [Reading]) {
    sheet.canvas.holdNumber(rect)
    guard let pointer = sheet.pointer, rect.contains(pointer) else { return }
    sheet.canvas.told = .init(rect: rect, mark: mark?.rect ?? rect, readings: readings())
  }

  /// Draws a number in digits so that it ends before a column, or before the right edge where nil, and
  /// tells all of it.
  public func text(
    _ text: String, endingAt right: Int?, y: Int = 0, _ role: Role = .text,
    _ emphasis: Emphasis = [], telling reading: @autoclosure () -> Reading
  ) {
    self.text(text, endingAt: right, y: y, role, emphasis)
    part(Rect((right ?? width) - text.columns, y, text.columns, 1)).tells { [reading()] }
  }

  /// What is told so far of the number that is pointed at.
  public var readings: [Reading] { sheet.canvas.told?.readings ?? [] }

  /// Puts the terminal's own cursor on a cell: on what is chosen, or where one types. The last one
  /// counts.
  public func cursor(x: Int = 0, y: Int = 0, isTyping: Bool = false) {
    guard x >= 0, x < width, y >= 0, y < height else { return }
    sheet.canvas.cursor = .init(place: Point(rect.x + x, rect.y + y), isShown: isTyping)
  }

  /// Takes away what answers the mouse anywhere on the picture: what is drawn next lies above.
  public func forgetRegions() { sheet.canvas.forgetRegions() }
}
