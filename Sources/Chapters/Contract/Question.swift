/// Something that takes longer to work out than a key may wait. Its answer depends on nothing but what
/// the question says and the run it was asked in, so it is kept.
///
/// A page names the questions that it needs. The visit works on them between keys as long as a page
/// that needs them is open, and drops the work that no open page needs.
public protocol Question: Hashable, Sendable {
  associatedtype Work: Job
  /// Whether its answer takes much memory: of such questions of one type only the newest answer is kept.
  static var isLarge: Bool { get }
  /// Begins to work it out.
  func begin(in scene: Scene) -> Work
}

extension Question {
  public static var isLarge: Bool { false }
}

/// Work in progress. A value: a copy that is worked on leaves the other as it was.
public protocol Job {
  associatedtype Answer
  /// How much is done, 0…1.
  var progress: Double { get }
  /// Works until it is done or time is up.
  ///
  /// - Parameter stopwatch: nanoseconds since any moment, to measure how long something takes.
  /// - Returns: the answer, nil where there is more to do.
  mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> Answer?
}

/// What was asked in a visit: work in progress, and the answers. A value: copies share the work until
/// one of them works on.
public struct Desk {
  private var jobs: [AnyHashable: Box] = [:]
  private var answers: [(question: AnyHashable, answer: Any)] = []

  /// How many answers are kept, unless the open page needs more.
  private static let most = 64

  public init() {}

  /// The answer, nil where it is not there yet.
  public func answer<Q: Question>(to question: Q) -> Q.Work.Answer? {
    let key = AnyHashable(question)
    return answers.first { $0.question == key }?.answer as? Q.Work.Answer
  }

  /// The work in progress, nil where it has not begun or is over.
  public func job<Q: Question>(for question: Q) -> Q.Work? {
    (jobs[AnyHashable(question)] as? JobBox<Q.Work>)?.job
  }

  /// Works on the questions of the open page, and drops the work on all others.
  ///
  /// - Parameter scene: what a question is asked in, made only where one begins.
  /// - Returns: whether there was anything to do.
  public mutating func work(
    on questions: [any Question], scene: () -> Scene, stopwatch: () -> Int,
    until isTimeUp: () -> Bool
  ) -> Bool {
    let wanted = questions.map { (key: AnyHashable($0), question: $0) }
    for key in jobs.keys where !wanted.contains(where: { $0.key == key }) { jobs[key] = nil }
    var hasWorked = false
    for (key, question) in wanted where !answers.contains(where: { $0.question == key }) {
      hasWorked = true
      // Taken out meanwhile: what nobody else holds is not copied.
      var box = jobs.removeValue(forKey: key) ?? Desk.box(question, in: scene())
      if !isKnownUniquelyReferenced(&box) { box = box.copy() }
      if let answer = box.work(stopwatch: stopwatch, until: isTimeUp) {
        forgetOthers(like: question)
        keep(answer, to: key, besides: wanted.map(\.key))
      } else {
        jobs[key] = box
      }
      if isTimeUp() { break }
    }
    return hasWorked
  }

  /// Keeps an answer. Those that the page needs are never dropped for it: it would ask again for ever.
  private mutating func keep(_ answer: Any, to question: AnyHashable, besides wanted: [AnyHashable])
  {
    answers.insert((question, answer), at: 0)
    while answers.count > Desk.most,
      let oldest = answers.lastIndex(where: { !wanted.contains($0.question) })
    { answers.remove(at: oldest) }
  }

  /// Of large answers only one of a kind is kept.
  private mutating func forgetOthers<Q: Question>(like question: Q) {
    if Q.isLarge { answers.removeAll { $0.question.base is Q } }
  }

  /// Forgets an answer and the work on it.
  public mutating func forget(_ question: any Question) {
    let key = AnyHashable(question)
    jobs[key] = nil
    answers.removeAll { $0.question == key }
  }

  private static func box(_ question: some Question, in scene: Scene) -> Box {
    JobBox(question.begin(in: scene))
  }

  /// A job of any kind, worked on where it lies.
  private class Box {
    func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> Any? { nil }
    func copy() -> Box { self }
  }

  private final class JobBox<Work: Job>: Box {
    var job: Work
    init(_ job: Work) { self.job = job }
    override func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> Any? {
      job.work(stopwatch: stopwatch, until: isTimeUp)
    }
    override func copy() -> Box { JobBox(job) }
  }
}
