/// On which documents ways of predicting are compared.
public enum StudySet: CaseIterable, Sendable {
  /// The first ones that a run trains on.
  case trained
  /// The first ones that would come after its last step: it never sees them.
  case unseen

  /// How many documents a set has at most.
  public static let most = 1000
}

extension Run {
  /// Which steps a set belongs to, counted from 0; the documents of the unseen ones are those that a
  /// longer run would come to. Empty where a run sees all documents.
  public func steps(of set: StudySet) -> Range<Int> {
    let last = min(settings.steps, documentCount)
    return switch set {
    case .trained: 0..<min(last, StudySet.most)
    case .unseen: last..<min(last + StudySet.most, documentCount)
    }
  }
}

/// How surprised a way of predicting is by documents.
public struct Scores: Equatable, Sendable {
  /// The mean loss of each document.
  public private(set) var documents: [Double] = []
  private var sum = 0.0
  private var tokens = 0

  public init() {}

  /// - Parameter losses: of a document, one for each predicted token; at least one.
  mutating func add(_ losses: [Double]) {
    let total = losses.reduce(0, +)
    documents.append(total / Double(losses.count))
    sum += total
    tokens += losses.count
  }

  /// The mean loss of a predicted token; nil where there are none.
  public var mean: Double? { tokens > 0 ? sum / Double(tokens) : nil }
}

/// Counts all documents of a run's data, then scores both sets by the counts; some at a time. A value: a
/// copy goes on by itself.
public struct TableStudy {
  private let run: Run
  public private(set) var counts: TokenCounts
  /// By how often each token is the one to predict.
  public private(set) var letters: [StudySet: Scores] = [:]
  /// By how often each token comes right after the one before.
  public private(set) var pairs: [StudySet: Scores] = [:]

  public init(_ run: Run) {
    self.run = run
    counts = TokenCounts(of: run.corpus)
  }

  /// How much of the counting is done, 0…1: the scoring is short.
  public var progress: Double { counts.progress }

  /// Goes on until time is up.
  ///
  /// - Returns: whether all is done.
  public mutating func work(until isTimeUp: () -> Bool) -> Bool {
    guard counts.count(until: isTimeUp) else { return false }
    for set in StudySet.allCases where letters[set] == nil {
      var (letter, pair) = (Scores(), Scores())
      for step in run.steps(of: set) {
        let losses = counts.losses(ofStep: step, in: run)
        letter.add(losses.letters)
        pair.add(losses.pairs)
      }
      (letters[set], pairs[set]) = (letter, pair)
      if isTimeUp() && set != StudySet.allCases.last { return false }
    }
    return true
  }
}

/// Scores both sets by the model of a state of a run, some documents at a time. A value: a copy goes on by
/// itself.
public struct ModelStudy {
  private let run: Run
  private var scorer: Scorer
  public private(set) var scores: [StudySet: Scores] = [.trained: Scores(), .unseen: Scores()]

  public init(_ run: Run, of state: TrainingState) {
    self.run = run
    scorer = run.scorer(of: state)
  }

  /// How much is done, 0…1.
  public var progress: Double {
    let count = StudySet.allCases.reduce(0) { $0 + run.steps(of: $1).count }
    let done = scores.values.reduce(0) { $0 + $1.documents.count }
    return Double(done) / Double(max(1, count))
  }

  /// Goes on until time is up.
  ///
  /// - Returns: whether all is done.
  public mutating func work(until isTimeUp: () -> Bool) -> Bool {
    for set in StudySet.allCases {
      for step in run.steps(of: set).dropFirst(scores[set]?.documents.count ?? 0) {
        guard let losses = scorer.losses(tokens: run.tokens(ofStep: step), until: isTimeUp) else {
          return false
        }
        scores[set, default: Scores()].add(losses)
        if isTimeUp() && progress < 1 { return false }
      }
    }
    return true
  }
}

extension TokenCounts {
  /// How surprised both tables are by each token of the document of a step of a run, cut to its block.
  ///
  /// - Returns: by single tokens, and by pairs, [position].
  public func losses(ofStep step: Int, in run: Run) -> (letters: [Double], pairs: [Double]) {
    let tokens = run.tokens(ofStep: step)
    let block = run.settings.size.blockSize
    return losses(
      of: tokens, positions: Tokenizer.trainedLength(tokens: tokens, blockSize: block))
  }
}
