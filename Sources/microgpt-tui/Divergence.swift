import MicroGPT

extension Refusal {
  /// A training that ended because its loss was no longer a finite number.
  ///
  /// - Parameter step: the step with this loss, counted from 1.
  static func diverged(atStep step: Int, _ settings: RunSettings) -> Refusal {
    Refusal(
      "training diverged at step \(step): the loss is not a finite number any more; "
        + settings.adviceAfterDiverging)
  }
}

extension RunSettings {
  /// What to change so that training does not diverge: the settings of Adam that are not those of
  /// microgpt.py.
  var adviceAfterDiverging: String {
    let standard = RunSettings.standard
    let unusual = [
      // A learning rate below the usual one is not the cause.
      ("--learning-rate", max(learningRate, standard.learningRate), standard.learningRate),
      ("--beta1", beta1, standard.beta1),
      ("--beta2", beta2, standard.beta2),
    ].filter { $0.1 != $0.2 }
    if unusual.allSatisfy({ $0.0 == "--learning-rate" }) {
      return "choose a lower --learning-rate than \(learningRate)"
    }
    let list = unusual.map { "\($0.0) \($0.1) (there \($0.2))" }.joined(separator: ", ")
    return "choose \(unusual.count == 1 ? "a value" : "values") nearer to microgpt.py's: \(list)"
  }
}
