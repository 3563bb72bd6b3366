/// How large the numbers of a matrix or a vector are drawn.
struct NumberForm: Equatable {
  let style: Matrix.Style
  /// Columns of the terminal for each number.
  let width: Int
  /// Rows of the terminal for each number, or for two as pixels.
  var height = 1
  /// Rows of numbers in a row of the terminal.
  var rows: Int { style == .pixels ? 2 : 1 }

  /// From the largest to the smallest.
  static func all(on scale: Scale) -> [NumberForm] {
    // Shares stand side by side; other figures keep a blank between them.
    let figures = scale == .share ? scale.figureColumns : scale.figureColumns + 1
    return [
      NumberForm(style: .figures, width: figures), NumberForm(style: .cells, width: 2),
      NumberForm(style: .cells, width: 1), NumberForm(style: .pixels, width: 2),
      NumberForm(style: .pixels, width: 1),
    ]
  }

  func fits(_ rows: Int, _ columns: Int, in room: Size) -> Bool {
    columns <= room.width / width && (rows + self.rows - 1) / self.rows * height <= room.height
  }

  /// The same form, larger where there is room: two or three times as wide and high.
  func grown(_ rows: Int, _ columns: Int, in room: Size) -> NumberForm {
    guard style != .pixels, rows > 0, columns > 0 else { return self }
    let times = max(1, min(3, room.width / (columns * width), room.height / rows))
    return NumberForm(style: style, width: width * times, height: times)
  }

  /// The part of `count` numbers that there is room for, around one of them, beginning at a multiple
  /// of `step`.
  func span(of count: Int, room: Int, around focus: Int?, step: Int) -> Range<Int> {
    guard count > room else { return 0..<count }
    let last = (count - room + step - 1) / step * step
    let first = max(0, min(((focus ?? 0) - room / 2) / step * step, last))
    return first..<min(count, first + room)
  }
}
