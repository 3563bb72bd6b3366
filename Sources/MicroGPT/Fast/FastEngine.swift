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
  private var underWay: Walk?
  /// The logits that were asked for last, as far as they are computed.
  private var asked: Walk?
  /// The matrices in the order of microgpt.py's `state_dict`; `attn_wq`, `attn_wk` and `attn_wv` are
  /// one matrix, one above the other.
  private let matrices: [Weights]
  public let parameterCount: Int

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
    parameterCount = matrices.reduce(0) { $0 + $1.rows * $1.columns }
  }

  public func step(tokens: [Int]) -> Double {
    let example = Example(tokens, blockSize: size.blockSize)
    let adam = FastAdam(Adam(settings: settings, step: stepNumber))
    for index in parts.indices { parts[index].forward(example) }  // py 163–169
    for index in parts.indices.reversed() { parts[index].backward(example, adam) }  // py 172–182
    stepNumber += 1
    return softmaxLoss.loss
  }

  public func begin(tokens: [Int]) {
    asked = nil
    underWay = Walk(
      example: Example(tokens, blockSize: size.blockSize), end: 2 * parts.count,
      adam: FastAdam(Adam(settings: settings, step: stepNumber)))
  }

  public func proceed(until isTimeUp: () -> Bool) -> Double? {
    guard var walk = underWay else { preconditionFailure("no step was begun") }
    let isDone = go(on: &walk, until: isTimeUp)
    underWay = isDone ? nil : walk
    guard isDone else { return nil }
    stepNumber += 1
    return softmaxLoss.loss
  }

  /// All positions are computed again: eight take as long as one.
  public func logits(after token: Int, at position: Int, until isTimeUp: () -> Bool) -> [Double]? {
    precondition(underWay == nil, "half of a step is done")
    if asked == nil || given.count != position + 1 || given.last != token {
      given = given.prefix(position) + [token]
      precondition(given.count == position + 1, "a position was left out")
      asked = nil
    }
    // The answer that an example needs is not looked at.
    var walk =
      asked
      ?? Walk(example: Example(given + [0], blockSize: size.blockSize), end: parts.count - 1)
    let isDone = go(on: &walk, until: isTimeUp)
    asked = isDone ? nil : walk
    return isDone ? (0..<vocabularySize).map { logits.data[$0, position] } : nil
  }

  /// How far something is done that takes passes through the parts: first all forward, then all
  /// backward where a step is trained.
  struct Walk {
    let example: Example
    /// How many passes there are to do.
    let end: Int
    /// Nil where nothing is trained: then all passes are forward.
    var adam: FastAdam?
    /// How many passes are done, and how many units of the next one.
    var passes = 0
    var units = 0
  }

  /// About how many products are computed between two looks at the time.
  var products = 1 << 19

  /// Goes on until time is up.
  ///
  /// - Returns: whether all is done.
  func go(on walk: inout Walk, until isTimeUp: () -> Bool) -> Bool {
    let example = walk.example
    while walk.passes < walk.end {
      let isForward = walk.passes < parts.count
      let part = parts[isForward ? walk.passes : 2 * parts.count - 1 - walk.passes]
      let all = isForward ? part.forwardUnits(example) : part.backwardUnits(example)
      let most = isQuick ? all.count : max(1, products / all.products)
      let end = min(walk.units + most, all.count)
      if isForward {
        part.forward(example, walk.units..<end)
      } else if let adam = walk.adam {
        part.backward(example, adam, walk.units..<end)
      }
      (walk.passes, walk.units) = end == all.count ? (walk.passes + 1, 0) : (walk.passes, end)
      if !isQuick && isTimeUp() && walk.passes < walk.end { return false }
    }
    return true
  }

  public func losses(tokens: [Int]) -> [Double] {
    let example = Example(tokens, blockSize: size.blockSize)
    for index in parts.indices { parts[index].forward(example) }
    return softmaxLoss.losses(example)
  }

  public func read(
    _ kind: TrainingState.Kind, _ range: Range<Int>, into numbers: inout [Double]
  ) {
    precondition(underWay == nil, "half of a step is done")
    eachRow(of: range) { matrix, offset, part in
      let start = matrix[keyPath: FastEngine.path(kind)] + offset
      numbers += UnsafeBufferPointer(
        start: start.assumingMemoryBound(to: Double.self), count: part.count)
    }
  }

  public func write(_ kind: TrainingState.Kind, _ range: Range<Int>, of numbers: [Double]) {
    asked = nil
    eachRow(of: range) { matrix, offset, part in
      let target = UnsafeMutableRawBufferPointer(
        start: matrix[keyPath: FastEngine.path(kind)] + offset, count: part.count * 8)
      numbers[part].withUnsafeBytes { target.copyMemory(from: $0) }
    }
  }

  /// Gives one parameter another value.
  func write(_ edit: Edit) {
    asked = nil
    eachRow(of: edit.parameter..<edit.parameter + 1) { matrix, offset, _ in
      (matrix.value + offset).storeBytes(of: edit.value, as: Double.self)
    }
  }

  private static func path(_ kind: TrainingState.Kind) -> KeyPath<Weights, Plane.Pointer> {
    switch kind {
    case .parameters: \.value
    case .m: \.m
    case .v: \.v
    }
  }

  /// Tells where the parameters of a range lie: row by row of the matrices, with the offset in bytes
  /// of the first number and the places of all of them.
  private func eachRow(of range: Range<Int>, _ body: (Weights, Int, Range<Int>) -> Void) {
    var first = 0
    for matrix in matrices {
      let columns = matrix.columns
      let inside = range.units(from: first, count: matrix.rows * columns)
      var place = inside.lowerBound
      while place < inside.upperBound {
        let (row, column) = place.quotientAndRemainder(dividingBy: columns)
        let end = min(place - column + columns, inside.upperBound)
        body(matrix, matrix.offset(row, column), first + place..<first + end)
        place = end
      }
      first += matrix.rows * columns
    }
  }
}

extension Example {
  init(_ tokens: [Int], blockSize: Int) {
    self.tokens = tokens[...]
    count = Tokenizer.trainedLength(tokens: tokens, blockSize: blockSize)
  }
}
