import MicroGPT
import Stage

/// The tokens of the name with their ids, as far as they have come.
struct TokenRow {
  let scene: Scene
  /// How many characters are cut off, counted from the first.
  let cut: Int
  /// How many characters have their id.
  let ids: Int
  let hasBOS: Bool
  /// Whether ids are spoken of.
  let hasIDs: Bool
  /// How many ids have become characters again; nil before that.
  let returned: Int?
  /// Whether the next one is just being looked up.
  let isActive: Bool

  /// All that is not given has happened already, but for BOS and the way back.
  init(
    scene: Scene, cut: Int? = nil, ids: Int? = nil, hasBOS: Bool = false, returned: Int? = nil,
    isActive: Bool = false
  ) {
    let letters = scene.tokens.count - 2
    self.scene = scene
    self.cut = cut ?? letters
    self.ids = cut == nil ? ids ?? letters : 0
    self.hasBOS = hasBOS
    hasIDs = cut == nil
    self.returned = returned
    self.isActive = isActive
  }

  /// Six rows: boxes, arrows, ids, and whether the name is cut.
  func draw(in area: Area) {
    let tokens = scene.tokens
    let bos = scene.tokenizer.bos
    let shown = hasBOS ? 0..<tokens.count : 1..<tokens.count - 1
    let (first, boxes) = TokenBoxes(shown.map(box), focus: ids).draw(in: area)
    for (offset, box) in boxes.enumerated() {
      let index = shown.lowerBound + first + offset
      let isBOS = tokens[index] == bos
      guard isBOS || index <= ids else { continue }
      let frame = TokenBoxes.frame(of: box)
      let column = area.part(Rect(frame.x, 3, frame.width, 2))
      column.text(centred: returned == nil ? "↓" : "↑", .faint)
      column.text(centred: "\(tokens[index])", y: 1, isBOS ? .position : .token, .strong)
    }
    if (hasBOS || ids > 0), let left = boxes.first?.x, left > 3 {
      area.text("id", endingAt: left - 1, y: 4, .faint)
    }
    if hasBOS && tokens.count - 1 > scene.positions {
      area.text(centred: "Cut: the model sees \(scene.positions) positions.", y: 5, .warning)
    }
  }

  private func box(_ index: Int) -> TokenBoxes.Token {
    let token = scene.tokens[index]
    if token == scene.tokenizer.bos { return .init("BOS", .position) }
    if index > cut { return .init("", .faint) }
    if let returned, index > returned { return .init("?", .faint) }
    let isNow = isActive && index == (returned ?? ids) + 1
    return .init(scene.label(token), isNow ? .chosen : .token, isNow ? .inverse : [])
  }
}

/// All tokens, with their ids as soon as these are spoken of; those of the name are lit as they are
/// looked up.
struct VocabularyGrid {
  let row: TokenRow

  /// Draws it and returns the rows it took.
  func draw(in area: Area) -> Int {
    let scene = row.scene
    let size = scene.tokenizer.vocabularySize - (row.hasBOS ? 0 : 1)
    let ids = row.hasIDs ? " with their ids" : ""
    area.text("The vocabulary: all \(size) tokens\(ids)", .title, .strong)
    let length = scene.tokens.count - (row.hasBOS ? 0 : 2)
    area.text("here \(length) token\(length == 1 ? "" : "s")", endingAt: nil, .faint)
    let grid = area.below(2)
    guard !grid.isEmpty else { return 0 }
    let width = 4 + "\(size)".columns + 2
    let columns = max(1, min(grid.width / width, size))
    let used = Set(scene.tokens.dropFirst().dropLast().prefix(row.ids))
    let now = row.isActive ? scene.tokens.dropFirst().dropFirst(row.ids).first : nil
    for id in 0..<min(size, columns * grid.height) {
      let isBOS = id == scene.tokenizer.bos
      let isLit = used.contains(id) || isBOS && row.hasBOS
      let role: Role = id == now ? .chosen : !isLit ? .faint : isBOS ? .position : .token
      grid.text(
        scene.label(id).paddedLeft(3) + (row.hasIDs ? " \(id)" : ""), x: id % columns * width,
        y: id / columns, role,
        id == now ? .inverse : isLit ? .strong : [])
    }
    return 2 + (size + columns - 1) / columns
  }
}
