/// How surprised the model of a state is by the first documents of a run, whole and without parts of it: some
/// documents at a time. A value: a copy goes on by itself.
public struct AblationStudy {
  /// The mean of the documents' mean losses, by what is left out, nil for the whole model: as far as it is
  /// found.
  public private(set) var losses: [Ablation?: Double] = [:]

  private let run: Run
  private let state: TrainingState
  private let ablations: [Ablation?]
  private let documents: Int
  /// The documents as far as they are encoded.
  private var tokens: [[Int]] = []
  /// Reads without the part in hand; nil where it is yet to be made.
  private var reader: (any DocumentReader)?
  /// How many documents it has read, and the sum of their mean losses.
  private var read = 0
  private var sum = 0.0

  /// - Parameters:
  ///   - state: of the run, or with a parameter edited.
  ///   - ablations: what is left out, one after the other; nil for the whole model.
  ///   - documents: how many documents are read, in the order in which they are trained, at least 1; all
  ///     where there are fewer.
  public init(
    _ run: Run, of state: TrainingState, without ablations: [Ablation?], documents: Int
  ) {
    self.run = run
    self.state = state
    self.ablations = ablations
    self.documents = max(1, min(documents, run.documentCount))
  }

  /// How much is done, 0…1.
  public var progress: Double {
    let all = ablations.count * documents
    return Double(losses.count * documents + read) / Double(max(1, all))
  }

  /// Goes on until time is up.
  ///
  /// - Returns: whether all is done.
  public mutating func work(until isTimeUp: () -> Bool) -> Bool {
    while losses.count < ablations.count {
      let ablation = ablations[losses.count]
      let reader = reader ?? run.reader(of: state, without: ablation)
      self.reader = reader
      while read < documents {
        if read == tokens.count { tokens.append(run.tokens(ofStep: read)) }
        guard let found = reader.losses(of: tokens[read], until: isTimeUp) else { return false }
        sum += found.reduce(0, +) * (1 / Double(found.count))
        read += 1
        if isTimeUp() && read < documents { return false }
      }
      losses[ablation] = sum / Double(documents)
      (self.reader, read, sum) = (nil, 0, 0)
      if isTimeUp() && losses.count < ablations.count { return false }
    }
    return true
  }
}
