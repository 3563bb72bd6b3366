import Stage

/// How cells look in a theme, on a terminal with so many colours.
struct Palette {
  private let theme: Theme
  private let depth: ColourDepth
  /// With 256 colours: the numbers along each scale, at equal distances.
  private let steps: [ColourScale: [Int]]

  init(_ theme: Theme, depth: ColourDepth) {
    self.depth = depth
    guard depth == .many else {
      (self.theme, steps) = (theme, [:])
      return
    }
    let ground = IndexedColours.colour(IndexedColours.nearest(to: OKLab(theme.ground)))
    let shown = theme.isPainted ? Theme(theme.kind, ground: ground, isPainted: true) : theme
    self.theme = shown
    steps = Dictionary(
      uniqueKeysWithValues: [ColourScale.share, .below, .above].map { scale in
        (scale, Palette.steps(scale, shown))
      })
  }

  /// How many places of a scale the nearest of 256 colours are looked up for: more than there are
  /// different ones.
  private static let places = 32
  /// Up to here a number has the ground's own colour where there are 256: the next one is much stronger
  /// than what is almost zero.
  private static let almostZero = 1.0 / 16

  /// The nearest of 256 colours along a scale: of its hue, since greys would hide a sign, and with a
  /// lightness that never turns back.
  private static func steps(_ scale: ColourScale, _ theme: Theme) -> [Int] {
    var last = OKLab(theme.ground).lightness
    var numbers: [Int] = []
    for step in 1...places {
      let wanted = theme.place(on: scale, at: Double(step) / Double(places))
      let number = IndexedColours.nearest(to: wanted) { number, place in
        let isFarther = theme.kind == .dark ? place.lightness >= last : place.lightness <= last
        return isFarther && place.isOfHue(wanted) || number == numbers.last
      }
      last = OKLab(IndexedColours.colour(number)).lightness
      numbers.append(number)
    }
    return numbers
  }

  var hasColours: Bool { depth != .monochrome }

  /// How a cell looks, and the glyph to show instead of its own, nil where that one stays.
  func look(_ cell: Cell) -> (glyph: Unicode.Scalar?, style: Style) {
    guard depth != .monochrome, let lower = cell.lower else {
      let isShade = depth.isExact && cell.emphasis.contains(.shade)
      return (isShade ? " " : nil, style(cell.role, cell.emphasis))
    }
    let (above, below) = (fill(cell.role), fill(lower))
    var style = style(.text, cell.emphasis.intersection(.underlined))
    // The terminal's own ground can't be the colour of a glyph: then the other half is drawn.
    let isUpper = above != ground
    guard isUpper || below != ground else { return (" ", style) }
    (style.foreground, style.background) = isUpper ? (above, below) : (below, ground)
    return (isUpper ? "▀" : "▄", style)
  }

  /// How a role with an emphasis looks.
  func style(_ role: Role, _ emphasis: Emphasis) -> Style {
    var style = Style()
    style.bold = emphasis.contains(.strong)
    style.underlined = emphasis.contains(.underlined)
    let inverse = emphasis.contains(.inverse)
    // A number near zero has no colour of its own, and must not be the brightest cell.
    let isReversible = place(role) == nil
    guard depth != .monochrome else {
      style.reversed = inverse && isReversible
      return style
    }
    if inverse, let colour = fill(role) {
      style.background = colour
      style.foreground = ink(on: colour)
      // Many terminals show bold black as grey, which can't be read there.
      if !depth.isExact && style.foreground == 0 { style.bold = false }
    } else {
      style.foreground = words(role)
      style.background = ground
      style.reversed = inverse && isReversible
      // Plain blue is too dark on black; bold terminals make it lighter.
      if depth == .eight && theme.kind == .dark && style.foreground == 4 { style.bold = true }
    }
    return style
  }

  /// The scale of a number's role, and where on it the number is, 0…1.
  private func place(_ role: Role) -> (scale: ColourScale, part: Double)? {
    switch role {
    case .share(let step): (.share, Double(step) / 255)
    case .signed(let step): (step < 0 ? .below : .above, min(1, Double(step.magnitude) / 127))
    default: nil
    }
  }

  /// The colour of the ground; nil where it is the terminal's own.
  private var ground: Int? { theme.isPainted && depth.isExact ? number(theme.ground) : nil }

  /// The colour of words of a role; nil for the terminal's own.
  private func words(_ role: Role) -> Int? {
    let place = place(role)
    guard depth.isExact else {
      let isEight = depth == .eight
      let number =
        place.map { step($0.scale.words(isEight: isEight), $0.part) }
        ?? Hue(role).flatMap { isEight ? $0.eight : $0.sixteen }
      return theme.kind == .light ? number.flatMap(Palette.darker) : number
    }
    // On its own ground the terminal's own colour of words is the one that fits.
    if role == .text && !theme.isPainted { return nil }
    let colour =
      place.map { theme.readable(theme.ground(of: $0.scale, at: $0.part)) } ?? theme.words(role)
    return colour.map { number($0, isReadable: role != .rule) }
  }

  /// For words on a light ground: red, blue, magenta and grey for what is bright or, in the usual
  /// settings of terminals, too pale there (green, yellow, cyan). Green gives way to the terminal's
  /// own colour of words.
  private static func darker(_ number: Int) -> Int? {
    [nil, 1, nil, 5, 4, 5, 4, nil, 8, 1, nil, 5, 4, 5, 4, nil][number]
  }

  /// The colour of a cell that is filled with a role's; nil for the terminal's own ground.
  private func fill(_ role: Role) -> Int? {
    guard let (scale, part) = place(role) else { return words(role) }
    guard part > (depth == .many ? Palette.almostZero : 0) else { return ground }
    switch depth {
    case .monochrome: return nil
    case .eight, .sixteen: return step(scale.grounds(theme.kind, isEight: depth == .eight), part)
    case .many:
      // Above the ground, which is the step before the first.
      let index = Int((part * Double(Palette.places)).rounded(.up)) - 1
      return steps[scale]?[index] ?? ground
    case .full: return number(theme.ground(of: scale, at: part))
    }
  }

  private func step(_ colours: [Int?], _ part: Double) -> Int? {
    colours[Int((part * Double(colours.count - 1)).rounded())]
  }

  /// The colour of words in a cell of this colour.
  private func ink(on number: Int) -> Int {
    switch depth {
    case .monochrome, .eight: return [0, 1, 4, 5].contains(number) ? 7 : 0
    case .sixteen: return [0, 1, 4, 5, 8].contains(number) ? 15 : 0
    case .many:
      let cell = IndexedColours.colour(number)
      return IndexedColours.nearest(to: OKLab(theme.ink(on: cell))) { number, _ in
        IndexedColours.colour(number).contrast(to: cell) >= Theme.contrast
      }
    case .full: return self.number(theme.ink(on: Colour(hex: number)))
    }
  }

  /// The number of a colour, with 256 colours or all.
  private func number(_ colour: Colour, isReadable: Bool = false) -> Int {
    guard depth == .many else { return max(8, colour.hex) }
    return IndexedColours.nearest(to: OKLab(colour)) { number, _ in
      !isReadable
        || IndexedColours.colour(number).contrast(to: theme.ground) >= Theme.contrast
    }
  }
}
