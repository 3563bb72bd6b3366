/// One document's way through the model, forward and backward. It keeps every number: its value, what
/// it was made of, and the derivative of the loss with respect to it.
public struct Pass: Sendable {
  /// The model with the parameters of this pass, an edited one included.
  public let model: GPT
  /// BOS, the characters' ids, BOS.
  public let tokens: [Int]
  /// What was left out; nil for the whole model.
  public let ablation: Ablation?

  private let loss: GPT.Loss
  private let vectors: [NamedVector]
  /// Where in `vectors` those of a site are; the site's index is 0 here.
  private let places: [Site: Int]
  /// For each node, which of `vectors` it is in: the first one, −1 where it is in none.
  private let names: [Int32]

  /// Runs a document forward, and backward from the mean loss.
  ///
  /// - Parameters:
  ///   - tokens: BOS, the characters' ids, BOS; at least two.
  ///   - ablation: what is left out; nil for the whole model.
  ///   - edit: another value for one parameter; nil for the model as it is.
  public init(
    _ model: GPT, tokens: [Int], without ablation: Ablation? = nil, edit: Edit? = nil
  ) {
    var model = edit.map(model.edited) ?? model
    let loss = model.loss(tokens: tokens, without: ablation)
    model.graph.backward(from: loss.mean)
    self.model = model
    self.tokens = tokens
    self.ablation = ablation
    self.loss = loss
    vectors = loss.namedVectors(in: model.graph)
    places = Dictionary(uniqueKeysWithValues: zip(vectors.map(\.site), vectors.indices))
    var names = [Int32](repeating: -1, count: model.graph.count)
    for (place, vector) in vectors.enumerated() {
      // Where a part is left out, a node can have two names: the first is nearer to the parameters.
      for node in vector.nodes where names[Int(node)] < 0 { names[Int(node)] = Int32(place) }
    }
    self.names = names
  }

  /// How many positions the pass has: one for each token but the last, at most the block size.
  public var positionCount: Int { loss.positions.count }

  /// The values alone.
  public var trace: Trace { Trace(loss, of: tokens, in: graph) }

  /// All named numbers that were computed, in the order of the forward pass.
  public var sites: [Site] {
    vectors.flatMap { vector in vector.nodes.indices.map(vector.site.at) }
  }

  /// Whether the model has such a number, and this document such a position.
  public func contains(_ site: Site) -> Bool {
    switch site.stage {
    case .parameter: 0..<model.parameterCount ~= site.index
    case .constant:
      0..<graph.count ~= site.index && graph.operation(Node(site.index)) == .leaf
        && self.site(Node(site.index)) == site
    default: places[site.at(0)].map { vectors[$0].nodes.indices ~= site.index } ?? false
    }
  }

  /// How many numbers the vector of a number has.
  ///
  /// - Precondition: as for its value.
  public func count(along site: Site) -> Int {
    guard site.stage != .parameter, site.stage != .constant else { return 1 }
    guard let place = places[site.at(0)] else { preconditionFailure("there is no \(site)") }
    return vectors[place].nodes.count
  }

  /// The value of a number.
  ///
  /// - Precondition: the model has such a site, and this document such a position.
  public subscript(_ site: Site) -> Double { graph[node(site)] }

  /// The derivative of the mean loss with respect to a number.
  ///
  /// - Precondition: as for its value.
  public func gradient(at site: Site) -> Double { graph.gradient(node(site)) }

  public var graph: Graph { model.graph }

  /// The node of a number.
  ///
  /// - Precondition: as for its value.
  public func node(_ site: Site) -> Node {
    switch site.stage {
    case .parameter: return model.firstParameter + Node(site.index)
    case .constant: return Node(site.index)
    default: break
    }
    guard let place = places[site.at(0)] else { preconditionFailure("there is no \(site)") }
    return vectors[place].nodes[site.index]
  }

  /// The name of a node, nil where it is only a step of a formula.
  public func site(_ node: Node) -> Site? {
    let parameter = Int(node - model.firstParameter)
    if 0..<model.parameterCount ~= parameter { return .parameter(parameter) }
    if graph.operation(node) == .leaf { return Site(.constant, index: Int(node)) }
    guard names[Int(node)] >= 0 else { return nil }
    let vector = vectors[Int(names[Int(node)])]
    return vector.index(of: node).map(vector.site.at)
  }
}

/// The nodes of a vector; its site has the index 0.
struct NamedVector: Sendable {
  let site: Site
  let nodes: [Node]

  /// Where a node stands. They lie evenly but for a few, so that it need not be searched.
  func index(of node: Node) -> Int? {
    if let first = nodes.first, let last = nodes.last, first < last, first...last ~= node {
      let guess = Int(node - first) * (nodes.count - 1) / Int(last - first)
      if nodes[guess] == node { return guess }
    }
    return nodes.firstIndex(of: node)
  }
}

extension GPT.Loss {
  /// All named vectors in the order of the forward pass; single numbers are vectors of one.
  fileprivate func namedVectors(in graph: Graph) -> [NamedVector] {
    var vectors: [NamedVector] = []
    for (position, made) in activations.enumerated() {
      func name(_ stage: Site.Stage, layer: Int = 0, head: Int = 0, _ nodes: [Node]) {
        let site = Site(stage, layer: layer, head: head, position: position)
        vectors.append(NamedVector(site: site, nodes: nodes))
      }
      /// A normed vector, and before it the two numbers that its norm computes.
      func name(
        _ stage: Site.Stage, _ meanSquare: Site.Stage, _ scale: Site.Stage, layer: Int = 0,
        _ normed: [Node]
      ) {
        let scaleNode = graph.children(normed[0])[1]
        let sum = graph.children(scaleNode)[0]
        name(meanSquare, layer: layer, [graph.children(sum)[0]])
        name(scale, layer: layer, [scaleNode])
        name(stage, layer: layer, normed)
      }
      /// Probabilities, and before them the numbers that softmax computes.
      func name(
        _ stage: Site.Stage, _ exponential: Site.Stage, _ total: Site.Stage, layer: Int = 0,
        head: Int = 0, softmax probabilities: [Node]
      ) {
        let inverse = graph.children(probabilities[0])[1]
        name(exponential, layer: layer, head: head, probabilities.map { graph.children($0)[0] })
        name(total, layer: layer, head: head, [graph.children(inverse)[0]])
        name(stage, layer: layer, head: head, probabilities)
      }

      name(.tokenEmbedding, made.tokenEmbedding)
      name(.positionEmbedding, made.positionEmbedding)
      name(.embedding, made.embedding)
      name(.input, .embeddingMeanSquare, .embeddingScale, made.input)
      for (li, layer) in made.layers.enumerated() {
        name(
          .attentionInput, .attentionMeanSquare, .attentionScale, layer: li, layer.attentionInput)
        for (h, head) in layer.heads.enumerated() {
          name(.query, layer: li, head: h, head.query)
          name(.key, layer: li, head: h, head.key)
          name(.value, layer: li, head: h, head.value)
          name(.score, layer: li, head: h, head.scores)
          name(.weight, .scoreExponential, .scoreTotal, layer: li, head: h, softmax: head.weights)
          name(.headOutput, layer: li, head: h, head.output)
        }
        name(.attentionOutput, layer: li, layer.attentionOutput)
        name(.afterAttention, layer: li, layer.afterAttention)
        name(.mlpInput, .mlpMeanSquare, .mlpScale, layer: li, layer.mlpInput)
        name(.hidden, layer: li, layer.hidden)
        name(.relu, layer: li, layer.relu)
        name(.mlpOutput, layer: li, layer.mlpOutput)
        name(.afterMLP, layer: li, layer.output)
      }
      name(.logit, made.logits)
      name(.probability, .exponential, .total, softmax: probabilities[position])
      name(.positionLoss, [positions[position]])
    }
    vectors.append(NamedVector(site: .loss, nodes: [mean]))
    return vectors
  }
}
