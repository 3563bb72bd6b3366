import MicroGPT
import Stage

/// From a token and its position to what goes into the model: two rows, their sum, the norm.
extension FromIdsToMeaning {
  func rowPage(_ scene: Scene, _ cue: Cue) -> Page {
    let position = position(scene, cue)
    let token = scene.tokens[position]
    let (width, column) = (scene.size.width, column(scene))
    let parameter = scene.tables.parameter(token: token, column: column)
    return inputPage(
      "The answer: a list of \(width.counted("number")) for each token, its vector or embedding. The lists are the rows of a "
        + "table, wte, which training changes; this is the row of \(scene.quoted(token)). ↑↓ choose another letter, "
        + "- and + one of its numbers.", .tokenEmbedding, scene, cue,
      code: CodeView(
        .embed, mark: "let tokEmb",
        note: "wte[\(token)][\(column)] = \(scene.digits(scene.tables.token(token)[column]))"),
      mathematics: [
        "The embedding of a token is its row of wte (word token embeddings), of \(width.counted("number")).",
        "  tok_emb = wte[id]",
        "Nothing is calculated here: the id says which row is taken, and that is all that the id is good for.",
      ]
    ) {
      LookUpView(
        scene: scene, position: position, column: column, isToken: true,
        note: ParameterNote(parameter, scene)
      ).draw(in: $0)
    }
  }

  func positionPage(_ scene: Scene, _ cue: Cue) -> Page {
    let position = position(scene, cue)
    let column = column(scene)
    let parameter = scene.tables.parameter(position: position, column: column)
    return inputPage(
      "A name is more than its letters: where they stand counts. So there is a second table, wpe, with a row for "
        + "each position. This is the row of position \(position.grouped), the same for any token that stands "
        + "there.", .positionEmbedding, scene, cue,
      code: CodeView(
        .embed, mark: "let posEmb",
        note:
          "wpe[\(position)][\(column)] = \(scene.digits(scene.tables.position(position)[column]))"),
      mathematics: [
        "The embedding of a position is its row of wpe (word position embeddings).",
        "  pos_emb = wpe[position]",
        "There are as many rows as the block has positions, here \(scene.size.blockSize.grouped): the model can't see more.",
      ]
    ) {
      LookUpView(
        scene: scene, position: position, column: column, isToken: false,
        note: ParameterNote(parameter, scene)
      ).draw(in: $0)
    }
  }

  func sumPage(_ scene: Scene, _ cue: Cue) -> Page {
    let input = InputNumbers(scene, position(scene, cue))
    let column = column(scene)
    return inputPage(
      "Both rows are added, number by number. What goes on is no longer “this letter” alone but “this letter, here”: "
        + repeatedWords(scene, input.position) + " ↑↓ choose another letter of the name.",
      .embedding, scene, cue,
      code: CodeView(
        .embed, mark: "embedding = add(",
        note:
          "\(input.token[column].shown(4)) + \(input.place[column].shown(4)) = \(input.sum[column].shown(4))"
      ),
      mathematics: [
        "Token and position are added; the sum has as many numbers as each of them.",
        "  x[i] = wte[id][i] + wpe[position][i]",
      ]
    ) {
      InputView(scene: scene, input: input, column: column, stage: .sum, progress: cue.progress)
        .draw(in: $0)
    }
  }

  func normPage(_ scene: Scene, _ cue: Cue) -> Page {
    let input = InputNumbers(scene, position(scene, cue))
    let column = column(scene)
    return inputPage(
      "Last, all \(scene.size.width) are multiplied by one number, here \(input.scale.shown(3)), so that the mean of their "
        + "squares becomes \(input.normedMeanSquare.shown(3)). However large the sum was, what goes in has one size; its pattern "
        + "stays. This is RMSNorm.",
      .input, scene, cue,
      code: CodeView(
        .norm, mark: "let scale", note: "scale = \(scene.digits(input.scale))"),
      mathematics: [
        "RMSNorm divides a vector of n numbers by the root of the mean of their squares (root mean square). A small "
          + "number is added, so that it never divides by 0.",
        "  scale = 1 / √((x₁² + … + xₙ²) / n + 0.00001)",
        "  normed[i] = x[i] · scale",
      ]
    ) {
      InputView(scene: scene, input: input, column: column, stage: .norm, progress: cue.progress)
        .draw(in: $0)
    }
  }

  /// What the position changes: seen at a letter that the name has twice, where there is one.
  private func repeatedWords(_ scene: Scene, _ position: Int) -> String {
    let seen = scene.tokens[..<scene.positions]
    let twin = seen.indices.first { $0 != position && seen[$0] == seen[position] }
    let name = scene.quoted(seen[position])
    guard let twin else { return "\(name) at another position would give other numbers." }
    return "\(name) at position \(position) and at \(twin) give different numbers."
  }

  private func inputPage(
    _ caption: String, _ stage: Site.Stage, _ scene: Scene, _ cue: Cue, code: CodeView,
    mathematics: [String], picture: @escaping (Area) -> Void
  ) -> Page {
    let position = position(scene, cue)
    var page = Page(caption, code: code, mathematics: mathematics, picture: picture)
    page.controls = rowControls(
      (0..<scene.positions).map {
        (PositionRow(position: $0), "\(scene.label(scene.tokens[$0])) at \($0)")
      }, scene)
    page.firstChoice = Target(PositionRow(position: position))
    page.number = Site(stage, position: position, index: column(scene))
    page.pick = pickCell
    page.questions = [TableEnds(scene.run)]
    return page
  }
}

extension Int {
  /// `1 number`, `16 numbers`.
  func counted(_ thing: String) -> String { "\(grouped) \(thing)\(self == 1 ? "" : "s")" }
}

/// All numbers on the way into the model at one position of the name.
struct InputNumbers {
  let position: Int
  /// [width] each: the row of the token, that of the position, their sum, the sum normed.
  let token, place, sum, normed: [Double]

  init(_ scene: Scene, _ position: Int) {
    let made = scene.trace.positions[position].activations
    self.position = position
    token = made.tokenEmbedding
    place = made.positionEmbedding
    sum = made.embedding
    normed = made.input
  }

  /// The mean of the squares of the sum.
  var meanSquare: Double { InputNumbers.meanSquare(sum) }
  var normedMeanSquare: Double { InputNumbers.meanSquare(normed) }
  /// What the sum is multiplied by.
  var scale: Double { 1 / (meanSquare + 1e-5).squareRoot() }

  private static func meanSquare(_ numbers: [Double]) -> Double {
    numbers.reduce(0) { $0 + $1 * $1 } / Double(numbers.count)
  }
}
