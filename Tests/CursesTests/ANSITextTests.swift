import Curses
import Stage
import Testing

@Suite struct ANSITextTests {
  private var picture: Canvas {
    Area.picture(Size(6, 2)) {
      $0.text("a漢b", .warning, .strong)
      $0.text("x", x: 5, y: 1, .text, .underlined)
    }
  }

  @Test func colours() {
    let bright = Area.picture(Size(1, 1)) { $0.text("x", .chosen, .inverse) }
    #expect(picture.ansiLines(depth: .eight)[0] == "\u{1b}[0;1;31ma漢b\u{1b}[0m  ")
    #expect(bright.ansiLines(depth: .sixteen) == ["\u{1b}[0;30;103mx\u{1b}[0m"])
    #expect(bright.ansiLines(theme: .light, depth: .sixteen) == ["\u{1b}[0;97;45mx\u{1b}[0m"])
    for depth in [ColourDepth.many, .full] {
      #expect(bright.ansiLines(theme: .terminal, depth: depth) == ["\u{1b}[0;30;103mx\u{1b}[0m"])
      #expect(bright.ansiLines(theme: .mono, depth: depth) == ["x"])
    }
  }

  /// With colours that are known, the ground is painted as well.
  @Test func groundAndAllColours() {
    let plain = "\u{1b}[0;38;2;215;218;224;48;2;16;20;24m"
    #expect(
      picture.ansiLines(depth: .full) == [
        "\u{1b}[0;1;38;2;255;95;82;48;2;16;20;24ma漢b\(plain)  \u{1b}[0m",
        "\(plain)     \u{1b}[0;4;38;2;215;218;224;48;2;16;20;24mx\u{1b}[0m",
      ])
    #expect(
      picture.ansiLines(depth: .many)[0]
        == "\u{1b}[0;1;38;5;203;48;5;233ma漢b\u{1b}[0;38;5;253;48;5;233m  \u{1b}[0m")
    #expect(
      picture.ansiLines(theme: .light, depth: .full)[1].hasPrefix(
        "\u{1b}[0;38;2;34;38;44;48;2;251;250;247m "))
  }

  @Test func plainWithoutColours() {
    #expect(picture.ansiLines(depth: .monochrome) == picture.lines)
  }

  @Test func emptyPicture() {
    #expect(Canvas(Size(0, 0)).ansiLines(depth: .many) == [])
    #expect(Canvas(Size(0, 1)).ansiLines(depth: .many) == [""])
  }
}
