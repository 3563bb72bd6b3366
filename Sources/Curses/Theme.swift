import Stage

/// The colours of a picture, made for a ground: words have a contrast of 4.5 : 1 at least, and scales
/// begin at the ground itself.
struct Theme: Equatable, Sendable {
  enum Kind: Sendable {
    case dark
    case light

    /// The kind of theme that fits a ground: the one whose words, dark or light, stand out more.
    init(ground: Colour) {
      self = ground.contrast(to: .white) >= ground.contrast(to: .black) ? .dark : .light
    }

    /// Used where the terminal's own ground is not known, or is of the other kind.
    var ground: Colour { self == .dark ? Colour(hex: 0x101418) : Colour(hex: 0xfbfaf7) }
  }

  let kind: Kind
  let ground: Colour
  /// Whether the ground is painted. Otherwise it is the terminal's own, and is left as it is.
  let isPainted: Bool

  init(_ kind: Kind, ground: Colour? = nil, isPainted: Bool) {
    (self.kind, self.ground, self.isPainted) = (kind, ground ?? kind.ground, isPainted)
  }

  /// The theme that a person asked for, or that fits the terminal.
  ///
  /// - Parameters:
  ///   - name: nil where nothing was asked for.
  ///   - found: the terminal's ground, nil where it has not told it.
  init(_ name: ThemeName?, found: Colour?) {
    let kind: Kind =
      switch name {
      case .dark: .dark
      case .light: .light
      case .terminal, .mono, nil: found.map(Kind.init(ground:)) ?? .dark
      }
    let own = found.flatMap { Kind(ground: $0) == kind ? $0 : nil }
    self.init(kind, ground: own, isPainted: own == nil)
  }

  /// The least contrast between words and what they stand on: WCAG 2.2, success criterion 1.4.3.
  static let contrast = 4.5

  /// The colour of words of this role; nil for numbers on a scale. Rules are not read, and so nearer to
  /// the ground than any words.
  func words(_ role: Role) -> Colour? {
    guard let hue = Hue(role) else { return nil }
    let colour = readable(Colour(hex: kind == .dark ? hue.dark : hue.light))
    return role == .rule ? OKLab.mix(OKLab(ground), OKLab(colour), 0.4).colour : colour
  }

  /// The same colour, or, where it could not be read on the ground, the nearest lighter or darker one
  /// that can.
  func readable(_ colour: Colour) -> Colour {
    guard colour.contrast(to: ground) < Theme.contrast else { return colour }
    var place = OKLab(colour)
    let step = kind == .dark ? 0.01 : -0.01
    while 0...1 ~= place.lightness {
      place.lightness += step
      let candidate = place.colour
      if candidate.contrast(to: ground) >= Theme.contrast { return candidate }
    }
    return kind == .dark ? .white : .black
  }

  /// The ground of a cell that shows a number on a scale.
  func ground(of scale: ColourScale, at part: Double) -> Colour {
    part > 0 ? place(on: scale, at: part).colour : ground
  }

  /// The same before it is rounded to a colour that can be shown.
  ///
  /// Lightness grows evenly from the ground to the end, and falls on a light ground; the hue goes
  /// through the colours on the way.
  func place(on scale: ColourScale, at part: Double) -> OKLab {
    let way = [OKLab(ground)] + scale.stops(kind).map { OKLab(Colour(hex: $0)) }
    let step = min(1, part) * Double(way.count - 1)
    let index = min(Int(step), way.count - 2)
    var place = OKLab.mix(way[index], way[index + 1], step - Double(index))
    let (first, last) = (way[0].lightness, way[way.count - 1].lightness)
    // A ground of medium lightness would be too near to the usual end.
    let end =
      kind == .dark
      ? max(last, first + Theme.leastRange) : min(last, first - Theme.leastRange)
    place.lightness = first + (end - first) * min(1, part)
    return place
  }

  /// How far the two ends of a scale are apart in lightness, at least.
  private static let leastRange = 0.3

  /// The colour of words in a cell of this colour.
  func ink(on cell: Colour) -> Colour {
    let own = [words(.text) ?? .white, ground].max {
      $0.contrast(to: cell) < $1.contrast(to: cell)
    }
    if let own, own.contrast(to: cell) >= Theme.contrast { return own }
    return cell.contrast(to: .black) > cell.contrast(to: .white) ? .black : .white
  }
}
