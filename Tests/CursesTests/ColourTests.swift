import Testing

@testable import Curses

@Suite struct ColourTests {
  /// White and the three primaries of sRGB in OKLab, as CSS Color 4 has them.
  @Test func places() {
    let places: [(Int, Double, Double, Double)] = [
      (0xffffff, 1, 0, 0), (0xff0000, 0.62796, 0.22486, 0.12585),
      (0x00ff00, 0.86644, -0.23389, 0.17950), (0x0000ff, 0.45201, -0.03246, -0.31153),
      (0x000000, 0, 0, 0),
    ]
    for (hex, lightness, a, b) in places {
      let place = OKLab(Colour(hex: hex))
      #expect(place.distance(to: OKLab(lightness: lightness, a: a, b: b)) < 0.0001)
    }
  }

  @Test func thereAndBack() {
    for hex in stride(from: 0, to: 1 << 24, by: 9_973) {
      #expect(OKLab(Colour(hex: hex)).colour == Colour(hex: hex))
    }
  }

  /// What no screen shows becomes greyer, no darker.
  @Test func tooColourful() {
    let wanted = OKLab(lightness: 0.6, a: 0.4, b: 0.1)
    let shown = OKLab(wanted.colour)
    #expect(abs(shown.lightness - 0.6) < 0.005)
    #expect(shown.isOfHue(wanted) && shown.a < 0.3)
    #expect(!OKLab(Colour(hex: 0x777777)).isOfHue(wanted))
  }

  /// WCAG's own ends of the scale, and the grey that is known to be just enough on white.
  @Test func contrast() {
    #expect(Colour.black.contrast(to: .white) == 21)
    #expect(Colour(hex: 0x767676).contrast(to: .white) >= 4.5)
    #expect(Colour(hex: 0x777777).contrast(to: .white) < 4.5)
  }

  @Test func indexed() {
    #expect(
      [16, 21, 46, 196, 231, 232, 255].map { IndexedColours.colour($0).hex }
        == [0, 0x0000ff, 0x00ff00, 0xff0000, 0xffffff, 0x080808, 0xeeeeee])
    for number in IndexedColours.numbers {
      let colour = IndexedColours.colour(number)
      #expect(IndexedColours.colour(IndexedColours.nearest(to: OKLab(colour))) == colour)
    }
  }

  @Test func answersOfTerminals() {
    let reports = [
      "11;rgb:1010/1414/1818", "11;rgb:10/14/18", "11;rgb:ffff/8080/0000", "11;rgb:f/8/0",
      "11;rgba:ff/80/00/12",
    ]
    #expect(
      reports.map { Colour(report: $0)?.hex }
        == [0x101418, 0x101418, 0xff8000, 0xff8800, 0xff8000])
    for text in [
      "", "11;?", "10;rgb:1/1/1", "11;rgb:", "11;rgb:1/1", "11;rgb:1//1", "11;rgb:12345/1/1",
      "11;rgb:1/1/g", "11;rgb:1/1/1/1/1", "11;#101418",
    ] { #expect(Colour(report: text) == nil) }
  }

  @Test func themes() {
    let (dark, light) = (Colour(hex: 0x1d1f21), Colour(hex: 0xfdf6e3))
    #expect(Theme(nil, found: dark) == Theme(.dark, ground: dark, isPainted: false))
    #expect(Theme(nil, found: light) == Theme(.light, ground: light, isPainted: false))
    #expect(Theme(nil, found: nil) == Theme(.dark, isPainted: true))
    #expect(Theme(.light, found: dark) == Theme(.light, isPainted: true), "the other kind")
    #expect(Theme(.dark, found: dark) == Theme(.dark, ground: dark, isPainted: false))
  }
}
