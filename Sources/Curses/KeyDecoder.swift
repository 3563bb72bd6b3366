import CNcurses
import Stage

/// Makes events of what ncurses reads: characters, and the numbers of its keys.
struct KeyDecoder {
  private enum State {
    case plain
    /// After ESC: a key of its own, or the beginning of a sequence that ncurses does not know.
    case escape
    /// Within such a sequence; it ends with a letter.
    case sequence
    /// Within a mouse report, `button;column;row` and M or m.
    case mouse(String)
    case paste(String.UnicodeScalarView)
  }

  /// Ctrl-L, by custom the key that paints everything again.
  static let repaint: Unicode.Scalar = "\u{c}"

  private var state = State.plain
  private(set) var events: [Event] = []

  /// Takes the events that are complete.
  mutating func take() -> [Event] {
    defer { events.removeAll(keepingCapacity: true) }
    return events
  }

  /// No more input waits: an ESC that came last was the Escape key.
  mutating func pause() {
    if case .escape = state {
      state = .plain
      events.append(.key(.escape))
    }
  }

  mutating func character(_ scalar: Unicode.Scalar) {
    switch state {
    case .plain: plain(scalar)
    case .escape:
      if scalar == "[" {
        state = .sequence
      } else {
        state = .plain
        events.append(.key(.escape))
        plain(scalar)
      }
    case .sequence:
      if (0x40...0x7e).contains(scalar.value) { state = .plain }
      if scalar == "\u{1b}" { state = .escape }
    case .mouse(let report): mouse(report, scalar)
    case .paste(var text):
      // Terminals send line ends as the Return key does.
      text.append(scalar == "\r" ? "\n" : scalar)
      state = .paste(text)
    }
  }

  mutating func key(_ number: Int32) {
    if case .paste(let text) = state {
      if Int(number) == curses_key_paste_end {
        state = .plain
        events.append(.pasted(String(text)))
      }
      return
    }
    pause()
    state = .plain
    switch Int(number) {
    case curses_key_paste_begin: state = .paste(String.UnicodeScalarView())
    case curses_key_mouse: state = .mouse("")
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

  private mutating func mouse(_ report: String, _ scalar: Unicode.Scalar) {
    switch scalar {
    case "0"..."9", ";":
      var longer = report
      longer.unicodeScalars.append(scalar)
      state = .mouse(longer)
    case "M", "m":
      state = .plain
      if let mouse = KeyDecoder.mouse(report, released: scalar == "m") {
        events.append(.mouse(mouse))
      }
    default:
      state = .plain
    }
  }

  /// A report of xterm's SGR protocol: bits 0–1 of the first number are the button, 4, 8 and 16 the
  /// modifier keys, 32 motion, 64 the wheel; columns and rows count from 1.
  private static func mouse(_ report: String, released: Bool) -> Mouse? {
    let numbers = report.split(separator: ";").compactMap { Int($0) }
    guard numbers.count == 3 else { return nil }
    let (x, y) = (numbers[1] - 1, numbers[2] - 1)
    switch numbers[0] & ~0b11100 {
    case 0: return released ? .released(x: x, y: y) : .pressed(x: x, y: y)
    case 32: return .dragged(x: x, y: y)
    case 64: return .wheelUp(x: x, y: y)
    case 65: return .wheelDown(x: x, y: y)
    default: return nil
    }
  }
}
