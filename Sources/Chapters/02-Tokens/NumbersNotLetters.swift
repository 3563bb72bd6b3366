import MicroGPT
import Stage

/// Chapter 2: a name becomes a row of numbers, and comes back.
struct NumbersNotLetters: Chapter {
  let number = 2
  let title = "Numbers, not letters"
  let question = "How does a text become numbers?"
  static let explains = [
    "block size", "BOS", "token", "vocabulary",
  ]

  func beats(in scene: Scene) -> [Beat] {
    [
      Beat("name", "A name") { _ in namePage(scene) },
      Beat("cut", "Cut into characters", duration: 500) { cutPage(scene, $0) },
      Beat("look-up", "Look up each character", duration: 1600, hold: 1500) {
        lookUpPage(scene, $0)
      },
      Beat("wrap", "Wrap it in BOS", duration: 700) { wrapPage(scene, $0) },
      Beat("sequence", "What the model gets") { _ in sequencePage(scene) },
      Beat("back", "And back", duration: 1200) { backPage(scene, $0) },
      Beat("labels", "Labels, not amounts") { _ in labelsPage(scene) },
      Beat("chunks", "Larger pieces") { _ in chunksPage(scene) },
    ]
  }

  // MARK: Beat by beat

  private func namePage(_ scene: Scene) -> Page {
    page(
      "A computer that predicts text can’t work on letters, only on numbers. So first "
        + "\(scene.name.isEmpty ? "the name" : "“\(scene.name.shortened)”") has to become numbers. Press → to do "
        + "it step by step, or e to type a name of your own.",
      CodeView(.encode, mark: "for character in"), scene
    ) { NameAlone(scene: scene).draw(in: $0) }
  }

  private func cutPage(_ scene: Scene, _ cue: Cue) -> Page {
    let reached = letters(scene, cue)
    return page(
      "Cut the text into pieces. Here a piece is one character. Such a piece is called a token.",
      CodeView(.encode, mark: "for character in"), scene
    ) { drawRow(TokenRow(scene: scene, cut: reached), in: $0) }
  }

  private func lookUpPage(_ scene: Scene, _ cue: Cue) -> Page {
    let reached = letters(scene, cue)
    return page(
      "Every character that occurs in the \(scene.run.documentCount.grouped) names has a number, its "
        + "id: its place among all of them in sorted order, counted from 0.",
      CodeView(
        .encode, mark: "tokens.append(id)",
        note: scene.tokens.dropFirst().dropLast().map { "\(scene.label($0))→\($0)" }
          .joined(separator: " ")), scene
    ) { drawRow(TokenRow(scene: scene, ids: reached, isActive: !cue.isOver), in: $0) }
  }

  private func wrapPage(_ scene: Scene, _ cue: Cue) -> Page {
    let bos = scene.tokenizer.bos
    return page(
      "One more token, BOS (Beginning of Sequence, id \(bos)), goes in front and behind. In front "
        + "it says: a name begins. Behind it says: the name is over. One token does for both.",
      CodeView(.encode, mark: "tokens.append(bos)", note: "bos = \(bos)"), scene
    ) { drawRow(TokenRow(scene: scene, hasBOS: cue.progress > 0.3), in: $0) }
  }

  private func sequencePage(_ scene: Scene) -> Page {
    let (count, bos) = (scene.tokens.count, scene.tokenizer.bos)
    let all = "[" + scene.tokens.map(String.init).joined(separator: ", ") + "]"
    return page(
      scene.positions < count - 1
        ? "Of these \(count) numbers the model uses the first \(scene.positions + 1): it has room for "
          + "\(scene.positions) positions, its block size, and the rest is cut off."
        : "This row of \(count) numbers is all that the model ever sees of the name. The "
          + "vocabulary has \(bos + 1) tokens: \(bos) characters and BOS.",
      CodeView(.encode, mark: "return tokens", note: all), scene
    ) { drawRow(TokenRow(scene: scene, hasBOS: true), in: $0) }
  }

  private func backPage(_ scene: Scene, _ cue: Cue) -> Page {
    let reached = letters(scene, cue)
    return page(
      "Ids become text again by the same table, read the other way. BOS stands for no letter.",
      CodeView(.decode, mark: "text.append", note: "“\(scene.name.shortened)”"), scene
    ) {
      let row = TokenRow(scene: scene, hasBOS: true, returned: reached, isActive: !cue.isOver)
      drawRow(row, in: $0)
    }
  }

  private func labelsPage(_ scene: Scene) -> Page {
    let tokenizer = scene.tokenizer
    let example = scene.tokens.dropFirst().dropLast().max() ?? tokenizer.bos
    return page(
      "The ids are labels, not amounts: \(scene.label(example)) = \(example) is not “more” than "
        + "\(scene.label(0)) = 0. An id only says which row of a table belongs to the token; what is "
        + "in that row, the model learns.",
      CodeView(.vocabulary, mark: "distinct.sorted()"), scene
    ) { area in
      // In a low window the table alone: it has the labels and the ids too.
      let rows = area.height > 12 ? 6 : 0
      TokenRow(scene: scene, hasBOS: true).draw(in: area.top(rows))
      TokenTable(scene: scene).draw(in: area.below(rows))
    }
  }

  private func chunksPage(_ scene: Scene) -> Page {
    // 100,277: the highest id is ENDOFPROMPT, 100276, in github.com/openai/tiktoken,
    // tiktoken_ext/openai_public.py.
    page(
      "Large models cut text into longer pieces: OpenAI’s tokenizer cl100k_base has 100,277 of "
        + "them, so a frequent word is often a single token. What the model then does is the same.",
      CodeView(.vocabulary, mark: "distinct.sorted()"), scene
    ) { Chunks(vocabulary: scene.tokenizer.vocabularySize).draw(in: $0) }
  }

  // MARK: What they have in common

  private func page(
    _ caption: String, _ code: @autoclosure @escaping () -> CodeView, _ scene: Scene,
    picture: @escaping (Area) -> Void
  ) -> Page {
    Page(caption, code: code(), mathematics: mathematics(scene)) { area in
      picture(area.below(area.height > 13 ? 1 : 0))
    }
  }

  /// How many letters of the name a movement has come to.
  private func letters(_ scene: Scene, _ cue: Cue) -> Int {
    Int((Double(scene.tokens.count - 2) * cue.progress).rounded(.down))
  }

  /// The name's tokens, below them the vocabulary, other names, and in a high window what ids lead to.
  private func drawRow(_ row: TokenRow, in area: Area) {
    row.draw(in: area.top(6))
    let below = area.below(7)
    let rows = VocabularyGrid(row: row).draw(in: below)
    let rest = below.below(rows + 1)
    guard rest.height > 2 else { return }
    // A title, a note and all tokens, or those of the name.
    let high = min(row.scene.tokenizer.vocabularySize, rest.height / 2) + 2
    let table = max(high, min(row.scene.tokenizer.vocabularySize + 2, rest.height - 7))
    guard rest.height > 20 else { return OtherNames(row: row).draw(in: rest) }
    OtherNames(row: row).draw(in: rest.top(rest.height - table - 1))
    TokenTable(scene: row.scene).draw(in: rest.bottom(table))
  }

  private func mathematics(_ scene: Scene) -> [String] {
    [
      "The vocabulary V is the set of all characters in the names, sorted, and BOS.",
      "  |V| = \(scene.tokenizer.characters.count) + 1 = \(scene.tokenizer.vocabularySize)",
      "The id of a character is its place in that order; a name of n characters becomes n + 2 ids.",
      "  encode(c₁ … cₙ) = [BOS, id(c₁), …, id(cₙ), BOS]",
      "Decoding is the inverse, so nothing is lost.",
      "  decode(encode(name)) = name",
    ]
  }
}
