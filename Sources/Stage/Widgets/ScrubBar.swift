/// The four buttons, the counter, and a bar that shows where one is and can be dragged.
public struct ScrubBar: Equatable, Sendable {
  public let place: Int
  public let count: Int
  /// Where one is, in words: `3 / 9`.
  public let counter: String
  public let isPlaying: Bool
  public let title: String
  /// The control that a drag on the bar moves.
  public let control: Int

  public init(
    place: Int, count: Int, counter: String, isPlaying: Bool, title: String, control: Int
  ) {
    self.place = place
    self.count = count
    self.counter = counter
    self.isPlaying = isPlaying
    self.title = title
    self.control = control
  }

  public func draw(in rect: Rect, on canvas: inout Canvas) {
    guard rect.height > 0, rect.width > 0 else { return }
    var x = rect.x
    func button(_ label: String, _ key: Key, _ role: Role = .title) {
      let end = canvas.text(label, x: x, y: rect.y, role, .strong, clip: rect)
      canvas.touch(Rect(x, rect.y, min(end, rect.right) - x, 1), .key(key))
      x = end + 1
    }
    let hasWords = rect.width >= 76
    button(hasWords ? "|◀ reset " : "|◀ ", .home)
    button(hasWords ? "◀ back " : "◀ ", .left)
    let play = isPlaying ? (hasWords ? "‖ pause " : "‖ ") : (hasWords ? "▶ play  " : "▶ ")
    button(play, .character(" "), isPlaying ? .chosen : .title)
    button(hasWords ? "forward ▶| " : "▶| ", .right)
    // A fixed width, so that the bar does not move as numbers grow.
    let counter = counter.paddedLeft("\(count) / \(count)".columns)
    x = canvas.text(counter, x: x, y: rect.y, .text, .strong, clip: rect) + 2
    let room = rect.right - x
    let width = min(room, max(8, room - max(16, title.columns) - 2))
    let bar = Rect(x, rect.y, width, 1)
    canvas.fill(bar, "─", .faint)
    if width > 0 {
      let knob = count > 1 ? place * (width - 1) / (count - 1) : width - 1
      canvas.fill(Rect(x, rect.y, knob, 1), "━", .chosen)
      canvas.put("●", x: x + knob, y: rect.y, .chosen, .strong)
      canvas.touch(bar, .slide(control: control))
      x += width + 2
    }
    canvas.text(title.cut(rect.right - x), x: x, y: rect.y, .title, clip: rect)
  }
}
