import MicroGPT
import Stage

/// The name as one reads it: in one piece, still without a number.
struct NameAlone {
  let scene: Scene

  func draw(in area: Area) {
    let isHigh = area.height > 12
    let name = scene.name.isEmpty ? "(no letters)" : scene.name
    TokenBoxes([.init(name.cut(max(1, area.width - 8)))]).draw(in: area.below(isHigh ? 2 : 0))
    let count = scene.name.unicodeScalars.count
    area.text(
      centred: "For you: one name of \(count) letter\(count == 1 ? "" : "s"), read at a glance.",
      y: isHigh ? 6 : 3, .faint)
    let words = "What the model gets: only numbers. The next steps make them."
    area.text(centred: words, y: isHigh ? 8 : 4, .faint)
  }
}
