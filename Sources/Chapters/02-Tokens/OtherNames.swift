import MicroGPT
import Stage

/// Names of the training as far as that of the reader has come: cut, as ids, wrapped, and read back.
struct OtherNames {
  let row: TokenRow

  /// A title, and as many names as there is room for.
  func draw(in area: Area) {
    let scene = row.scene
    area.text("Names of the training go the same way", .title, .strong)
    NameFlow.draw(
      (0..<scene.steps).lazy.map { pieces(scene.run.document(ofStep: $0)) }, in: area.below(1))
  }

  /// How many letters of a name are looked at.
  private static let most = 60

  /// A name and what becomes of it.
  private func pieces(_ document: String) -> Text {
    let tokenizer = row.scene.tokenizer
    // Of a very long one the beginning: more would not be seen.
    let scalars = document.unicodeScalars.prefix(OtherNames.most)
    let isWhole = scalars.endIndex == document.unicodeScalars.endIndex
    let tokens = tokenizer.encode(String(scalars)).dropLast(isWhole ? 0 : 1)
    guard row.hasIDs else {
      return letters(tokens).enumerated().reduce("") { text, letter in
        text + Text(letter.offset == 0 ? "" : "│", .faint)
          + Text(row.scene.label(letter.element), .token)
      }
    }
    let shown = row.hasBOS ? tokens : letters(tokens)
    let ids = shown.reduce(Text("")) {
      $0 + Text("\($1) ", $1 == tokenizer.bos ? .position : .token)
    }
    let (name, arrow) = (Text(document.cut(12), .text), Text("→ ", .faint))
    // Two blanks more, so that each is seen as one.
    return row.returned == nil ? name + " " + arrow + ids + " " : ids + arrow + name + "  "
  }

  /// Without BOS on both sides.
  private func letters(_ tokens: ArraySlice<Int>) -> ArraySlice<Int> {
    let bos = row.scene.tokenizer.bos
    return tokens.dropFirst().last == bos ? tokens.dropFirst().dropLast() : tokens.dropFirst()
  }
}
