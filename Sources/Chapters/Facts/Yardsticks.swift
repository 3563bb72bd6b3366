import MicroGPT

/// How surprised simpler ways of predicting would have been by the very names that a run trained on, so
/// that they can be compared with its losses: the same names, the same positions, the same mean.
struct Yardsticks: Question {
  /// The run, but for what changes neither its names nor how much of them is seen: a turned knob need
  /// not count all the data again.
  private let names: RunKey

  init(_ run: Run) { names = RunKey(namesOf: run) }

  func begin(in scene: Scene) -> Scoring {
    // The run may be one that is still on its way.
    Scoring(RunKey(namesOf: scene.newest) == names ? scene.newest : scene.run)
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
      counts = TokenCounts(vocabularySize: run.tokenizer.vocabularySize)
    }

    var progress: Double { Double(scored.pairs.count) / Double(run.settings.steps) }

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> Answer? {
      while counts.documents < run.documentCount {
        counts.add(run.tokenizer.encode(run.corpus[counts.documents]))
        if counts.documents % 256 == 0 && isTimeUp() { return nil }
      }
      let block = run.settings.size.blockSize
      while scored.pairs.count < run.settings.steps {
        let tokens = run.tokenizer.encode(run.document(ofStep: scored.pairs.count))
        let positions = Tokenizer.trainedLength(tokens: tokens, blockSize: block)
        let losses = counts.losses(of: tokens, positions: positions)
        scored.pairs.append(losses.pairs.mean ?? 0)
        scored.letters.append(losses.letters.mean ?? 0)
        if scored.pairs.count % 512 == 0 && isTimeUp() { return nil }
      }
      return scored
    }
  }
}
