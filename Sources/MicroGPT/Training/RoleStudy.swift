/// What each head looks at, as means over many positions.
public struct HeadRoles: Equatable, Sendable {
  /// The mean weights of a head on three of the positions that it sees. They never fall together, since
  /// only positions from 2 on are counted.
  public struct Means: Equatable, Sendable {
    public fileprivate(set) var bos = 0.0
    /// On the position itself, and on the one before.
    public fileprivate(set) var itself = 0.0
    public fileprivate(set) var previous = 0.0
  }

  /// [layer][head]; all 0 where no position is counted.
  public fileprivate(set) var heads: [[Means]]
  /// What each of the three would be if all positions seen had the same weight.
  public fileprivate(set) var even = 0.0
  /// How many positions are counted: those from 2 on. The two before have no choice, or hardly one.
  public fileprivate(set) var positions = 0
}

/// What the heads of the model of a state look at in the first documents of a run: some documents at a time.
/// A value: a copy goes on by itself.
public struct RoleStudy {
  private let run: Run
  private let state: TrainingState
  private let documents: Int
  private var reader: (any DocumentReader)?
  private var read = 0
  /// Sums instead of means.
  private var sums: HeadRoles

  /// The first position that is counted, from 0.
  public static let firstPosition = 2

  /// - Parameters:
  ///   - state: of the run, or with a parameter edited.
  ///   - documents: how many documents are read, in the order in which they are trained, at least 1; all
  ///     where there are fewer.
  public init(_ run: Run, of state: TrainingState, documents: Int) {
    self.run = run
    self.state = state
    self.documents = max(1, min(documents, run.documentCount))
    let size = run.settings.size
    sums = HeadRoles(
      heads: Array(
        repeating: Array(repeating: HeadRoles.Means(), count: size.heads), count: size.layers))
  }

  /// How much is done, 0…1.
  public var progress: Double { Double(read) / Double(documents) }

  /// The means over what was read so far.
  public var roles: HeadRoles {
    let share = 1 / Double(max(1, sums.positions))
    var means = sums
    means.even *= share
    means.heads = sums.heads.map { layer in
      layer.map {
        HeadRoles.Means(
          bos: $0.bos * share, itself: $0.itself * share, previous: $0.previous * share)
      }
    }
    return means
  }

  /// Goes on until time is up.
  ///
  /// - Returns: whether all is done.
  public mutating func work(until isTimeUp: () -> Bool) -> Bool {
    let reader = reader ?? run.reader(of: state)
    self.reader = reader
    while read < documents {
      let tokens = run.tokens(ofStep: read)
      guard let weights = reader.attention(of: tokens, until: isTimeUp) else { return false }
      add(weights)
      read += 1
      if isTimeUp() && read < documents { return false }
    }
    return true
  }

  /// - Parameter weights: of a document, [layer][head][query][key].
  private mutating func add(_ weights: [[[[Double]]]]) {
    for (li, layer) in weights.enumerated() {
      for (h, head) in layer.enumerated() {
        for (position, keys) in head.enumerated().dropFirst(RoleStudy.firstPosition) {
          sums.heads[li][h].bos += keys[0]
          sums.heads[li][h].itself += keys[position]
          sums.heads[li][h].previous += keys[position - 1]
        }
      }
    }
    let count = weights.first?.first?.count ?? 0
    for position in RoleStudy.firstPosition..<max(RoleStudy.firstPosition, count) {
      sums.positions += 1
      sums.even += 1 / Double(position + 1)
    }
  }
}
