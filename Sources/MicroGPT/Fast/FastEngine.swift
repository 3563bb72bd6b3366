/// Trains with whole vectors at once: the same mathematics as the graph of single numbers, and
/// losses that agree with microgpt.py's in all but the last digits. Over many thousand steps the
/// difference grows, as it does between any two programs that round differently.
public final class FastEngine: Engine {
  public let size: ModelSize
  public let vocabularySize: Int
  public let settings: RunSettings
  public var stepNumber = 0 { didSet { underWay = nil } }

  let memory = EngineMemory()
  /// The model: the output of each part is the input of a later one.
  let parts: [any Part]
  private let logits: Vectors
  let softmaxLoss: SoftmaxLoss
  /// The tokens whose logits were asked for last, one after the other.
  private var given: [Int] = []
  /// Whether a step is never done in slices.
  private let isQuick: Bool
  /// The step that was begun.
  private var underWay: StepInSlices?
  /// The matrices in the order of microgpt.py's `state_dict`; `attn_wq`, `attn_wk` and `attn_wv` are
  /// one matrix, one above the other.
  private let matrices: [Weights]

  /// An engine whose parameters are all 0, until `state` is set.
  public convenience init(size: ModelSize, vocabularySize: Int, settings: RunSettings) {
    self.init(size: size, vocabularySize: vocabularySize, settings: settings, without: nil)
  }

  /// - Parameter ablation: what is left out; nil for the whole model. Only that one may be trained.
  init(
    size: ModelSize, vocabularySize: Int, settings: RunSettings, without ablation: Ablation?
  ) {
    self.size = size
    self.vocabularySize = vocabularySize
    self.settings = settings
    let memory = memory
    let (width, positions) = (size.width, size.blockSize)
    isQuick = size.isQuick(vocabularySize: vocabularySize)

    var matrices: [Weights] = []
    func weights(_ rows: Int, _ columns: Int) -> Weights {
      let made = Weights(rows: rows, columns: columns, in: memory)
      matrices.append(made)
      return made
    }
    /// The layers share the memory of their gradients: those of a layer are no longer needed when the
    /// next one's are computed. All gradients named `x` share theirs too, since both terms of a sum
    /// have the gradient of the sum.
    var shared: [String: Plane] = [:]
    func vectors(_ width: Int, grad name: String) -> Vectors {
      let made = memory.vectors(width, positions: positions, grad: shared[name])
      shared[name] = made.grad
      return made
    }
    func scale() -> Plane { memory.plane(rows: 1, positions: positions) }
    let transposed = memory.plane(rows: positions, positions: 4 * width)
    let scratch = Attention.Scratch(positions: positions, in: memory)

    let wte = weights(vocabularySize, width)
    let wpe = weights(positions, width)
    let lmHead = weights(vocabularySize, width)
    let embedding = vectors(width, grad: "embedding")
    var x = vectors(width, grad: "x")
    var parts: [any Part] = [
      Embedding(
        wte: wte, wpe: ablation == .positions ? Weights(like: wpe, in: memory) : wpe, embedding,
        transposed: transposed, tokenGrad: memory.plane(rows: vocabularySize, positions: width)),
      RMSNorm(embedding, x, scale: scale(), addsGradient: false),
    ]
    for _ in 0..<size.layers {
      let attnQKV = weights(3 * width, width)
      let attnWo = weights(width, width)
      let mlpFc1 = weights(4 * width, width)
      let mlpFc2 = weights(width, 4 * width)
      let attentionInput = vectors(width, grad: "attentionInput")
      let qkv = vectors(3 * width, grad: "qkv")
      let heads = vectors(width, grad: "heads")
      let afterAttention = vectors(width, grad: "x")
      let mlpInput = vectors(width, grad: "mlpInput")
      let hidden = vectors(4 * width, grad: "hidden")
      let output = vectors(width, grad: "x")
      // The stream goes past what is left out.
      if ablation != .attention {
        parts += [
          RMSNorm(x, attentionInput, scale: scale(), addsGradient: true),
          Linear(attnQKV, attentionInput, qkv, transposed: transposed),
          Attention(qkv, heads, size: size, in: memory, scratch: scratch, without: ablation),
          Linear(
            attnWo, heads, afterAttention, plus: ablation == .residual1 ? nil : x.data,
            transposed: transposed),
        ]
        x = afterAttention
      }
      if ablation != .mlp {
        parts += [
          RMSNorm(x, mlpInput, scale: scale(), addsGradient: true),
          Linear(mlpFc1, mlpInput, hidden, transposed: transposed),
          ReLU(hidden),
          Linear(
            mlpFc2, hidden, output, plus: ablation == .residual2 ? nil : x.data,
            transposed: transposed),
        ]
        x = output
      }
    }
    logits = memory.vectors(vocabularySize, positions: positions)
    softmaxLoss = SoftmaxLoss(
      logits, probabilities: memory.plane(rows: vocabularySize, positions: positions))
    parts += [Linear(lmHead, x, logits, transposed: transposed), softmaxLoss]
    self.parts = parts
    self.matrices = matrices
  }

  public func step(tokens: [Int]) -> Double {
    let example = Example(tokens, blockSize: size.blockSize)
    let adam = FastAdam(Adam(settings: settings, step: stepNumber))
    for index in parts.indices { parts[index].forward(example) }  // py 163–169
    for index in parts.indices.reversed() { parts[index].backward(example, adam) }  // py 172–182
    stepNumber += 1
    return softmaxLoss.loss
  }

  /// A step that is done part by part: first all forward, then all backward.
  private struct StepInSlices {
    let example: Example
    let adam: FastAdam
    /// How many passes through a part are done, of two for each.
    var done = 0
  }

  public func begin(tokens: [Int]) {
    underWay = StepInSlices(
      example: Example(tokens, blockSize: size.blockSize),
      adam: FastAdam(Adam(settings: settings, step: stepNumber)))
  }

  public func proceed(until isTimeUp: () -> Bool) -> Double? {
    guard var step = underWay else { preconditionFailure("no step was begun") }
    while step.done < 2 * parts.count {
      if step.done < parts.count {
        parts[step.done].forward(step.example)
      } else {
        parts[2 * parts.count - 1 - step.done].backward(step.example, step.adam)
      }
      step.done += 1
      if !isQuick && isTimeUp() && step.done < 2 * parts.count {
        underWay = step
        return nil
      }
    }
    underWay = nil
    stepNumber += 1
    return softmaxLoss.loss
  }

  /// All positions are computed again: eight take as long as one.
  public func logits(after token: Int, at position: Int, until isTimeUp: () -> Bool) -> [Double]? {
    precondition(underWay == nil, "half of a step is done")
    given = given.prefix(position) + [token]
    precondition(given.count == position + 1, "a position was left out")
    // The answer that an example needs is not looked at.
    let example = Example(given + [0], blockSize: size.blockSize)
    for index in 0..<parts.count - 1 { parts[index].forward(example) }
    return (0..<vocabularySize).map { logits.data[$0, position] }
  }

  public func losses(tokens: [Int]) -> [Double] {
    let example = Example(tokens, blockSize: size.blockSize)
    for index in parts.indices { parts[index].forward(example) }
    return softmaxLoss.losses(example)
  }

  public subscript(_ kind: TrainingState.Kind) -> [Double] {
    get {
      precondition(underWay == nil, "half of a step is done")
      return numbers(FastEngine.path(kind))
    }
    set { set(FastEngine.path(kind), to: newValue) }
  }

  private static func path(_ kind: TrainingState.Kind) -> KeyPath<Weights, Plane.Pointer> {
    switch kind {
    case .parameters: \.value
    case .m: \.m
    case .v: \.v
    }
  }

  private func numbers(_ kind: KeyPath<Weights, Plane.Pointer>) -> [Double] {
    var all: [Double] = []
    all.reserveCapacity(Int(size.parameters(vocabularySize: vocabularySize)))
    for matrix in matrices {
      let start = matrix[keyPath: kind]
      for row in 0..<matrix.rows {
        let numbers = (start + matrix.offset(row, 0)).assumingMemoryBound(to: Double.self)
        all += UnsafeBufferPointer(start: numbers, count: matrix.columns)
      }
    }
    return all
  }

  private func set(_ kind: KeyPath<Weights, Plane.Pointer>, to numbers: [Double]) {
    precondition(numbers.count == matrices.reduce(0) { $0 + $1.rows * $1.columns })
    var rest = numbers[...]
    for matrix in matrices {
      let start = matrix[keyPath: kind]
      for row in 0..<matrix.rows {
        let target = UnsafeMutableRawBufferPointer(
          start: start + matrix.offset(row, 0), count: matrix.columns * 8)
        rest.prefix(matrix.columns).withUnsafeBytes { target.copyMemory(from: $0) }
        rest = rest.dropFirst(matrix.columns)
      }
    }
  }
}

extension Example {
  init(_ tokens: [Int], blockSize: Int) {
    self.tokens = tokens[...]
    count = Tokenizer.trainedLength(tokens: tokens, blockSize: blockSize)
  }
}
