import MicroGPT

/// How surprised the tables of single letters and of pairs are by the documents of both sets; and how often
/// each token and each pair comes in the data.
struct TableScores: Question {
  /// The run, but for what changes neither the sets nor how much of a document is seen.
  private let names: RunKey

  init(_ run: Run) { names = RunKey(namesOf: run) }

  func begin(in scene: Scene) -> Counting { Counting(study: TableStudy(scene.run)) }

  struct Counting: Job {
    fileprivate(set) var study: TableStudy

    var progress: Double { study.progress }

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> TableStudy? {
      study.work(until: isTimeUp) ? study : nil
    }
  }
}

/// How surprised the model at the moment is by the documents of both sets.
struct ModelScores: Question {
  private let model: ModelKey

  init(_ scene: Scene) {
    model = ModelKey(scene)
  }

  func begin(in scene: Scene) -> Scoring {
    Scoring(study: ModelStudy(scene.run, of: scene.snapshot.state))
  }

  struct Scoring: Job {
    fileprivate var study: ModelStudy

    var progress: Double { study.progress }

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> [StudySet: Scores]? {
      study.work(until: isTimeUp) ? study.scores : nil
    }
  }
}
