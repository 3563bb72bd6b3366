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
    let draw = TableChange(scene) { $0.tokens }
    var page = tablePage(
      tokensCaption(scene, draw), scene,
      code: CodeView(
        .firstParameters, mark: "random.gauss",
        note: "\(scene.parameterName(parameter)) = \(scene.digits(tables.token(token)[column]))"),
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
        notes: ParameterNote(parameter, scene).lines + [""] + draw.notes
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

  private func tokensCaption(_ scene: Scene, _ change: TableChange) -> String {
    let lead =
      "Here is all of wte: a row for each token, orange above 0, blue below. "
    guard scene.moment > 0 else {
      return lead
        + "Its numbers were drawn at random; nothing is trained yet, so nothing means anything. t lets the "
        + "training run: watch the rows. ↑↓ - + choose a number."
    }
    return lead
      + "The numbers were drawn at random and mean nothing at step 0; what stands there now, training made. "
      + (scene.isTraining
        ? "t stops it."
        : "t plays it from the start, [ ] go step by step, x sorts the rows by likeness.")
  }

  func positionsPage(_ scene: Scene, _ cue: Cue) -> Page {
    let chosen = cue.choice(as: PositionRow.self)?.position ?? 1
    let position = max(0, min(chosen, scene.size.blockSize - 1))
    let column = column(scene)
    let tables = scene.tables
    let parameter = tables.parameter(position: position, column: column)
    let change = TableChange(scene) { tables in
      scene.positionWindow(around: position).map(tables.position)
    }
    var page = tablePage(
      positionsCaption(scene, change, scene.positionWindow(around: position)), scene,
      code: CodeView(
        .firstParameters, mark: "random.gauss",
        note:
          "\(scene.parameterName(parameter)) = \(scene.digits(tables.position(position)[column]))"),
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
        notes: ParameterNote(parameter, scene).lines + [""] + change.notes
      ).draw(in: $0)
    }
    page.controls = rowControls(
      scene.positionWindow(around: position).map {
        (PositionRow(position: $0), "position \($0)")
      }, scene)
    page.firstChoice = Target(PositionRow(position: position))
    return page
  }

  private func positionsCaption(
    _ scene: Scene, _ change: TableChange, _ window: Range<Int>
  ) -> String {
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
    guard let first = still.first.map({ $0 + window.lowerBound }) else {
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
        "At the beginning all parameters are drawn from a normal distribution around 0; two thirds of the draws lie "
          + "within its standard deviation σ.",
        "  wte[id][i], wpe[position][i] ~ N(0, σ²),  σ = \(RunSettings.deviation)",
        "The size of a table’s numbers is told by the root of the mean of their squares.",
        "  size = √((w₁² + … + wₙ²) / n)",
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
  /// The root of the mean of the squares now, and as drawn where that is known.
  let size: Double
  let firstSize: Double?
  /// Which rows are exactly as they were drawn; nil where that is not known.
  let still: [Int]?
  private let count: Int

  init(_ scene: Scene, rows: (EmbeddingTables) -> [[Double]]) {
    let now = rows(scene.tables)
    let first = scene.tableEnds.map { rows($0.first) }
    size = TableChange.size(now)
    firstSize = first.map(TableChange.size)
    still = first.map { first in now.indices.filter { now[$0] == first[$0] } }
    count = now.count
  }

  private static func size(_ rows: [[Double]]) -> Double {
    let squares = rows.joined().reduce(0) { $0 + $1 * $1 }
    return (squares / Double(max(1, rows.joined().count))).squareRoot()
  }

  var notes: [Text] {
    guard let firstSize, let still else { return [] }
    let moved = count - still.count
    return [
      "size of the numbers: \(firstSize.shown(3), .weight) as drawn, \(size.shown(3), .weight, .strong) now",
      "rows that moved: \(moved, .weight, .strong) of \(count)",
    ]
  }
}
