import MicroGPT
import Stage

/// All tokens with each other.
extension FromIdsToMeaning {
  func cosinesPage(_ scene: Scene, _ cue: Cue) -> Page {
    let token = token(scene, cue)
    let order = isSorted ? scene.tableEnds?.order : nil
    let likeness = Likeness(scene, around: token, order: order)
    let other = compared(with: token, likeness, scene)
    let sorted =
      order == nil
      ? "x sorts them, so that tokens that are alike become neighbours."
      : "Sorted now: neighbours are alike. x brings the ids back."
    var page = likenessPage(
      "Each token with each other: orange where the rows point the same way, blue where they point apart. On the "
        + "diagonal each meets itself. \(sorted) ↑↓ - + choose a pair.", scene,
      code: CodeView(
        .embed, mark: "let tokEmb",
        note:
          "cosine of \(scene.quoted(token)) and \(scene.quoted(other)) = \(likeness[token, other].fixed(4))"
      )
    ) {
      CosineMatrixView(
        scene: scene, likeness: likeness, token: token, other: other, column: column(scene)
      ).draw(in: $0)
    }
    page.controls = pairControls(likeness, scene, others: likeness.tokens, other: other)
    page.firstChoice = Target(TokenRow(token: token))
    page.keys = [sortKey(scene)]
    return page
  }
}

/// The cosines of all tokens as a matrix, and what is known of the pair under the cursor.
struct CosineMatrixView {
  let scene: Scene
  let likeness: Likeness
  let token: Int
  let other: Int
  let column: Int

  /// The columns that notes need.
  private static let notesWidth = 22

  func draw(in area: Area) {
    let labels = likeness.tokens.map { Text(scene.label($0)) }
    let count = likeness.tokens.count
    let left = (labels.map(\.columns).max() ?? 0) + 1
    let room = area.width - CosineMatrixView.notesWidth - 2
    let times = [3, 2, 1].first { left + count * $0 <= room } ?? 1
    let width = min(left + count * times, max(area.width / 2, room))
    // The pair's rows below, where there is room.
    let strips = area.height > count + 14
    let body = strips ? area.top(count + 1) : area
    let matrix = Stage.Matrix(
      likeness.matrix, scale: .signed(1), rowLabels: labels, columnLabels: labels,
      cursor: .init(likeness.place(token), likeness.place(other)),
      targets: { place in
        Target(
          FromIdsToMeaning.Compared(
            chosen: likeness.tokens[place.row], token: likeness.tokens[place.column]))
      }, names: { "cosine of \(labels[$0.row].string) and \(labels[$0.column].string)" }
    )
    matrix.draw(in: body.leading(width))
    let notes = body.trailing(from: width + 2)
    if labels.count > 1, matrix.rowsPerLine(in: body.leading(width).size) > 1 {
      let words: Text = "Each line holds two rows: \(labels[0]) above \(labels[1])."
      notes.text(words.cut(notes.width), y: 2, .faint)
    }
    drawNotes(in: notes)
    if strips {
      CosineView(
        scene: scene, likeness: likeness, token: token, other: other, column: column, progress: 1
      ).draw(in: area.below(count + 2))
    }
  }

  private func drawNotes(in area: Area) {
    area.text("\(scene.quoted(token), .token, .strong) and \(scene.quoted(other), .token, .strong)")
    let cosine = likeness[token, other]
    let reading = Reading("cosine of \(scene.quoted(token)) and \(scene.quoted(other))", cosine)
    area.text("cosine \(cosine.fixed(4), .chosen, .strong, telling: reading)", y: 1)
    var list = area.below(3)
    if !likeness.isWhole, list.height > 1 {
      list.text(
        "\(likeness.tokens.count) of \(scene.tokenizer.vocabularySize.grouped) tokens", .faint)
      list = list.below(1)
    }
    let ranked = likeness.nearest(to: token)
    let room = max(1, list.height - 1)
    // Around the one that is compared, where not all have room.
    let first = max(
      0, min((ranked.firstIndex(of: other) ?? 0) - room / 2, ranked.count - room))
    let shown = ranked[first..<min(ranked.count, first + room)]
    let which =
      shown.count == ranked.count
      ? "" : ", places \(first + 1)–\(first + shown.count) of \(ranked.count)"
    let heading: Text = "nearest to \(scene.quoted(token), .token, .strong)\(which)"
    list.text(heading.columns > list.width ? Text(String(which.dropFirst(2))) : heading, .title)
    RankedList(scene: scene, likeness: likeness, token: token, other: other).list(Array(shown))
      .draw(in: list.below(1))
  }
}
