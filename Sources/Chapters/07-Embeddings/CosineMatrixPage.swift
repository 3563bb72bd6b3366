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
      : "They are sorted now: neighbours are alike as far as that is possible. x goes back to the ids."
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
    Stage.Matrix(
      likeness.matrix, scale: .signed(1), rowLabels: labels, columnLabels: labels,
      cursor: .init(likeness.place(token), likeness.place(other)),
      targets: { place in
        Target(
          FromIdsToMeaning.Compared(
            chosen: likeness.tokens[place.row], token: likeness.tokens[place.column]))
      }
    ).draw(in: body.leading(width))
    let notes = body.trailing(from: width + 2)
    var y = 0
    for note in lines where y < notes.height {
      y += max(1, Paragraph(note).draw(in: notes.below(y)))
    }
    if strips {
      CosineView(
        scene: scene, likeness: likeness, token: token, other: other, column: column, progress: 1
      ).draw(in: area.below(count + 2))
    }
  }

  private var lines: [Text] {
    var lines: [Text] = [
      "\(scene.quoted(token), .token, .strong) and \(scene.quoted(other), .token, .strong)",
      "cosine \(likeness[token, other].fixed(4), .chosen, .strong)",
      "",
    ]
    let ranked = likeness.nearest(to: token)
    if let first = ranked.first, let last = ranked.last {
      lines += [
        "most like \(scene.quoted(token)):",
        "\(scene.quoted(first), .token) \(likeness[token, first].fixed(2))", "least like it:",
        "\(scene.quoted(last), .token) \(likeness[token, last].fixed(2))",
      ]
    }
    if !likeness.isWhole {
      lines += ["", "\(likeness.tokens.count) of \(scene.tokenizer.vocabularySize.grouped) tokens"]
    }
    return lines
  }
}
