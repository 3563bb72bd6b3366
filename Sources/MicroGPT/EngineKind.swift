/// What a run is trained with.
public enum EngineKind: String, CaseIterable, Sendable {
  /// Whole vectors, with a backward pass derived by hand.
  case fast
  /// The graph of single numbers: the digits of microgpt.py.
  case exact

  /// An engine for such a model. Its parameters are 0 until it is given a state.
  func makeEngine(settings: RunSettings, vocabularySize: Int) -> any Engine {
    // The fast engine comes here; until then both are exact.
    ExactEngine(
      model: GPT(size: settings.size, vocabularySize: vocabularySize), settings: settings)
  }
}
