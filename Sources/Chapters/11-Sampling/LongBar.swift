import MicroGPT
import Stage

/// All probabilities end to end, in the order of the ids, with the needle.
struct LongBar {
  let scene: Scene
  let probabilities: [Double]

  init(_ probabilities: [Double], in scene: Scene) {
    self.scene = scene
    self.probabilities = probabilities
  }

  func draw(_ needle: StackedBar.Needle?, in area: Area) {
    let bos = scene.tokenizer.bos
    var bar = StackedBar(
      probabilities, label: scene.label, role: { $0 == bos ? .position : nil }, needle: needle)
    bar.names = { "probability of “\(scene.label($0))”" }
    bar.draw(in: area)
  }
}

/// Long bars one below the other, each with its needle at rest.
struct NeedleRows {
  struct Row {
    let label: Text
    let probabilities: [Double]
    /// Where the needle is, 0…1, and the token that it hits.
    let needle: Double
    let token: Int
    /// Stands below what is hit, where there is room.
    var note: Text = ""
  }

  let scene: Scene
  let rows: [Row]

  /// Draws as many as there is room for; of too many the last ones.
  func draw(in area: Area) {
    let shown = rows.count <= area.height ? rows.count : max(0, area.height - 1)
    if shown < rows.count { area.text("… \(rows.count - shown) before", .faint) }
    let list = area.below(shown < rows.count ? 1 : 0)
    let height = max(1, min(4, list.height / max(1, shown)))
    let labels = rows.map(\.label.columns).max() ?? 0
    let words = rows.map(words)
    let width = (words.map(\.columns) + rows.map(\.note.columns)).max() ?? 0
    for (place, (row, words)) in zip(rows, words).suffix(shown).enumerated() {
      let lines = list.part(Rect(0, place * height, list.width, height))
      let y = height > 1 ? 1 : 0
      lines.text(row.label, x: labels - row.label.columns, y: y, .token, .strong)
      lines.text(
        words, endingAt: nil, y: y, .chosen, .strong,
        telling: Reading(
          "probability of “\(scene.label(row.token))”", row.probabilities[row.token]))
      if height > 2 { lines.text(row.note, endingAt: nil, y: y + 1, .faint) }
      LongBar(row.probabilities, in: scene).draw(
        .init(row.needle, hit: row.token), in: lines.inset(left: labels + 2, right: width + 2))
    }
  }

  private func words(_ row: Row) -> String {
    "\(scene.label(row.token)) \(row.probabilities[row.token].percent().paddedLeft(6))"
  }
}

extension NeedleRows {
  /// How the tokens of a name were drawn.
  init(_ draws: some Sequence<GeneratedName.Draw>, in scene: Scene) {
    self.scene = scene
    rows = draws.map { draw in
      Row(
        label: Text(scene.label(draw.input) + " →", .faint), probabilities: draw.probabilities,
        needle: draw.place, token: draw.token)
    }
  }
}

extension GeneratedName.Draw {
  /// Where the needle falls on a bar of length 1.
  var place: Double { choice.needle / (choice.cumulative.last ?? 1) }

  /// −Σ p log p: 0 for certainty, log n for n tokens that are all as likely.
  static func entropy(_ probabilities: [Double]) -> Double {
    -probabilities.reduce(0) { $0 + ($1 > 0 ? $1 * Elementary.log($1) : 0) }
  }
}
