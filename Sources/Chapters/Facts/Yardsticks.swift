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
      counts = TokenCounts(of: run.corpus)
    }

    var progress: Double { Double(scored.pairs.count) / Double(run.settings.steps) }

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> Answer? {
      guard counts.count(until: isTimeUp) else { return nil }
      while scored.pairs.count < run.settings.steps {
        let losses = counts.losses(ofStep: scored.pairs.count, in: run)
        scored.pairs.append(losses.pairs.mean ?? 0)
        scored.letters.append(losses.letters.mean ?? 0)
        if scored.pairs.count % 64 == 0 && isTimeUp() { return nil }
      }
      return scored
    }
  }
}
