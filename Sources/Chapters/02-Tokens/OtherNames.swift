import MicroGPT
import Stage

/// Names of the training as far as that of the reader has come: cut, as ids, wrapped, and read back.
struct OtherNames {
  let row: TokenRow

  /// A title and one name a row, in as many columns as there is room for.
  func draw(in area: Area) {
    let scene = row.scene
    area.text("Names of the training go the same way", .title, .strong)
    let list = area.below(1)
    let count = max(1, min(3, list.width / OtherNames.width))
    let columns = list.columns(Array(repeating: 1, count: count), gap: 3)
    for (index, column) in columns.enumerated() {
      for y in 0..<list.height where index * list.height + y < scene.steps {
        let line = column.row(y)
        let document = scene.run.document(ofStep: index * list.height + y)
        var x = 0
        for piece in pieces(document) where x + piece.columns <= line.width {
          x = line.text(piece, x: x)
        }
      }
    }
  }

  /// The columns that a name of nine letters takes.
  private static let width = 32

  /// A name, what becomes of it, and what belongs between.
  private func pieces(_ document: String) -> [Text] {
    let tokenizer = row.scene.tokenizer
    let tokens = tokenizer.encode(document)
    guard row.hasIDs else {
      return tokens.dropFirst().dropLast().enumerated().map { place, token in
        Text(row.scene.label(token), place.isMultiple(of: 2) ? .token : .position, .inverse)
      }
    }
    let shown = row.hasBOS ? tokens[...] : tokens.dropFirst().dropLast()
    let ids = shown.map { Text("\($0)", $0 == tokenizer.bos ? .position : .token) + " " }
    let name = Text(document.cut(12), .text)
    return row.returned == nil
      ? [name + " "] + [Text("→ ", .faint)] + ids
      : ids + [Text("→ ", .faint), name]
  }
}
