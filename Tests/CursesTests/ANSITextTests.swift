import Curses
import Stage
import Testing

@Suite struct ANSITextTests {
  private var picture: Canvas {
    var canvas = Canvas(Size(6, 2))
    canvas.text("a漢b", x: 0, y: 0, .warning, .strong)
    canvas.text("x", x: 5, y: 1, .text, .underlined)
    return canvas
  }

  @Test func colours() {
    #expect(
      picture.ansiLines(depth: .many) == [
        "\u{1b}[0;1;38;5;196ma漢b\u{1b}[0m  ", "     \u{1b}[0;4mx\u{1b}[0m",
      ])
    #expect(picture.ansiLines(depth: .eight)[0] == "\u{1b}[0;1;31ma漢b\u{1b}[0m  ")
    var bright = Canvas(Size(1, 1))
    bright.text("x", x: 0, y: 0, .chosen, .inverse)
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
