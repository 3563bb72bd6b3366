import MicroGPT
import Stage

/// Tokens side by side, each as high as its id would make it if ids were amounts.
struct IdStairs {
  let scene: Scene
  let tokens: [Int]
  /// The id of each token, in this or another numbering.
  let ids: [Int]
  /// The one that is marked.
  let token: Int

  func draw(_ title: String, in area: Area) {
    area.text(Text(title, .title).cut(area.width))
    let width = max(1, min(4, area.width / max(1, tokens.count)))
    let field = area.inset(top: 1, bottom: 1)
    let (least, most) = (ids.min() ?? 0, max(1, ids.max() ?? 1))
    for (place, (id, number)) in zip(tokens, ids).enumerated() {
      let role: Role = id == token ? .chosen : .activation
      let column = field.part(Rect(place * width, 0, max(1, width - 1), field.height))
      // The smallest number of a part of the vocabulary is no 0.
      let share = Double(number - min(least, number)) / Double(most - min(least, most - 1))
      let eighths = Int((share * Double(field.height * 8)).rounded())
      for y in 0..<field.height {
        let part = max(0, min(8, eighths - (field.height - 1 - y) * 8))
        guard part > 0, let glyph = Unicode.Scalar(0x2580 + UInt32(part)) else { continue }
        column.row(y).fill(glyph, role)
      }
      let label = scene.label(id)
      guard label.columns <= width else { continue }
      area.text(label, x: place * width, y: area.height - 1, id == token ? .chosen : .token)
    }
  }
}
