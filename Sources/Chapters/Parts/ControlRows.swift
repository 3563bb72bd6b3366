import Stage

/// Sliders one below the other: which is chosen, its name, its value, where it lies.
struct ControlRows {
  let controls: [Control]
  let chosen: Target?
  /// How a value is written.
  let words: (Control) -> String
  /// Columns for the names and the values.
  var nameWidth: Int?
  var valueWidth = 5
  /// How long a slider is at most.
  var longest = 24
  /// Whether a value is a number that means something, and not a place in a list.
  var tellsValues = true

  init(
    _ controls: [Control], chosen: Control?, words: @escaping (Control) -> String
  ) {
    self.controls = controls
    self.chosen = chosen?.id
    self.words = words
  }

  func draw(in area: Area) {
    let names = nameWidth ?? (controls.map(\.name.columns).max() ?? 0)
    for (row, control) in controls.enumerated() {
      let line = area.row(row)
      let isChosen = control.id == chosen
      let role: Role = isChosen ? .chosen : .text
      line.text(isChosen ? "▸" : " ", .chosen, .strong)
      if isChosen { line.cursor(x: 2) }
      line.text(control.name, x: 2, role, .strong)
      let slider = line.inset(left: names + 3)
      let width = min(longest, slider.width - valueWidth - 1)
      if width >= 4 {
        control.slider(isChosen: isChosen).draw(in: slider.leading(width))
      }
      let end = max(0, width) + 1 + valueWidth
      slider.text(words(control), endingAt: end, role, .strong)
      if tellsValues {
        line.tells(marking: slider.part(Rect(end - valueWidth, 0, valueWidth, 1))) {
          [Reading(control.name, control.value)]
        }
      }
      line.leading(names + 3).touch(.pick(control.id))
    }
  }
}

extension Control {
  /// The slider that moves it. Where only some values can be reached, they lie evenly.
  func slider(isChosen: Bool) -> Slider {
    values.isEmpty
      ? Slider(value, in: range, isChosen: isChosen, target: id)
      // From 1 on: a 0 among its places would be marked, and means nothing here.
      : Slider(1 + share, in: 1...2, isChosen: isChosen, target: id)
  }
}
