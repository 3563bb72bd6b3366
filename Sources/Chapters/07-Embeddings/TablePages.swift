import MicroGPT
import Stage

/// Both tables as colours: from noise to structure as the moment moves.
extension FromIdsToMeaning {
  func tokensPage(_ scene: Scene, _ cue: Cue) -> Page {
    let token = token(scene, cue)
    let column = column(scene)
    let tables = scene.tables
    let order = isSorted ? scene.tableEnds?.order : nil
    let parameter = tables.parameter(token: token, column: column)
    let change = TableChange(scene, rows: 0..<scene.tokenizer.vocabularySize)
    var page = tablePage(
      tokensCaption(scene), scene,
      code: CodeView(
        .firstParameters, mark: "random.gauss",
        note: TablePages.drawn(parameter, scene)),
      number: .parameter(parameter)
    ) {
      let now = TableView(
        tokensOf: scene, around: token, order: order, column: column,
        title: TablePages.now(scene))
      let first = scene.tableEnds.map {
        TableView(
          tokensOf: scene, in: $0.first, around: token, order: order, column: column,
          title: TablePages.first)
      }
      TablesView(
        tables: TablePages.sameScale([first, now].compactMap { $0 }),
        notes: ParameterNote(parameter, scene).lines + [""] + change.notes,
        below: TablePages.row(
          "\(scene.quoted(token), .token, .strong)", scene, column
        ) { $0.token(token) }
      ).draw(in: $0)
    }
    page.controls = rowControls(
      (order ?? Array(scene.window(around: token))).map {
        (TokenRow(token: $0), scene.label($0))
      }, scene)
    page.firstChoice = Target(TokenRow(token: token))
    page.keys = [sortKey(scene)]
    return page
  }

  private func tokensCaption(_ scene: Scene) -> String {
    let lead = "Here is all of wte: a row for each token, orange above 0, blue below. "
    guard scene.moment > 0 else {
      return lead
        + "Its numbers were drawn at random and mean nothing, since nothing is trained yet. t lets the training "
        + "run: watch the rows. ↑↓ - + choose a number."
    }
    return lead
      + "Drawn at random, it meant nothing at step 0; what stands there now, training made. "
      + (scene.isTraining
        ? "t stops it." : "t plays it from the start, x sorts the rows by likeness.")
  }

  func positionsPage(_ scene: Scene, _ cue: Cue) -> Page {
    let chosen = cue.choice(as: PositionRow.self)?.position ?? 1
    let position = max(0, min(chosen, scene.size.blockSize - 1))
    let column = column(scene)
    let tables = scene.tables
    let parameter = tables.parameter(position: position, column: column)
    let start = scene.tokenizer.vocabularySize
    let change = TableChange(scene, rows: start..<start + scene.size.blockSize)
    var page = tablePage(
      positionsCaption(scene, change), scene,
      code: CodeView(
        .firstParameters, mark: "random.gauss",
        note: TablePages.drawn(parameter, scene)),
      number: .parameter(parameter)
    ) {
      let now = TableView(
        positionsOf: scene, around: position, column: column, title: TablePages.now(scene))
      let first = scene.tableEnds.map {
        TableView(
          positionsOf: scene, in: $0.first, around: position, column: column,
          title: TablePages.first)
      }
      TablesView(
        tables: TablePages.sameScale([first, now].compactMap { $0 }),
        notes: ParameterNote(parameter, scene).lines + [""] + change.notes,
        below: TablePages.row("row \(position, .position, .strong)", scene, column) {
          $0.position(position)
        }
      ).draw(in: $0)
    }
    page.controls = rowControls(
      scene.positionWindow(around: position).map {
        (PositionRow(position: $0), "position \($0)")
      }, scene)
    page.firstChoice = Target(PositionRow(position: position))
    return page
  }

  private func positionsCaption(_ scene: Scene, _ change: TableChange) -> String {
    let lead = "And all of wpe: a row for each position. "
    guard scene.moment > 0 else {
      return lead
        + "These numbers were drawn at random as well, and nothing is trained yet. t lets the training run. Which "
        + "rows will change, and which will not?"
    }
    guard let still = change.still else {
      return lead
        + "These numbers were drawn at random as well; training moves them. ↑↓ - + choose one."
    }
    // Names that reach a row reach all rows before it.
    guard let first = still.first else {
      return lead
        + "These numbers were drawn at random as well. By now training has moved every row: at least one name so "
        + "far was long enough to reach the last."
    }
    let isOne = first == scene.size.blockSize - 1
    return lead
      + "Training moves a row only when a name is long enough to reach it. "
      + (isOne ? "Row \(first) is" : "The rows from \(first) on are")
      + " still as drawn: none of the names so far came to \(isOne ? "it" : "them")."
  }

  private func tablePage(
    _ caption: String, _ scene: Scene, code: CodeView, number: Site,
    picture: @escaping (Area) -> Void
  ) -> Page {
    var page = Page(
      caption, code: code,
      mathematics: [
        "At the beginning all parameters are drawn from a normal distribution around 0 with a standard deviation of "
          + "\(RunSettings.deviation): two thirds of the draws lie no farther from 0 than that.",
        "  wte[id][i], wpe[position][i] = draws from N(0, \(RunSettings.deviation)²)",
        "The length of a row is the root of the sum of the squares of its n numbers.",
        "  |w| = √(w₁² + … + wₙ²)",
      ], picture: picture)
    page.number = number
    page.pick = pickCell
    page.questions = [TableEnds(scene.run)]
    return page
  }
}

/// What the two pages on tables have in common.
enum TablePages {
  static func now(_ scene: Scene) -> Text {
    let words = "after \(scene.moment.counted("step"))"
    return Text(scene.moment == 0 ? "now, at step 0" : words, .title, .strong)
  }

  /// What a number was drawn as, with its digits; nil where that is not known.
  static func drawn(_ parameter: Int, _ scene: Scene) -> String? {
    scene.tableEnds.map {
      "\(scene.parameterName(parameter)) was drawn as \(scene.digits($0.first[parameter: parameter]))"
    }
  }

  /// Draws one row with its figures: as it was drawn, and now.
  static func row(
    _ name: Text, _ scene: Scene, _ column: Int, of tables: @escaping (EmbeddingTables) -> [Double]
  ) -> (Area) -> Void {
    { area in
      let now = tables(scene.tables)
      let first = scene.tableEnds.map { tables($0.first) }
      let scale = Scale.signed(TableView.largest([now] + (first.map { [$0] } ?? [])))
      let lines = [
        first.map { Strips.Line(name: name + " as drawn", values: $0, scale: scale) },
        Strips.Line(name: first == nil ? name + " now" : "now", values: now, scale: scale),
      ].compactMap { $0 }
      let names = (name + " as drawn").columns
      // Each takes two rows with its figures.
      let shown = Array(lines.suffix(max(1, area.height / 2)))
      Strips(lines: shown, column: column, names: min(names, area.width / 4)).draw(in: area)
    }
  }

  static let first: Text = "\("as drawn", .title)"

  /// With one scale, so that colours can be compared.
  static func sameScale(_ tables: [TableView]) -> [TableView] {
    let largest = tables.map { TableView.largest($0.rows) }.max()
    return tables.map { table in
      var table = table
      table.largest = largest
      return table
    }
  }
}

/// How a table has changed since its numbers were drawn.
struct TableChange {
  /// The mean length of a row now, and as drawn where that is known.
  let length: Double
  let firstLength: Double?
  /// Which rows are exactly as they were drawn, counted from the first; nil where that is not known.
  let still: [Int]?
  private let count: Int

  /// - Parameter rows: of the table, counted through both tables.
  init(_ scene: Scene, rows: Range<Int>) {
    // What training did, whatever the reader has changed.
    let now = scene.unedited.tables
    let first = scene.tableEnds?.first
    func length(_ tables: EmbeddingTables) -> Double {
      rows.reduce(0) { $0 + RowMoves.length(tables.row($1)) } / Double(rows.count)
    }
    self.length = length(now)
    firstLength = first.map(length)
    still = first.map { first in
      rows.filter { now.row($0) == first.row($0) }.map { $0 - rows.lowerBound }
    }
    count = rows.count
  }

  var notes: [Text] {
    guard let firstLength, let still else { return [] }
    let moved = count - still.count
    return [
      "mean length of a row: \(firstLength.shown(3), .weight, telling: Reading("mean length as drawn", firstLength)) as drawn, \(length.shown(3), .weight, .strong, telling: Reading("mean length now", length)) now",
      "rows that moved: \(moved.grouped, .weight, .strong) of \(count.grouped)",
    ]
  }
}
