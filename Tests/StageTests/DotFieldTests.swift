import Testing

@testable import Stage

/// Many things as dots.
@Suite struct DotFieldTests {
  private func picture(_ field: DotField, _ width: Int, _ height: Int) -> Canvas {
    Area.picture(Size(width, height)) { field.draw(in: $0) }
  }

  /// The things whose dots are bright, in a field without stride.
  private func lit(_ canvas: Canvas) -> [Int] {
    let bits: [UInt32] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
    return (0..<canvas.size.height * 4).flatMap { y in
      (0..<canvas.size.width * 2).compactMap { x in
        let cell = canvas[x / 2, y / 4]
        guard cell.role == .token, (0x2800...0x28ff).contains(cell.glyph.value) else { return nil }
        let bit = bits[y % 4 * 2 + x % 2]
        return (cell.glyph.value - 0x2800) & bit != 0 ? y * canvas.size.width * 2 + x : nil
      }
    }
  }

  @Test func dotsAreInReadingOrder() {
    let chosen = [0, 1, 19, 20, 41, 77, 78]
    let field = DotField(count: 79) { chosen.contains($0) ? .lit : .dark }
    #expect(field.stride(in: Size(10, 1)) == 1)
    #expect(lit(picture(field, 10, 1)) == chosen)
  }

  /// A dot for every second, third … thing, so that as large a part is bright as of all things.
  @Test(arguments: [1, 79, 80, 81, 160, 161, 1000, 32_952]) func stride(count: Int) {
    let field = DotField(count: count) { $0 % 2 == 0 || $0 < 5 ? .lit : .dark }
    let stride = field.stride(in: Size(10, 1))
    #expect(stride == (count + 79) / 80)
    guard count > 5 else { return }
    let expected = Swift.stride(from: 0, to: count, by: stride).enumerated()
      .filter { $0.element % 2 == 0 || $0.element < 5 }.map(\.offset)
    #expect(lit(picture(field, 10, 1)) == expected)
  }

  /// Where there is room, each thing is a cell: dark, faint and bright are told apart.
  @Test func fewThings() {
    let field = DotField(count: 3) { $0 == 0 ? .lit : $0 == 1 ? .faint : .dark }
    let canvas = picture(field, 8, 2)
    #expect(canvas.lines == ["● ○ ·   ", "        "])
    #expect(canvas[0, 0].role == .token && canvas[2, 0].role == .faint)
  }

  /// A faint dot gives way to a bright one in its cell, and only there.
  @Test func faintDots() {
    let field = DotField(count: 80) { $0 == 0 ? .lit : $0 == 1 || $0 == 2 ? .faint : .dark }
    let canvas = picture(field, 10, 1)
    #expect(canvas.lines[0].hasPrefix("⠁⠁ "))
    #expect(canvas[0, 0].role == .token && canvas[1, 0].role == .faint)
  }
}
