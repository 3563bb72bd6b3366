import Stage
import Testing

@Suite struct WidgetTests {
  private static let rising = (0..<100).map(Double.init)

  @Test func barsToAnEighth() {
    func bar(_ share: Double) -> String {
      Area.picture(Size(4, 1)) { Bar(share).draw(in: $0) }.lines[0]
    }
    #expect(bar(0) == "    ")
    #expect(bar(1e-9) == "▏   ", "what is above 0 leaves a trace")
    #expect(bar(0.5) == "██  ")
    #expect(bar(0.53125) == "██▏ ")
    #expect(bar(0.99) == "████")
    #expect(bar(7) == "████" && bar(-1) == "    " && bar(.nan) == "    ")
  }

  @Test func sliderKnob() {
    func slider(_ value: Double) -> String {
      Area.picture(Size(9, 1)) {
        Slider(value, in: -1...1, isChosen: false, target: Target(0)).draw(in: $0)
      }.lines[0]
    }
    #expect(slider(-1) == "●───┼────")
    #expect(slider(0) == "────●────")
    #expect(slider(0.5) == "────┼─●──")
    #expect(slider(9) == "────┼───●")
  }

  @Test func scrubBarShowsThePlace() {
    func bar(_ place: Int, _ isPlaying: Bool) -> Canvas {
      Area.picture(Size(76, 1)) {
        ScrubBar(
          place: place, count: 9, counter: "\(place + 1) / 9", isPlaying: isPlaying,
          title: "The title", target: Target("scrub")
        ).draw(in: $0)
      }
    }
    #expect(bar(0, false).lines[0].contains("▶ play   forward ▶|  1 / 9  ●──"))
    #expect(bar(8, true).lines[0].contains("‖ pause"))
    #expect(bar(8, true).lines[0].contains("━●  The title"))
    let touches = bar(0, false).regions.map(\.touch)
    #expect(
      touches == [
        .key(.home), .key(.left), .key(.character(" ")), .key(.right), .slide(Target("scrub")),
      ])
  }

  @Test func keyLineShowsWholeItemsOnly() {
    let line = KeyLine([.init("→", "forward", .right), .init("q", "quit", .character("q"))])
    // The room between them gives way first.
    let pictures = [
      (17, "→ forward  q quit"), (16, "→ forward q quit"), (15, "→ forward"), (8, ""),
    ]
    for (width, shown) in pictures {
      let canvas = Area.picture(Size(width, 1)) { line.draw(in: $0) }
      #expect(canvas.lines[0] == shown.padded(width))
    }
  }

  @Test func tokenBoxesKeepTheFocusInSight() {
    let boxes = TokenBoxes((0..<30).map { .init("\($0)") }, focus: 29)
    let (first, places) = boxes.layout(width: 40)
    #expect(first > 0 && first + places.count == 30)
    for focus in 0..<30 {
      let (first, places) = TokenBoxes((0..<30).map { .init("\($0)") }, focus: focus)
        .layout(width: 40)
      #expect((first..<first + places.count).contains(focus))
      #expect(places.allSatisfy { $0.x >= 0 && $0.right <= 40 })
      #expect(zip(places, places.dropFirst()).allSatisfy { $0.right == $1.x })
    }
  }

  @Test func tokenBoxes() {
    let canvas = Area.picture(Size(21, 3)) {
      TokenBoxes([.init("BOS"), .init("e"), .init("m")]) { Target("token \($0)") }.draw(in: $0)
    }
    #expect(canvas.region(x: 8, y: 1)?.touch == .pick(Target("token 1")))
    #expect(
      canvas.lines == [
        " ╭───╮ ╭───╮ ╭───╮   ", " │BOS│ │ e │ │ m │   ", " ╰───╯ ╰───╯ ╰───╯   ",
      ])
  }

  @Test func signsShowWithoutColour() {
    let canvas = Area.picture(Size(4, 1)) {
      Matrix([[-1, 1]], scale: .signed(1), style: .cells).draw(in: $0)
    }
    #expect(canvas.lines == ["-▓▓▓"])
  }

  @Test func markedCodeIsInSight() {
    for marked in [0, 15, 29] {
      let lines = (0..<30).map {
        CodePane.Line(
          margin: "\($0 + 1)", text: "line \($0)", isMarked: $0 == marked,
          note: $0 == marked ? "x = 1" : nil)
      }
      let canvas = Area.picture(Size(30, 8)) {
        CodePane(title: "F.swift", marginTitle: "f.py", lines: lines).draw(in: $0)
      }
      #expect(canvas.lines[0].hasPrefix("F.swift ") && canvas.lines[0].hasSuffix(" f.py"))
      let row = canvas.lines.firstIndex { $0.hasPrefix("▸ line \(marked) ") }
      #expect(row.map { canvas.lines[$0 + 1].contains("↳ x = 1") } == true)
      #expect(row.map { canvas.lines[$0].hasSuffix(" \(marked + 1)") } == true)
    }
  }

  @Test func curvesRiseWithTheirNumbers() {
    let canvas = Area.picture(Size(45, 10)) {
      Curve([.init(WidgetTests.rising, .loss)], length: 100, range: 0...99).draw(in: $0)
    }
    func row(of column: Int) -> Int? {
      (0..<10).first { (0x2801...0x28ff).contains(canvas[column, $0].glyph.value) }
    }
    let rows = (5..<45).map(row)
    #expect(rows.first == 9 && rows.last == 0)
    #expect(rows.allSatisfy { $0 != nil }, "the points are joined")
    #expect(zip(rows, rows.dropFirst()).allSatisfy { ($0 ?? 0) >= ($1 ?? 99) })
    #expect(canvas.lines[0].hasPrefix("99.0│") && canvas.lines[9].hasPrefix(" 0.0│"))
  }
}
