import CProcessor

/// What the model was compiled for: it alone, so that whoever asks can run on any processor.
public enum Processor {
  /// The extensions that the model's code may use, as `processor_lacks` takes them.
  public static var used: Int { Int(processor_used) }
}
