import CNcurses
import Stage

/// Makes events of what ncurses reads: characters, and the numbers of its keys.
///
/// What is begun has an end: a sequence or a paste that breaks off is over when nothing has come for
/// a while (``patience``), and what grows without bound is dropped.
struct KeyDecoder {
  private enum State {
    case plain
    /// After ESC: a key of its own, or the beginning of a sequence that ncurses does not know.
    case escape
    /// After `ESC [`, with how many characters came since.
    case control(Int)
    /// After another beginning of a sequence, with this character, nothing has come yet.
    case begun(Unicode.Scalar)
    /// Within a text for programs (`ESC ]`, `ESC P` …): up to BEL, or ESC and a backslash.
    case message
    /// So many more characters belong to a sequence.
    case rest(Int)
    /// Within a mouse report, `button;column;row` and M or m.
    case mouse
    case paste
  }

  /// Ctrl-L, by custom the key that paints everything again.
  static let repaint: Unicode.Scalar = "\u{c}"

  /// How much of a paste is kept, in bytes of UTF-8: many times what any prompt takes.
  static let longestPaste = 64 * 1024
  private static let longestSequence = 64
  private static let longestReport = 32

  private var state = State.plain
  /// The present mouse report, or paste.
  private var text = String.UnicodeScalarView()
  private var length = 0
  /// Whether the present sequence is one of a terminal's answers (`ESC [ ?`).
  private var isAnswer = false
  private(set) var events: [Event] = []
  /// What the terminal has told of itself.
  private(set) var reports: [Report] = []

  enum Report: Equatable {
    /// The colour of its ground.
    case ground(Colour)
    /// What kind of terminal it is: the answer that all give, and that comes after those to earlier
    /// questions.
    case kind
  }

  /// Whether the terminal still has to answer. Then a sequence may come in pieces, and the rest of it
  /// is waited for longer, so that it doesn't become keys.
  var expectsAnswer = false

  /// Takes the events that are complete.
  mutating func take() -> [Event] {
    defer { events.removeAll(keepingCapacity: true) }
    return events
  }

  /// Takes what the terminal has told.
  mutating func takeReports() -> [Report] {
    defer { reports.removeAll() }
    return reports
  }

  /// How long what is begun waits for more, in milliseconds; nil when nothing is begun.
  var patience: Int? {
    switch state {
    case .plain: nil
    case .escape: expectsAnswer ? 50 : 0  // ncurses has waited
    case .control, .begun, .rest: expectsAnswer ? 1000 : 50
    case .mouse: 50
    case .message, .paste: 1000
    }
  }

  /// No more input waits, and none has come for so many milliseconds.
  mutating func pause(after silence: Int) {
    guard let patience, silence >= patience else { return }
    switch state {
    case .escape: events.append(.key(.escape))
    case .control(0): alternate("[")
    case .begun(let scalar): alternate(scalar)
    case .paste: events.append(.pasted(String(text)))
    case .plain, .control, .message, .rest, .mouse: break
    }
    begin(.plain)
  }

  /// A key that is pressed with Alt comes as ESC and the key.
  private mutating func alternate(_ scalar: Unicode.Scalar) {
    events.append(.key(.escape))
    state = .plain
    plain(scalar)
  }

  private mutating func begin(_ new: State) {
    state = new
    text = String.UnicodeScalarView()
    length = 0
  }

  mutating func character(_ scalar: Unicode.Scalar) {
    switch state {
    case .plain: plain(scalar)
    case .escape: escaped(scalar)
    case .control(let count): control(scalar, count)
    case .begun("O"): state = .plain
    case .begun, .message: message(scalar)
    case .rest(let count): state = count > 1 ? .rest(count - 1) : .plain
    case .mouse: mouse(scalar)
    case .paste: paste(scalar)
    }
  }

  mutating func key(_ number: Int32) {
    if case .paste = state {
      guard Int(number) == curses_key_paste_end else { return }
      events.append(.pasted(String(text)))
      return begin(.plain)
    }
    // A key ends whatever it interrupts.
    pause(after: .max)
    switch Int(number) {
    case curses_key_paste_begin: begin(.paste)
    case curses_key_mouse: begin(.mouse)
    case curses_key_old_mouse: begin(.rest(3))
    default: if let key = KeyDecoder.keys[Int(number)] { events.append(.key(key)) }
    }
  }

  private static let keys: [Int: Key] = [
    Int(curses_key_left): .left, Int(curses_key_right): .right,
    Int(curses_key_up): .up, Int(curses_key_down): .down,
    Int(curses_key_home): .home, Int(curses_key_end): .end,
    Int(curses_key_page_up): .pageUp, Int(curses_key_page_down): .pageDown,
    Int(curses_key_back_tab): .backTab, Int(curses_key_enter): .enter,
    Int(curses_key_backspace): .backspace, Int(curses_key_delete): .delete,
  ]

  private mutating func plain(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\u{1b}": state = .escape
    case "\t": events.append(.key(.tab))
    case "\r", "\n": events.append(.key(.enter))
    case "\u{7f}", "\u{8}": events.append(.key(.backspace))
    case KeyDecoder.repaint: events.append(.key(.character(Character(scalar))))
    default:
      if scalar.columns > 0 && scalar.isPrintable {
        events.append(.key(.character(Character(scalar))))
      }
    }
  }

  private mutating func escaped(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "[": state = .control(0)
    case "O", "P", "X", "]", "^", "_": state = .begun(scalar)
    default: alternate(scalar)
    }
  }

  /// Parameters and signs (0x20–0x3f), then the character that ends the sequence (0x40–0x7e).
  private mutating func control(_ scalar: Unicode.Scalar, _ count: Int) {
    if count == 0 { isAnswer = scalar == "?" }
    switch scalar.value {
    case 0x5b where count == 0: state = .rest(1)  // function keys of the Linux console
    case 0x40...0x7e:
      if isAnswer && scalar == "c" { reports.append(.kind) }
      state = .plain
    case 0x20...0x3f where count < KeyDecoder.longestSequence: state = .control(count + 1)
    default: broken(scalar)
    }
  }

  /// A character that can't be in a sequence, and so begins anew.
  private mutating func broken(_ scalar: Unicode.Scalar) {
    begin(.plain)
    plain(scalar)
  }

  private mutating func message(_ scalar: Unicode.Scalar) {
    length += 1
    switch scalar {
    case "\u{7}", "\u{9c}":
      report()
      begin(.plain)
    case "\u{18}", "\u{1a}": begin(.plain)
    case "\u{1b}":
      report()
      begin(.rest(1))  // with the backslash
    default:
      if length <= KeyDecoder.longestReport { text.append(scalar) }
      if length > KeyDecoder.longestPaste { begin(.plain) } else { state = .message }
    }
  }

  /// A message is at its end: it may be the answer to the question for the ground's colour.
  private mutating func report() {
    if let ground = Colour(report: String(text)) { reports.append(.ground(ground)) }
  }

  private mutating func paste(_ scalar: Unicode.Scalar) {
    length += UTF8.width(scalar)
    guard length <= KeyDecoder.longestPaste else { return }
    // Terminals send line ends as the Return key does.
    text.append(scalar == "\r" ? "\n" : scalar)
  }

  private mutating func mouse(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "0"..."9", ";":
      text.append(scalar)
      length += 1
      if length > KeyDecoder.longestReport { begin(.control(length)) }
    case "M", "m":
      if let mouse = KeyDecoder.mouse(String(text), released: scalar == "m") { add(mouse) }
      begin(.plain)
    case "\u{1b}": begin(.escape)
    default: begin(.plain)
    }
  }

  /// Of several places that the mouse was at since the last look, only the last one counts.
  private mutating func add(_ mouse: Mouse) {
    if case .moved = mouse, case .mouse(.moved) = events.last { events.removeLast() }
    events.append(.mouse(mouse))
  }

  /// A report of xterm's SGR protocol: bits 0–1 of the first number are the button (3: none), 4, 8
  /// and 16 the modifier keys, 32 motion, 64 the wheel; columns and rows count from 1.
  private static func mouse(_ report: String, released: Bool) -> Mouse? {
    let numbers = report.split(separator: ";").compactMap { Int($0) }
    guard numbers.count == 3 else { return nil }
    let (x, y) = (numbers[1] - 1, numbers[2] - 1)
    switch numbers[0] & ~0b11100 {
    case 0: return released ? .released(x: x, y: y) : .pressed(x: x, y: y)
    case 32: return .dragged(x: x, y: y)
    case 35: return .moved(x: x, y: y)
    case 64: return .wheelUp(x: x, y: y)
    case 65: return .wheelDown(x: x, y: y)
    default: return nil
    }
  }
}
