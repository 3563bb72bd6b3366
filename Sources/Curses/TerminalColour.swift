import CNcurses

/// What colours the terminal has, and how it is asked for the colour of its ground.
extension Terminal {
  /// How many colours are wanted where nobody has said it.
  static var usualColour: ColourDepth {
    terminal_environment("NO_COLOR") == nil ? .full : .monochrome
  }

  /// Whether the environment says that the terminal takes mixtures of red, green and blue.
  static var isSaidToHaveAllColours: Bool {
    guard let value = terminal_environment("COLORTERM") else { return false }
    // GNU Screen hands on the variable of the terminal around it, and does not know the sequences.
    let isScreen = terminal_environment("STY") != nil && terminal_environment("TMUX") == nil
    return ["truecolor", "24bit"].contains(String(cString: value)) && !isScreen
  }

  /// Starts colours, and returns how many there are, at most as many as wanted.
  static func startColour(_ wanted: ColourDepth) -> ColourDepth {
    // Once started, ncurses sets white on black even where no colour is asked for.
    guard wanted != .monochrome, has_colors(), Int(start_color()) == curses_ok else {
      return .monochrome
    }
    let isDirect = wanted == .full && curses_is_direct()
    return wanted.limited(to: ColourDepth(colours: Int(curses_colours()), isDirect: isDirect))
  }

  /// Asks the terminal for the colour of its ground. Nobody waits for the answer.
  func askForGround() {
    // The Linux console has no colours to choose, and older ones show the question.
    guard colour != .monochrome,
      terminal_environment("TERM").map({ String(cString: $0) }) != "linux"
    else { return }
    terminal_ask_ground()
    askedForGround = terminal_clock()
  }

  /// The terminal has told something of itself.
  func take(_ report: KeyDecoder.Report) {
    switch report {
    case .ground(let ground): painter.use(Palette(Theme(theme, found: ground), depth: colour), size)
    case .kind: askedForGround = nil
    }
  }
}
