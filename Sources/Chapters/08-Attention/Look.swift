import MicroGPT
import Stage

/// One look: a head, the position that looks back, the one that it looks at, and a place in the vectors.
struct Look {
  let scene: Scene
  let layer, head, position, other, index: Int

  /// How many positions there are.
  var positions: Int { scene.positions }

  /// What the head computes at a position.
  func made(at position: Int) -> Activations<Double>.Head {
    scene.trace.positions[position].activations.layers[layer].heads[head]
  }

  /// What the layer computes at a position.
  func layer(at position: Int) -> Activations<Double>.Layer {
    scene.trace.positions[position].activations.layers[layer]
  }

  /// What goes into the layer at a position: what attention adds to.
  func stream(at position: Int) -> [Double] {
    let activations = scene.trace.positions[position].activations
    return layer == 0 ? activations.input : activations.layers[layer - 1].output
  }

  func vector(_ vector: TalkingTokens.Vector, at position: Int) -> [Double] {
    let made = made(at: position)
    return switch vector {
    case .query: made.query
    case .key: made.key
    case .value: made.value
    case .output: made.output
    }
  }

  /// The products of the query with the key of a position, number by number.
  func products(with position: Int) -> [Double] {
    zip(made(at: self.position).query, made(at: position).key).map(*)
  }

  /// Query · key: their sum, from left to right.
  func dot(with position: Int) -> Double { products(with: position).reduce(0, +) }

  /// The scores of the position on their way through softmax: the exponential of each, less the largest
  /// score, and their total.
  var exponentials: (each: [Double], total: Double) {
    Look.exponentials(made(at: position).scores)
  }

  private static func exponentials(_ scores: [Double]) -> (each: [Double], total: Double) {
    let largest = scores.max() ?? 0
    let each = scores.map { Elementary.exp($0 - largest) }
    return (each, each.reduce(0, +))
  }

  /// The weights that softmax would give if the products were not divided by the root; they sum to 1.
  var undividedWeights: [Double] {
    let (each, total) = Look.exponentials((0...position).map(dot))
    return each.map { $0 / total }
  }

  /// What a position hands over: its value times its weight.
  func part(of position: Int) -> [Double] {
    let weight = made(at: self.position).weights[position]
    return made(at: position).value.map { weight * $0 }
  }

  func site(_ stage: Site.Stage, at position: Int, index: Int) -> Site {
    Site(stage, layer: layer, head: head, position: position, index: index)
  }

  func site(of vector: TalkingTokens.Vector, at position: Int) -> Site {
    let stage: Site.Stage =
      switch vector {
      case .query: .query
      case .key: .key
      case .value: .value
      case .output: .headOutput
      }
    return site(stage, at: position, index: index)
  }

  // MARK: Words

  /// `“m”`, or `BOS`.
  func quoted(_ position: Int) -> String {
    scene.quoted(scene.tokens[position])
  }

  func label(_ position: Int) -> String { scene.label(scene.tokens[position]) }

  /// `4 a`: in a row of its own, so that letters stand below each other.
  func row(_ position: Int, _ emphasis: Emphasis = []) -> Text {
    let digits = "\(positions - 1)".columns
    return
      "\("\(position)".paddedLeft(digits), .position, emphasis) \(label(position), .token, emphasis)"
  }

  /// What the numbers of a vector are, for whoever points at one: `query 3 of “m” at position 1, head 2`.
  func names(_ vector: TalkingTokens.Vector, at position: Int) -> (Int) -> String {
    let noun = "\(vector)"
    return { "\(noun) \($0) of \(quoted(position)) at position \(position), \(headWords)" }
  }

  /// The same of a number that belongs to two positions: `weight of position 1 at position 4, head 2`.
  func name(_ noun: String, of other: Int) -> String {
    "\(noun) of position \(other) at position \(position), \(headWords)"
  }

  /// A weight as it is told: the chosen position’s for another one.
  func weightReading(_ other: Int) -> Reading {
    Reading(name("weight", of: other), made(at: position).weights[other])
  }

  /// How many columns such a label takes at most.
  var labelColumns: Int { (0..<positions).map { row($0).columns }.max() ?? 0 }

  /// `head 2`, with its layer where there are several.
  var headWords: String {
    scene.size.layers > 1 ? "layer \(layer), head \(head)" : "head \(head)"
  }
}

extension Double {
  /// In at most eight columns: three digits after the point, or a power of ten.
  var brief: String { magnitude < 999.5 || !isFinite ? shown(3) : scientific }
}

extension [Double] {
  /// The scale of these numbers: the strongest colours for the largest.
  var scale: Scale {
    let largest = lazy.map(\.magnitude).filter(\.isFinite).max() ?? 0
    return .signed(largest > 0 ? largest : 1)
  }
}
