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
    let list = below.below(1)
    var (x, y, step) = (0, 0, 0)
    while step < scene.steps {
      let name = scene.run.document(ofStep: step).cut(16)
      if x > 0 && x + name.columns > list.width { (x, y) = (0, y + 1) }
      guard y < list.height else { break }
      let isSeen = step < scene.moment
      x = list.text(name, x: x, y: y, isSeen ? .token : .faint) + 2
      step += 1
    }
  }
}
