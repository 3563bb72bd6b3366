import MicroGPT
import Stage

/// Chapter 2: a name becomes a row of numbers, and comes back.
struct NumbersNotLetters: Chapter {
  let number = 2
  let title = "Numbers, not letters"
  var playback = Playback()
  var chosen = 0

  /// The beats, in their order.
  private enum Step: Int, CaseIterable {
    case text, split, lookUp, wrap, sequence, back, labels, chunks
  }

  func beats(in scene: Scene) -> [Beat] {
    let bos = scene.tokenizer.bos
    let count = scene.tokens.count
    return Step.allCases.map { step in
      switch step {
      case .text:
        Beat(
          "A name",
          "A computer that predicts text can't work on letters, only on numbers. So first "
            + "\(scene.name.isEmpty ? "the name" : "“\(scene.name)”") has to become numbers. Press → to do "
            + "it step by step, or e to type a name of your own.")
      case .split:
        Beat(
          "Cut into characters",
          "Cut the text into pieces. Here a piece is one character. Such a piece is called a token.",
          duration: 500)
      case .lookUp:
        Beat(
          "Look up each character",
          "Every character that occurs in the \(scene.run.corpus.documents.count.grouped) names has a number, "
            + "its id: its place in the sorted alphabet, counted from 0.",
          duration: 1600, hold: 1500)
      case .wrap:
        Beat(
          "Wrap it in BOS",
          "One more token, BOS (Beginning of Sequence, id \(bos)), goes in front and behind. In front "
            + "it says: a name begins. Behind it says: the name is over.",
          duration: 700)
      case .sequence:
        Beat(
          "What the model gets",
          scene.positions < count - 1
            ? "Of these \(count) numbers the model uses the first \(scene.positions + 1): it has room for "
              + "\(scene.positions) positions, its block size, and the rest is cut off."
            : "This row of \(count) numbers is all that the model ever sees of the name. The "
              + "vocabulary has \(bos + 1) tokens: \(bos) characters and BOS.")
      case .back:
        Beat(
          "And back",
          "Ids become text again by the same table, read the other way. BOS stands for no letter.",
          duration: 1200)
      case .labels:
        Beat(
          "Labels, not amounts", labelsCaption(scene))
      case .chunks:
        // 100,277: the highest id is ENDOFPROMPT, 100276, in github.com/openai/tiktoken,
        // tiktoken_ext/openai_public.py.
        Beat(
          "Larger pieces",
          "Large models cut text into longer pieces: OpenAI's tokenizer cl100k_base has 100,277 of "
            + "them, so a frequent word is often a single token. What the model then does is the same."
        )
      }
    }
  }

  private func labelsCaption(_ scene: Scene) -> String {
    let tokenizer = scene.tokenizer
    let example = scene.tokens.dropFirst().dropLast().max() ?? tokenizer.bos
    return
      "The ids are labels, not amounts: \(scene.label(example)) = \(example) is not “more” than "
      + "\(scene.label(0)) = 0. An id only says which row of a table belongs to the token; what is "
      + "in that row, the model learns."
  }

  func draw(
    in rect: Rect, on canvas: inout Canvas, scene: Scene, beat: Int, progress: Double
  ) {
    let step = Step(rawValue: beat) ?? .text
    let top = rect.below(rect.height > 13 ? 1 : 0)
    if step == .chunks {
      drawChunks(in: top, on: &canvas)
      return
    }
    if step == .text {
      Welcome(scene: scene).draw(in: top, on: &canvas)
      return
    }
    let state = Reveal(step: step, progress: progress, letters: scene.tokens.count - 2)
    drawTokens(in: top.top(6), on: &canvas, scene: scene, state: state)
    if step == .labels {
      TokenTable(scene: scene).draw(in: top.below(6), on: &canvas)
    } else {
      let below = top.below(7)
      let rows = drawVocabulary(in: below, on: &canvas, scene: scene, state: state)
      if below.height > rows + 12 {
        TokenTable(scene: scene).draw(in: below.below(rows + 2), on: &canvas)
      }
    }
  }

  /// How much of the row can be seen.
  private struct Reveal {
    /// How many characters are cut off.
    let cut: Int
    /// How many characters have their id.
    let ids: Int
    let hasBOS: Bool
    /// How many ids have become characters again; nil before that.
    let returned: Int?
    let isActive: Bool

    init(step: Step, progress: Double, letters: Int) {
      let reached = Int((Double(letters) * progress).rounded(.down))
      cut = step == .split ? reached : letters
      ids = step.rawValue > Step.lookUp.rawValue ? letters : step == .lookUp ? reached : 0
      hasBOS = step.rawValue > Step.wrap.rawValue || step == .wrap && progress > 0.3
      returned = step == .back ? reached : nil
      isActive = (step == .lookUp || step == .back) && progress < 1
    }
  }

  private func drawTokens(
    in rect: Rect, on canvas: inout Canvas, scene: Scene, state: Reveal
  ) {
    let tokens = scene.tokens
    let shown = state.hasBOS ? 0..<tokens.count : 1..<tokens.count - 1
    let boxes = shown.map { index -> TokenBoxes.Token in
      let token = tokens[index]
      if token == scene.tokenizer.bos { return .init("BOS", .position) }
      if index > state.cut { return .init("", .faint) }
      if let returned = state.returned, index > returned { return .init("?", .faint) }
      let isNow = state.isActive && index == (state.returned ?? state.ids) + 1
      return .init(scene.label(token), isNow ? .chosen : .token, isNow ? .inverse : [])
    }
    let (first, places) = TokenBoxes(boxes, focus: state.ids).draw(in: rect, on: &canvas)
    for (offset, place) in places.enumerated() {
      let index = shown.lowerBound + first + offset
      let isBOS = tokens[index] == scene.tokenizer.bos
      guard isBOS || index <= state.ids else { continue }
      let frame = TokenBoxes.frame(of: place)
      let middle = Rect(frame.x, frame.y, frame.width, 6)
      canvas.text(
        state.returned == nil ? "↓" : "↑", centredIn: middle.row(3), .faint)
      canvas.text(
        "\(tokens[index])", centredIn: middle.row(4), isBOS ? .position : .token, .strong)
    }
    if state.hasBOS && tokens.count - 1 > scene.positions && rect.height > 5 {
      canvas.text(
        "Cut: the model sees \(scene.positions) positions.", centredIn: rect.row(5),
        .warning)
    }
  }

  /// Draws the table of tokens and ids and returns the rows it took.
  private func drawVocabulary(
    in rect: Rect, on canvas: inout Canvas, scene: Scene, state: Reveal
  ) -> Int {
    let tokenizer = scene.tokenizer
    let size = tokenizer.vocabularySize - (state.hasBOS ? 0 : 1)
    canvas.text(
      "The vocabulary: \(size) tokens with their ids", x: rect.x, y: rect.y, .title, .strong,
      clip: rect)
    canvas.text(
      "sequence length \(scene.tokens.count - (state.hasBOS ? 0 : 2))", endingAt: rect.right,
      y: rect.y, .faint, clip: rect)
    let grid = rect.below(2)
    guard grid.width > 0, grid.height > 0 else { return 0 }
    let width = 4 + "\(size)".columns + 2
    let columns = max(1, min(grid.width / width, size))
    let used = Set(scene.tokens.dropFirst().dropLast().prefix(state.ids))
    let now = state.isActive ? scene.tokens.dropFirst().dropFirst(state.ids).first : nil
    for id in 0..<size {
      let (row, column) = (id / columns, id % columns)
      guard row < grid.height else { break }
      let x = grid.x + column * width
      let isLit = used.contains(id) || id == tokenizer.bos && state.hasBOS
      let role: Role =
        id == now ? .chosen : isLit ? id == tokenizer.bos ? .position : .token : .faint
      let label = scene.label(id)
      let emphasis: Emphasis = id == now ? .inverse : isLit ? .strong : []
      canvas.text(label.paddedLeft(3), x: x, y: grid.y + row, role, emphasis, clip: grid)
      canvas.text(" \(id)", x: x + 3, y: grid.y + row, role, emphasis, clip: grid)
    }
    return 2 + (size + columns - 1) / columns
  }

  /// The same sentence in characters and in larger pieces. The pieces are an illustration; which ones
  /// a real tokenizer makes depends on its table.
  private func drawChunks(in rect: Rect, on canvas: inout Canvas) {
    let sentence = "emma plays with emma's cat"
    canvas.text(
      "One token a character, as here:", x: rect.x, y: rect.y, .title, .strong, clip: rect)
    var x = rect.x
    for (index, character) in sentence.enumerated() {
      let shown = character == " " ? "␣" : String(character)
      x = canvas.text(
        shown, x: x, y: rect.y + 1, index % 2 == 0 ? .token : .position, .inverse, clip: rect)
    }
    canvas.text(
      "\(sentence.count) tokens from a table of 27 and a few", x: rect.x, y: rect.y + 2, .faint,
      clip: rect)
    canvas.text(
      "One token a frequent piece, as in large models (sketch):", x: rect.x, y: rect.y + 4, .title,
      .strong, clip: rect)
    x = rect.x
    let pieces = ["emma", "␣plays", "␣with", "␣emma", "'s", "␣cat"]
    for (index, piece) in pieces.enumerated() {
      x = canvas.text(
        piece, x: x, y: rect.y + 5, index % 2 == 0 ? .token : .position, .inverse, clip: rect)
    }
    canvas.text(
      "\(pieces.count) tokens from a table of 100,277", x: rect.x, y: rect.y + 6, .faint,
      clip: rect)
    Paragraph(
      "Fewer tokens for the same text mean fewer steps for the model, and a larger table to learn. "
        + "Spelling gets harder: inside a piece the model sees no letters."
    ).draw(in: rect.below(8), on: &canvas, .text)
  }

  func code(scene: Scene, beat: Int) -> CodeView {
    let tokens = scene.tokens
    let all = "[" + tokens.map(String.init).joined(separator: ", ") + "]"
    return switch Step(rawValue: beat) ?? .text {
    case .text, .split: CodeView(.encode, mark: "for character in")
    case .lookUp:
      CodeView(
        .encode, mark: "tokens.append(id)",
        note: tokens.dropFirst().dropLast().map { "\(scene.label($0))→\($0)" }
          .joined(separator: " "))
    case .wrap: CodeView(.encode, mark: "tokens.append(bos)", note: "bos = \(scene.tokenizer.bos)")
    case .sequence: CodeView(.encode, mark: "return tokens", note: all)
    case .back: CodeView(.decode, mark: "text.append", note: "“\(scene.name)”")
    case .labels, .chunks: CodeView(.vocabulary, mark: "distinct.sorted()")
    }
  }

  func mathematics(scene: Scene, beat: Int) -> [String] {
    [
      "The vocabulary V is the set of all characters in the documents, sorted, and BOS.",
      "  |V| = \(scene.tokenizer.characters.count) + 1 = \(scene.tokenizer.vocabularySize)",
      "The id of a character is its place in that order; a name of n characters becomes n + 2 ids.",
      "  encode(c₁ … cₙ) = [BOS, id(c₁), …, id(cₙ), BOS]",
      "Decoding is the inverse, so nothing is lost.",
      "  decode(encode(name)) = name",
    ]
  }
}
