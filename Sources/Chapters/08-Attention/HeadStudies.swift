import MicroGPT
import Stage

/// What the heads look at, and what they are good for, measured on many documents.
struct HeadStudy {
  let moment: Int
  let roles: HeadRoles
  /// The mean loss by what is left out; nil for the whole model.
  let losses: [Ablation?: Double]

  /// How many documents are read at most.
  static let documents = 1000

  /// By how much the loss rises where something is left out; below 0 where it falls.
  func rise(without ablation: Ablation) -> Double? {
    guard let whole = losses[nil], let without = losses[ablation] else { return nil }
    return without - whole
  }

  // MARK: What is clear

  /// What a head clearly looks at.
  enum Role: CaseIterable, Hashable {
    case bos, previous, itself

    var words: String {
      switch self {
      case .bos: "BOS"
      case .previous: "the one before"
      case .itself: "itself"
      }
    }

    /// Where several stand side by side.
    var short: String { self == .previous ? "before" : words }

    /// Above a column.
    var title: String {
      switch self {
      case .bos: "on BOS"
      case .previous: "on one before"
      case .itself: "on itself"
      }
    }
  }

  static func share(of role: Role, in means: HeadRoles.Means) -> Double {
    switch role {
    case .bos: means.bos
    case .previous: means.previous
    case .itself: means.itself
    }
  }

  /// How many times an even spread it takes to be called clear: a third more. Over some 5,000 positions
  /// the mean of a share is known to within 0.007 (at most 0.5 / √5,000), a tenth of that third.
  static let clear = 4.0 / 3

  /// The share from which on a look is called clear.
  var clearShare: Double { HeadStudy.clear * roles.even }

  /// What a head looks at clearly more than an even spread would, the most first.
  func roles(layer: Int, head: Int) -> [Role] {
    let means = roles.heads[layer][head]
    let share = { HeadStudy.share(of: $0, in: means) }
    return Role.allCases.filter { share($0) >= clearShare && roles.even > 0 }
      .sorted { share($0) > share($1) }
  }
}

/// The studies at some moments of a run, evenly from the first to the last: while training plays there is no
/// time to measure each.
struct HeadStudiesAlong: Question {
  private let run: RunKey

  init(_ scene: Scene) { run = RunKey(scene.run) }

  func begin(in scene: Scene) -> Measuring { Measuring(scene.run) }

  struct Measuring: Job {
    private let run: Run
    private let moments: [Int]
    private var study: Studying?
    private(set) var points: [HeadStudy] = []

    /// How many moments.
    private static let count = 11

    fileprivate init(_ run: Run) {
      self.run = run
      let parts = min(Measuring.count - 1, run.lastMoment)
      moments = parts > 0 ? (0...parts).map { $0 * run.lastMoment / parts } : [0]
    }

    var progress: Double {
      (Double(points.count) + (study?.progress ?? 0)) / Double(moments.count)
    }

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> [HeadStudy]? {
      while points.count < moments.count {
        if study == nil {
          guard let state = run.state(at: moments[points.count], until: isTimeUp) else {
            return nil
          }
          study = Studying(run, of: state)
        }
        guard let found = study?.work(until: isTimeUp) else { return nil }
        points.append(found)
        study = nil
        if isTimeUp() && points.count < moments.count { return nil }
      }
      return points
    }
  }
}

/// Both studies of one state, one after the other. A value: a copy goes on by itself.
struct Studying {
  private let moment: Int
  private var roles: RoleStudy
  private var losses: AblationStudy
  private var hasRoles = false

  init(_ run: Run, of state: TrainingState) {
    moment = state.step
    roles = RoleStudy(run, of: state, documents: HeadStudy.documents)
    losses = AblationStudy(
      run, of: state, without: [nil, .attention] + (0..<run.settings.size.heads).map { .head($0) },
      documents: HeadStudy.documents)
  }

  /// 0…1
  var progress: Double { (roles.progress + 3 * losses.progress) / 4 }

  /// Goes on until time is up.
  ///
  /// - Returns: nil where there is more to do.
  mutating func work(until isTimeUp: () -> Bool) -> HeadStudy? {
    if !hasRoles {
      guard roles.work(until: isTimeUp) else { return nil }
      hasRoles = true
    }
    guard losses.work(until: isTimeUp) else { return nil }
    return HeadStudy(moment: moment, roles: roles.roles, losses: losses.losses)
  }
}

extension Scene {
  /// What has to be worked out to know what the heads look at and are good for, at the moment and along the
  /// run.
  var headQuestions: [any Question] {
    guard run.isComplete else { return [] }
    let now: [any Question] =
      isTraining
      ? []
      : [
        Roles(self, documents: HeadStudy.documents),
        WithoutParts(self, documents: HeadStudy.documents),
      ]
    return now + studiesAlong
  }

  /// The question for the studies along the run. Of a large model one moment takes long enough.
  var studiesAlong: [any Question] {
    run.isComplete && run.isQuick && edit == nil ? [HeadStudiesAlong(self)] : []
  }

  /// The studies along the run, as far as they are worked out.
  var headStudies: [HeadStudy] {
    let question = HeadStudiesAlong(self)
    return answer(to: question) ?? job(for: question)?.points ?? []
  }

  /// What is known of the heads at the moment or, until that is worked out, at the last one before it that
  /// was measured; nil where there is none yet.
  var headStudy: HeadStudy? {
    if let roles = answer(to: Roles(self, documents: HeadStudy.documents)),
      let losses = answer(to: WithoutParts(self, documents: HeadStudy.documents))
    {
      return HeadStudy(moment: moment, roles: roles, losses: losses)
    }
    return edit == nil ? headStudies.last { $0.moment <= moment } : nil
  }

  /// How much of the measuring at the moment is done, 0…1.
  var headProgress: Double {
    let roles = Roles(self, documents: HeadStudy.documents)
    let losses = WithoutParts(self, documents: HeadStudy.documents)
    let first = answer(to: roles) != nil ? 1 : job(for: roles)?.progress ?? 0
    return (first + 3 * (job(for: losses)?.progress ?? 0)) / 4
  }

  /// All heads of all layers, in the order of the code.
  var heads: [(layer: Int, head: Int)] {
    (0..<size.layers).flatMap { layer in (0..<size.heads).map { (layer, $0) } }
  }

  /// `head 2`, with its layer where there are several.
  func name(layer: Int, head: Int) -> String {
    size.layers > 1 ? "layer \(layer) head \(head)" : "head \(head)"
  }

  /// How many documents are read.
  var studiedDocuments: Int { min(HeadStudy.documents, run.documentCount) }

  /// `1,000 names`
  var studiedNames: String {
    studiedDocuments == 1 ? "1 name" : "\(studiedDocuments.grouped) names"
  }

  /// `after 1,000 steps`; `before training`.
  func when(_ moment: Int) -> String {
    moment == 0
      ? "before training" : "after \(moment.grouped) step\(moment == 1 ? "" : "s")"
  }
}
