import Stage
import Testing

/// What is told of the number that the mouse points at.
@Suite struct ReadingTests {
  /// All numbers that a picture tells, each once, in reading order.
  private func readings(_ size: Size, _ draw: (Area) -> Void) -> [[Reading]] {
    let rest = Area.picture(size, draw: draw)
    var seen: Set<Rect> = []
    var readings: [[Reading]] = []
    for y in 0..<size.height {
      for x in 0..<size.width {
        let canvas = Area.picture(size, pointer: Point(x, y), draw: draw)
        let rect = rest.number(at: Point(x, y))
        #expect(canvas.told?.rect == rect)
        #expect(canvas.lines == rest.lines, "pointing moves nothing")
        guard let rect, seen.insert(rect).inserted else { continue }
        readings.append(canvas.told?.readings ?? [])
      }
    }
    return readings
  }

  @Test func allDigits() {
    #expect(Reading("a", 0.1).value == "0.1")
    #expect(Reading("a", 0.1 + 0.2).value == "0.30000000000000004")
    #expect(Reading("a", -1.25e-7).value == "-1.25e-07")
    #expect(Reading("a", 32_033).value == "32,033")
    #expect(Reading("a", -2).value == "-2")
    #expect(Reading("a", .nan).value == "nan")
    #expect(Reading("a", .infinity).value == "inf")
    #expect(Reading("a", 1e300).value == "1e+300")
  }

  private static let numbers = [[0.5, -0.25, 1], [1.0 / 3, 0, -2]]

  @Test(arguments: [Matrix.Style.figures, .cells]) func matrix(style: Matrix.Style) {
    let matrix = Matrix(
      Self.numbers, scale: .signed(2), rowLabels: ["e", "m"], columnLabels: ["x", "y", "z"],
      style: style)
    let readings = readings(Size(40, 3)) { matrix.draw(in: $0) }
    #expect(
      readings == [
        [Reading("row e, column x", 0.5)], [Reading("row e, column y", -0.25)],
        [Reading("row e, column z", 1)], [Reading("row m, column x", 1.0 / 3)],
        [Reading("row m, column y", 0)], [Reading("row m, column z", -2)],
      ])
  }

  @Test func matrixWithNamesAndMask() {
    let matrix = Matrix(
      Self.numbers, scale: .signed(2), isMasked: { $0.column > $0.row },
      names: { "w[\($0.row)][\($0.column)]" })
    let readings = readings(Size(40, 3)) { matrix.draw(in: $0) }
    #expect(
      readings == [
        [Reading("w[0][0]", 0.5)], [], [], [Reading("w[1][0]", 1.0 / 3)], [Reading("w[1][1]", 0)],
        [],
      ])
  }

  /// Two numbers share a cell.
  @Test func pixels() {
    let matrix = Matrix(
      Self.numbers + [[7, 8, 9]], scale: .signed(2), style: .pixels, names: { "\($0.row)" })
    let readings = readings(Size(6, 2)) { matrix.draw(in: $0) }
    #expect(
      readings == [
        [Reading("0", 0.5), Reading("1", 1.0 / 3)], [Reading("0", -0.25), Reading("1", 0)],
        [Reading("0", 1), Reading("1", -2)], [Reading("2", 7)], [Reading("2", 8)],
        [Reading("2", 9)],
      ])
  }

  /// In however many rows and from whichever index on: each number is told by its own index.
  @Test(arguments: [Size(14, 1), Size(60, 1), Size(34, 4), Size(9, 2)])
  func vectorStrip(size: Size) throws {
    let values = (0..<16).map { Double($0) / 16 }
    let strip = VectorStrip("q", values, scale: .signed(1), cursor: 9)
    let readings = readings(size) { strip.draw(in: $0) }.flatMap(\.self)
    #expect(readings.count > 4 && readings.contains(Reading("q[9]", values[9])))
    for reading in readings {
      let index = try #require(Int(reading.name.dropFirst(2).dropLast()))
      #expect(reading == Reading("q[\(index)]", values[index]))
    }
  }

  @Test func barList() {
    var list = BarList([
      .init("a", 0.625, "62.5%"), .init("e", 1.0 / 3, "33.3%", mark: "the answer"),
    ])
    #expect(
      readings(Size(40, 3)) { list.draw(in: $0) } == [
        [Reading("a", 0.625)], [Reading("e", 1.0 / 3)],
      ])
    list.names = { "p(\($0))" }
    let canvas = Area.picture(Size(24, 2), pointer: Point(1, 1)) { list.draw(in: $0) }
    #expect(canvas.told?.readings == [Reading("p(1)", 1.0 / 3)])
    #expect(canvas.roleLines[0].contains("_") == false)
    #expect(canvas.roleLines[1].filter { $0 == "_" }.count == 5, "the number alone is underlined")
  }

  /// The number that is pointed at is underlined, and no other.
  @Test func isMarked() {
    let matrix = Matrix(Self.numbers, scale: .signed(2), style: .figures)
    let canvas = Area.picture(Size(18, 2), pointer: Point(8, 1)) { matrix.draw(in: $0) }
    #expect(canvas.roleLines[0].contains("_") == false)
    #expect(canvas.roleLines[1].enumerated().filter { $1 == "_" }.map(\.offset) == Array(6..<12))
  }

  /// What lies above counts, and what is not pointed at is not even asked.
  @Test func theTopmostCounts() {
    var asked: [String] = []
    let canvas = Area.picture(Size(9, 1), pointer: Point(3, 0)) { area in
      for (name, part) in [
        ("below", Rect(0, 0, 9, 1)), ("above", Rect(2, 0, 3, 1)), ("beside", Rect(6, 0, 2, 1)),
      ] {
        area.part(part).tells {
          asked.append(name)
          return [Reading(name, 1)]
        }
      }
    }
    #expect(canvas.told?.readings == [Reading("above", 1)])
    #expect(asked == ["below", "above"])
    #expect(canvas.number(at: Point(3, 0)) == Rect(2, 0, 3, 1))
    #expect(canvas.number(at: Point(8, 0)) == Rect(0, 0, 9, 1))
    #expect(canvas.number(at: Point(9, 0)) == nil)

    let covered = Area.picture(Size(9, 1), pointer: Point(3, 0)) { area in
      area.tells { [Reading("below", 1)] }
      area.forgetRegions()
    }
    #expect(covered.told == nil && covered.number(at: Point(3, 0)) == nil)
  }

  /// Digits are never cut; long names are.
  @Test func inARow() {
    let readings = [Reading("a long name of it", 0.1), Reading("another such name", 0.25)]
    func line(_ width: Int, _ readings: [Reading]) -> String {
      Area.picture(Size(width, 1)) { Reading.draw(readings, in: $0) }.lines[0]
    }
    #expect(line(26, [readings[0]]) == "a long name of it  0.1    ")
    #expect(line(12, [readings[0]]) == "a long…  0.1")
    #expect(line(50, readings) == "a long name of it  0.1   another such name  0.25  ")
    #expect(line(30, readings) == "a long …  0.1   another…  0.25")
    #expect(line(2, [readings[0]]).count == 2)
    #expect(Area.picture(Size(0, 0)) { Reading.draw(readings, in: $0) }.lines.isEmpty)
  }

  @Test func stackedBar() {
    var bar = StackedBar([.init("a", 0.5), .init("e", 0.25), .init("z", 0.25)])
    #expect(
      readings(Size(16, 2)) { bar.draw(in: $0) } == [
        [Reading("a", 0.5)], [Reading("e", 0.25)], [Reading("z", 0.25)],
      ])
    bar.names = { "part \($0)" }
    let canvas = Area.picture(Size(16, 2), pointer: Point(9, 1)) { bar.draw(in: $0) }
    #expect(canvas.told?.readings == [Reading("part 1", 0.25)], "the label tells it as well")
  }

  /// The numbers of all lines at the place below the pointer, the topmost line first.
  @Test func curve() {
    let up = [0, 1.0 / 3, 2, 3]
    let curve = Curve(
      [.init(up, .loss, label: "up"), .init([3, .nan, 1], .key, meaning: "down")], length: 4,
      range: 0...3, foot: .init("step", from: 1, to: 4))
    let readings = readings(Size(25, 8)) { curve.draw(in: $0) }.flatMap(\.self)
    for (place, value) in up.enumerated() {
      #expect(readings.contains(Reading("up at step \(place + 1)", value)))
    }
    #expect(Set(readings.map(\.name)).count == 6, "where there is no number, none is told")
    #expect(readings.contains(Reading("down at step 3", 1)))
  }

  @Test func scatter() {
    let plot = Scatter([.init(0.125, -1.5, "a"), .init(1, 2, "long")])
    let readings = readings(Size(30, 6)) { plot.draw(in: $0) }
    #expect(readings.contains([Reading("a: across", 0.125), Reading("up", -1.5)]))
    #expect(
      readings.filter { $0 == [Reading("long: across", 1), Reading("up", 2)] }.count == 2,
      "the point and its label")
  }

  @Test func histogram() {
    let histogram = Histogram([0.5, 0.5, 3.5], axis: Axis(0, 4), bins: 4)
    #expect(
      readings(Size(4, 4)) { histogram.draw(in: $0) } == [
        [Reading("how many from 0.000 to 1.000", 2)], [Reading("how many from 1.000 to 2.000", 0)],
        [Reading("how many from 2.000 to 3.000", 0)], [Reading("how many from 3.000 to 4.000", 1)],
      ])
  }

  @Test func table() {
    let table = Table(
      columns: [.init("run"), .init("loss", alignment: .trailing), .init("", meaning: "rate")],
      rows: [
        .init(["first", "2.71", "0.1"], numbers: [1: 2.7123456789, 2: 0.1]),
        .init(["second", "2.45"]),
      ])
    #expect(
      readings(Size(30, 3)) { table.draw(in: $0) } == [
        [Reading("first: loss", 2.7123456789)], [Reading("first: rate", 0.1)],
      ])
  }

  @Test func dotPlot() {
    let plot = DotPlot(
      [
        .init("pairs", [.init(2.4431, "●", "2.443", .loss), .init(.nan, "○", "…", .loss)]),
        .init("guessing", [.init(3.2958, "◆", "3.296", .warning)]),
      ], axis: Axis(2, 3.5), heads: ["shown", "unseen"])
    let readings = readings(Size(50, 4)) { plot.draw(in: $0) }
    // The dot and its number.
    #expect(readings.filter { $0 == [Reading("pairs, shown", 2.4431)] }.count == 2)
    #expect(readings.filter { $0 == [Reading("guessing, shown", 3.2958)] }.count == 2)
    #expect(readings.count == 4)
  }

  @Test(arguments: [Size(80, 20), Size(40, 6)]) func computationGraph(size: Size) {
    let graph = ComputationGraph([
      .init("a", 2, gradient: 4.5), .init("b", 3), .init("c", nil, "·", [0, 1]),
    ])
    let readings = readings(size) { graph.draw(in: $0) }.flatMap(\.self)
    #expect(Set(readings.map(\.value)) == ["2", "4.5", "3"])
    #expect(readings.contains { $0.name.contains("gradient") && $0.value == "4.5" })
  }

  /// Where a bar or a colour shows another number than the one that is meant, that one is told.
  @Test func exactNumbers() {
    let list = BarList([.init("a", 0.1, "0.9", exact: 0.875), .init("b", 0, "…", exact: .nan)])
    #expect(readings(Size(20, 2)) { list.draw(in: $0) } == [[Reading("a", 0.875)], []])
    var matrix = Matrix([[0.5, -1]], scale: .signed(1), names: { "\($0.column)" })
    matrix.exact = [[0.25, -7]]
    #expect(
      readings(Size(20, 1)) { matrix.draw(in: $0) } == [[Reading("0", 0.25)], [Reading("1", -7)]])
  }
}
