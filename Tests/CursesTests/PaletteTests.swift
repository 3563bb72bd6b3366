import Stage
import Testing

@testable import Curses

@Suite struct PaletteTests {
  private static let roles: [Role] = [
    .text, .faint, .title, .token, .position, .query, .key, .value, .weight, .activation,
    .gradient, .probability, .answer, .chosen, .loss, .warning,
  ]
  /// Each has a colour of its own.
  private static let steps =
    (0...11).map { Role.share(UInt8($0 * 255 / 11)) } + (-7...7).map { Role.signed(Int8($0 * 18)) }
  private static let emphases = (0..<16).map { Emphasis(rawValue: $0) }

  @Test func everyRoleHasAColourOfItsOwn() {
    let colours = Self.roles.map { Palette.style($0, [], depth: .many).foreground }
    #expect(Set(colours).count == colours.count)
    for scale in [Self.steps.prefix(12), Self.steps.suffix(15)] {
      let grounds = scale.map { Palette.style($0, .inverse, depth: .many).background }
      #expect(Set(grounds).count == grounds.count)
      #expect(grounds.contains(nil), "zero is the ground itself")
    }
  }

  @Test(arguments: ColourDepth.allCases)
  func coloursAreThoseThatTheDepthHas(depth: ColourDepth) {
    let allowed: Range<Int> =
      switch depth {
      case .monochrome: 0..<0
      case .eight: 0..<8
      case .sixteen: 0..<16
      case .many, .full: 16..<256  // the lower ones are whatever the person has chosen
      }
    for role in Self.roles + Self.steps {
      for emphasis in Self.emphases {
        let style = Palette.style(role, emphasis, depth: depth)
        for colour in [style.foreground, style.background].compactMap({ $0 }) {
          #expect(allowed.contains(colour), "\(role) \(emphasis)")
        }
        #expect(style.background == nil || style.foreground != style.background)
        #expect(style.underlined == emphasis.contains(.underlined))
        #expect(style.bold || !emphasis.contains(.strong))
      }
    }
  }

  @Test func inverseIsReversedWithoutColours() {
    for role in Self.roles { #expect(Palette.style(role, .inverse, depth: .monochrome).reversed) }
    // Their glyphs say how large they are: the smallest must not be the brightest.
    for role in Self.steps { #expect(!Palette.style(role, .inverse, depth: .monochrome).reversed) }
  }

  /// WCAG's contrast, 1…21; 3 is its bound for large text.
  private func contrast(_ a: Double, _ b: Double) -> Double {
    (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  @Test func rolesAreReadOnBlackAndMostlyOnWhite() {
    for role in Self.roles + Self.steps {
      guard let colour = Palette.style(role, [], depth: .many).foreground else { continue }
      #expect(contrast(Palette.luminance(colour), 0) >= 4.5, "\(role) on black")
      #expect(contrast(Palette.luminance(colour), 1) >= 2, "\(role) on white")
    }
  }

  @Test func inverseIsReadable() {
    for role in Self.roles + Self.steps {
      let style = Palette.style(role, .inverse, depth: .many)
      guard let ground = style.background, let ink = style.foreground else { continue }
      #expect(contrast(Palette.luminance(ground), Palette.luminance(ink)) >= 4.5, "\(role)")
    }
  }

  private func light(_ role: Role) -> Double {
    Palette.style(role, .inverse, depth: .many).background.map(Palette.luminance) ?? 0
  }

  @Test func sharesGrowLighter() {
    let light = (0...255).map { self.light(.share(UInt8($0))) }
    #expect(zip(light, light.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(Set(light).count == 12)
  }

  /// The farther from zero, the lighter; both sides alike.
  @Test func signedNumbersGrowLighter() {
    for step in 1...127 {
      let (below, above) = (light(.signed(Int8(-step))), light(.signed(Int8(step))))
      #expect(above >= light(.signed(Int8(step - 1))))
      #expect(below >= light(.signed(Int8(1 - step))))
      #expect(contrast(below, above) < 1.5)
    }
    #expect(light(.signed(-128)) == light(.signed(-127)))
  }

  /// Red-green-blind eyes tell colours apart by how much more blue than red is in them.
  @Test func signsDifferForRedGreenBlindEyes() {
    for step in [Int8(10), 40, 70, 100, 127] {
      let sides = [-step, step].map {
        Palette.style(.signed($0), .inverse, depth: .many).background.map(Palette.components)
      }
      #expect(sides[0].map { $0.2 > $0.0 } == true && sides[1].map { $0.0 > $0.2 } == true)
    }
  }

  @Test func twoPixelsInACell() {
    func look(_ upper: Role, _ lower: Role, _ depth: ColourDepth) -> [Int?] {
      let look = Palette.look(Cell("▀", upper, lower: lower), depth: depth)
      return [look.glyph.map { Int($0.value) }, look.style.foreground, look.style.background]
    }
    let (upper, lower) = (Int(UnicodeScalar("▀").value), Int(UnicodeScalar("▄").value))
    #expect(look(.signed(-127), .signed(127), .many) == [upper, 153, 222])
    #expect(look(.signed(-127), .signed(0), .many) == [upper, 153, nil])
    #expect(look(.signed(0), .signed(127), .many) == [lower, 222, nil])
    #expect(look(.share(0), .signed(0), .many) == [0x20, nil, nil])
    #expect(look(.share(255), .chosen, .eight) == [upper, 3, 3])
    #expect(look(.share(255), .share(0), .monochrome) == [nil, nil, nil])
  }

  @Test func shadesStandWhereColoursAreFew() {
    let cell = Cell("░", .signed(60), [.inverse, .shade])
    #expect(Palette.look(cell, depth: .many).glyph == " ")
    for depth in [ColourDepth.monochrome, .eight, .sixteen] {
      #expect(Palette.look(cell, depth: depth).glyph == nil)
    }
  }

  @Test func depths() {
    #expect(
      [0, 7, 8, 15, 16, 88, 256, 1 << 24].map { ColourDepth(colours: $0, isDirect: false) }
        == [.monochrome, .monochrome, .eight, .eight, .sixteen, .sixteen, .many, .eight])
    #expect(ColourDepth.many.limited(to: .eight) == .eight)
    #expect(ColourDepth.monochrome.limited(to: .many) == .monochrome)
  }
}
