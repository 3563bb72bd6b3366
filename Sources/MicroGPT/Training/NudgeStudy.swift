/// What becomes of the loss of a document when each parameter alone is moved a little: one reading of it by the
/// fast engine for each, in slices. Copies share what they read with, and each goes on by itself.
public struct NudgeStudy {
  private let reader: FastReader
  private let tokens: [Int]
  private let parameters: [Double]
  private let nudge: Double
  private let count: Int
  /// The loss before anything is moved; nil until it is known.
  public private(set) var loss: Double?
  /// By how much the loss moved, for the first parameters. [parameter]
  public private(set) var changes: [Double] = []

  /// - Parameters:
  ///   - tokens: BOS, the characters' ids, BOS; at least two.
  ///   - nudge: how far each parameter is moved.
  ///   - count: how many are tried, at most all of them.
  public init(_ run: Run, of state: TrainingState, tokens: [Int], nudge: Double, count: Int) {
    reader = run.fastReader(of: state)
    self.tokens = tokens
    self.nudge = nudge
    self.count = min(count, state.parameters.count)
    parameters = state.parameters
  }

  /// 0…1
  public var progress: Double { Double(changes.count) / Double(max(1, count)) }

  /// Goes on until time is up.
  ///
  /// - Returns: whether all parameters were tried.
  public mutating func work(until isTimeUp: () -> Bool) -> Bool {
    while changes.count < count {
      let index = changes.count
      let moved = loss == nil ? nil : Edit(parameter: index, value: parameters[index] + nudge)
      guard let losses = reader.losses(of: tokens, edit: moved, until: isTimeUp) else {
        return false
      }
      let mean = losses.reduce(0, +) / Double(losses.count)
      if let loss { changes.append(mean - loss) } else { loss = mean }
      if isTimeUp() && changes.count < count { return false }
    }
    return true
  }
}
