import Stage
import Testing

@Suite struct MatrixTests {
  private let attention = [[1.0, 0, 0], [0.25, 0.75, 0], [0.1, 0.2, 0.7]]
  private let labels: [Text] = ["BOS", "e", "m"]

  private func causal(_ style: Matrix.Style, cursor: Matrix.Place? = nil) -> Matrix {
    Matrix(
      attention, scale: .share, rowLabels: labels, columnLabels: labels, cursor: cursor,
      style: style, isMasked: { $0.column > $0.row },
      targets: { Target("\($0.row) \($0.column)") })
  }

  @Test func figures() {
    let canvas = Area.picture(Size(14, 4)) { area in
      let window = causal(.fitting, cursor: .init(1, 1)).draw(in: area)
      #expect(window.rows == 0..<3 && window.columns == 0..<3)
    }
    #expect(
      canvas.lines == ["    BOS e  m  ", "BOS 100 ·  ·  ", "  e  25 75 ·  ", "  m  10 20 70 "])
    #expect(
      canvas.roleLines
        == ["    fff F  f  ", "fff ███ f  f  ", "  F ▃▃▃ⒸⒸⒸ f  ", "  f ▁▁▁▂▂▂▆▆▆ "])
    #expect(canvas.region(x: 8, y: 2)?.touch == .pick(Target("1 1")))
  }

  @Test func cells() {
    let canvas = Area.picture(Size(12, 4)) { causal(.cells, cursor: .init(2, 1)).draw(in: $0) }
    #expect(canvas.lines == ["      e m   ", "BOS ▓▓· ·   ", "  e ··▒▒·   ", "  m   []▒▒  "])
    let narrow = Area.picture(Size(8, 4)) { causal(.cells, cursor: .init(2, 1)).draw(in: $0) }
    #expect(narrow.lines == ["     e  ", "BOS ▓·· ", "  e ·▒· ", "  m  ◆▒ "])
  }

  @Test func pixelsShowTwoRowsInOne() {
    let matrix = Matrix([[1, -1], [0, -1], [1, 0.2]], scale: .signed(1), style: .pixels)
    let canvas = Area.picture(Size(4, 2)) { matrix.draw(in: $0) }
    #expect(canvas.lines == ["▀▀██", "▀▀  "])
    #expect(canvas[0, 0].role == .signed(127) && canvas[0, 0].lower == .signed(0))
    #expect(canvas[2, 0].role == .signed(-127) && canvas[2, 0].lower == .signed(-127))
    #expect(canvas[2, 1].role == .signed(25) && canvas[2, 1].lower == .signed(0))
    var chosen = matrix
    chosen.cursor = .init(1, 0)
    let marked = Area.picture(Size(2, 2)) { chosen.draw(in: $0) }
    #expect(marked[0, 0].role == .signed(127) && marked[0, 0].lower == .chosen)
  }

  /// Each form is taken as long as all numbers have room in it.
  @Test func theLargestFormThatFits() {
    let matrix = Matrix(
      Array(repeating: Array(repeating: 1.0, count: 4), count: 4), scale: .signed(1))
    func first(_ width: Int, _ height: Int) -> String {
      Area.picture(Size(width, height)) { matrix.draw(in: $0) }.lines[0]
    }
    #expect(first(24, 4) == "+1.00 +1.00 +1.00 +1.00 ")
    #expect(first(23, 4) == "▓▓▓▓▓▓▓▓".padded(23))
    #expect(first(7, 4) == "▓▓▓▓   ")
    #expect(first(24, 3) == "████████".padded(24))
    #expect(first(7, 2) == "████   ")
  }

  @Test func whatDoesNotFitIsShownAroundTheCursor() {
    let values = (0..<27).map { row in (0..<16).map { Double(row * 16 + $0) } }
    for row in 0..<27 {
      for column in 0..<16 {
        var matrix = Matrix(
          values, scale: .signed(432), rowLabels: (0..<27).map { Text("\($0)") },
          columnLabels: (0..<16).map { Text("\($0)") }, cursor: .init(row, column))
        for style in Matrix.Style.allCases {
          matrix.style = style
          _ = Area.picture(Size(17, 6)) { area in
            let window = matrix.draw(in: area)
            #expect(window.rows.contains(row) && window.columns.contains(column))
          }
        }
      }
    }
    let cut = Area.picture(Size(40, 5)) {
      Matrix(values, scale: .signed(432), columnLabels: [], style: .figures).draw(in: $0)
    }
    #expect(cut.lines[4] == "rows 0–3 of 27, columns 0–5 of 16       ")
  }

  @Test func wideColumnLabelsAreThinnedOut() {
    let matrix = Matrix(
      [Array(repeating: 0, count: 12)], scale: .share, columnLabels: (5..<17).map { Text("\($0)") },
      cursor: .init(0, 7), style: .cells)
    #expect(Area.picture(Size(12, 2)) { matrix.draw(in: $0) }.lines[0] == "5 7 9  12 15")
  }

  @Test func rowsOfDifferentLengths() {
    let matrix = Matrix([[1], [1, 1, 1], []], scale: .share, style: .cells)
    #expect(
      Area.picture(Size(6, 3)) { matrix.draw(in: $0) }.lines == ["▓▓    ", "▓▓▓▓▓▓", "      "])
  }
}

@Suite struct GrowingMatrixTests {
  @Test func cellsGrowIntoTheRoom() {
    let matrix = Matrix(
      [[1, 0.25], [0, -1]], scale: .signed(1), rowLabels: ["a", "b"], columnLabels: ["x", "y"],
      cursor: .init(1, 0), style: .cells, grows: true)
    #expect(
      Area.picture(Size(12, 6)) { matrix.draw(in: $0) }.lines == [
        "   x   y    ", "a ▓▓▓▓····  ", "  ▓▓▓▓····  ", "b  [] -▓▓▓  ", "      ▓▓▓▓  ",
        "            ",
      ])
    let small = Area.picture(Size(9, 3)) { matrix.draw(in: $0) }
    #expect(small.lines == ["  x y    ", "a ▓▓··   ", "b []-▓   "])
    let figures = Area.picture(Size(28, 5)) { area in
      Matrix([[0.5, -0.25], [1, 0]], scale: .signed(1), grows: true).draw(in: area)
    }
    #expect(figures.lines[0] == "   +0.50       -0.25        ")
    #expect(figures.lines[2] == "   +1.00        0.00        ")
  }
}

@Suite struct VectorStripTests {
  private let values = (0..<16).map { Double($0) / 8 - 1 }

  @Test func inOneRow() {
    let strip = VectorStrip("q", values, scale: .signed(1), note: "16", cursor: 3) { Target($0) }
    let canvas = Area.picture(Size(40, 1)) { #expect(strip.draw(in: $0, nameColumns: 4) == 1) }
    #expect(canvas.lines == ["q    -▓-▓-▒[]-░-░-·-·  ····░░░░▒▒▒▒▓▓ 16"])
    #expect(canvas.region(x: 12, y: 0)?.touch == .pick(Target(3)))
    let figures = Area.picture(Size(30, 1)) {
      VectorStrip("x", [0.5, -0.25], scale: .signed(1)).draw(in: $0)
    }
    #expect(figures.lines[0].hasPrefix("x +0.50 -0.25 "))
  }

  @Test func inFewRows() {
    let canvas = Area.picture(Size(60, 4)) {
      #expect(VectorStrip("q", values, scale: .signed(1)).draw(in: $0) == 2)
    }
    #expect(
      canvas.lines[0].hasPrefix("q -1.00 -0.88 ") && canvas.lines[1].hasPrefix("   0.00 +0.13"))
    let pixels = Area.picture(Size(10, 1)) {
      #expect(VectorStrip("q", values, scale: .signed(1)).draw(in: $0) == 1)
    }
    #expect(pixels.lines[0] == "q ▀▀▀▀█▄▄▄")
    #expect(pixels[2, 0].role == .signed(-127) && pixels[2, 0].lower == .signed(0))
  }

  @Test func theCursorIsInSight() {
    for cursor in 0..<16 {
      let strip = VectorStrip("", values, scale: .signed(1), cursor: cursor, style: .cells) {
        Target($0)
      }
      let canvas = Area.picture(Size(5, 1)) { strip.draw(in: $0) }
      #expect(canvas.regions.contains { $0.touch == .pick(Target(cursor)) })
      #expect(canvas.lines[0].contains("◆") || canvas.lines[0].contains("["))
    }
  }
}
