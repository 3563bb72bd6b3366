/// What the model computes for a document in a state of a run, found in slices: a large model takes longer
/// than a key may wait. A value: a copy goes on by itself, though they take turns with the run's model,
/// and whoever loses it in between begins again.
public struct PassInSlices {
  private let tokens: [Int]
  private let state: TrainingState
  private let wantsGradients: Bool
  private let wantsCensus: Bool
  private let ablation: Ablation?
  private let scratch: Scratch
  private var turn: Int?
  private var shown = 0
  private var forward: LossInSlices?
  private var loss: GPT.Loss?
  private var backward: BackwardInSlices?
  private var counted: Census.InSlices?
  private var census: Census?
  private var positions: [Trace.Position] = []
  private var gradients: [Double] = []

  /// What was found.
  public struct Found: Sendable {
    public let trace: Trace
    /// How many nodes of each kind it took; nil where nobody asked.
    public let census: Census?
    /// The derivative of the loss with respect to each parameter, in their order; empty where nobody
    /// asked for them.
    public let gradients: [Double]
  }

  init(
    _ tokens: [Int], in state: TrainingState, gradients: Bool, census: Bool,
    without ablation: Ablation?, on scratch: Scratch
  ) {
    self.tokens = tokens
    self.state = state
    wantsGradients = gradients
    wantsCensus = census
    self.ablation = ablation
    self.scratch = scratch
  }

  /// Goes on until time is up.
  ///
  /// - Returns: nil where there is more to do.
  public mutating func go(until isTimeUp: () -> Bool) -> Found? {
    if turn.map(scratch.isTurn) != true {
      self = PassInSlices(
        tokens, in: state, gradients: wantsGradients, census: wantsCensus, without: ablation,
        on: scratch)
      turn = scratch.takeTurn()
    }
    guard scratch.show(state, &shown, until: isTimeUp) else { return nil }
    return scratch.use { go(on: &$0, until: isTimeUp) }
  }

  private mutating func go(on model: inout GPT, until isTimeUp: () -> Bool) -> Found? {
    if loss == nil {
      // Taken out meanwhile: what nobody else holds is not copied.
      var pass = forward ?? LossInSlices(of: tokens, on: &model, without: ablation)
      forward = nil
      loss = pass.go(on: &model, until: isTimeUp)
      if loss == nil { forward = pass }
    }
    guard let loss else { return nil }
    if wantsCensus && census == nil {
      var counting = counted ?? Census.InSlices()
      census = counting.go(on: model, until: isTimeUp)
      counted = counting
      if census == nil { return nil }
    }
    if wantsGradients {
      var pass = backward ?? BackwardInSlices(from: loss.mean)
      let isDone = pass.go(on: &model.graph, until: isTimeUp)
      backward = pass
      guard isDone else { return nil }
    }
    while positions.count < loss.positions.count {
      positions.append(Trace.Position(positions.count, of: loss, in: model.graph))
      if isTimeUp() { return nil }
    }
    if wantsGradients {
      gradients.reserveCapacity(model.parameterCount)
      while gradients.count < model.parameterCount {
        let end = min(gradients.count + PassInSlices.stretch, model.parameterCount)
        for index in gradients.count..<end {
          gradients.append(model.graph.gradient(model.firstParameter + Node(index)))
        }
        if isTimeUp() && end < model.parameterCount { return nil }
      }
    }
    let trace = Trace(tokens: tokens, positions: positions, loss: model.graph[loss.mean])
    return Found(trace: trace, census: census, gradients: gradients)
  }

  /// How many gradients are read between two looks at the time.
  private static let stretch = 1 << 16
}
