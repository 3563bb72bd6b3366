import Stage
import Testing

@testable import Curses

@Suite struct PaletteTests {
  private static let roles: [Role] = [
    .text, .faint, .title, .token, .position, .query, .key, .value, .weight, .activation,
    .gradient, .probability, .answer, .chosen, .loss, .warning,
  ]
  private static let heat = (-4...4).map { Role.heat($0) }
  private static let emphases = (0..<8).map { Emphasis(rawValue: $0) }

  @Test func everyRoleHasAColourOfItsOwn() {
    let colours = Self.roles.map { Palette.style($0, [], depth: .many).foreground }
    #expect(Set(colours).count == colours.count)
    let grounds = Self.heat.map { Palette.style($0, .inverse, depth: .many).background }
    #expect(Set(grounds).count == grounds.count)
  }

  @Test(arguments: ColourDepth.allCases)
  func coloursAreThoseThatTheDepthHas(depth: ColourDepth) {
    let allowed: Range<Int> =
      switch depth {
      case .monochrome: 0..<0
      case .eight: 0..<8
      case .sixteen: 0..<16
      case .many: 16..<256  // the lower ones are whatever the person has chosen
      }
    for role in Self.roles + Self.heat {
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
    for role in Self.roles + Self.heat {
      #expect(Palette.style(role, .inverse, depth: .monochrome).reversed)
    }
  }

  /// WCAG's contrast, 1…21; 3 is its bound for large text.
  private func contrast(_ a: Double, _ b: Double) -> Double {
    (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  @Test func rolesAreReadOnBlackAndMostlyOnWhite() {
    for role in Self.roles + Self.heat {
      guard let colour = Palette.style(role, [], depth: .many).foreground else { continue }
      #expect(contrast(Palette.luminance(colour), 0) >= 4.5, "\(role) on black")
      #expect(contrast(Palette.luminance(colour), 1) >= 2, "\(role) on white")
    }
  }

  @Test func inverseIsReadable() {
    for role in Self.roles + Self.heat {
      let style = Palette.style(role, .inverse, depth: .many)
      guard let ground = style.background, let ink = style.foreground else { continue }
      #expect(contrast(Palette.luminance(ground), Palette.luminance(ink)) >= 4.5, "\(role)")
    }
  }

  /// The farther from zero, the lighter; both sides alike.
  @Test func heatGrowsLighter() {
    let light = (-4...4).map { step in
      Palette.luminance(Palette.style(.heat(step), .inverse, depth: .many).background ?? 0)
    }
    for step in 1...4 {
      #expect(light[4 + step] > light[4 + step - 1])
      #expect(light[4 - step] > light[4 - step + 1])
      #expect(contrast(light[4 + step], light[4 - step]) < 1.5)
    }
  }

  @Test func depths() {
    #expect(
      [0, 7, 8, 15, 16, 88, 256, 1 << 24].map { ColourDepth(colours: $0) }
        == [.monochrome, .monochrome, .eight, .eight, .sixteen, .sixteen, .many, .eight])
    #expect(ColourDepth.many.limited(to: .eight) == .eight)
    #expect(ColourDepth.monochrome.limited(to: .many) == .monochrome)
  }
}
