import CNcurses
import Stage

/// The terminal that the program runs in, from `init` to `close`. There can be one at a time.
public final class Terminal {
  /// How many colours are used.
  public let colour: ColourDepth
  /// Whether ASCII characters alone are drawn.
  public let ascii: Bool
  /// Columns and rows.
  public private(set) var size: Size

  let theme: ThemeName?
  private let screen: OpaquePointer
  /// A window to read from, which is never shown.
  private let keyboard: UnsafeMutablePointer<WINDOW>
  var painter: Painter
  var decoder = KeyDecoder()
  private var waiting: [Input] = []
  private var isOpen = true
  /// When the terminal was asked to say that it has read a picture, where it has not said so yet. Of
  /// the terminal's clock.
  private var asked: Int64?
  /// When it was asked for the colour of its ground, where it has not answered yet.
  var askedForGround: Int64?
  /// Nanoseconds that the program was stopped for, which do not count.
  private var stopped: Int64 = 0
  /// How often there was said to be input, and none came.
  private var emptyReads = 0
  /// When the last of it came, of the terminal's clock.
  private var lastRead: Int64 = 0

  /// Takes the terminal over.
  ///
  /// - Parameters:
  ///   - theme: Which colours to use; nil: those that fit the terminal's ground. The dark ones are
  ///     shown until it has told its ground, if it ever does.
  ///   - colour: How many colours to use, fewer where the terminal has fewer; nil: as many as it has,
  ///     none if the environment's `NO_COLOR` is not empty. That it has all of them says its
  ///     description or the environment's `COLORTERM`.
  ///   - ascii: Whether to draw with ASCII alone; nil: if the locale is not UTF-8. It is so in any
  ///     case where the system has no UTF-8 locale.
  ///   - plot: What dots are drawn with.
  ///   - mouse: Whether the mouse is reported.
  /// - Throws: ``TerminalError``; the terminal is then as it was.
  public init(
    theme: ThemeName? = nil, colour: ColourDepth? = nil, ascii: Bool? = nil,
    plot: PlotStyle = .braille, mouse: Bool = true
  ) throws(TerminalError) {
    guard terminal_is_input() else { throw .inputIsNoTerminal }
    guard terminal_is_output() else { throw .outputIsNoTerminal }
    guard let name = terminal_environment("TERM") else { throw .unnamed }
    let isUnicode = terminal_locale(ascii == false)
    // ncurses itself would take a terminal that can't be drawn on, and draw nothing.
    guard terminal_description() == 1 else { throw .unknown(String(cString: name)) }
    guard terminal_has("cup") else { throw .tooSimple(String(cString: name)) }

    guard terminal_catch_signals() else { throw .notStarted }
    let wanted = (theme ?? .dark).limit(colour ?? Terminal.usualColour)
    let isDirect = wanted == .full && (colour != nil || Terminal.isSaidToHaveAllColours)
    guard let screen = isDirect ? curses_start_direct() : curses_start() else {
      terminal_release_signals()
      throw .notStarted
    }
    guard let keyboard = newpad(1, 1) else {
      curses_end(screen)
      terminal_release_signals()
      throw .notStarted
    }
    (self.screen, self.keyboard) = (screen, keyboard)
    self.ascii = ascii == true || !isUnicode
    self.theme = theme
    self.colour = Terminal.startColour(wanted)
    painter = Painter(
      palette: Palette(Theme(theme, found: nil), depth: self.colour), ascii: self.ascii, plot: plot)
    size = Terminal.measure()
    prepareInput()
    curses_begin()
    // ncurses believes COLUMNS and LINES of the environment more than the terminal.
    resize_term(Int32(size.height), Int32(size.width))
    painter.forget()

    terminal_remember(Int32(size.height))
    terminal_divert_errors()
    terminal_catch_crashes()
    terminal_use_mouse(mouse)
    if terminal_take() { askForGround() }
  }

  deinit { close() }

  /// Gives the terminal back as it was. A second call does nothing.
  public func close() {
    guard isOpen else { return }
    isOpen = false
    terminal_expect_answer(expectsAnswer)
    terminal_close()
    curses_end(screen)
    terminal_release_crashes()
    terminal_replay_errors()
    terminal_release_signals()
  }

  /// Has the mouse reported, or leaves it to the terminal, which selects text with it.
  public func useMouse(_ isUsed: Bool) {
    if isOpen { terminal_use_mouse(isUsed) }
  }

  /// Milliseconds of a clock that never goes back; it stands still while the program is stopped.
  public func now() -> Int { Int((terminal_clock() - stopped) / 1_000_000) }

  /// Shows a picture; what lies outside the terminal is cut off. Waits until the terminal has taken
  /// it, or a signal asks to stop.
  ///
  /// - Parameter asking: Whether the terminal shall say when it has read the picture
  ///   (``Input/answer``). Not every terminal does.
  /// - Returns: the number of bytes that it took, 0 for the picture that is shown already.
  public func show(_ canvas: Canvas, asking: Bool = false) -> Int {
    guard isOpen else { return 0 }
    let bytes = painter.show(canvas, size, asking: asking)
    if asking && bytes > 0 { asked = terminal_clock() }
    return bytes
  }

  /// The next input, or nil when there is none until the deadline.
  ///
  /// - Parameter deadline: In the milliseconds of ``now()``; one in the past asks for what is there
  ///   already; nil waits for as long as it takes.
  public func next(until deadline: Int?) -> Input? {
    while isOpen {
      if waiting.isEmpty { readSignals() }
      if waiting.isEmpty { readKeys() }
      if !waiting.isEmpty { return waiting.removeFirst() }
      // Asked even when the time is up already: that the terminal is gone shows only here.
      let end = deadline.map { Int64($0) * 1_000_000 + stopped }
      let decoderEnd = decoder.patience.map { lastRead + Int64($0) * 1_000_000 }
      let ready = Int(terminal_wait([end, decoderEnd].compactMap(\.self).min() ?? -1))
      if ready & terminal_ready_gone != 0 { return .gone }
      if ready & terminal_ready_input != 0 {
        // A file that is at its end is always ready, and never gives anything.
        emptyReads += 1
        if emptyReads > 64 { return .gone }
      }
      if ready == 0, let end, terminal_clock() >= end { return nil }
    }
    return .gone
  }

  // MARK: - Input

  private func prepareInput() {
    noecho()
    nonl()
    typeahead(-1)
    nodelay(keyboard, true)
    keypad(keyboard, true)
    curses_escape_delay(25)
    // Terminals spell keys in more ways than their descriptions know.
    for (spelling, key) in Terminal.spellings {
      define_key("\u{1b}" + spelling, Int32(key))
    }
  }

  private static let spellings: [(String, Int)] = [
    ("[A", curses_key_up), ("OA", curses_key_up), ("[B", curses_key_down), ("OB", curses_key_down),
    ("[C", curses_key_right), ("OC", curses_key_right),
    ("[D", curses_key_left), ("OD", curses_key_left),
    ("[H", curses_key_home), ("OH", curses_key_home),
    ("[1~", curses_key_home), ("[7~", curses_key_home),
    ("[F", curses_key_end), ("OF", curses_key_end),
    ("[4~", curses_key_end), ("[8~", curses_key_end),
    ("[3~", curses_key_delete), ("[5~", curses_key_page_up), ("[6~", curses_key_page_down),
    ("[Z", curses_key_back_tab), ("OM", curses_key_enter),
    ("[200~", curses_key_paste_begin), ("[201~", curses_key_paste_end), ("[<", curses_key_mouse),
    ("[M", curses_key_old_mouse), ("[0n", curses_key_answer),
  ].map { ($0.0, Int($0.1)) }

  private func readKeys() {
    var number: UInt32 = 0
    decoder.expectsAnswer = isRecent(askedForGround, nanoseconds: 5_000_000_000)
    // Not for ever: a signal may ask to stop while input streams in.
    for _ in 0..<4096 {
      let result = curses_read(keyboard, &number)
      if Int(result) == curses_is_key, Int(number) == curses_key_answer {
        asked = nil
        waiting.append(.answer)
      } else if Int(result) == curses_is_key {
        decoder.key(Int32(bitPattern: number))
      } else if Int(result) == curses_ok, let scalar = Unicode.Scalar(number) {
        decoder.character(scalar)
      } else {
        decoder.pause(after: Int((terminal_clock() - lastRead) / 1_000_000))
        break
      }
      emptyReads = 0
      lastRead = terminal_clock()
    }
    for report in decoder.takeReports() { take(report) }
    for event in decoder.take() {
      if event == .key(.character(Character(KeyDecoder.repaint))) {
        painter.showAgain()
      } else {
        waiting.append(.event(event))
      }
    }
  }

  // MARK: - Signals

  private func readSignals() {
    var isResized = false
    while case let asked = Int(terminal_next_signal()), asked != 0 {
      switch asked {
      case terminal_resized: isResized = true
      case terminal_suspend: suspend()
      case terminal_continued: resume()
      default: return waiting.append(.stop(signal: Int32(asked - terminal_stop)))
      }
    }
    if isResized { adaptSize() }
  }

  /// Whether an answer may still come; after a second the terminal is one that gives none.
  private var expectsAnswer: Bool {
    [asked, askedForGround].contains { isRecent($0, nanoseconds: 1_000_000_000) }
  }

  private func isRecent(_ time: Int64?, nanoseconds: Int64) -> Bool {
    time.map { terminal_clock() - $0 < nanoseconds } ?? false
  }

  private func suspend() {
    terminal_expect_answer(expectsAnswer)
    terminal_give_back()
    let start = terminal_clock()
    terminal_stop_here()
    stopped += terminal_clock() - start
    resume()
  }

  private func resume() {
    guard terminal_take() else { return }
    if Terminal.measure() == size { painter.showAgain() } else { adaptSize() }
  }

  /// Follows the terminal's present size, and says so.
  ///
  /// The size may be the known one: the window had another for a moment, too short to be seen here,
  /// and what it shows is spoilt all the same.
  private func adaptSize() {
    size = Terminal.measure()
    resize_term(Int32(size.height), Int32(size.width))
    terminal_remember(Int32(size.height))
    painter.forget()
    waiting.append(.event(.resized(size)))
  }

  private static func measure() -> Size {
    var (columns, rows): (Int32, Int32) = (0, 0)
    guard terminal_size(&columns, &rows) else {
      return Size(Int(getmaxx(curses_screen())), Int(getmaxy(curses_screen())))
    }
    return Size(Int(columns), Int(rows))
  }
}
