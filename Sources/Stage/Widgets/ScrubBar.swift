/// The four buttons, the counter, and a bar that shows where one is and can be dragged.
public struct ScrubBar: Equatable, Sendable {
  public let place: Int
  public let count: Int
  /// Where one is, in words: `3 / 9`. Always as wide, so that the bar does not move as numbers grow.
  public let counter: String
  public let isPlaying: Bool
  public let title: String
  /// What a drag on the bar moves.
  public let target: Target

  public init(
    place: Int, count: Int, counter: String, isPlaying: Bool, title: String, target: Target
  ) {
    self.place = place
    self.count = count
    self.counter = counter
    self.isPlaying = isPlaying
    self.title = title
    self.target = target
  }

  /// A bar of fewer columns would hardly show where one is.
  private static let least = 3

  /// Draws all of it in the first row.
  public func draw(in area: Area) {
    var x = 0
    func button(_ label: String, _ key: Key, _ role: Role = .title) {
      let end = area.text(label, x: x, role, .strong)
      area.part(Rect(x, 0, end - x, 1)).touch(.key(key))
      x = end + 1
    }
    let hasWords = area.width >= 76
    button(hasWords ? "|◀ reset " : "|◀ ", .home)
    button(hasWords ? "◀ back " : "◀ ", .left)
    let play = isPlaying ? (hasWords ? "‖ pause " : "‖ ") : (hasWords ? "▶ play  " : "▶ ")
    button(play, .character(" "), isPlaying ? .chosen : .title)
    button(hasWords ? "forward ▶| " : "▶| ", .right)
    x = area.text(counter, x: x, .text, .strong) + 2
    let room = area.width - x
    // The bar gives way before a word of the title is cut.
    let width = min(room, max(ScrubBar.least, room - max(16, title.columns) - 2))
    if width > 0 {
      let bar = area.part(Rect(x, 0, width, 1))
      bar.rule()
      let goal = count > 1 ? max(0, min(count - 1, place)) * (width - 1) / (count - 1) : width - 1
      let knob = Int(bar.moving(.init("scrub"), to: Double(goal)).rounded())
      bar.leading(knob).fill("━", .chosen)
      bar.put("●", x: knob, y: 0, .chosen, .strong)
      bar.touch(.slide(target))
      x += width + 2
    }
    area.text(title.cut(area.width - x), x: x, .title)
  }
}
