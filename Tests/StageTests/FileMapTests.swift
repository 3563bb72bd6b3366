import Stage
import Testing

@Suite struct FileMapTests {
  private func line(_ indent: Int, _ length: Int, _ standing: FileMap.Standing = .open)
    -> FileMap.Line
  {
    .init(.init(indent: indent, length: length), standing)
  }

  private func drawn(_ lines: [FileMap.Line], _ width: Int, _ height: Int, columns: Int = 6)
    -> Canvas
  {
    Area.picture(Size(width, height)) { FileMap(lines).draw(in: $0, columns: columns) }
  }

  /// One dot for each column of the file where there is room: done drawn through, open every other one.
  @Test func standings() {
    let picture = drawn([line(0, 4, .done), line(2, 2, .seen), line(0, 0), line(0, 4)], 2, 1)
    #expect(picture.lines == ["⡉⡛"])
    #expect(picture[0, 0].role == .answer)
    #expect(drawn([line(0, 4)], 2, 1)[0, 0].role == .faint)
    #expect(drawn([line(0, 4, .seen)], 2, 1)[0, 0].role == .text)
  }

  @Test func markedLines() {
    var lines = [line(0, 4), line(0, 4)]
    lines[1].isMarked = true
    let picture = drawn(lines, 2, 1)
    #expect(picture[1, 0].role == .chosen)
    #expect(picture.lines == ["⠓⠓"], "what is marked is drawn through")
  }

  /// Lines that do not fit below each other go on beside.
  @Test func columns() {
    let lines = (0..<8).map { _ in line(0, 2, .done) }
    #expect(drawn(lines, 1, 2).lines == ["⣿", "⣿"])
    #expect(drawn(lines, 4, 1).lines == ["⣿  ⣿"])
    #expect(FileMap(lines).rows(in: Size(4, 1)) == 1)
  }

  /// In one column a row of dots stands for several lines, and is done only where all of them are.
  @Test func manyLinesToADot() {
    var lines = (0..<8).map { _ in line(0, 2, .done) }
    #expect(drawn(lines, 1, 1, columns: 1).lines == ["⣿"])
    lines[0] = line(0, 2)
    #expect(drawn(lines, 1, 1, columns: 1).lines == ["⣷"])
  }

  @Test(arguments: [Size(0, 0), Size(1, 1), Size(3, 1), Size(1, 9), Size(40, 3)])
  func anySize(size: Size) {
    let lines = (0..<200).map { line($0 % 5 * 4, $0 % 7 * 20, .seen) }
    let picture = drawn(lines, size.width, size.height)
    #expect(picture.lines.count == size.height)
    #expect(picture.lines.allSatisfy { $0.columns == size.width })
  }
}
