import MicroGPT

/// Which tokens are vowels and which are consonants: of the letters a to z alone, small or capital. y is now
/// one and now the other, so it counts for neither.
struct LetterGroups: Equatable, Sendable {
  /// Tokens, rising.
  let vowels: [Int]
  let consonants: [Int]

  init(_ tokenizer: Tokenizer) {
    func tokens(_ letters: String) -> [Int] {
      (letters + letters.uppercased()).unicodeScalars.compactMap(tokenizer.id).sorted()
    }
    vowels = tokens("aeiou")
    consonants = tokens("bcdfghjklmnpqrstvwxz")
  }

  /// Whether there are pairs of each kind.
  var canBeCompared: Bool { vowels.count > 1 && consonants.count > 1 }

  /// The mean cosine of each kind of pair, each pair counted once.
  func means(in tables: EmbeddingTables) -> GroupMeans {
    let rows = Cosines(ofRows: (vowels + consonants).map(tables.token))
    let (v, c) = (0..<vowels.count, vowels.count..<rows.count)
    func pairs(of range: Range<Int>) -> [Double] {
      range.flatMap { one in (one + 1..<max(one + 1, range.upperBound)).map { rows[one, $0] } }
    }
    let mixed = v.flatMap { one in c.map { rows[one, $0] } }
    return GroupMeans(
      vowels: pairs(of: v).mean ?? 0, mixed: mixed.mean ?? 0, consonants: pairs(of: c).mean ?? 0)
  }

  /// How far apart the mean of vowels and that of mixed pairs have to lie until it is called clear: twice the
  /// spread that rows drawn at random would have. A random cosine of n numbers spreads by 1/√n.
  func clearDifference(width: Int) -> Double {
    let same = Double(vowels.count * (vowels.count - 1) / 2)
    let mixed = Double(vowels.count * consonants.count)
    return 2 * (1 / Double(width)).squareRoot() * (1 / same + 1 / mixed).squareRoot()
  }
}

/// The mean cosine of pairs of two vowels, of a vowel and a consonant, of two consonants.
struct GroupMeans: Equatable, Sendable {
  let vowels, mixed, consonants: Double
}

/// The means at some moments of the run, the first and the last among them.
struct GroupsAlong: Question {
  private let run: RunKey

  init(_ run: Run) { self.run = RunKey(run) }

  func begin(in scene: Scene) -> Finding { Finding(scene.run) }

  struct Finding: Job {
    private let run: Run
    private let groups: LetterGroups
    private let moments: [Int]
    private(set) var means: [GroupMeans] = []

    /// How many moments.
    private static let count = 41

    init(_ run: Run) {
      self.run = run
      groups = LetterGroups(run.tokenizer)
      moments = run.moments(Finding.count)
    }

    var progress: Double { Double(means.count) / Double(moments.count) }

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> [GroupMeans]? {
      while means.count < moments.count {
        guard let state = run.state(at: moments[means.count], until: isTimeUp) else { return nil }
        means.append(groups.means(in: EmbeddingTables(state.parameters, run)))
        if isTimeUp() && means.count < moments.count { return nil }
      }
      return means
    }
  }
}
