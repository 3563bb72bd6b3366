import Stage

/// What can be chosen on a page, side by side: `▸ position ◀ 4 a ▶   head ◀ 0 ▶`. The arrows are there for
/// the mouse.
struct ChoiceLine {
  let look: Look
  let controls: [Control]
  let chosen: Target?

  /// Draws it, in several rows where one is too short, and returns how many it took.
  func draw(in area: Area) -> Int {
    guard !controls.isEmpty else { return 0 }
    var (x, y) = (0, 0)
    for control in controls {
      let isChosen = control.id == chosen
      let value = words(control)
      let width = 2 + control.name.columns + 3 + value.columns + 2
      if x > 0 && x + width > area.width { (x, y) = (0, y + 1) }
      let part = area.part(Rect(x, y, width, 1))
      let role: Role = isChosen ? .chosen : .text
      if isChosen { part.text("▸", .chosen, .strong) }
      let end = part.text(control.name, x: 2, isChosen ? .chosen : .faint)
      part.leading(end).touch(.pick(control.id))
      part.text("◀", x: end + 1, isChosen ? .chosen : .faint)
      part.text(value, x: end + 3, role, .strong)
      part.text("▶", x: end + 4 + value.columns, isChosen ? .chosen : .faint)
      if let dial = control.id.value(as: TalkingTokens.Dial.self) {
        func button(_ x: Int, by steps: Int) {
          part.part(Rect(x, 0, 2, 1))
            .touch(.pick(Target(TalkingTokens.Spot.turn(dial, by: steps))))
        }
        button(end + 1, by: -1)
        button(end + 3 + value.columns, by: 1)
      }
      x += width + 2
    }
    return y + 1
  }

  /// As wide for each value as for the widest, so that nothing jumps.
  private func words(_ control: Control) -> String {
    switch control.id.value(as: TalkingTokens.Dial.self) {
    case .position, .other: look.row(Int(control.value)).string.padded(look.labelColumns)
    default: control.value.fixed(0).paddedLeft(control.range.upperBound.fixed(0).columns)
    }
  }
}
