import MicroGPT
import Stage

/// The rows of the token table compared with each other: of all tokens or, in a large vocabulary, of those
/// around one of them.
struct Likeness {
  /// In the order in which they are shown.
  let tokens: [Int]
  private let rows: [[Double]]
  private let cosines: Cosines
  private let places: [Int: Int]
  /// Whether there are no other tokens.
  let isWhole: Bool

  /// - Parameter order: of all tokens; that of their ids where nil.
  init(_ scene: Scene, around token: Int, order: [Int]? = nil) {
    tokens = order ?? Array(scene.window(around: token))
    rows = tokens.map(scene.tables.token)
    cosines = Cosines(ofRows: rows)
    places = Dictionary(uniqueKeysWithValues: zip(tokens, tokens.indices))
    isWhole = tokens.count == scene.tokenizer.vocabularySize
  }

  /// The place of a token in the order; the first one for a token that is not there.
  func place(_ token: Int) -> Int { places[token, default: 0] }

  func row(_ token: Int) -> [Double] { rows[place(token)] }

  subscript(_ one: Int, _ other: Int) -> Double { cosines[place(one), place(other)] }

  /// The other tokens, the most like this one first.
  func nearest(to token: Int) -> [Int] {
    cosines.nearest(to: place(token)).map { tokens[$0] }
  }

  /// [token][token], in the order in which they are shown.
  var matrix: [[Double]] { tokens.indices.map(cosines.cosines) }

  /// ` of the 201 tokens around it`, where these are not all.
  var scope: String { isWhole ? "" : " of the \(tokens.count.grouped) tokens around it" }
}

/// What chance gives: how near the nearest row is where all are drawn at random.
struct NearestByChance: Equatable, Sendable {
  /// Each row’s largest cosine with another row: their mean, and the largest of them.
  let mean, most: Double

  init?(ofRows rows: [[Double]]) {
    guard rows.count > 1 else { return nil }
    let cosines = Cosines(ofRows: rows)
    let nearest = rows.indices.map { row in
      rows.indices.reduce(-1) { $1 == row ? $0 : max($0, cosines[row, $1]) }
    }
    mean = nearest.reduce(0, +) / Double(nearest.count)
    most = nearest.reduce(-1, max)
  }
}

extension FromIdsToMeaning {
  /// The token that the chosen one is compared with: what the reader chose or, where that is the chosen one
  /// itself, another.
  func compared(with token: Int, _ likeness: Likeness, _ scene: Scene) -> Int {
    if let other, other != token, likeness.tokens.contains(other) { return other }
    let name = scene.tokens.dropFirst().first { $0 != token && $0 != scene.tokenizer.bos }
    let near = [name, scene.tokenizer.bos].compactMap { $0 }.first {
      $0 != token && likeness.tokens.contains($0)
    }
    return near ?? likeness.tokens.first { $0 != token } ?? token
  }

  /// ↑↓ choose a token, − + the one that it is compared with.
  ///
  /// - Parameter others: the tokens that it can be compared with, for the chosen one.
  func pairControls(
    _ likeness: Likeness, _ scene: Scene, others: [Int], other: Int
  ) -> [Control] {
    let last = Double(max(1, others.count - 1))
    let place = Double(others.firstIndex(of: other) ?? 0)
    return likeness.tokens.map { token in
      Control(TokenRow(token: token), scene.label(token), place, in: 0...last, step: 1, coarse: 5) {
        [with(\.other, others[min(others.count - 1, Int($0))])]
      }
    }
  }

  /// A click on another token compares it, and chooses a row where it is one.
  func pickPair(_ target: Target) -> Change {
    if let compared: Compared = target.value() {
      return [with(\.other, compared.token)]
        + (compared.chosen.map { [.choose(Target(TokenRow(token: $0)))] } ?? [])
    }
    return pickCell(target)
  }
}
