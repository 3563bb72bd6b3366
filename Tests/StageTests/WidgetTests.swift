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
    #expect(canvas.lines[4].hasPrefix("  50│") && canvas.lines[9].hasPrefix("   0│"))
  }

  /// Round numbers, as many as there is room for, each beside its place; a level takes the place of one.
  @Test func curveHasAGrid() {
    let curve = Curve(
      [], levels: [.init(2.5, .warning)], length: 101, range: 0...5,
      foot: .init("step", from: 0, to: 100))
    let canvas = Area.picture(Size(45, 16)) { curve.draw(in: $0) }
    let numbers = canvas.lines.map { $0.prefix(4).trimmingPrefix { $0 == " " } }
    #expect(numbers == ["5", "", "", "4", "", "", "3", "2.50", "2", "", "", "1", "", "", "0", ""])
    for (y, number) in numbers.enumerated() {
      let row = canvas.lines[y].dropFirst(5)
      #expect(row.contains("╌") == (number == "2.50"))
      #expect(row.hasPrefix(" · · ·") == (number.count == 1), "row \(y)")
    }
    #expect(canvas.lines[15].split(separator: " ") == ["step", "0", "50", "100"])
    let place = 5 + 20  // the 50, in the middle of 40 columns
    #expect((0..<7).allSatisfy { canvas[place, $0].glyph == "·" })
    // Where there is no room for two round numbers, the ends.
    let low = Area.picture(Size(45, 2)) { curve.draw(in: $0) }
    #expect(low.lines[0].hasPrefix(" 5.0│") && low.lines[1].hasPrefix("2.50│"))
  }

  @Test(arguments: [
    (0.0, 1.0, 4, "0.0 0.5 1.0"), (1.5, 4.5, 5, "2 3 4"), (0, 99, 3, "0 50"),
    (-0.034, 0.021, 5, "-0.02 0.00 0.02"), (0, 1e-3, 2, "0.0000 0.0005 0.0010"),
    (1, 1000, 6, "200 400 600 800 1000"), (0, 0.07, 1, "0.0"), (-3, -1, 2, "-3 -2 -1"),
  ]) func roundNumbers(from: Double, to: Double, count: Int, expected: String) {
    let ticks = Axis(from, to).ticks(about: count)
    let words = ticks.values.map { $0.fixed(ticks.digits) }.joined(separator: " ")
    #expect(words == expected)
  }

  @Test func noRoundNumbers() {
    let extremes = [
      Axis(-.greatestFiniteMagnitude, .greatestFiniteMagnitude), Axis(1e300, 1e300.nextUp),
      Axis(0, .leastNonzeroMagnitude),
    ]
    for axis in extremes {
      #expect(axis.ticks(about: 5).values.allSatisfy { axis.share($0) != nil })
    }
    #expect(Axis(0, 1).ticks(about: 0).values.isEmpty)
  }

  /// With room, bars have blank rows between them; without, or unasked, they stand close.
  @Test(arguments: [(3, 1), (5, 2), (8, 3), (20, 3)]) func barsGrow(height: Int, pitch: Int) {
    var bars = BarList([.init("a", 1, "1"), .init("b", 1, "1"), .init("c", 1, "1")], grows: true)
    let area = Size(20, height)
    func rows(of bars: BarList) -> [Int] {
      let lines = Area.picture(area) { bars.draw(in: $0) }.lines
      return lines.indices.filter { lines[$0].contains("█") }
    }
    let all = (0..<3).flatMap { bar in (0..<max(1, pitch - 1)).map { bar * pitch + $0 } }
    #expect(rows(of: bars) == all)
    _ = Area.picture(area) { #expect(bars.height(in: $0) == (all.last ?? 0) + 1) }
    bars.grows = false
    #expect(rows(of: bars) == [0, 1, 2])
  }

  /// A number that stands out can be told from the others with figures and without.
  @Test func markedNumbers() {
    for (width, style) in [(8, Matrix.Style.figures), (2, .cells)] {
      var matrix = Matrix([[0.5, 0.5], [0.5, 0.5]], scale: .share, style: style)
      matrix.isMarked = { $0 == .init(1, 0) }
      let marked = Area.picture(Size(width, 2)) { matrix.draw(in: $0) }
      matrix.isMarked = nil
      let plain = Area.picture(Size(width, 2)) { matrix.draw(in: $0) }
      let differing = (0..<2).flatMap { y in (0..<width).map { (x: $0, y: y) } }.filter {
        marked[$0.x, $0.y] != plain[$0.x, $0.y]
      }
      #expect(!differing.isEmpty)
      #expect(differing.allSatisfy { $0.y == 1 && $0.x < width / 2 })
    }
  }
}
