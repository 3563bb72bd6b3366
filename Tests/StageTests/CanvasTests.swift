import Stage
import Testing

@Suite struct CanvasTests {
  @Test func nothingIsDrawnOutside() {
    let canvas = Area.picture(Size(4, 2)) { area in
      area.text("abcdef", x: -2, y: 0)
      area.text("xyz", x: 2, y: 1)
      area.text("no", x: 0, y: 2)
      area.text("no", x: 0, y: -1)
      area.put("!", x: 9, y: 9)
    }
    #expect(canvas.lines == ["cdef", "  xy"])
    #expect(canvas[9, 9] == .blank)
  }

  @Test func clipping() {
    let canvas = Area.picture(Size(6, 3)) { area in
      let end = area.part(Rect(2, 1, 2, 1)).text("abcdef", x: -2)
      #expect(end == 4, "what is cut off takes its room nevertheless")
      area.part(Rect(2, 1, 2, 1)).text("abcdef", x: -2, y: 1)
    }
    #expect(canvas.lines == ["      ", "  cd  ", "      "])
  }

  @Test func wideGlyphs() {
    // Half of a wide glyph is no glyph.
    let steps: [(Area) -> Void] = [
      { #expect($0.text("山田", x: 1) == 5) },
      { $0.put("a", x: 2, y: 0) },
      { $0.put("b", x: 3, y: 0) },
      { $0.put("山", x: 5, y: 0) },
      { $0.leading(4).put("山", x: 3, y: 0) },
    ]
    let pictures = steps.indices.map { last in
      Area.picture(Size(6, 1)) { area in for step in steps[...last] { step(area) } }
    }
    #expect(
      pictures.map(\.lines)
        == [[" 山田 "], ["  a田 "], ["  ab  "], ["  ab  "], ["  a   "]])
    #expect(pictures[0][2, 0].glyph == Cell.continuation)
  }

  @Test func glyphsWithoutWidthAreNotDrawn() {
    let canvas = Area.picture(Size(4, 1)) { #expect($0.text("e\u{301}\u{200d}x") == 2) }
    #expect(canvas.lines == ["ex  "])
  }

  @Test func alignment() {
    let canvas = Area.picture(Size(7, 3)) { area in
      area.text("abc", endingAt: nil)
      area.text(centred: "abc", y: 1)
      area.part(Rect(2, 2, 3, 1)).text(centred: "much too long")
    }
    #expect(canvas.lines == ["    abc", "  abc  ", "  muc  "])
  }

  @Test func framesAndRules() {
    func frame(_ size: Size, _ title: String) -> [String] {
      Area.picture(size) { $0.frame(title: title).fill("x") }.lines
    }
    #expect(frame(Size(8, 3), "Key") == ["╭─ Key ╮", "│xxxxxx│", "╰──────╯"])
    #expect(frame(Size(8, 3), "too long for it")[0] == "╭─ too ╮")
    #expect(frame(Size(1, 3), "") == [" ", " ", " "], "there is no frame of one column")
    #expect(Area.picture(Size(3, 2)) { $0.rule(y: 1) }.lines == ["   ", "───"])
  }

  @Test func restyling() {
    let canvas = Area.picture(Size(3, 1)) { area in
      area.text("abc", .token)
      area.part(Rect(1, 0, 9, 9)).restyle(.answer, adding: .strong)
    }
    #expect(canvas.cells.map(\.role) == [.token, .answer, .answer])
    #expect(canvas.cells.map(\.emphasis) == [[], .strong, .strong])
  }

  @Test func laterRegionsLieAbove() {
    func draw(_ area: Area) {
      area.touch(.key(.up))
      area.part(Rect(1, 1, 2, 2)).touch(.key(.down))
      area.part(Rect(1, 1, 0, 2)).touch(.key(.left))
    }
    let canvas = Area.picture(Size(5, 5), draw: draw)
    #expect(canvas.regions.count == 2, "what is empty can't be clicked")
    #expect(canvas.region(x: 0, y: 0)?.touch == .key(.up))
    #expect(canvas.region(x: 2, y: 2)?.touch == .key(.down))
    #expect(canvas.region(x: 3, y: 3)?.touch == .key(.up))
    #expect(canvas.region(x: 5, y: 5) == nil)
    let above = Area.picture(Size(5, 5)) { area in
      draw(area)
      area.part(Rect(3, 3, 1, 1)).forgetRegions()
    }
    #expect(above.region(x: 0, y: 0) == nil)
  }

  @Test func targetsAreValues() {
    enum Row: Hashable { case letter(Int) }
    #expect(Target(Row.letter(2)) == Target(Row.letter(2)))
    #expect(Target(Row.letter(2)) != Target(Row.letter(3)) && Target(2) != Target("2"))
    #expect(Target(Row.letter(2)).value(as: Row.self) == .letter(2))
    #expect(Target(2).value(as: Row.self) == nil)
  }

  @Test func partsOfAreas() {
    func rects(_ parts: (Area) -> [Area]) -> [Rect] {
      var rects: [Rect] = []
      _ = Area.picture(Size(12, 9)) { rects = parts($0.part(Rect(2, 3, 10, 5))).map(\.rect) }
      return rects
    }
    let cut = rects { [$0.part(Rect(-1, 1, 4, 9)), $0.part(Rect(1, 1, 99, 2))] }
    #expect(cut == [Rect(2, 4, 3, 4), Rect(3, 4, 9, 2)])
    let lying = rects { [$0.top(2), $0.below(2), $0.bottom(2), $0.row(4), $0.top(9)] }
    #expect(
      lying == [
        Rect(2, 3, 10, 2), Rect(2, 5, 10, 3), Rect(2, 6, 10, 2), Rect(2, 7, 10, 1),
        Rect(2, 3, 10, 5),
      ])
    let standing = rects { [$0.leading(4), $0.trailing(from: 4), $0.trailing(4)] }
    #expect(standing == [Rect(2, 3, 4, 5), Rect(6, 3, 6, 5), Rect(8, 3, 4, 5)])
    let middle = rects { [$0.centred(4, 3), $0.centred(99, 99)] }
    #expect(middle == [Rect(5, 4, 4, 3), Rect(2, 3, 10, 5)])
    let columns = rects { $0.columns([1, 2], gap: 1) }
    #expect(columns == [Rect(2, 3, 3, 5), Rect(6, 3, 6, 5)])
    let rows = rects { $0.rows([1, 1]) }
    #expect(rows == [Rect(2, 3, 10, 2), Rect(2, 6, 10, 2)])
    let empty = rects {
      $0.leading(1).columns([1, 1, 1]) + [
        $0.row(5), $0.row(-1), $0.below(9), $0.part(Rect(20, 20, 3, 3)),
        $0.inset(left: 6, right: 6),
      ]
    }
    #expect(empty.count == 8 && empty.allSatisfy(\.isEmpty))
  }

  @Test func negativeSizesAreEmpty() {
    #expect(Size(-1, 3) == Size(0, 3))
    #expect(Rect(5, 5, -2, -2).isEmpty)
    #expect(Canvas(Size(-3, 7)).lines == Array(repeating: "", count: 7))
  }

  @Test func takingOffSides() {
    let rect = Rect(2, 3, 10, 5)
    #expect(rect.inset(left: 1, top: 1, right: 1, bottom: 1) == Rect(3, 4, 8, 3))
    #expect(rect.inset(left: 7, right: 7).isEmpty)
  }
}
