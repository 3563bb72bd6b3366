import Stage
import Testing

@testable import Curses

@Suite struct PaletteTests {
  private static let roles: [Role] = [
    .text, .faint, .title, .token, .position, .query, .key, .value, .weight, .activation,
    .gradient, .probability, .answer, .chosen, .loss, .warning,
  ]
  private static let steps =
    (0...255).map { Role.share(UInt8($0)) } + (-128...127).map { Role.signed(Int8($0)) }
  private static let emphases = (0..<16).map { Emphasis(rawValue: $0) }

  /// A theme with as many colours as its contrast was computed for.
  struct Look: Sendable, CustomTestStringConvertible {
    let theme: Theme
    let depth: ColourDepth
    var palette: Palette { Palette(theme, depth: depth) }
    var testDescription: String {
      "\(theme.kind) on \(String(theme.ground.hex, radix: 16)), \(depth)"
    }

    /// The colours of words and of what is behind them, on a ground that is painted or was found.
    func colours(_ style: Style) -> (words: Colour?, behind: Colour) {
      func colour(_ number: Int) -> Colour {
        depth == .full ? Colour(hex: number) : IndexedColours.colour(number)
      }
      return (style.foreground.map(colour), style.background.map(colour) ?? theme.ground)
    }
  }

  /// The themes on their own grounds, and on those of some terminals: black, the dark and the light one
  /// of Solarized, a middle grey of each kind, white.
  static let looks: [Look] = [ColourDepth.full, .many].flatMap { depth in
    [
      Theme(.dark, isPainted: true), Theme(.light, isPainted: true), found(0x000000),
      found(0x002b36), found(0x6a6a6a), found(0x808080), found(0xfdf6e3), found(0xffffff),
    ].map { Look(theme: $0, depth: depth) }
  }

  private static func found(_ ground: Int) -> Theme { Theme(nil, found: Colour(hex: ground)) }

  private static var painted: [Look] { looks.filter(\.theme.isPainted) }

  @Test(arguments: painted) func everyRoleHasAColourOfItsOwn(look: Look) {
    let palette = look.palette
    let colours = Self.roles.map { palette.style($0, []).foreground }
    #expect(Set(colours).count == colours.count)
  }

  /// Words on the ground, and in cells of every colour.
  @Test(arguments: looks) func everyWordIsReadable(look: Look) {
    let palette = look.palette
    for role in Self.roles + Self.steps {
      for emphasis in [Emphasis(), .inverse] {
        let (words, behind) = look.colours(palette.style(role, emphasis))
        // The terminal's own words are as readable as a person has made them.
        guard let words else { continue }
        #expect(words.contrast(to: behind) >= 4.5, "\(role) \(emphasis)")
      }
    }
  }

  /// Rules are seen, and stay behind all words.
  @Test(arguments: looks) func rulesAreFainterThanWords(look: Look) throws {
    let palette = look.palette
    let (rule, behind) = look.colours(palette.style(.rule, []))
    let words = try #require(look.colours(palette.style(.faint, [])).words)
    let contrast = try #require(rule).contrast(to: behind)
    #expect(contrast > 1.3 && contrast < words.contrast(to: behind) / 1.5)
  }

  @Test(arguments: painted) func noWordIsLeftToTheTerminalOnAPaintedGround(look: Look) {
    let palette = look.palette
    for role in Self.roles + Self.steps {
      let style = palette.style(role, [])
      #expect(style.foreground != nil && style.background != nil)
    }
  }

  @Test(arguments: ColourDepth.allCases, [Theme.Kind.dark, .light])
  func coloursAreThoseThatTheDepthHas(depth: ColourDepth, kind: Theme.Kind) {
    let palette = Palette(Theme(kind, isPainted: true), depth: depth)
    let allowed: Range<Int> =
      switch depth {
      case .monochrome: 0..<0
      case .eight: 0..<8
      case .sixteen: 0..<16
      case .many: 16..<256  // the lower ones are whatever the person has chosen
      case .full: 8..<1 << 24  // so are these
      }
    for role in Self.roles + Self.steps {
      for emphasis in Self.emphases {
        let style = palette.style(role, emphasis)
        for colour in [style.foreground, style.background].compactMap({ $0 }) {
          #expect(allowed.contains(colour), "\(role) \(emphasis)")
        }
        #expect(style.background == nil || style.foreground != style.background)
        #expect(style.underlined == emphasis.contains(.underlined))
        // Bold black is grey in many terminals.
        let isBlack = style.foreground == 0
        #expect(style.bold == (emphasis.contains(.strong) && !isBlack) || style.foreground == 4)
      }
    }
  }

  @Test func inverseIsReversedWithoutColours() {
    let palette = Palette(Theme(.dark, isPainted: true), depth: .monochrome)
    for role in Self.roles { #expect(palette.style(role, .inverse).reversed) }
    // Their glyphs say how large they are: the smallest must not be the brightest.
    for role in Self.steps { #expect(!palette.style(role, .inverse).reversed) }
  }

  @Test func twoPixelsInACell() {
    func look(_ upper: Role, _ lower: Role, _ depth: ColourDepth, isPainted: Bool) -> [Int?] {
      let palette = Palette(Theme(.dark, isPainted: isPainted), depth: depth)
      let look = palette.look(Cell("▀", upper, lower: lower))
      return [look.glyph.map { Int($0.value) }, look.style.foreground, look.style.background]
    }
    let (upper, lower) = (Int(UnicodeScalar("▀").value), Int(UnicodeScalar("▄").value))
    let (blue, orange) = (0x6cb2ff, 0xf79a3e)
    #expect(look(.signed(-127), .signed(127), .full, isPainted: false) == [upper, blue, orange])
    #expect(look(.signed(-127), .signed(0), .full, isPainted: false) == [upper, blue, nil])
    #expect(look(.signed(0), .signed(127), .full, isPainted: false) == [lower, orange, nil])
    #expect(look(.share(0), .signed(0), .full, isPainted: false) == [0x20, nil, nil])
    #expect(look(.signed(0), .signed(127), .full, isPainted: true) == [lower, orange, 0x101418])
    #expect(look(.share(0), .signed(0), .full, isPainted: true) == [0x20, 0xd7dae0, 0x101418])
    #expect(look(.share(255), .chosen, .eight, isPainted: true) == [upper, 7, 3])
    #expect(look(.share(255), .share(0), .monochrome, isPainted: true) == [nil, nil, nil])
  }

  @Test func shadesStandWhereColoursAreFew() {
    let cell = Cell("░", .signed(60), [.inverse, .shade])
    for depth in ColourDepth.allCases {
      let glyph = Palette(Theme(.dark, isPainted: true), depth: depth).look(cell).glyph
      #expect(glyph == (depth == .many || depth == .full ? " " : nil))
    }
  }

  @Test func depths() {
    #expect(
      [0, 7, 8, 15, 16, 88, 256, 1 << 24].map { ColourDepth(colours: $0, isDirect: false) }
        == [.monochrome, .monochrome, .eight, .eight, .sixteen, .sixteen, .many, .eight])
    #expect(ColourDepth(colours: 1 << 24, isDirect: true) == .full)
    #expect(ColourDepth.many.limited(to: .eight) == .eight)
    #expect(ColourDepth.monochrome.limited(to: .full) == .monochrome)
    #expect(ThemeName.allCases.map { $0.limit(.full) } == [.full, .full, .sixteen, .monochrome])
  }
}
