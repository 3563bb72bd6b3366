import Stage
import Testing

@Suite struct CanvasTests {
  @Test func nothingIsDrawnOutside() {
    var canvas = Canvas(Size(4, 2))
    canvas.text("abcdef", x: -2, y: 0)
    canvas.text("xyz", x: 2, y: 1)
    canvas.text("no", x: 0, y: 2)
    canvas.text("no", x: 0, y: -1)
    #expect(canvas.lines == ["cdef", "  xy"])
    canvas[9, 9].glyph = "!"
    #expect(canvas[9, 9] == .blank)
  }

  @Test func clipping() {
    var canvas = Canvas(Size(6, 3))
    let end = canvas.text("abcdef", x: 0, y: 1, clip: Rect(2, 1, 2, 1))
    #expect(end == 6, "what is cut off takes its room nevertheless")
    canvas.text("abcdef", x: 0, y: 2, clip: Rect(2, 1, 2, 1))
    #expect(canvas.lines == ["      ", "  cd  ", "      "])
  }

  @Test func wideGlyphs() {
    var canvas = Canvas(Size(6, 1))
    #expect(canvas.text("山田", x: 1, y: 0) == 5)
    #expect(canvas.lines == [" 山田 "])
    #expect(canvas[2, 0].glyph == Cell.continuation)
    // Half of a wide glyph is no glyph.
    canvas.put("a", x: 2, y: 0)
    #expect(canvas.lines == ["  a田 "])
    canvas.put("b", x: 3, y: 0)
    #expect(canvas.lines == ["  ab  "])
    canvas.put("山", x: 5, y: 0)
    #expect(canvas.lines == ["  ab  "])
    canvas.put("山", x: 3, y: 0, clip: Rect(0, 0, 4, 1))
    #expect(canvas.lines == ["  a   "])
  }

  @Test func glyphsWithoutWidthAreNotDrawn() {
    var canvas = Canvas(Size(4, 1))
    #expect(canvas.text("e\u{301}\u{7}\u{200b}x", x: 0, y: 0) == 2)
    #expect(canvas.lines == ["ex  "])
  }

  @Test func alignment() {
    var canvas = Canvas(Size(7, 2))
    canvas.text("abc", endingAt: 7, y: 0)
    canvas.text("abc", centredIn: Rect(0, 0, 7, 2), row: 1)
    #expect(canvas.lines == ["    abc", "  abc  "])
    canvas.text("much too long", centredIn: Rect(2, 1, 3, 1))
    #expect(canvas.lines == ["    abc", "  muc  "])
  }

  @Test func framesAndRules() {
    var canvas = Canvas(Size(8, 3))
    canvas.frame(canvas.bounds, title: "Key")
    #expect(canvas.lines == ["╭─ Key ╮", "│      │", "╰──────╯"])
    canvas.frame(canvas.bounds, title: "too long for it")
    #expect(canvas.lines[0] == "╭─ too ╮")
    let before = canvas
    canvas.frame(Rect(0, 0, 1, 3))
    #expect(canvas == before, "there is no frame of one column")
  }

  @Test func restyling() {
    var canvas = Canvas(Size(3, 1))
    canvas.text("abc", x: 0, y: 0, .token)
    canvas.restyle(Rect(1, 0, 9, 9), .answer, adding: .strong)
    #expect(canvas.cells.map(\.role) == [.token, .answer, .answer])
    #expect(canvas.cells.map(\.emphasis) == [[], .strong, .strong])
  }

  @Test func laterRegionsLieAbove() {
    var canvas = Canvas(Size(5, 5))
    canvas.touch(Rect(0, 0, 5, 5), .key(.up))
    canvas.touch(Rect(1, 1, 2, 2), .key(.down))
    canvas.touch(Rect(1, 1, 0, 2), .key(.left))
    #expect(canvas.regions.count == 2, "what is empty can't be clicked")
    #expect(canvas.region(x: 0, y: 0)?.touch == .key(.up))
    #expect(canvas.region(x: 2, y: 2)?.touch == .key(.down))
    #expect(canvas.region(x: 3, y: 3)?.touch == .key(.up))
    #expect(canvas.region(x: 5, y: 5) == nil)
    canvas.forgetRegions()
    #expect(canvas.region(x: 0, y: 0) == nil)
  }

  @Test func negativeSizesAreEmpty() {
    #expect(Size(-1, 3) == Size(0, 3))
    #expect(Rect(5, 5, -2, -2).isEmpty)
    #expect(Canvas(Size(-3, 7)).lines == Array(repeating: "", count: 7))
  }

  @Test func partsOfRectangles() {
    let rect = Rect(2, 3, 10, 5)
    #expect(rect.inset(left: 1, top: 1, right: 1, bottom: 1) == Rect(3, 4, 8, 3))
    #expect(rect.inset(left: 7, right: 7).isEmpty)
    #expect(rect.top(2) == Rect(2, 3, 10, 2) && rect.top(9) == rect)
    #expect(rect.below(2) == Rect(2, 5, 10, 3) && rect.below(9).isEmpty)
    #expect(rect.leading(4) == Rect(2, 3, 4, 5))
    #expect(rect.trailing(from: 4) == Rect(6, 3, 6, 5))
    #expect(rect.row(4) == Rect(2, 7, 10, 1))
    #expect(rect.row(5).isEmpty && rect.row(-1).isEmpty)
    #expect(rect.centred(4, 3) == Rect(5, 4, 4, 3))
    #expect(rect.centred(99, 99) == rect)
  }
}
