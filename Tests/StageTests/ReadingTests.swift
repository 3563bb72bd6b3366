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
}
