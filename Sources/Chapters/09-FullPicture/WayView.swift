import MicroGPT
import Stage

/// The vectors of a position's way one below the other, the stream as a line beside them.
struct WayView {
  let way: Way
  /// The row that is spoken of, and the number in it.
  let chosen: Way.Stop
  let cursor: Int
  /// How many rows are shown as computed; the others are only named.
  let computed: Int
  /// The rows that this is about, and how far they are computed.
  var movement = WayMovement([], 1)
  /// What the heading says is chosen by ↑ ↓, beside the rows.
  var control: FullPicture.Dial?

  /// A number, for the mouse.
  struct Spot: Hashable, Sendable {
    let stop: Way.Stop
    let index: Int
  }

  private static let nameColumns = 10
  private static let noteColumns = 16

  /// How wide the strips are: with figures where the whole picture has room for that.
  private func strip(_ width: Int) -> Int {
    let figures = way.scene.size.width * 6
    let names = 2 + WayView.nameColumns + WayView.noteColumns
    if figures <= 96 && figures > 32 && width >= names + figures { return figures }
    return min(width < 44 ? width - 2 - WayView.nameColumns : 32, max(0, width - 12))
  }

  /// How many columns it takes where there are `width`.
  func columns(_ width: Int) -> Int {
    let strip = strip(width)
    return min(width, 3 + WayView.nameColumns + strip + WayView.noteColumns + 1)
  }

  /// How many rows it takes in all.
  var height: Int { way.rows.count + 2 }

  func draw(in area: Area) {
    PositionHeading(
      scene: way.scene, position: way.position, isChosen: control == .position,
      layer: way.scene.size.layers > 1 ? way.layer : nil, isLayerChosen: control == .layer
    ).draw(in: area.row(0))
    let body = area.below(1)
    // The letters stand below the last row.
    let room = max(1, body.height - 1)
    let rows = way.rows
    let focus = rows.firstIndex { $0.stop == chosen } ?? 0
    let shown = Range.window(of: rows.count, room: room, around: focus)
    for (y, index) in shown.enumerated() { draw(rows[index], index, in: body.row(y)) }
    if shown.lowerBound > 0 { body.text("↑", endingAt: nil, .faint) }
    let missing = rows.count - shown.upperBound
    if missing > 0 {
      body.text("↓ \(missing) more", endingAt: nil, y: shown.count - 1, .faint)
    }
    let last = rows[shown.upperBound - 1].stage
    if last == .probability || last == .logit { drawLetters(in: body.row(shown.count)) }
  }

  private func draw(_ row: Way.Row, _ index: Int, in line: Area) {
    let isChosen = row.stop == chosen && control == nil
    let isNewest = movement.stages.contains(row.stage) && !way.isClosed(row)
    let isRead = isRead(row)
    let isSpokenOf = isChosen || isNewest || isRead
    drawStream(row, in: line)
    if isChosen || isRead { line.text(isChosen ? "▸" : "→", x: 1, .chosen, .strong) }
    let names = line.trailing(from: 3)
    let isComputed = index < computed
    let name = way.name(row)
    // Where all rows are spoken of, all have their colours.
    let isPlain = movement.stages.isEmpty || isSource(row) && isComputed
    names.text(
      isSpokenOf || isPlain ? name : Text(name.string), isSpokenOf || isPlain ? .text : .faint,
      isSpokenOf ? .strong : [])
    line.touch(picking: Target(row.stop))
    guard isComputed else { return }
    let width = strip(line.width)
    let numbers = names.trailing(from: WayView.nameColumns).leading(width)
    let targets = { (index: Int) in Target(Spot(stop: row.stop, index: index)) }
    // What is not computed yet is the ground of the scale.
    let seen = isNewest ? movement.seen(of: row) : row.values.count
    let values = row.values.indices.map { $0 < seen ? row.values[$0] : 0 }
    // A number that is made of those at its place is seen beside them.
    let isMarked = row.stop == chosen || isRead && chosen.stage.isMadeNumberByNumber
    VectorStrip(
      "", values, scale: way.scale(of: row), cursor: isMarked ? cursor : nil, targets: targets,
      names: { way.scene.words(row.site($0)) }
    ).draw(in: numbers, nameColumns: 0)
    if seen < row.values.count, let each = columns(of: row, in: width) {
      numbers.trailing(from: seen * each).fill(" ")
    }
    let note = names.trailing(from: WayView.nameColumns + width + 1)
    if note.width >= WayView.noteColumns - 2 {
      note.text(way.note(row).cut(note.width), isSpokenOf ? .text : .faint)
    }
  }

  /// How many columns a number has where all of them stand in one row.
  private func columns(of row: Way.Row, in width: Int) -> Int? {
    [6, 2, 1].first { row.values.count * $0 <= width }
  }

  private func isSource(_ row: Way.Row) -> Bool {
    row.stop.stage != chosen.stage && chosen.stage.sources.contains(row.stage)
  }

  /// Whether a number that is being computed right now is made from this row.
  private func isRead(_ row: Way.Row) -> Bool {
    guard movement.running == chosen.stage, let open = way[chosen] else { return false }
    return chosen.stage.sources.contains { way[$0, before: open]?.stop == row.stop }
  }

  /// The line beside the rows: what was there stays, and each part is added to it.
  private func drawStream(_ row: Way.Row, in line: Area) {
    let isLit = movement.stages.contains { [.afterAttention, .afterMLP].contains($0) }
    let (role, emphasis): (Role, Emphasis) = isLit ? (.activation, .strong) : (.faint, [])
    switch row.stage {
    case .tokenEmbedding, .positionEmbedding, .embedding, .probability: return
    case .input: line.text("╭", role, emphasis)
    case .afterAttention, .afterMLP: line.text("├", role, emphasis)
    case .logit: line.text("╰", role, emphasis)
    default: line.text("│", role, emphasis)
    }
  }

  /// Under logits and guess: whose they are.
  private func drawLetters(in line: Area) {
    let scene = way.scene
    let count = scene.tokenizer.vocabularySize
    let width = strip(line.width)
    guard count <= width else { return }
    let each = count * 2 <= width ? 2 : 1
    let letters = line.trailing(from: 3 + WayView.nameColumns)
    for token in 0..<count {
      let isBOS = token == scene.tokenizer.bos
      let label = isBOS ? "·" : scene.label(token)
      guard label.columns <= each else { continue }
      letters.text(
        label, x: token * each, token == way.target ? .answer : .faint,
        token == way.target ? .strong : [])
    }
    let note = "· is BOS"
    if count * each + 2 + note.columns <= letters.width {
      letters.text(note, x: count * each + 2, .faint)
    }
  }
}
