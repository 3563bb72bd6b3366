import MicroGPT

/// One training step taken apart: everything before, during and after.
struct StepAnatomy: Sendable {
  /// Counted from 0.
  let number: Int
  let document: String
  let trace: Trace
  /// The loss of the same document after the step.
  let lossAfter: Double
  let adam: Adam
  let before: TrainingState
  let after: TrainingState
  /// The derivative of the loss with respect to each parameter.
  let gradients: [Double]

  init(of step: Snapshot.Step, in run: Run) {
    number = step.number
    document = run.document(ofStep: step.number)
    adam = Adam(settings: run.settings, step: step.number)
    before = step.before
    after = step.after
    let tokens = run.tokenizer.encode(document, blockSize: run.settings.size.blockSize)
    (trace, gradients) = run.model(of: before).differentiate(tokens: tokens)
    lossAfter = run.model(of: after).trace(tokens: tokens).loss
  }
}
