import Stage
import Testing

/// Where the terminal's own cursor stands.
@Suite struct CursorTests {
  private func cursor(_ size: Size, _ draw: (Area) -> Void) -> Canvas.Cursor? {
    Area.picture(size, draw: draw).cursor
  }

  @Test func onWhatIsChosen() {
    let bars = BarList((0..<3).map { .init("\($0)", 1, "1") }, chosen: 1)
    #expect(cursor(Size(20, 3)) { bars.draw(in: $0) }?.place == Point(2, 1))
    let table = Table(
      columns: [.init("x")], rows: (0..<9).map { .init(["\($0)"]) }, chosen: 8)
    #expect(cursor(Size(20, 4)) { table.draw(in: $0.inset(left: 3)) }?.place == Point(5, 2))
    for style in [Matrix.Style.figures, .cells, .pixels] {
      let matrix = Matrix(
        [[1, 2], [3, 4]], scale: .signed(4), cursor: .init(1, 1), style: style)
      let canvas = Area.picture(Size(20, 4)) { matrix.draw(in: $0) }
      #expect(canvas.cursor.map { canvas[$0.place.x, $0.place.y].role } != nil)
      #expect(canvas.cursor?.isShown == false)
    }
    #expect(cursor(Size(20, 3)) { BarList([.init("a", 1, "1")]).draw(in: $0) } == nil)
  }

  /// The last one counts, what is cut off has none, and what lies above takes it away.
  @Test func theLastCounts() {
    let last = cursor(Size(9, 2)) {
      $0.cursor(x: 1)
      $0.cursor(x: 3, y: 1, isTyping: true)
      $0.cursor(x: 9)
      $0.row(5).cursor()
    }
    #expect(last?.place == Point(3, 1) && last?.isShown == true)
    #expect(
      cursor(Size(9, 2)) {
        $0.cursor()
        $0.forgetRegions()
      } == nil)
  }
}
