import MicroGPT

/// What the numbers on the way through softmax depend on, beside the run and the moment.
struct SoftmaxInput: Hashable {
  let name: String
  /// Where in the name the model's scores are from; nil where they are not the model's.
  let position: Int?
  /// Those that are not the model's.
  let scores: [Double]
  /// How far the model's were moved: [token: amount].
  let moved: [Int: Double]
  /// A score that is raised, and by how much.
  let row: Int
  let amount: Double
  let temperature: Double
}

/// Every number on the way through softmax.
struct SoftmaxAnatomy: Equatable {
  struct Row: Equatable {
    let label: String
    /// Before the temperature.
    let logit: Double
    /// After it.
    let scaled: Double
    let difference: Double
    let exponential: Double
    let probability: Double
  }
  let temperature: Double
  let rows: [Row]
  let largest: Double
  let total: Double

  /// Runs the model's own softmax on these numbers; the graph that it leaves has all the rest.
  init(_ inputs: [(label: String, logit: Double)], temperature: Double) {
    var graph = Graph(capacity: inputs.count * 8 + 16)
    let scaled = inputs.map { graph.divide(graph.leaf($0.logit), by: temperature) }
    largest = scaled.map { graph[$0] }.max() ?? 0
    var total = 1.0
    rows = zip(inputs, graph.softmax(scaled)).map { input, probability in
      // A probability is an exponential times the total to the power of −1.
      let factors = graph.children(probability)
      total = graph[graph.children(factors[1])[0]]
      let shifted = graph.children(factors[0])[0]
      return Row(
        label: input.label, logit: input.logit, scaled: graph[graph.children(shifted)[0]],
        difference: graph[shifted], exponential: graph[factors[0]],
        probability: graph[probability])
    }
    self.total = total
    self.temperature = temperature
  }

  /// The probabilities of all tokens but one together: added up, since 1 minus a probability near 1
  /// would leave no digits.
  func others(than row: Int) -> Double {
    rows.indices.reduce(0) { $1 == row ? $0 : $0 + rows[$1].probability }
  }

  /// How many times as likely a token is as all others together.
  func odds(of row: Int) -> Double { rows[row].probability / others(than: row) }
}
