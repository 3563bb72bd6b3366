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
      "Sums differ in length, the root of the sum of the squares. RMSNorm multiplies all \(scene.size.width) by one number, "
        + "here \(input.scale.shown(3)), that makes it nearly \(InputPages.normedLength(scene)) for any letter: what follows "
        + "gets numbers in one range, and training stays steady.",
      .input, scene, cue,
      code: CodeView(
        .norm, mark: "let scale", note: "scale = \(scene.digits(input.scale))"),
      mathematics: [
        "The length of a vector is the root of the sum of the squares of its n numbers.",
        "  |x| = √(x₁² + … + xₙ²)",
        "RMSNorm divides by the root of the mean of the squares (root mean square). Then that mean is 1 and the length √n, "
          + "whatever they were; all numbers keep their proportions.",
        "  scale = 1 / √((x₁² + … + xₙ²) / n + 0.00001)",
        "  normed[i] = x[i] · scale",
        "Without the 0.00001 it would divide by 0 where all numbers are 0. Where they are not it changes next to nothing.",
        "Why one length? The next matrix multiplies and adds up these numbers. If they were ten times as large for one token, so "
          + "would be all that comes of it, and one step of training would be too large for it or too small for others.",
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

/// Words that pages on the input share.
private enum InputPages {
  /// The length that the norm brings all vectors close to, as one writes it: `√16 = 4`.
  static func normedLength(_ scene: Scene) -> String {
    let width = scene.size.width
    let root = Double(width).squareRoot()
    let digits = root == root.rounded() ? "\(Int(root))" : root.fixed(2)
    return width == 1 ? "1" : "√\(width) = \(digits)"
  }
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
  var meanSquare: Double { sum.reduce(0) { $0 + $1 * $1 } / Double(sum.count) }
  /// What the sum is multiplied by.
  var scale: Double { 1 / (meanSquare + 1e-5).squareRoot() }
}
