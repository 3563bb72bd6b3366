import CLibm

/// A matrix of parameters: rows × columns numbers, row by row, side by side in the graph.
public struct Matrix: Equatable, Sendable {
  /// `wte`, `layer0.attn_wq`, …: the name in microgpt.py's `state_dict`.
  public let name: String
  /// The node of the first number.
  public let first: Node
  public let rows: Int
  public let columns: Int

  public var count: Int { rows * columns }

  /// The node of a number.
  public subscript(_ row: Int, _ column: Int) -> Node {
    first + Node(truncatingIfNeeded: row * columns + column)
  }
}

/// The model: parameters, and a function from a token and a position to logits over what comes next.
///
/// It follows GPT-2 as microgpt.py does: RMSNorm for layer norm, no biases, ReLU for GELU.
/// Copies are independent of each other.
public struct GPT: Sendable {
  public let size: ModelSize
  public let vocabularySize: Int
  /// The parameters, then what was computed from them last.
  public internal(set) var graph: Graph

  /// Token embeddings, [vocabulary][width].
  public let wte: Matrix
  /// Position embeddings, [blockSize][width].
  public let wpe: Matrix
  /// From the last vector to logits, [vocabulary][width].
  public let lmHead: Matrix
  public let layers: [Layer]
  /// All of them in the order of microgpt.py's `state_dict`; so are the nodes.
  public let matrices: [Matrix]

  /// The parameters of one layer.
  public struct Layer: Equatable, Sendable {
    /// To queries, keys, values, and from the heads' outputs: [width][width] each.
    public let attnWq, attnWk, attnWv, attnWo: Matrix
    /// Up to four times the width and back: [4·width][width] and [width][4·width].
    public let mlpFc1, mlpFc2: Matrix
  }

  /// How many parameters there are.
  public let parameterCount: Int
  /// The node of the first parameter; the others follow.
  public let firstParameter: Node
  /// The nodes from here on belong to the last computation; the next one replaces them.
  let endOfParameters: Int

  /// A model whose parameters are all 0, until `parameters` is set.
  public init(size: ModelSize, vocabularySize: Int) {
    self.init(unfilled: size, vocabularySize: vocabularySize)
    while !fill(parameterCount) {}
  }

  /// A model whose parameters are yet to be filled in.
  init(unfilled size: ModelSize, vocabularySize: Int) {
    self.size = size
    self.vocabularySize = vocabularySize
    let nodes = size.nodes(vocabularySize: vocabularySize)
    precondition(nodes < Double(Node.max), "too large to be numbered")
    graph = Graph(capacity: Int(nodes))
    firstParameter = Node(graph.count)

    var next = firstParameter
    var all: [Matrix] = []
    func matrix(_ name: String, _ rows: Int, _ columns: Int) -> Matrix {  // py 80
      let made = Matrix(name: name, first: next, rows: rows, columns: columns)
      next += Node(made.count)
      all.append(made)
      return made
    }
    let width = size.width
    wte = matrix("wte", vocabularySize, width)  // py 81
    wpe = matrix("wpe", size.blockSize, width)  // py 81
    lmHead = matrix("lm_head", vocabularySize, width)  // py 81
    layers = (0..<size.layers).map { li in  // py 82
      Layer(
        attnWq: matrix("layer\(li).attn_wq", width, width),  // py 83
        attnWk: matrix("layer\(li).attn_wk", width, width),  // py 84
        attnWv: matrix("layer\(li).attn_wv", width, width),  // py 85
        attnWo: matrix("layer\(li).attn_wo", width, width),  // py 86
        mlpFc1: matrix("layer\(li).mlp_fc1", 4 * width, width),  // py 87
        mlpFc2: matrix("layer\(li).mlp_fc2", width, 4 * width))  // py 88
    }
    matrices = all
    parameterCount = Int(next - firstParameter)
    endOfParameters = Int(next)
  }

  /// Adds parameters that are 0, some at a time.
  ///
  /// - Returns: whether all are there.
  mutating func fill(_ most: Int) -> Bool {
    for _ in 0..<max(0, min(most, endOfParameters - graph.count)) { _ = graph.leaf(0) }
    return isFilled
  }

  /// Adds those before a place that are not there yet.
  mutating func fill(before end: Int) { _ = fill(Int(firstParameter) + end - graph.count) }

  /// Whether all parameters are there.
  var isFilled: Bool { graph.count >= endOfParameters }

  /// Forgets the last computation. Call it before a new document.
  ///
  /// - Parameter positions: how many positions there will be at most; nil for the whole block. There
  ///   is room for them then.
  public mutating func begin(positions: Int? = nil) -> Cache {
    graph.cut(to: endOfParameters)
    graph.reserve(Int(size.nodes(vocabularySize: vocabularySize, positions: positions)))
    return Cache(layers: size.layers, heads: size.heads)
  }

  /// The keys and values of the positions so far, [layer][head][position][headWidth].
  public struct Cache {
    public internal(set) var keys: [[[[Node]]]]
    public internal(set) var values: [[[[Node]]]]

    init(layers: Int, heads: Int) {
      keys = Array(repeating: Array(repeating: [], count: heads), count: layers)
      values = keys
    }
  }

  /// Each row of the matrix times the vector: `rows` numbers, in their order.
  ///
  /// - Parameters:
  ///   - rows: which rows; all where nil.
  ///   - first: a row to append first. This changes no value, only the order in which the gradients
  ///     of `x` are added: walking backwards, what was appended last comes first.
  mutating func linear(_ x: [Node], _ w: Matrix, rows: Range<Int>? = nil, first: Int? = nil)
    -> [Node]
  {
    let rows = rows ?? 0..<w.rows
    func output(_ row: Int) -> Node {
      graph.sum(x.count) { $0.multiply(w[row, $1], x[$1]) }
    }
    let early = first.map(output)  // py 95
    return rows.map { row in
      if let early, row == first { early } else { output(row) }
    }
  }

  /// Scales a vector so that the mean of its squares is 1.
  mutating func rmsNorm(_ x: [Node]) -> [Node] {
    let squares = graph.sum(x.count) { $0.multiply(x[$1], x[$1]) }
    let meanSquare = graph.divide(squares, by: Double(x.count))  // py 104
    let scale = graph.power(graph.add(meanSquare, graph.constant(1e-5)), -0.5)  // py 105
    return x.map { graph.multiply($0, scale) }  // py 106
  }

  /// Adds two vectors number by number.
  mutating func add(_ a: [Node], _ b: [Node]) -> [Node] {
    zip(a, b).map { graph.add($0, $1) }
  }

  /// A vector of zeros, in place of one that is left out. Each is a node with a gradient of its own.
  private mutating func zeros(_ count: Int) -> [Node] { (0..<count).map { _ in graph.leaf(0) } }

  /// The logits over what comes after `token` at `position`, with everything computed on the way.
  ///
  /// - Parameters:
  ///   - cache: the keys and values of the positions before; this position's are added.
  ///   - target: the right answer, where gradients are wanted: its logit is appended first, since
  ///     microgpt.py's search from the loss meets it first.
  ///   - ablation: what is left out; nil for the whole model.
  public mutating func forward(
    token: Int, position: Int, cache: inout Cache, target: Int? = nil,
    without ablation: Ablation? = nil
  ) -> Activations<Node> {
    var made = embed(token: token, position: position, without: ablation)
    for li in 0..<size.layers {  // py 114
      var layer = attention(made.stream, layer: li, cache: &cache, without: ablation)
      mlpUp(&layer, layer: li)
      mlpDown(&layer, layer: li, without: ablation)
      made.layers.append(layer)
    }
    made.logits = linear(made.stream, lmHead, first: target)  // py 143
    return made
  }

  /// Before the layers: a token's vector and that of its position become one, which is normed.
  mutating func embed(
    token: Int, position: Int, without ablation: Ablation?
  ) -> Activations<Node> {
    let tokEmb = (0..<size.width).map { wte[token, $0] }  // py 109
    let posEmb = (0..<size.width).map { wpe[position, $0] }  // py 110
    var embedding = add(tokEmb, posEmb)  // py 111
    if ablation == .positions { embedding = tokEmb }
    let x = rmsNorm(embedding)  // py 112
    return Activations(
      tokenEmbedding: tokEmb, positionEmbedding: posEmb, embedding: embedding, input: x)
  }

  /// 1) Multi-head attention, on the normed stream and added to it: a head compares its query with the
  /// keys of all positions so far.
  mutating func attention(
    _ input: [Node], layer li: Int, cache: inout Cache, without ablation: Ablation?
  ) -> Activations<Node>.Layer {
    let layer = layers[li]
    let xResidual = input  // py 116
    var x = rmsNorm(input)  // py 117
    var made = Activations<Node>.Layer(attentionInput: x)
    let root = libm_pow(Double(size.headWidth), 0.5)  // py 129
    // Queries, keys and values are made head by head, as microgpt.py's search from the loss meets
    // them: so gradients of `x` are added in its order.
    for h in 0..<size.heads {  // py 124
      let rows = h * size.headWidth..<(h + 1) * size.headWidth  // py 125
      let q = linear(x, layer.attnWq, rows: rows)  // py 118, 126
      let k = linear(x, layer.attnWk, rows: rows)  // py 119, 127
      let v = linear(x, layer.attnWv, rows: rows)  // py 120, 128
      cache.keys[li][h].append(k)  // py 121
      cache.values[li][h].append(v)  // py 122
      let keys = cache.keys[li][h]
      let values = cache.values[li][h]
      let scores = keys.map { key in
        let dot = graph.sum(q.count) { $0.multiply(q[$1], key[$1]) }
        return graph.divide(dot, by: root)  // py 129
      }
      let weights = graph.softmax(scores)  // py 130
      var output = v.indices.map { j in
        graph.sum(weights.count) { $0.multiply(weights[$1], values[$1][j]) }  // py 131
      }
      if ablation == .head(h) { output = zeros(output.count) }
      made.heads.append(
        .init(query: q, key: k, value: v, scores: scores, weights: weights, output: output))
    }
    made.xAttn = made.heads.flatMap(\.output)  // py 132
    made.attentionOutput = linear(made.xAttn, layer.attnWo)  // py 133
    if ablation == .attention { made.attentionOutput = zeros(x.count) }
    x = add(made.attentionOutput, xResidual)  // py 134
    if ablation == .residual1 { x = made.attentionOutput }
    made.afterAttention = x
    return made
  }

  /// 2) The MLP, on the normed stream: up to four times the width, and what is below 0 cut off.
  mutating func mlpUp(_ made: inout Activations<Node>.Layer, layer li: Int) {
    made.mlpInput = rmsNorm(made.afterAttention)  // py 137
    made.hidden = linear(made.mlpInput, layers[li].mlpFc1)  // py 138
    made.relu = made.hidden.map { graph.relu($0) }  // py 139
  }

  /// Down again, and added to the stream.
  mutating func mlpDown(
    _ made: inout Activations<Node>.Layer, layer li: Int, without ablation: Ablation?
  ) {
    let xResidual = made.afterAttention  // py 136
    made.mlpOutput = linear(made.relu, layers[li].mlpFc2)  // py 140
    if ablation == .mlp { made.mlpOutput = zeros(xResidual.count) }
    made.output = add(made.mlpOutput, xResidual)  // py 141
    if ablation == .residual2 { made.output = made.mlpOutput }
  }
}
