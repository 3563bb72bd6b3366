import CNcurses
import Stage

/// Draws canvases with ncurses, and remembers what is shown.
struct Painter {
  private var palette: Palette
  private let ascii: Bool
  private let plot: PlotStyle
  /// Whether the terminal's own colours can be asked for; otherwise white on black stands for them.
  private let hasOwnColours: Bool
  private var shown: Canvas?
  private var looks: [Look.Key: Look] = [:]
  private var pairs: [ColourPair: Int32] = [:]

  private struct ColourPair: Hashable {
    let foreground: Int
    let background: Int
  }

  /// Attributes and colour pair as ncurses numbers them.
  private struct Look {
    struct Key: Hashable {
      let role: Role
      let emphasis: Emphasis
      let lower: Role?

      init(_ cell: Cell) { (role, emphasis, lower) = (cell.role, cell.emphasis, cell.lower) }
    }
    /// Shown instead of the cell's own.
    let glyph: Unicode.Scalar?
    let attributes: Int32
    let pair: Int32
  }

  init(palette: Palette, ascii: Bool, plot: PlotStyle) {
    self.palette = palette
    self.ascii = ascii
    self.plot = plot
    hasOwnColours = palette.hasColours && Int(use_default_colors()) == curses_ok
  }

  /// Shows the last picture again, in the colours of another palette.
  mutating func use(_ palette: Palette, _ size: Size) {
    self.palette = palette
    looks.removeAll()
    guard let shown else { return }
    self.shown = nil
    _ = show(shown, size, asking: false)
  }

  /// Makes the next picture be drawn in whole, on a terminal that may show anything.
  mutating func forget() {
    shown = nil
    // It is hidden where the terminal has just been taken.
    curs_set(0)
    curses_clear_next()
  }

  /// Returns the bytes that were sent.
  mutating func show(_ canvas: Canvas, _ size: Size, asking: Bool) -> Int {
    let canvas = ascii ? canvas.ascii : canvas.plotted(plot)
    if canvas == shown { return 0 }
    makeRoom()
    let former = shown?.size == canvas.size ? shown : nil
    if former == nil { erase() }
    var cells: [cchar_t] = []
    for y in 0..<min(canvas.size.height, size.height) {
      if let former, Painter.sameRow(canvas, former, y) { continue }
      cells.removeAll(keepingCapacity: true)
      row(canvas, y, width: min(canvas.size.width, size.width), into: &cells)
      mvwadd_wchnstr(curses_screen(), Int32(y), 0, cells, Int32(cells.count))
    }
    shown = canvas
    placeCursor()
    wnoutrefresh(curses_screen())
    return curses_show(asking)
  }

  /// Shows the last picture again, on a terminal that may show anything.
  func showAgain() {
    guard shown != nil else { return }
    curs_set(0)
    placeCursor()
    curses_clear_next()
    _ = curses_show(false)
  }

  private func placeCursor() {
    guard let cursor = shown?.cursor else {
      curs_set(0)
      return
    }
    wmove(curses_screen(), Int32(cursor.place.y), Int32(cursor.place.x))
    curs_set(cursor.isShown ? 1 : 0)
  }

  private static func sameRow(_ a: Canvas, _ b: Canvas, _ y: Int) -> Bool {
    let range = y * a.size.width..<(y + 1) * a.size.width
    return a.cells[range] == b.cells[range]
  }

  private mutating func row(_ canvas: Canvas, _ y: Int, width: Int, into cells: inout [cchar_t]) {
    var key = Look.Key(.blank)
    var look = look(.blank)
    for x in 0..<width {
      let cell = canvas[x, y]
      if cell.role != key.role || cell.emphasis != key.emphasis || cell.lower != key.lower {
        key = Look.Key(cell)
        look = self.look(cell)
      }
      if cell.glyph == Cell.continuation {
        // ncurses lets a wide character take its second column by itself.
        continue
      }
      var glyph = look.glyph ?? cell.glyph
      let columns = glyph.columns
      var missing = 0
      if glyph.value >= 0x7f, Int(curses_columns(glyph.value)) != columns || x + columns > width {
        // The C library takes it for wider or narrower, which would shift the rest of the row.
        glyph = glyph.ascii
        missing = min(columns, width - x) - 1
      }
      cells.append(curses_cell(glyph.value, look.attributes, look.pair))
      for _ in 0..<max(0, missing) {
        cells.append(curses_cell(0x20, look.attributes, look.pair))
      }
    }
  }

  private mutating func look(_ cell: Cell) -> Look {
    let key = Look.Key(cell)
    if let known = looks[key] { return known }
    let (glyph, style) = palette.look(cell)
    var attributes = 0
    if style.bold { attributes |= curses_bold }
    if style.underlined { attributes |= curses_underline }
    if style.reversed { attributes |= curses_reverse }
    let pair = pair(style)
    if pair == nil && style.background != nil { attributes |= curses_reverse }
    let look = Look(glyph: glyph, attributes: Int32(attributes), pair: pair ?? 0)
    looks[key] = look
    return look
  }

  /// Forgets colour pairs and looks where they have become many, so that this picture has room for
  /// its own. All of it is drawn then, since ncurses may give a pair's number to other colours.
  private mutating func makeRoom() {
    let isFull = pairs.count > Int(curses_pairs()) * 3 / 4
    guard isFull || looks.count > 1 << 14 else { return }
    looks.removeAll()
    if isFull {
      pairs.removeAll()
      forget()
    }
  }

  /// The number of a colour pair; nil when the terminal has no more of them.
  private mutating func pair(_ style: Style) -> Int32? {
    guard style.foreground != nil || style.background != nil else { return 0 }
    let colours = ColourPair(
      foreground: style.foreground ?? (hasOwnColours ? -1 : 7),
      background: style.background ?? (hasOwnColours ? -1 : 0))
    if let known = pairs[colours] { return known }
    let number = Int32(pairs.count + 1)
    guard
      number < curses_pairs(),
      Int(curses_define_pair(number, Int32(colours.foreground), Int32(colours.background)))
        == curses_ok
    else { return nil }
    pairs[colours] = number
    return number
  }
}
