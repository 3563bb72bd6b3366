import MicroGPT

extension Run {
  /// Some moments of a run as far as it is trained, evenly from the first to the last.
  fileprivate func moments(_ count: Int) -> [Int] {
    guard lastMoment > 0 else { return [0] }
    let parts = min(count - 1, lastMoment)
    return (0...parts).map { $0 * lastMoment / parts }
  }
}

/// How surprised the model is by the name at some moments of the run, the first and the last among them.
struct NameAlong: Question {
  /// Not the name: names that look alike may have other tokens.
  private let tokens: [Int]
  private let run: RunKey

  init(_ scene: Scene) {
    tokens = scene.trace.tokens
    run = RunKey(scene.run)
  }

  func begin(in scene: Scene) -> Scoring { Scoring(run: scene.run, tokens: tokens) }

  struct Point {
    let moment: Int
    /// In nats, [position].
    let losses: [Double]
  }

  struct Scoring: Job {
    private let run: Run
    private let tokens: [Int]
    private let moments: [Int]
    /// For the moment that is next.
    private var scorer: Scorer?
    private(set) var points: [Point] = []

    /// How many moments.
    private static let count = 41

    init(run: Run, tokens: [Int]) {
      self.run = run
      self.tokens = tokens
      moments = run.moments(Scoring.count)
    }

    var progress: Double { Double(points.count) / Double(moments.count) }

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> [Point]? {
      while points.count < moments.count {
        let moment = moments[points.count]
        if scorer == nil {
          guard let state = run.state(at: moment, until: isTimeUp) else { return nil }
          scorer = run.scorer(of: state, until: isTimeUp)
        }
        guard let losses = scorer?.losses(tokens: tokens, until: isTimeUp) else { return nil }
        points.append(Point(moment: moment, losses: losses))
        scorer = nil
        if isTimeUp() && points.count < moments.count { return nil }
      }
      return points
    }
  }
}

/// How surprised the model is by the documents of both sets at some moments of the run: while training
/// plays, there is no time to score them all at each moment.
struct SetsAlong: Question {
  private let run: RunKey

  init(_ scene: Scene) { run = RunKey(scene.run) }

  func begin(in scene: Scene) -> Scoring { Scoring(run: scene.run) }

  struct Point {
    let moment: Int
    let scores: [StudySet: Scores]
  }

  struct Scoring: Job {
    private let run: Run
    private let moments: [Int]
    private var study: ModelStudy?
    private(set) var points: [Point] = []

    /// How many moments.
    private static let count = 11

    init(run: Run) {
      self.run = run
      moments = run.moments(Scoring.count)
    }

    var progress: Double {
      (Double(points.count) + (study?.progress ?? 0)) / Double(moments.count)
    }

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> [Point]? {
      while points.count < moments.count {
        let moment = moments[points.count]
        if study == nil {
          guard let state = run.state(at: moment, until: isTimeUp) else { return nil }
          study = ModelStudy(run, of: state)
        }
        guard study?.work(until: isTimeUp) == true else { return nil }
        points.append(Point(moment: moment, scores: study?.scores ?? [:]))
        study = nil
        if isTimeUp() && points.count < moments.count { return nil }
      }
      return points
    }
  }
}

extension Scene {
  /// The losses of the name along the run, as far as they are worked out.
  var along: [NameAlong.Point]? {
    let question = NameAlong(self)
    return answer(to: question) ?? job(for: question)?.points
  }

  /// The scores of both sets along the run, as far as they are worked out.
  var setsAlong: [SetsAlong.Point] {
    let question = SetsAlong(self)
    return answer(to: question) ?? job(for: question)?.points ?? []
  }

  /// What pages need that show how both sets are scored.
  var setQuestions: [any Question] {
    guard run.isComplete else { return [] }
    return (isTraining ? [] : [ModelScores(self)]) + [SetsAlong(self)]
  }

  /// How both sets are scored at the moment or, until that is worked out, at the last one before it
  /// that is; nil where there is none yet.
  var scoredSets: SetsAlong.Point? {
    if let scores = answer(to: ModelScores(self)) {
      return SetsAlong.Point(moment: moment, scores: scores)
    }
    return setsAlong.last { $0.moment <= moment }
  }

  /// The mean loss of each of some names at the moment, in nats; of a large model nil as long as it is not
  /// worked out.
  func losses(of names: [String]) -> [Double]? {
    let question = NameLosses(names, in: self)
    guard run.isQuick else { return answer(to: question) }
    return facts.losses.value(of: MomentKey(self, question.tokens)) {
      var scoring = question.begin(in: self)
      return scoring.work(stopwatch: { 0 }, until: { false }) ?? []
    }
  }

  /// What has to be worked out for that: nothing where it takes no time.
  func lossQuestions(of names: [String]) -> [any Question] {
    run.isQuick ? [] : [NameLosses(names, in: self)]
  }
}

/// The mean loss of each of some names at the moment, in nats.
private struct NameLosses: Question {
  /// Not the names: those that look alike may have other tokens. [name][token]
  let tokens: [[Int]]
  private let model: ModelKey

  init(_ names: [String], in scene: Scene) {
    tokens = names.map { scene.tokenizer.encode($0, blockSize: scene.size.blockSize) }
    model = ModelKey(scene)
  }

  func begin(in scene: Scene) -> Scoring {
    Scoring(tokens: tokens, scorer: scene.run.scorer(of: scene.snapshot.state))
  }

  struct Scoring: Job {
    let tokens: [[Int]]
    var scorer: Scorer
    private var losses: [Double] = []

    init(tokens: [[Int]], scorer: Scorer) {
      self.tokens = tokens
      self.scorer = scorer
    }

    var progress: Double { Double(losses.count) / Double(max(1, tokens.count)) }

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> [Double]? {
      while losses.count < tokens.count {
        guard let found = scorer.losses(tokens: tokens[losses.count], until: isTimeUp) else {
          return nil
        }
        losses.append(found.mean ?? 0)
        if isTimeUp() && losses.count < tokens.count { return nil }
      }
      return losses
    }
  }
}
