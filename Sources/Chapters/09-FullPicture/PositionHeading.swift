import MicroGPT
import Stage

/// The position that a page speaks of, with the name around it: each of its tokens can be clicked.
struct PositionHeading {
  let scene: Scene
  let position: Int
  let isChosen: Bool
  /// The layer that is looked at; nil where all are.
  var layer: Int?
  var isLayerChosen = false

  func draw(in row: Area) {
    if isChosen { row.text("▸", .chosen, .strong) }
    var x = row.text("position \(position)", x: 2, isChosen ? .chosen : .position, .strong)
    if let layer {
      let mark = isLayerChosen ? " ▸" : "  "
      x = row.text(mark + "layer \(layer)", x: x, isLayerChosen ? .chosen : .text, .strong)
    }
    x += 2
    let tokens = Array(scene.tokens.prefix(scene.positions + 1))
    // What has no room is cut at its beginning, so that the position itself is seen.
    var (start, used) = (position, 0)
    while start > 0 {
      used += scene.label(tokens[start - 1]).columns + 1
      guard used < row.width - x - 8 else { break }
      start -= 1
    }
    if start > 0 { x = row.text("… ", x: x, .faint) }
    for place in start..<tokens.count where x < row.width {
      let isNow = place == position
      let end = row.text(
        scene.label(tokens[place]), x: x,
        isNow ? .token : place == position + 1 ? .answer : place < position ? .text : .faint,
        isNow ? [.strong, .underlined] : [])
      if place < scene.positions {
        row.part(Rect(x, 0, end - x, 1)).touch(picking: Target(FullPicture.Place(position: place)))
      }
      x = end + 1
    }
  }
}
