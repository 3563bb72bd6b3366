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
    #expect(
      picture.ansiLines(depth: .many) == [
        "\u{1b}[0;1;38;5;196ma漢b\u{1b}[0m  ", "     \u{1b}[0;4mx\u{1b}[0m",
      ])
    #expect(picture.ansiLines(depth: .eight)[0] == "\u{1b}[0;1;31ma漢b\u{1b}[0m  ")
    let bright = Area.picture(Size(1, 1)) { $0.text("x", .chosen, .inverse) }
    #expect(bright.ansiLines(depth: .sixteen) == ["\u{1b}[0;30;103mx\u{1b}[0m"])
  }

  @Test func plainWithoutColours() {
    #expect(picture.ansiLines(depth: .monochrome) == picture.lines)
  }

  @Test func emptyPicture() {
    #expect(Canvas(Size(0, 0)).ansiLines(depth: .many) == [])
    #expect(Canvas(Size(0, 1)).ansiLines(depth: .many) == [""])
  }
}
