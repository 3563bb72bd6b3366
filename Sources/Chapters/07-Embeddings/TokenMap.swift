import MicroGPT
import Stage

/// The tokens on a plane: where their rows lie along two directions.
///
/// The directions are those in which the rows of the run’s last moment differ most. At all other moments the
/// rows are seen in the same directions, so that a token moves only as far as training moves its row, and
/// nothing jumps or flips.
struct TokenMap {
  /// Which components, from 0.
  let components: (across: Int, up: Int)
  /// The tokens that are drawn: all of them or, of a large vocabulary, some.
  let tokens: [Int]
  /// Where they are drawn, [token].
  let points: [(x: Double, y: Double)]
  /// From where to where they reach at the last moment or now, whichever is more; zero is between.
  let axes: (across: Axis, up: Axis)
  /// What share of the differences between the rows the two directions show, 0…1 each.
  let shares: (across: Double, up: Double)
  /// What the two best directions of this moment would show; nil where that takes long.
  let best: Double?

  /// How many components can be looked at.
  static let most = 6
  /// How many tokens are drawn at most.
  private static let mostTokens = 200

  /// How many pairs of components there are.
  static func pairs(_ directions: [[Double]]) -> Int { max(1, (directions.count + 1) / 2) }

  init(_ scene: Scene, _ ends: TableEnds.Answer, directions: [[Double]], pair: Int) {
    let count = scene.tokenizer.vocabularySize
    // Of many some, evenly, and those of the name.
    let every = max(1, (count + TokenMap.mostTokens - 1) / TokenMap.mostTokens)
    let used = Set(scene.tokens)
    tokens = (0..<count).filter { $0 % every == 0 || used.contains($0) }
    let first = 2 * min(pair, TokenMap.pairs(directions) - 1)
    components = (first, first + 1)
    let chosen = [first, first + 1].map {
      directions.indices.contains($0) ? directions[$0] : []
    }
    let now = Spread(scene.tables, count: count, chosen)
    points = tokens.map { (now.coordinates[0][$0], now.coordinates[1][$0]) }
    shares = (now.share(0), now.share(1))
    let last = Spread(ends.last, count: count, chosen)
    func axis(_ index: Int) -> Axis {
      Axis(holding: now.coordinates[index] + last.coordinates[index] + [0])
    }
    self.axes = (axis(0), axis(1))
    best = scene.bestShares.map { shares in
      [first, first + 1].reduce(0) {
        $0 + (shares.indices.contains($1) ? shares[$1] : 0)
      }
    }
  }

  /// How the rows of a table lie along two directions.
  private struct Spread {
    /// How far each token lies from the mean, [axis][token].
    let coordinates: [[Double]]
    /// The sum of the squares of all differences from the mean.
    private let total: Double

    init(_ tables: EmbeddingTables, count: Int, _ axes: [[Double]]) {
      var mean = [Double](repeating: 0, count: tables.row(0).count)
      for token in 0..<count {
        for (column, number) in tables.row(token).enumerated() { mean[column] += number }
      }
      for column in mean.indices { mean[column] /= Double(count) }
      var total = 0.0
      var coordinates = axes.map { _ in [Double]() }
      for token in 0..<count {
        var sums = axes.map { _ in 0.0 }
        for (column, number) in tables.row(token).enumerated() {
          let difference = number - mean[column]
          total += difference * difference
          for (axis, direction) in axes.enumerated() where !direction.isEmpty {
            sums[axis] += difference * direction[column]
          }
        }
        for (axis, sum) in sums.enumerated() { coordinates[axis].append(sum) }
      }
      self.total = total
      self.coordinates = coordinates
    }

    func share(_ axis: Int) -> Double {
      total > 0 ? coordinates[axis].reduce(0) { $0 + $1 * $1 } / total : 0
    }
  }
}

extension Scene {
  /// The shares of the components of the token table at the moment itself, falling; nil where it takes long
  /// to find them.
  fileprivate var bestShares: [Double]? {
    guard size.width <= 24, tokenizer.vocabularySize <= 200 else { return nil }
    return facts.componentShares.value(of: MomentKey(self, 0)) {
      PrincipalComponents(ofRows: tables.tokens).components.map(\.share)
    }
  }
}
