/// Tokens as boxes in a row, each three rows high.
public struct TokenBoxes: Equatable, Sendable {
  public struct Token: Equatable, Sendable {
    public var label: String
    public var role: Role
    public var emphasis: Emphasis

    public init(_ label: String, _ role: Role = .token, _ emphasis: Emphasis = []) {
      self.label = label
      self.role = role
      self.emphasis = emphasis
    }
  }

  public var tokens: [Token]
  /// The token that must be seen where not all fit.
  public var focus: Int
  /// The control that a click on a token picks, nil where it can't be clicked.
  public var control: Int?

  public init(_ tokens: [Token], focus: Int = 0, control: Int? = nil) {
    self.tokens = tokens
    self.focus = focus
    self.control = control
  }

  /// Where the boxes stand in a rectangle, for those that fit; from `first` on.
  public func layout(in rect: Rect) -> (first: Int, boxes: [Rect]) {
    guard !tokens.isEmpty, rect.width >= 3 else { return (0, []) }
    // An odd number of columns inside, so that one letter stands in the middle; a gap behind.
    let widest = max(3, tokens.map(\.label.columns).max() ?? 1) | 1
    let widths = [widest + 5, widest + 3, 6, 4, 3]
    let width = widths.first { $0 * tokens.count <= rect.width } ?? 3
    let fitting = min(tokens.count, rect.width / width)
    let first = max(0, min(focus - fitting / 2, tokens.count - fitting))
    let left = rect.x + (rect.width - fitting * width) / 2
    return (first, (0..<fitting).map { Rect(left + $0 * width, rect.y, width, 3) })
  }

  /// The frame of a box without the gap behind it.
  public static func frame(of box: Rect) -> Rect { box.width > 3 ? box.inset(right: 1) : box }

  /// Draws the boxes in the upper three rows and returns where they stand.
  @discardableResult
  public func draw(in rect: Rect, on canvas: inout Canvas) -> (first: Int, boxes: [Rect]) {
    let (first, boxes) = layout(in: rect)
    for (offset, box) in boxes.enumerated() where rect.height > 0 {
      let token = tokens[first + offset]
      let inner = TokenBoxes.frame(of: box)
      if rect.height >= 3 {
        frame(inner, token, on: &canvas)
        let room = inner.width - 2
        let label = token.label.columns <= room ? token.label : String(token.label.prefix(room))
        let middle = Rect(inner.x + 1, inner.y + 1, room, 1)
        canvas.fill(middle, " ", token.role, token.emphasis)
        canvas.text(label, centredIn: middle, token.role, token.emphasis.union(.strong))
      } else {
        canvas.text(token.label, centredIn: inner.row(0), token.role, token.emphasis)
      }
      if let control {
        canvas.touch(inner.top(rect.height), .pick(control: control, item: first + offset))
      }
    }
    if first > 0 { canvas.text("…", x: rect.x, y: rect.y + 1, .faint, clip: rect) }
    if first + boxes.count < tokens.count {
      canvas.text("…", x: rect.right - 1, y: rect.y + 1, .faint, clip: rect)
    }
    return (first, boxes)
  }

  private func frame(_ box: Rect, _ token: Token, on canvas: inout Canvas) {
    let role = token.role
    canvas.text(
      "╭" + String(repeating: "─", count: box.width - 2) + "╮", x: box.x, y: box.y, role)
    canvas.put("│", x: box.x, y: box.y + 1, role)
    canvas.put("│", x: box.right - 1, y: box.y + 1, role)
    canvas.text(
      "╰" + String(repeating: "─", count: box.width - 2) + "╯", x: box.x, y: box.y + 2, role)
  }
}
