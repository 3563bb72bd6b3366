import MicroGPT
import Stage

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
  let rows: [Row]
  let largest: Double
  let total: Double

  /// Runs the model's own softmax on these numbers; the graph that it leaves behind has all the rest.
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
  }
}

/// What happens to large scores with and without subtracting, computed here and now.
struct OverflowView {
  func draw(in rect: Rect, on canvas: inout Canvas) {
    let scores = [1000.0, 999, 998]
    let plain = scores.map(Elementary.exp)
    let plainTotal = plain.reduce(0, +)
    let less = scores.map { Elementary.exp($0 - 1000) }
    let lessTotal = less.reduce(0, +)
    func table(
      _ words: String, _ head: String, x: Int, y: Int, _ exps: [Double], _ total: Double,
      _ role: Role
    ) {
      canvas.text(words, x: x, y: y, .title, .strong, clip: rect)
      canvas.text(
        "score".paddedLeft(6) + head.paddedLeft(15) + "prob.".paddedLeft(9), x: x, y: y + 1,
        .faint, clip: rect)
      for (row, (score, exp)) in zip(scores, exps).enumerated() {
        canvas.text(
          score.fixed(0).paddedLeft(6) + exp.shown(4).paddedLeft(15)
            + (exp / total).fixed(4).paddedLeft(9), x: x, y: y + 2 + row, role, clip: rect)
      }
      canvas.text(
        "total".paddedLeft(6) + total.shown(4).paddedLeft(15), x: x, y: y + 5, .faint, clip: rect)
    }
    let isWide = rect.width >= 68
    table("Without subtracting", "exp(s)", x: rect.x + 2, y: rect.y, plain, plainTotal, .warning)
    table(
      "Subtracting the largest", "exp(s - 1000)", x: rect.x + (isWide ? 38 : 2),
      y: rect.y + (isWide ? 0 : 7), less, lessTotal, .probability)
    Paragraph(
      "exp(709) = \(Elementary.exp(709).scientific) is about the last one that fits; "
        + "exp(710) = \(Elementary.exp(710).shown(1))."
    ).draw(in: rect.below(isWide ? 7 : 14), on: &canvas, .faint)
  }
}
