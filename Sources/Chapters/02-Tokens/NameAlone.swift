import MicroGPT
import Stage

/// The name as one reads it, in one piece and still without a number; below it those that training takes.
struct NameAlone {
  let scene: Scene

  func draw(in area: Area) {
    let isHigh = area.height > 12
    let name = scene.name.isEmpty ? "(no letters)" : scene.name
    TokenBoxes([.init(name.cut(max(1, area.width - 8)))]).draw(in: area.below(isHigh ? 1 : 0))
    let count = scene.name.unicodeScalars.count
    let words = "\(count) letter\(count == 1 ? "" : "s"): you read it at a glance, the model can’t."
    area.text(centred: words, y: isHigh ? 5 : 3)
    let below = area.below(isHigh ? 8 : 5)
    below.text("The names of the training go the same way, one in each step:", .faint)
    NameFlow.draw(
      (0..<scene.steps).lazy.map { step in
        Text(scene.run.document(ofStep: step).cut(16), step < scene.moment ? .token : .faint)
      }, in: below.below(1))
  }
}
