/// What a run is trained with.
public enum EngineKind: String, CaseIterable, Sendable {
  /// Whole vectors, with a backward pass derived by hand.
  case fast
  /// The graph of single numbers: the digits of microgpt.py.
  case exact

  /// An engine for such a model. Its parameters are 0 until it is given a state.
  public func makeEngine(settings: RunSettings, vocabularySize: Int) -> any Engine {
    switch self {
    case .fast:
      FastEngine(size: settings.size, vocabularySize: vocabularySize, settings: settings)
    case .exact:
      ExactEngine(
        model: GPT(unfilled: settings.size, vocabularySize: vocabularySize), settings: settings)
    }
  }
}
