import MicroGPT
import Stage

/// Chapter 7: a token goes into the model as a list of numbers, which training moves. What the lists of
/// tokens that are used alike have in common, and what they have not, is measured.
struct FromIdsToMeaning: Chapter {
  let number = 7
  let title = "From ids to meaning"
  let question = "What stands for a letter inside the model?"
  static let explains = [
    "cosine", "embedding", "principal components", "RMSNorm, layer norm", "vector", "width",
  ]
  static let keys = [ChapterKey(.switchView, "sort by likeness, other components")]

  /// Which number of a row is under the cursor.
  var column = 0
  /// The token that the chosen one is compared with; nil until the reader chooses one.
  var other: Int?
  /// Whether tokens stand in an order in which those that are alike are neighbours, or by their ids.
  var isSorted = false
  /// Which pair of principal components the map shows, from 0.
  var pair = 0

  /// The row of a token: what is chosen in a table.
  struct TokenRow: Hashable, Sendable { let token: Int }
  /// The row of a position: what is chosen in the name, and in the table of positions.
  struct PositionRow: Hashable, Sendable { let position: Int }
  /// A number of a row: what a click on it means.
  struct Cell: Hashable, Sendable {
    /// Its row, where it is not the chosen one.
    var row: Target?
    let column: Int
  }
  /// A click on the token that the chosen one is compared with.
  struct Compared: Hashable, Sendable {
    /// Which token is compared with it then, where it is not the chosen one.
    var chosen: Int?
    let token: Int
  }

  func needs(at beat: String?) -> Set<Need> {
    switch beat {
    case nil: []
    case "moves": [.trace, .step]
    default: [.trace]
    }
  }

  func beats(in scene: Scene) -> [Beat] {
    [
      Beat("why", "Only a label?", hold: 4000) { whyPage(scene, $0) },
      Beat("row", "A list instead") { rowPage(scene, $0) },
      Beat("position", "Where it stands") { positionPage(scene, $0) },
      Beat("sum", "Added up", duration: 1200) { sumPage(scene, $0) },
      Beat("norm", "One length", duration: 1200) { normPage(scene, $0) },
      Beat("tokens", "All tokens") { tokensPage(scene, $0) },
      Beat("positions", "All positions") { positionsPage(scene, $0) },
      Beat("moves", "Who moves a row?") { movesPage(scene, $0) },
      Beat("cosine", "How alike?", duration: 1200) { cosinePage(scene, $0) },
      Beat("nearest", "The nearest") { nearestPage(scene, $0) },
      Beat("cosines", "Each with each") { cosinesPage(scene, $0) },
      Beat("vowels", "Vowels?") { vowelsPage(scene, $0) },
      Beat("map", "A map", hold: 4000) { mapPage(scene, $0) },
    ]
  }

  // MARK: What is chosen

  /// The chosen position of the name; at first that of its first letter, or of BOS where it has none.
  func position(_ scene: Scene, _ cue: Cue) -> Int {
    let chosen = cue.choice(as: PositionRow.self)?.position ?? 1
    return max(0, min(chosen, scene.positions - 1))
  }

  /// The token that was chosen last, in a table or in the name; at first that of the name’s first letter.
  func token(_ scene: Scene, _ cue: Cue) -> Int {
    for choice in cue.choices {
      if let row: TokenRow = choice.value() {
        return min(row.token, scene.tokenizer.vocabularySize - 1)
      }
      if let row: PositionRow = choice.value() {
        return scene.tokens[min(row.position, scene.positions - 1)]
      }
    }
    return scene.tokens[position(scene, cue)]
  }

  /// The number under the cursor.
  func column(_ scene: Scene) -> Int { min(column, scene.size.width - 1) }

  // MARK: What can be chosen

  /// Rows one below the other: ↑↓ choose one, − + move along its numbers.
  func rowControls<Row: Hashable & Sendable>(
    _ rows: some Sequence<(id: Row, name: String)>, _ scene: Scene
  ) -> [Control] {
    let column = column(scene)
    let last = Double(max(1, scene.size.width - 1))
    return rows.map { row in
      Control(row.id, row.name, Double(column), in: 0...last, step: 1, coarse: 4) {
        [with(\.column, min(scene.size.width - 1, Int($0)))]
      }
    }
  }

  /// A click on a number chooses it, and its row.
  func pickCell(_ target: Target) -> Change {
    guard let cell: Cell = target.value() else { return [] }
    return [with(\.column, cell.column)] + (cell.row.map { [.choose($0)] } ?? [])
  }

  /// The key that sorts tokens, and brings the order of the ids back.
  func sortKey(_ scene: Scene) -> PageKey {
    PageKey(.switchView, isSorted ? "by id" : "by likeness") {
      let isKnown = scene.tableEnds != nil
      guard isSorted || scene.canSortTokens else {
        return [.notice("There are too many tokens to sort them by likeness")]
      }
      return [with(\.isSorted, !isSorted)]
        + (isSorted || isKnown ? [] : [.notice("They are sorted as soon as the training is over")])
    }
  }
}

extension Snippet {
  static let graphLinear = Snippet("Model/GPT.swift", from: "mutating func linear(")
  static let firstParameters = Snippet(
    "Model/Parameters.swift", from: "static func drawParameters(")
}
