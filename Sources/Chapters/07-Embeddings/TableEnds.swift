import MicroGPT

/// The numbers of both embedding tables in a state of a run.
struct EmbeddingTables: Equatable, Sendable {
  /// `wte`, then `wpe`, row by row.
  private let numbers: ArraySlice<Double>
  private let width: Int
  private let vocabularySize: Int

  init(_ parameters: [Double], _ run: Run) {
    width = run.settings.size.width
    vocabularySize = run.tokenizer.vocabularySize
    numbers = parameters.prefix((vocabularySize + run.settings.size.blockSize) * width)
  }

  /// A number by its place among all parameters, from 0.
  subscript(parameter index: Int) -> Double { numbers[index] }

  /// A row, counted through both tables: first those of the tokens, then those of the positions. Nothing
  /// is copied, so that one can go through a large table.
  func row(_ index: Int) -> ArraySlice<Double> { numbers[index * width..<(index + 1) * width] }

  /// The row of a token, [width].
  func token(_ token: Int) -> [Double] { Array(row(token)) }

  /// The row of a position, [width].
  func position(_ position: Int) -> [Double] { Array(row(vocabularySize + position)) }

  /// All rows of the token table, [vocabulary][width].
  var tokens: [[Double]] { tokens(atMost: vocabularySize) }

  /// The first rows of the token table, [token][width].
  func tokens(atMost count: Int) -> [[Double]] { (0..<min(count, vocabularySize)).map(token) }

  /// The place of a number among all parameters, from 0: both tables stand in front.
  func parameter(position: Int, column: Int) -> Int {
    parameter(token: vocabularySize + position, column: column)
  }

  func parameter(token: Int, column: Int) -> Int { token * width + column }
}

extension Scene {
  /// Both tables at the moment.
  var tables: EmbeddingTables { EmbeddingTables(snapshot.state.parameters, run) }

  /// The tables of the run's first and last moment, and what is found in them; nil until that is done,
  /// and as long as the run is in training.
  var tableEnds: TableEnds.Answer? { answer(to: TableEnds(run)) }

  /// More tokens are not sorted: there would be too many pairs.
  private static let mostSorted = 300

  /// Whether tokens can be sorted by likeness.
  var canSortTokens: Bool { tokenizer.vocabularySize <= Scene.mostSorted }

  /// The largest width whose components are found in some dozen milliseconds, and the most numbers.
  private static let widestMap = 64
  private static let mostMapped = 2_000_000

  /// Whether the components of the token table can be found here.
  var canMapTokens: Bool {
    size.width <= Scene.widestMap
      && tokenizer.vocabularySize * size.width <= Scene.mostMapped
  }
}

/// The embedding tables at the first and the last moment of a run: what pictures of all moments between are
/// measured by, so that they move and do not jump.
struct TableEnds: Question {
  private let run: RunKey
  /// While a run is in training it has no last moment yet.
  private let isComplete: Bool

  init(_ run: Run) {
    self.run = RunKey(run)
    isComplete = run.isComplete
  }

  func begin(in scene: Scene) -> Finding {
    Finding(run: scene.run, sorts: scene.canSortTokens, maps: scene.canMapTokens)
  }

  struct Answer {
    let first: EmbeddingTables
    let last: EmbeddingTables
    /// All tokens in an order in which those that are alike at the last moment are neighbours; nil where
    /// there are too many.
    let order: [Int]?
    /// How near the nearest row is as drawn; nil where there is only one row.
    let chance: NearestByChance?
    /// The directions in which their rows differ most at the last moment, the most important first,
    /// [component][width]; nil where there are too many numbers.
    let directions: [[Double]]?
  }

  struct Finding: Job {
    private let run: Run
    private let sorts: Bool
    private let maps: Bool
    private var first: EmbeddingTables?
    private var last: EmbeddingTables?
    private var order: [Int]?

    init(run: Run, sorts: Bool, maps: Bool) {
      self.run = run
      self.sorts = sorts
      self.maps = maps
    }

    var progress: Double {
      (first == nil ? 0 : 0.3) + (last == nil ? 0 : 0.3) + (order == nil ? 0 : 0.2)
    }

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> Answer? {
      if first == nil {
        guard let state = run.state(at: 0, until: isTimeUp) else { return nil }
        first = EmbeddingTables(state.parameters, run)
        if isTimeUp() { return nil }
      }
      if last == nil {
        guard let state = run.state(at: run.lastMoment, until: isTimeUp) else { return nil }
        last = EmbeddingTables(state.parameters, run)
        if isTimeUp() { return nil }
      }
      guard let first, let last else { return nil }
      if sorts && order == nil {
        order = LikenessOrder.of(Cosines(ofRows: last.tokens))
        if isTimeUp() { return nil }
      }
      let components = maps ? PrincipalComponents(ofRows: last.tokens).components : nil
      return Answer(
        first: first, last: last, order: order,
        chance: NearestByChance(ofRows: first.tokens(atMost: Scene.mostCompared)),
        directions: components?.prefix(TokenMap.most).map(\.direction))
    }
  }
}

/// An order of rows in which those that are alike are neighbours.
enum LikenessOrder {
  /// Begins with the two rows that are least alike, goes on from one of them to the most like row that is
  /// left, again and again, and then turns stretches around as long as neighbours become more alike by it.
  static func of(_ cosines: Cosines) -> [Int] {
    let count = cosines.count
    guard count > 2 else { return Array(0..<count) }
    let table = (0..<count).map { row in
      cosines.cosines(of: row).map { $0.isFinite ? $0 : 0 }  // [row][row]
    }
    let start = (0..<count).min { (table[$0].min() ?? 0) < (table[$1].min() ?? 0) } ?? 0
    var order = [start]
    var rest = (0..<count).filter { $0 != start }
    while let last = order.last,
      let next = rest.indices.max(by: { table[last][rest[$0]] < table[last][rest[$1]] })
    { order.append(rest.remove(at: next)) }

    func likeness(_ one: Int, _ other: Int) -> Double {
      order.indices.contains(one) && order.indices.contains(other)
        ? table[order[one]][order[other]] : 0
    }
    for _ in 0..<most {
      var isBetter = false
      for low in 0..<count - 1 {
        for high in low + 1..<count {
          let before = likeness(low - 1, low) + likeness(high, high + 1)
          let after = likeness(low - 1, high) + likeness(low, high + 1)
          guard after > before + 1e-9 else { continue }
          order[low...high].reverse()
          isBetter = true
        }
      }
      if !isBetter { break }
    }
    // An order and its opposite are equally good.
    return (order.first ?? 0) < (order.last ?? 0) ? order : order.reversed()
  }

  /// How often all stretches are tried at most.
  private static let most = 30
}
