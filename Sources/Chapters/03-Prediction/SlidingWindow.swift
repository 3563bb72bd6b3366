import MicroGPT
import Stage

/// The name's tokens and the window over them: what the model sees, what it is asked for, and
/// nothing of what comes after that.
struct SlidingWindow {
  let scene: Scene
  /// The position of the question; nil as long as none is asked and the whole name can be seen.
  var position: Int?
  /// Whether the question is answered.
  var isAnswered = false
  /// How far the window has moved from the position before, 0…1.
  var progress = 1.0

  /// Boxes, positions, and the words below them.
  static let rows = 5
  /// The same without frames around the tokens.
  static let fewestRows = 3

  func draw(in area: Area) {
    let boxed = area.height >= SlidingWindow.rows
    let row = TokenBoxes(tokens, focus: position ?? 0) { Target(PredictionGame.Spot.token($0)) }
    let (first, boxes) = row.draw(in: boxed ? area.top(3) : area.top(1))
    guard let position else { return }
    let numbers = area.row(boxed ? 3 : 1)
    let left = (boxes.first?.x ?? 0) - 1
    if let words = ["position", "pos."].first(where: { $0.columns <= left }) {
      numbers.text(words, endingAt: left, .faint)
    }
    for (offset, box) in boxes.enumerated() {
      let index = first + offset
      let frame = TokenBoxes.frame(of: box)
      let middle = numbers.part(Rect(frame.x, 0, frame.width, 1))
      if index <= position {
        middle.text(centred: "\(index)", .position)
      } else if index == position + 1 {
        middle.text(centred: "↑", .answer, .strong)
      }
    }
    let words = area.row(boxed ? 4 : 2)
    drawBracket(first: first, boxes: boxes, position: position, in: words)
    if boxes.indices.contains(position + 1 - first), !isAnswered {
      let frame = TokenBoxes.frame(of: boxes[position + 1 - first])
      let arrow = frame.x + (frame.width - 1) / 2
      let question = ["what comes next?", "next?"].first { arrow + $0.columns <= words.width }
      words.text(question ?? "", x: arrow, .answer)
    }
  }

  /// A bracket below all that the model sees, which follows the window; its words stand in it, or
  /// left of it where it is too short.
  private func drawBracket(first: Int, boxes: [Rect], position: Int, in row: Area) {
    guard let start = boxes.first, boxes.indices.contains(position - first) else { return }
    let end = TokenBoxes.frame(of: boxes[position - first]).right
    let before =
      position > first ? TokenBoxes.frame(of: boxes[position - first - 1]).right : start.x
    let right = before + Int((Double(end - before) * Ease.inOut(progress)).rounded())
    let bracket = row.part(Rect(start.x, 0, right - start.x, 1))
    bracket.rule(.token)
    bracket.text(first > 0 ? "…" : "╰", .token)
    bracket.text("╯", endingAt: nil, .token)
    let words = ["the model sees", "sees"]
    if let inside = words.first(where: { bracket.width >= $0.columns + 4 }) {
      bracket.text(centred: " \(inside) ", .token)
    } else if let before = words.first(where: { start.x > $0.columns }) {
      row.text(before, endingAt: start.x - 1, .token)
    }
  }

  private var tokens: [TokenBoxes.Token] {
    scene.tokens.enumerated().map { index, token in
      let label = scene.label(token)
      // As wide as what it hides, so that nothing moves when that is shown.
      func hidden(_ text: String) -> String {
        let spare = max(0, label.columns - text.columns)
        return String(repeating: " ", count: spare / 2) + text
          + String(repeating: " ", count: spare - spare / 2)
      }
      guard let position else {
        return .init(label, index > scene.positions ? .faint : .token)
      }
      if index <= position { return .init(label, .token, .inverse) }
      if index > position + 1 { return .init(hidden(""), .faint) }
      return isAnswered
        ? .init(label, .answer, .inverse)
        : .init(hidden("?"), .answer, .inverse)
    }
  }
}

/// The training examples of the name, as far as they have come: context → answer.
struct ExampleList {
  let scene: Scene
  /// How many are listed, and how many of these with their answers.
  let shown: Int
  let answered: Int
  /// The one that is spoken of.
  var now: Int?

  func draw(in area: Area) {
    let title = area.text("Training examples", .title, .strong)
    let list = area.below(1)
    // The newest ones where not all fit.
    let first = max(0, shown - list.height)
    for (row, position) in (first..<shown).enumerated() {
      draw(position, in: list.row(row))
    }
    if first > 0 {
      area.text("… \(first) above", endingAt: nil, .faint)
    } else if title + 13 <= area.width {
      area.text("seen → next", x: title + 2, .faint)
    }
  }

  private func draw(_ position: Int, in line: Area) {
    let tokens = scene.tokens
    let isNow = position == now
    let answer = position < answered ? scene.label(tokens[position + 1]) : "?"
    let context = tokens[...position].map(scene.label).joined(separator: " ")
    let room = line.width - answer.columns - 6
    // Of a long context the end is what matters.
    let end = context.columns > room ? "…" + String(context.suffix(max(0, room - 1))) : context
    var x = line.text("\(position)".paddedLeft(2) + " ", .position)
    x = line.text(end, x: x, isNow ? .token : .faint, isNow ? .strong : [])
    line.text(" → \(answer)", x: x, isNow ? .answer : .faint, isNow ? .strong : [])
    // What is not answered yet is asked first.
    line.touch(
      .pick(
        Target(
          position < answered
            ? PredictionGame.Spot.example(position) : .token(position + 1))))
  }
}
