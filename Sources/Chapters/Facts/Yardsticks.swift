import MicroGPT

/// How surprised simpler ways of predicting would have been by the very names that a run trained on, so
/// that they can be compared with its losses: the same names, the same positions, the same mean.
struct Yardsticks: Question {
  /// The run, but for what changes neither its names nor how much of them is seen: a turned knob need
  /// not count all the data again.
  private let names: RunKey

  init(_ run: Run) { names = Yardsticks.names(of: run) }

  private static func names(of run: Run) -> RunKey {
    var settings = RunSettings.standard
    settings.seed = run.settings.seed
    settings.steps = run.settings.steps
    let block = run.settings.size.blockSize
    settings.size = (try? ModelSize(blockSize: block)) ?? run.settings.size
    return RunKey(run, settings: settings)
  }

  func begin(in scene: Scene) -> Scoring {
    // The run may be one that is still on its way.
    Scoring(Yardsticks.names(of: scene.newest) == names ? scene.newest : scene.run)
  }

  struct Answer {
    /// For each step the loss of a table of pairs, which knows nothing but the token before: how often
    /// each token followed it in all the data. [steps]
    fileprivate(set) var pairs: [Double] = []
    /// For each step the loss of a table of single tokens: how often each comes in all the data. [steps]
    fileprivate(set) var letters: [Double] = []
  }

  /// Counts the data, then scores the names of the run's steps, some at a time.
  struct Scoring: Job {
    private let run: Run
    private var counts: TokenCounts
    private var scored = Answer()

    init(_ run: Run) {
      self.run = run
      counts = TokenCounts(of: run.corpus)
    }

    var progress: Double { Double(scored.pairs.count) / Double(run.settings.steps) }

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> Answer? {
      guard counts.count(until: isTimeUp) else { return nil }
      let block = run.settings.size.blockSize
      while scored.pairs.count < run.settings.steps {
        let document = run.document(ofStep: scored.pairs.count)
        let tokens = run.tokenizer.encode(document, blockSize: block)
        let positions = Tokenizer.trainedLength(tokens: tokens, blockSize: block)
        var (pair, letter) = (0.0, 0.0)
        for (token, next) in zip(tokens, tokens.dropFirst()).prefix(positions) {
          pair -= Elementary.log(counts.share(of: next, after: token))
          letter -= Elementary.log(counts.share(of: next))
        }
        scored.pairs.append(pair / Double(positions))
        scored.letters.append(letter / Double(positions))
        if scored.pairs.count % 64 == 0 && isTimeUp() { return nil }
      }
      return scored
    }
  }
}

/// How often each token comes in all the data, and each pair of neighbours. Only pairs that occur take
/// room: a table of all would have the square of the vocabulary.
struct TokenCounts {
  private let corpus: Corpus
  /// [token · vocabulary + next]
  private var pairs: [Int: Int] = [:]
  private var firsts: [Int]
  private var nexts: [Int]
  private var total = 0

  /// The document that is read, what is left of it, and the token before that.
  private var place = 0
  private var rest: String.UnicodeScalarView.Iterator
  private var token: Int

  /// Nothing is counted yet.
  init(of corpus: Corpus) {
    self.corpus = corpus
    firsts = Array(repeating: 0, count: corpus.tokenizer.vocabularySize)
    nexts = firsts
    token = corpus.tokenizer.bos
    rest = corpus[0].unicodeScalars.makeIterator()
  }

  /// How many tokens are counted before time is asked for.
  private static let portion = 4096

  /// Counts on.
  ///
  /// - Returns: whether all is counted; false where time was up before.
  mutating func count(until isTimeUp: () -> Bool) -> Bool {
    let tokenizer = corpus.tokenizer
    while place < corpus.count {
      let next = rest.next().flatMap(tokenizer.id(of:)) ?? tokenizer.bos
      pairs[token * firsts.count + next, default: 0] += 1
      firsts[token] += 1
      nexts[next] += 1
      total += 1
      token = next
      if next == tokenizer.bos {
        place += 1
        if place < corpus.count { rest = corpus[place].unicodeScalars.makeIterator() }
      }
      if total % TokenCounts.portion == 0 && isTimeUp() { return false }
    }
    return true
  }

  /// How often a token follows another one, as a share; above 0 for each pair that is in the data.
  func share(of next: Int, after token: Int) -> Double {
    Double(pairs[token * firsts.count + next, default: 0]) / Double(firsts[token])
  }

  /// How often a token comes, as a share.
  func share(of next: Int) -> Double { Double(nexts[next]) / Double(total) }
}
