import MicroGPT
import Stage

/// Who moves a row? The gradients of one training step, and what it did to the table.
extension FromIdsToMeaning {
  func movesPage(_ scene: Scene, _ cue: Cue) -> Page {
    guard let anatomy = scene.step else {
      return Page(
        "No step is trained yet: here will be seen which rows one training step moves.",
        code: CodeView(.graphBackward, mark: "derivatives.first * value.gradient"),
        mathematics: FromIdsToMeaning.movesMathematics
      ) { $0.text("The first step is being trained.", .faint) }
    }
    let moves = RowMoves(anatomy, scene)
    // At first a letter of the step’s own name.
    let used = moves.tokens.dropFirst().first ?? moves.tokens[0]
    let row = cue.choice(as: TokenRow.self)?.token
    let token = min(row ?? used, scene.tokenizer.vocabularySize - 1)
    let column = column(scene)
    let parameter = scene.tables.parameter(token: token, column: column)
    let gradient = anatomy.gradients[parameter]
    var page = Page(
      moves.caption,
      code: CodeView(
        .graphBackward, mark: "derivatives.first * value.gradient",
        note: "gradient of \(scene.parameterName(parameter)) = \(gradient.shown(6))"),
      mathematics: FromIdsToMeaning.movesMathematics
    ) { area in
      MovesView(scene: scene, moves: moves, token: token, column: column).draw(in: area)
    }
    page.controls = rowControls(
      scene.window(around: token).map { (TokenRow(token: $0), scene.label($0)) }, scene)
    page.firstChoice = Target(TokenRow(token: token))
    page.number = .parameter(parameter)
    page.pick = pickCell
    page.questions = [TableEnds(scene.run)]
    return page
  }

  private static let movesMathematics = [
    "A row of wte takes part in the loss only at the positions where its token stands. Its gradient is the sum over "
      + "those positions of the gradients of the token’s embedding there.",
    "  ∂L/∂wte[id][i] = Σ (over the positions of id) ∂L/∂tok_emb[i]",
    "Where the token is not in the name the sum is empty: the gradient is exactly 0.",
    "The length of a row of n numbers is",
    "  |g| = √(g₁² + … + gₙ²)",
  ]
}

/// What one training step did to the rows of the token table.
struct RowMoves {
  private let scene: Scene
  private let anatomy: StepAnatomy
  /// The tokens that were read, one for each position.
  let tokens: ArraySlice<Int>

  init(_ anatomy: StepAnatomy, _ scene: Scene) {
    self.anatomy = anatomy
    self.scene = scene
    tokens = anatomy.trace.tokens.prefix(anatomy.trace.positions.count)
  }

  private var width: Int { scene.size.width }

  func gradient(_ token: Int) -> [Double] {
    Array(anatomy.gradients[token * width..<(token + 1) * width])
  }

  func move(_ token: Int) -> [Double] {
    zip(
      anatomy.after.parameters[token * width..<(token + 1) * width],
      anatomy.before.parameters[token * width..<(token + 1) * width]
    ).map { $0 - $1 }
  }

  static func length(_ row: some Sequence<Double>) -> Double {
    row.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  /// How many rows have a gradient, and how many moved.
  var counts: (gradient: Int, moved: Int) {
    let vocabulary = scene.tokenizer.vocabularySize
    let (before, after) = (anatomy.before.parameters, anatomy.after.parameters)
    var counts = (gradient: 0, moved: 0)
    for token in 0..<vocabulary {
      let row = token * width..<(token + 1) * width
      if row.contains(where: { anatomy.gradients[$0] != 0 }) { counts.gradient += 1 }
      if row.contains(where: { before[$0] != after[$0] }) { counts.moved += 1 }
    }
    return counts
  }

  var caption: String {
    let (gradient, moved) = counts
    let all = scene.tokenizer.vocabularySize
    // Before the first step, the one that comes next is looked at.
    let verb = anatomy.number < scene.moment ? "read" : "comes next and reads"
    let step = "Step \((anatomy.number + 1).grouped) \(verb) “\(anatomy.document.shortened)”. "
    let rows =
      gradient == all
      ? "All \(all.grouped) rows have a gradient: each token is in it. "
      : "Only \(gradient == 1 ? "1 row has" : "\(gradient.grouped) rows have") a gradient, those of the tokens in it; for "
        + "the others it is exactly 0. "
    let rest = moved - gradient
    return step + rows
      + (rest > 0
        ? "\(rest.grouped) more moved a little all the same, since training keeps some momentum of earlier steps (chapter 10)."
        : "So letters that are used alike are pushed alike, name by name.")
  }
}

/// Gradients and moves of all rows side by side, and the chosen row in numbers.
private struct MovesView {
  let scene: Scene
  let moves: RowMoves
  let token: Int
  let column: Int

  func draw(in area: Area) {
    let window = Array(scene.window(around: token))
    let read = Set(moves.tokens)
    let labels = window.map {
      Text(scene.label($0), read.contains($0) ? .token : nil, read.contains($0) ? .strong : [])
    }
    func table(_ title: Text, _ row: (Int) -> [Double]) -> TableView {
      let rows = window.map(row)
      let largest = TableView.largest(rows)
      // The root, so that small ones can be seen as well.
      let roots = rows.map { row in
        row.map { number in
          let root = largest > 0 ? (number.magnitude / largest).squareRoot() : 0
          return number < 0 ? -root : root
        }
      }
      return TableView(
        title: title, rows: roots, exact: rows, labels: labels,
        cursor: window.firstIndex(of: token).map { .init($0, column) }, largest: 1,
        targets: { place in
          Target(
            FromIdsToMeaning.Cell(
              row: Target(FromIdsToMeaning.TokenRow(token: window[place.row])),
              column: place.column))
        })
    }
    TablesView(
      tables: [
        table("\("gradients", .gradient, .strong)", moves.gradient),
        table("\("moves", .title, .strong)", moves.move),
      ],
      notes: notes, hasFigures: false, below: drawLengths
    ).draw(in: area)
  }

  /// How long the gradients are: of the tokens that were read, or of all where there is room.
  private func drawLengths(in area: Area) {
    area.text(Text("how long the gradient of each row is", .title).cut(area.width))
    let read = Set(moves.tokens)
    let window = Array(scene.window(around: token))
    let (list, half) = (area.below(1), (window.count + 1) / 2)
    let shown = list.height >= half ? window : window.filter(read.contains)
    let rows = shown.map { token in
      let length = RowMoves.length(moves.gradient(token))
      return BarList.Row(
        Text(scene.label(token), read.contains(token) ? .token : nil), length,
        Text(length == 0 ? "0" : length.shown(3)), role: .gradient,
        target: Target(
          FromIdsToMeaning.Cell(
            row: Target(FromIdsToMeaning.TokenRow(token: token)), column: column)))
    }
    let parts = list.columns([1, 1], gap: 3)
    let largest = rows.map(\.value).max()
    let first = (rows.count + 1) / 2
    BarList(Array(rows.prefix(first)), scale: largest).draw(in: parts[0])
    BarList(Array(rows.dropFirst(first)), scale: largest).draw(in: parts[1])
  }

  private var notes: [Text] {
    let (gradient, move) = (moves.gradient(token), moves.move(token))
    let lengths = [gradient, move].map(RowMoves.length)
    let owner = "of the row of \(scene.quoted(token))"
    func number(_ value: Double, _ digits: Int, _ name: String, _ role: Role? = nil) -> Text {
      Text(value.shown(digits), role, telling: Reading(name, value))
    }
    let times = moves.tokens.count { $0 == token }
    return [
      "row of \(scene.quoted(token), .token, .strong): read \(times == 1 ? "once" : times == 0 ? "nowhere" : "\(times) times")",
      "gradient, length \(number(lengths[0], 4, "length of the gradient \(owner)", .gradient))",
      "move, length     \(number(lengths[1], 4, "length of the move \(owner)"))",
      "",
      "number \(column)",
      "gradient  \(number(gradient[column], 6, "gradient of number \(column) \(owner)", .gradient))",
      "move      \(number(move[column], 6, "move of number \(column) \(owner)"))",
      "",
      "Each number moves against its gradient, unless momentum carries it on.",
    ]
  }
}
