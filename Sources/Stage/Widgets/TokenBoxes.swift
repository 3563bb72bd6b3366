/// Tokens as boxes in a row, each three rows high.
public struct TokenBoxes {
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
  /// What a click on the token of this number means, nil where none can be clicked.
  public var targets: ((Int) -> Target)?

  public init(_ tokens: [Token], focus: Int = 0, targets: ((Int) -> Target)? = nil) {
    self.tokens = tokens
    self.focus = focus
    self.targets = targets
  }

  /// Where the boxes stand in an area of this width, for those that fit; from `first` on.
  public func layout(width: Int) -> (first: Int, boxes: [Rect]) {
    guard !tokens.isEmpty, width >= 3 else { return (0, []) }
    // An odd number of columns inside, so that one letter stands in the middle; a gap behind.
    let widest = max(3, tokens.map(\.label.columns).max() ?? 1) | 1
    let widths = [widest + 5, widest + 3, 6, 4, 3]
    let room = widths.first { $0 * tokens.count <= width } ?? 3
    let shown = Range.window(of: tokens.count, room: width / room, around: focus)
    let left = (width - shown.count * room) / 2
    return (
      shown.lowerBound,
      shown.indices.map { Rect(left + ($0 - shown.lowerBound) * room, 0, room, 3) }
    )
  }

  /// The frame of a box without the gap behind it.
  public static func frame(of box: Rect) -> Rect { box.width > 3 ? box.inset(right: 1) : box }

  /// Draws the boxes in the upper three rows and returns where they stand in the area, which may be on
  /// the way to where `layout` has them.
  @discardableResult
  public func draw(in area: Area) -> (first: Int, boxes: [Rect]) {
    var (first, boxes) = layout(width: area.width)
    for offset in boxes.indices {
      let goal = Double(boxes[offset].x)
      boxes[offset].x = Int(area.moving(.init("box", "", first + offset), to: goal).rounded())
      let token = tokens[first + offset]
      let box = area.part(TokenBoxes.frame(of: boxes[offset]))
      if box.height == 3 {
        let inner = box.frame(token.role)
        inner.fill(" ", token.role, token.emphasis)
        // Cut without a sign: two of its letters say more than one.
        inner.text(centred: token.label, token.role, token.emphasis.union(.strong))
      } else {
        box.text(centred: token.label, token.role, token.emphasis)
      }
      box.touch(picking: targets?(first + offset))
    }
    if first > 0 { area.text("…", y: 1, .faint) }
    if first + boxes.count < tokens.count { area.text("…", endingAt: nil, y: 1, .faint) }
    return (first, boxes)
  }
}
