import MicroGPT

/// One training step taken apart: everything before, during and after.
struct StepAnatomy: Sendable {
  /// Counted from 0.
  let number: Int
  let document: String
  let trace: Trace
  /// The same document after the step.
  let traceAfter: Trace
  let adam: Adam
  let before: TrainingState
  let after: TrainingState
  /// The derivative of the loss with respect to each parameter.
  let gradients: [Double]

  init(of step: Snapshot.Step, in run: Run) {
    var finding = InSlices(of: step, in: run)
    while true {
      if let found = finding.go(until: { false }) {
        self = found
        return
      }
    }
  }

  private init(
    _ step: Snapshot.Step, _ document: String, _ adam: Adam, _ found: PassInSlices.Found,
    traceAfter: Trace
  ) {
    number = step.number
    self.document = document
    self.adam = adam
    before = step.before
    after = step.after
    trace = found.trace
    gradients = found.gradients
    self.traceAfter = traceAfter
  }

  /// Takes a step apart in slices: forward and backward as training did, then forward again to see
  /// what came of it.
  struct InSlices {
    private let step: Snapshot.Step
    private let document: String
    private let adam: Adam
    private var training: PassInSlices
    private var found: PassInSlices.Found?
    private var afterwards: PassInSlices

    init(of step: Snapshot.Step, in run: Run) {
      self.step = step
      document = run.document(ofStep: step.number)
      adam = Adam(settings: run.settings, step: step.number)
      training = run.pass(of: document, in: step.before, gradients: true)
      afterwards = run.pass(of: document, in: step.after)
    }

    /// Goes on until time is up.
    ///
    /// - Returns: nil where there is more to do.
    mutating func go(until isTimeUp: () -> Bool) -> StepAnatomy? {
      if found == nil {
        found = training.go(until: isTimeUp)
        if isTimeUp() { return nil }
      }
      guard let found, let after = afterwards.go(until: isTimeUp) else { return nil }
      return StepAnatomy(step, document, adam, found, traceAfter: after.trace)
    }
  }
}
