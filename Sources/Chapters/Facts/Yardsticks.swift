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
    private var counts: Counts?
    private var scored = Answer()

    init(_ run: Run) { self.run = run }

    var progress: Double { Double(scored.pairs.count) / Double(run.settings.steps) }

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> Answer? {
      let counts = counts ?? Counts(run.corpus)
      self.counts = counts
      let block = run.settings.size.blockSize
      while scored.pairs.count < run.settings.steps {
        let tokens = run.tokenizer.encode(run.document(ofStep: scored.pairs.count))
        let positions = Tokenizer.trainedLength(tokens: tokens, blockSize: block)
        var (pair, letter) = (0.0, 0.0)
        for (token, next) in zip(tokens, tokens.dropFirst()).prefix(positions) {
          pair -= Elementary.log(counts.share(of: next, after: token))
          letter -= Elementary.log(counts.share(of: next))
        }
        scored.pairs.append(pair / Double(positions))
        scored.letters.append(letter / Double(positions))
        if scored.pairs.count % 512 == 0 && isTimeUp() { return nil }
      }
      return scored
    }
  }

  /// How often each token comes, and each pair of neighbours: only pairs that occur take room.
  private struct Counts {
    private var pairs: [Int: Int] = [:]
    private var firsts: [Int]
    private var nexts: [Int]
    private var total = 0
    private let size: Int

    init(_ corpus: Corpus) {
      size = corpus.tokenizer.vocabularySize
      firsts = Array(repeating: 0, count: size)
      nexts = firsts
      for document in corpus.documents {
        let tokens = corpus.tokenizer.encode(document)
        for (token, next) in zip(tokens, tokens.dropFirst()) {
          pairs[token * size + next, default: 0] += 1
          firsts[token] += 1
          nexts[next] += 1
          total += 1
        }
      }
    }

    /// Above 0, since each pair that is asked for is in the data.
    func share(of next: Int, after token: Int) -> Double {
      Double(pairs[token * size + next, default: 0]) / Double(firsts[token])
    }

    func share(of next: Int) -> Double { Double(nexts[next]) / Double(total) }
  }
}
