extension RunSettings {
  /// Of how many made-up names all draws are kept where the model is large.
  public static let wholeNames = 20
}

/// How much memory a run takes: found before any of it is asked for. In bytes, as `Double` since no
/// `Int` may hold it.
struct RunMemory {
  /// How many steps apart states are kept: looking back repeats fewer. The fast engine repeats them in
  /// well below a millisecond, the exact one in some milliseconds; a multiple of that where all states
  /// of the model or the run would take too much memory.
  let stride: Int
  /// All of it, at most.
  let total: Double
  /// The graph of single numbers with its parameters and all that is computed at once.
  private let nodes: Double

  /// How many bytes all kept states may take together, as far as one of them does not take more. A
  /// state has 24 bytes a parameter: room for 238 states of the default's 4,192 parameters.
  static let keptStates = 24e6

  init(
    _ settings: RunSettings, _ engine: EngineKind, vocabularySize: Int, _ keepsHistory: Bool
  ) {
    let size = settings.size
    let state = TrainingState.bytes * size.parameters(vocabularySize: vocabularySize)
    // The state before the first step is kept as well.
    let room = max(1, (RunMemory.keptStates / state).rounded(.down) - 1)
    let least = engine == .fast ? 64 : 16
    stride = least * Int((Double(settings.steps) / room / Double(least)).rounded(.up))

    let graph = size.nodes(vocabularySize: vocabularySize)
    let oneEngine =
      switch engine {
      case .fast: FastEngine.memory(size, vocabularySize: vocabularySize)
      case .exact: graph * Double(Graph.bytesPerNode) + state
      }
    // What is looked at is a graph of its own, made from a model that has the parameters.
    let shown = keepsHistory ? graph + size.parameters(vocabularySize: vocabularySize) : 0
    // A second engine looks back. States are also made in passing, one when the other is still there.
    let kept = keepsHistory ? oneEngine + (Double(settings.steps / stride) + 1) * state : 0
    // Of each draw the logits, the probabilities and their running sums; those of the names that are
    // shown, and of those that are found to be shown next.
    let draw = 3.0 * 8 * Double(vocabularySize)
    let names = keepsHistory ? 2 * Double(RunSettings.wholeNames * size.blockSize) * draw : 0
    let losses = 8 * Double(settings.steps)
    total = oneEngine + shown * Double(Graph.bytesPerNode) + kept + 2 * state + names + losses
    nodes = engine == .exact || keepsHistory ? graph : 0
  }

  /// - Parameter available: how many bytes there are; nil where nobody knows.
  /// - Throws: `SettingError` where that is not enough.
  func check(against available: Int?) throws(SettingError) {
    let advice = "choose a smaller --n-embd, --n-layer or --block-size"
    if let available, total >= Double(available) {
      throw SettingError(
        "this model needs about \(RunMemory.gigabytes(total)) GB of memory, "
          + "there are \(RunMemory.gigabytes(Double(available))) GB; \(advice)")
    }
    guard nodes < Double(Node.max) else {
      throw SettingError(
        "this model needs about \(RunMemory.gigabytes(total)) GB of memory, more than is supported; "
          + advice)
    }
  }

  private static func gigabytes(_ bytes: Double) -> String {
    let tenths = (bytes / 1e8).rounded(.up)
    return tenths < 1e6 ? "\(tenths / 10)" : "\(Int(min(tenths / 10, 1e18)))"
  }
}

extension ModelSize {
  /// Whether a document takes so few milliseconds even in the graph of single numbers that it is never
  /// done in slices.
  public func isQuick(vocabularySize: Int) -> Bool {
    nodes(vocabularySize: vocabularySize) <= 300_000
  }

  /// How many nodes the graph has at most.
  ///
  /// - Parameter positions: how many positions a document has; nil for the whole block.
  public func nodes(vocabularySize: Int, positions: Int? = nil) -> Double {
    let (w, vocabulary) = (Double(width), Double(vocabularySize))
    let positions = Double(positions ?? blockSize)
    // For each position that is looked back at: a score, its weight, and the sum of values.
    let lookingBack = Double(heads) * 6 + 4 * w
    let perLayer = 24 * w * w + 24 * w + 16
    let perPosition = 4 * w + 16 + vocabulary * (2 * w + 8) + Double(layers) * perLayer
    // The first position looks back at one, itself; the last one at all.
    let looks = positions * (positions + 1) / 2
    return parameters(vocabularySize: vocabularySize) + positions * perPosition
      + Double(layers) * looks * lookingBack + 64
  }
}

extension FastEngine {
  /// How many bytes an engine takes at most: the parameters with Adam's means of them, the vectors of
  /// all positions with their gradients, and the weights of attention.
  static func memory(_ size: ModelSize, vocabularySize: Int) -> Double {
    func rounded(_ count: Int) -> Double { Double(count.roundedUp(to: Lanes.count)) }
    let (w, layers) = (rounded(size.width), Double(size.layers))
    let (block, vocabulary) = (rounded(size.blockSize), rounded(vocabularySize))
    let parameters = (2 * vocabulary + block) * w + layers * 12 * w * w
    // Of each layer the vectors stay, and how much each position takes of each; the rest is shared.
    let perPosition =
      layers * (12 * w + 16 + Double(size.heads) * block) + 20 * w + 3 * vocabulary + block + 32
    let pieces = 64 + layers * (Double(size.heads) + 32)
    return 8 * (3 * parameters + vocabulary * w + block * perPosition + 24 * pieces)
  }
}
