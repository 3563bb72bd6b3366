import MicroGPT

/// One training step taken apart: everything before, during and after.
public struct StepAnatomy: Sendable {
  /// Counted from 0.
  public let number: Int
  public let document: String
  public let trace: Trace
  /// The loss of the same document after the step.
  public let lossAfter: Double
  public let adam: Adam
  public let before: TrainingState
  public let after: TrainingState
  /// The derivative of the loss with respect to each parameter.
  public let gradients: [Double]

  init(of step: Snapshot.Step, in run: Run) {
    number = step.number
    document = run.document(ofStep: step.number)
    adam = Adam(settings: run.settings, step: step.number)
    before = step.before
    after = step.after
    let tokens = run.tokenizer.encode(document)
    (trace, gradients) = run.model(of: before).differentiate(tokens: tokens)
    lossAfter = run.model(of: after).trace(tokens: tokens).loss
  }
}
