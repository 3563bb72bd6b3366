import MicroGPT

/// The same run at its other length, ten times as long or, of a long one, a tenth: trained and measured at
/// its end.
struct OtherLength: Question {
  private let run: RunKey
  let settings: RunSettings
  /// Whether that one is the longer of the two.
  let isLonger: Bool

  /// Nil where there can be no such run.
  init?(_ scene: Scene) {
    guard scene.run.isComplete else { return nil }
    run = RunKey(scene.run)
    isLonger = !scene.isLong
    if scene.isLong, let steps = scene.runs.otherSteps {
      var other = scene.run.settings
      other.steps = steps
      settings = other
    } else if scene.canBeLonger, let longer = scene.run.settings.tenTimesAsLong {
      settings = longer
    } else {
      return nil
    }
  }

  var steps: Int { settings.steps }

  func begin(in scene: Scene) -> Work { Work(question: self, like: scene.run) }

  /// What came of it.
  struct Outcome {
    /// Nil where the run broke off, or there was no room for it.
    let study: HeadStudy?
  }

  struct Work: Job {
    private let steps: Int
    private var run: Run?
    private var studying: Studying?

    fileprivate init(question: OtherLength, like run: Run) {
      steps = question.steps
      self.run = try? Run(
        corpus: run.corpus, settings: question.settings, engine: run.engineKind,
        keepsHistory: false)
    }

    /// Training takes most of the time.
    var progress: Double {
      guard let run else { return 0 }
      let trained = Double(run.trained) / Double(steps)
      return 0.8 * trained + 0.2 * (studying?.progress ?? 0)
    }

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> Outcome? {
      run?.train(until: isTimeUp)
      guard let run, run.divergedAt == nil else { return Outcome(study: nil) }
      guard run.isComplete else { return nil }
      if studying == nil {
        guard let state = run.state(at: run.trained, until: isTimeUp) else { return nil }
        studying = Studying(run, of: state)
      }
      return studying?.work(until: isTimeUp).map(Outcome.init)
    }
  }
}

/// What the heads look at and are good for at the end of the run.
struct LastHeads: Question {
  private let run: RunKey

  init(_ scene: Scene) { run = RunKey(scene.run) }

  func begin(in scene: Scene) -> Work { Work(run: scene.run) }

  struct Work: Job {
    fileprivate let run: Run
    private var studying: Studying?

    fileprivate init(run: Run) { self.run = run }

    var progress: Double { studying?.progress ?? 0 }

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> HeadStudy? {
      if studying == nil {
        guard let state = run.state(at: run.lastMoment, until: isTimeUp) else { return nil }
        studying = Studying(run, of: state)
      }
      return studying?.work(until: isTimeUp)
    }
  }
}
