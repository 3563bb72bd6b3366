import Stage
import Testing

@Suite struct PlotTests {
  @Test func axes() {
    #expect(Axis(0, 10).share(2.5) == 0.25 && Axis(10, 0) == Axis(0, 10))
    #expect(Axis(0, 10).share(11) == nil && Axis(0, 10).share(.nan) == nil)
    #expect(Axis(3, 3) == Axis(3, 4) && Axis(.nan, .infinity) == Axis(0, 1))
    #expect(Axis(holding: [3, .nan, -1, .infinity]) == Axis(-1, 3))
    let huge = Double.greatestFiniteMagnitude
    #expect(Axis(-huge, huge).share(0) == 0.5)
    #expect(Axis(huge, huge).upper == huge && Axis(huge, huge).lower < huge)
    #expect(Axis(0, .leastNonzeroMagnitude).share(.leastNonzeroMagnitude) == 1)
  }

  @Test func legendAndFoot() {
    let curve = Curve(
      [.init([0, 1], .loss, label: "loss"), .init([1, 0], .key, .dashed, label: "other names")],
      length: 2, vertical: Axis(0, 12_000), foot: .init("0", "step", "1,000"))
    let canvas = Area.picture(Size(40, 6)) { curve.draw(in: $0) }
    #expect(canvas.lines[0] == "      ━━ loss   ╌╌ other names          ")
    #expect(canvas.lines[5] == "      0              step          1,000")
    #expect(canvas.lines[1].hasPrefix("12000│") && canvas.lines[4].hasPrefix("  0.0│"))
  }

  @Test func histogram() {
    let histogram = Histogram(
      [0, 0, 0, 0, 1.5, 2.9, 3, 3.5, 4, .nan, 5], axis: Axis(0, 4), bins: 4, role: .loss,
      marked: 1.2)
    #expect(histogram.counts(bins: 4) == [4, 1, 1, 3])
    let canvas = Area.picture(Size(25, 3)) { histogram.draw(in: $0) }
    #expect(
      canvas.lines == [
        "██████            ▄▄▄▄▄▄ ", "██████▄▄▄▄▄▄▄▄▄▄▄▄██████ ", "0.0    2 outside     4.0 ",
      ])
    #expect(canvas.roleLines[1] == "llllllccccccllllllllllll ")
  }

  @Test func dots() {
    let plot = DotPlot(
      [
        .init("pairs", [.init(1, "●", "1.0", .loss), .init(1.5, "○", "1.5", .loss)]),
        .init("guessing", [.init(.nan, " ", "", .loss), .init(2, "◆", "2.0", .warning)]),
      ], axis: Axis(1, 2), heads: ["one", "two"], gap: 1)
    let canvas = Area.picture(Size(30, 7)) { plot.draw(in: $0) }
    #expect(
      canvas.lines == [
        "                       one two", "pairs    ●·····○·····  1.0 1.5",
        "                              ", "guessing ···········◆      2.0",
        "         1.0      2.0         ", "                              ",
        "                              ",
      ])
    #expect(plot.height == 5)
  }

  @Test func points() {
    let scatter = Scatter(
      [
        .init(0, 0, "a", .token), .init(1, 1, "e", .chosen), .init(0.5, 0.5, "mid"),
        .init(0.6, 0.5, "by"),
      ])
    let canvas = Area.picture(Size(21, 5)) { scatter.draw(in: $0) }
    #expect(
      canvas.lines == [
        "│                   e", "│                    ", "│     mid • • by     ",
        "│                    ", "a────────────────────",
      ])
  }

  /// The first letter keeps its place, those that would lie on it give way as little as they can.
  @Test func lettersDoNotHideEachOther() {
    let letters = ["a", "b", "c", "d", "e", "f", "g"]
    let axis = Axis(-1, 1)
    let scatter = Scatter(
      letters.map { .init(0.01, 0.01, $0, target: Target($0)) }, horizontal: axis, vertical: axis)
    let canvas = Area.picture(Size(9, 5)) { scatter.draw(in: $0) }
    #expect(
      canvas.lines == ["    │    ", "    d    ", "──fcabe──", "    g    ", "    │    "])
    let places = letters.map { letter in
      canvas.regions.first { $0.touch == .pick(Target(letter)) }?.rect.x
    }
    #expect(places == [4, 5, 3, 4, 6, 2, 4])
  }

  @Test func labelsDoNotOverlap() {
    let points = (0..<12).map { Scatter.Point(Double($0 % 4), Double($0 / 4), "label\($0)") }
    let canvas = Area.picture(Size(60, 12)) { Scatter(points).draw(in: $0) }
    let all = canvas.lines.joined(separator: " ")
    for index in 0..<12 { #expect(all.contains("label\(index)"), "\(index)") }
  }

  /// Each quarter of a cell is full that has a dot.
  @Test func dotsAsBlocks() {
    let dots = "\u{2800}⠁⠂⠈⠐⠄⡀⠠⢀⠉⠛⡇⢸⣿⠑ab█"
    let canvas = Area.picture(Size(dots.columns, 1)) { $0.text(dots, .loss, .strong) }
    #expect(canvas.plotted(.block).lines == [" ▘▘▝▝▖▖▗▗▀▀▌▐█▀ab█"])
    #expect(canvas.plotted(.block).roleLines == canvas.roleLines.map { " " + $0.dropFirst() })
    #expect(canvas.plotted(.braille) == canvas)
  }
}
