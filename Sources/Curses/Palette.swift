import Stage

/// How a cell is shown: colours as the terminal numbers them, nil for the terminal's own.
public struct Style: Hashable, Sendable {
  public var foreground: Int?
  public var background: Int?
  public var bold = false
  public var underlined = false
  /// Foreground and background exchanged by the terminal.
  public var reversed = false
}

/// The colours of the roles: one hue for each, chosen to be read on black and on white.
///
/// Numbers from 16 up are the fixed colours of 256-colour terminals. Those below are the ones that
/// people choose in their terminal's settings, and are used only where there are no others.
public enum Palette {
  /// How a cell looks, and the glyph to show instead of its own, nil where that one stays.
  static func look(_ cell: Cell, depth: ColourDepth) -> (glyph: Unicode.Scalar?, style: Style) {
    guard depth != .monochrome, let lower = cell.lower else {
      let isShade = depth.isExact && cell.emphasis.contains(.shade)
      return (isShade ? " " : nil, style(cell.role, cell.emphasis, depth: depth))
    }
    // The terminal's own ground can't be the colour of a glyph: then the other half is drawn.
    return switch (background(cell.role, depth), background(lower, depth)) {
    case (nil, nil): (" ", Style())
    case (nil, let below?): ("▄", Style(foreground: below))
    case (let above?, let below): ("▀", Style(foreground: above, background: below))
    }
  }

  /// How a role with an emphasis looks.
  public static func style(_ role: Role, _ emphasis: Emphasis, depth: ColourDepth) -> Style {
    var style = Style()
    style.bold = emphasis.contains(.strong)
    style.underlined = emphasis.contains(.underlined)
    let inverse = emphasis.contains(.inverse)
    // A number near zero has no colour of its own, and must not be the brightest cell.
    let isReversible = scale(role) == nil
    guard depth != .monochrome else {
      style.reversed = inverse && isReversible
      return style
    }
    if inverse, let colour = background(role, depth) {
      style.background = colour
      style.foreground = ink(on: colour, depth)
    } else {
      style.foreground = foreground(role, depth)
      style.reversed = inverse && isReversible
      // Plain blue is too dark on black; bold terminals make it lighter.
      if depth == .eight && style.foreground == 4 { style.bold = true }
    }
    return style
  }

  /// A role's colour in the order of the depths: 8, 16, 256.
  private typealias Hue = (Int?, Int?, Int?)

  /// Numbers on a scale have none.
  private static func hue(_ role: Role) -> Hue {
    switch role {
    case .text: (nil, nil, nil)
    case .faint: (nil, 8, 244)  // grey
    case .title: (6, 12, 68)  // cornflower
    case .token: (6, 6, 38)  // sky
    case .position: (5, 5, 135)  // violet
    case .query: (4, 12, 33)  // blue
    case .key: (3, 3, 166)  // orange
    case .value: (2, 2, 36)  // sea green
    case .weight: (3, 3, 137)  // sand
    case .activation: (6, 6, 110)  // mist
    case .gradient: (5, 13, 170)  // orchid
    case .probability: (2, 2, 106)  // lime
    case .answer: (2, 2, 34)  // green
    case .chosen: (3, 11, 178)  // gold
    case .loss: (1, 9, 204)  // coral
    case .warning: (1, 1, 196)  // red
    case .share, .signed: (nil, nil, nil)
    }
  }

  /// The scale of a number's role, and where on it the number is, 0…1.
  private static func scale(_ role: Role) -> (colours: ScaleColours, part: Double)? {
    switch role {
    case .share(let step): (.share, Double(step) / 255)
    case .signed(let step): (step < 0 ? .below : .above, min(1, Double(step.magnitude) / 127))
    default: nil
    }
  }

  private static func foreground(_ role: Role, _ depth: ColourDepth) -> Int? {
    scale(role).map { $0.colours.ink($0.part, depth) } ?? pick(hue(role), depth)
  }

  private static func background(_ role: Role, _ depth: ColourDepth) -> Int? {
    scale(role).map { $0.colours.ground($0.part, depth) } ?? pick(hue(role), depth)
  }

  private static func pick(_ hue: Hue, _ depth: ColourDepth) -> Int? {
    switch depth {
    case .monochrome: nil
    case .eight: hue.0
    case .sixteen: hue.1
    case .many, .full: hue.2
    }
  }

  /// Black or white, whichever stands out more.
  private static func ink(on colour: Int, _ depth: ColourDepth) -> Int {
    switch depth {
    case .monochrome, .eight: [1, 4, 5].contains(colour) ? 7 : 0
    case .sixteen: [1, 4, 5, 8].contains(colour) ? 15 : 0
    case .many, .full: luminance(colour) > 0.179 ? 16 : 231
    }
  }

  /// Relative luminance, 0…1, of one of the fixed colours (16…255).
  static func luminance(_ colour: Int) -> Double {
    let (red, green, blue) = components(colour)
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  static func components(_ colour: Int) -> (Int, Int, Int) {
    if colour >= 232 {
      let grey = 8 + 10 * (colour - 232)
      return (grey, grey, grey)
    }
    let steps = [0, 95, 135, 175, 215, 255]
    let index = colour - 16
    return (steps[index / 36], steps[index / 6 % 6], steps[index % 6])
  }

  /// sRGB's curve; near enough to tell light from dark without a mathematics library.
  private static func linear(_ component: Int) -> Double {
    let part = Double(component) / 255
    return part * part * (0.8 + 0.2 * part)
  }
}
