import MicroGPT
import Stage

/// The pictures of what the two engines do.
struct EnginesView {
  let scene: Scene

  func drawSentence(in rect: Rect, on canvas: inout Canvas) {
    let isHigh = rect.height > 10
    let quote = rect.below(isHigh ? 1 : 0)
    canvas.text("“This file is the complete algorithm.", centredIn: quote.row(0), .title, .strong)
    canvas.text("Everything else is just efficiency.”", centredIn: quote.row(1), .title, .strong)
    canvas.text(
      "Andrej Karpathy, microgpt.py, lines 3 and 4", centredIn: quote.row(isHigh ? 3 : 2), .faint)
    let body = quote.below(isHigh ? 6 : 4)
    let width = min(46, rect.width / 2 - 2)
    let x = rect.x + max(0, rect.width - 2 * width - 4) / 2
    let engines: [(name: String, words: String, role: Role)] = [
      (
        "the exact engine",
        "a graph of single numbers, as microgpt.py has it, and with its very digits: what these "
          + "chapters show", .activation
      ),
      (
        "the fast engine",
        "the same on whole vectors, without a graph, with the gradients worked out by hand", .chosen
      ),
    ]
    for (index, engine) in engines.enumerated() {
      let column = Rect(x + index * (width + 4), body.y, width, body.height)
      canvas.text(engine.name, x: column.x, y: column.y, engine.role, .strong, clip: rect)
      Paragraph(engine.words).draw(in: column.below(1), on: &canvas)
    }
  }

  // MARK: The graph

  private static let kinds: [(operation: Operation, words: String)] = [
    (.multiply, "a · b"), (.add, "a + b"), (.exp, "exp(a)"), (.power, "aⁿ"), (.relu, "relu(a)"),
    (.log, "log(a)"), (.leaf, "constant"),
  ]

  func drawGraph(in rect: Rect, on canvas: inout Canvas, progress: Double) {
    let census = scene.study.census(of: scene.name)
    let x = canvas.text(
      "\(census.nodes.grouped) nodes", x: rect.x, y: rect.y, .title, .strong, clip: rect)
    canvas.text(
      " for “\(scene.name.cut(16))” (\(scene.positions) positions)", x: x, y: rect.y, .text,
      clip: rect)
    let largest = census.counts.values.max() ?? 1
    let isHigh = rect.height > 10
    let list = rect.below(isHigh ? 2 : 1)
    for (row, kind) in EnginesView.kinds.enumerated() {
      let line = list.row(row)
      let count = census.counts[kind.operation] ?? 0
      canvas.text(kind.words, x: line.x, y: line.y, .activation, clip: line)
      Bar(Double(count) / Double(largest) * progress, .activation)
        .draw(in: line.inset(left: 10, right: 9), on: &canvas)
      canvas.text(count.grouped, endingAt: line.right, y: line.y, .text, clip: line)
    }
    let facts = list.below(EnginesView.kinds.count + 1)
    let perNode = Double(census.nodes) / Double(max(1, scene.positions))
    let lines = [
      "Each node: its value, its gradient, its kind, its children.",
      "\(Int(perNode.rounded()).grouped) nodes a position, \(census.parameters.grouped) parameters, "
        + "\((Double(census.bytes) / 1e6).fixed(1)) MB to walk through, forward and",
      "back again, in every single step. In Python each node is an object of its own.",
    ]
    Paragraph(lines.joined(separator: " ")).draw(in: facts, on: &canvas, .faint)
  }

  // MARK: The vectors

  /// An operation on whole vectors, and what comes out for all positions of the name.
  private struct VectorOperation {
    let words: String
    let made: String
    /// Whether it is done in each layer.
    var isInLayer = true
  }

  private var operations: [VectorOperation] {
    let size = scene.run.settings.size
    let n = scene.positions
    let vector = "\(n) × \(size.width)"
    let scores = "\(size.heads) × \(n * (n + 1) / 2)"
    return [
      .init(words: "wte + wpe", made: vector, isInLayer: false),
      .init(words: "norm", made: vector, isInLayer: false),
      .init(words: "norm", made: vector),
      .init(words: "attn_wq · x", made: vector),
      .init(words: "attn_wk · x", made: vector),
      .init(words: "attn_wv · x", made: vector),
      .init(words: "query · keys", made: scores),
      .init(words: "softmax", made: scores),
      .init(words: "Σ weight · v", made: vector),
      .init(words: "attn_wo · x", made: vector),
      .init(words: "+ what was", made: vector),
      .init(words: "norm", made: vector),
      .init(words: "mlp_fc1 · x", made: "\(n) × \(4 * size.width)"),
      .init(words: "relu", made: "\(n) × \(4 * size.width)"),
      .init(words: "mlp_fc2 · x", made: vector),
      .init(words: "+ what was", made: vector),
      .init(
        words: "lm_head · x", made: "\(n) × \(scene.tokenizer.vocabularySize)", isInLayer: false),
      .init(
        words: "softmax", made: "\(n) × \(scene.tokenizer.vocabularySize)", isInLayer: false),
      .init(words: "mean −log p", made: "1", isInLayer: false),
    ]
  }

  func drawVectors(in rect: Rect, on canvas: inout Canvas, progress: Double) {
    let operations = operations
    let layers = scene.run.settings.size.layers
    let count = operations.reduce(0) { $0 + ($1.isInLayer ? layers : 1) }
    let x = canvas.text(
      "\(count.grouped) operations", x: rect.x, y: rect.y, .title, .strong, clip: rect)
    let nodes = scene.study.census(of: scene.name).nodes
    canvas.text(
      " on vectors, in place of \(nodes.grouped) nodes", x: x, y: rect.y, .text, clip: rect)
    let list = rect.below(rect.height > 10 ? 2 : 1)
    let width = 26
    let columns = max(1, min(3, (list.width + 2) / width))
    let rows = max(1, min(list.height, (operations.count + columns - 1) / columns))
    // Forward in the first half of the movement, backward in the second; at rest, all.
    let last = Double(operations.count)
    let forward = Int(Ease.part(progress, from: 0, to: 0.5) * last)
    let backward = Int(Ease.part(progress, from: 0.5, to: 1) * last)
    for (index, operation) in operations.prefix(rows * columns).enumerated() {
      let column = Rect(list.x + index / rows * width, list.y + index % rows, width - 2, 1)
      let isBack = operations.count - index <= backward
      let isNow =
        progress < 1
        && (backward == 0 ? index == forward : operations.count - 1 - index == backward)
      canvas.text(
        isBack ? "◀" : index < forward ? "▶" : " ", x: column.x, y: column.y,
        isBack ? .gradient : .activation, .strong, clip: list)
      canvas.text(
        operation.words, x: column.x + 2, y: column.y, isNow ? .chosen : .text,
        isNow ? .strong : [], clip: list)
      canvas.text(
        operation.made, endingAt: column.right, y: column.y,
        operation.isInLayer ? .activation : .weight,
        clip: list)
    }
    let facts = list.below(rows + 1)
    let layer =
      layers == 1
      ? "" : " The \(operations.count { $0.isInLayer }) of a layer come \(layers) times."
    Paragraph(
      "▶ forward makes so many numbers, ◀ backward the gradients of the same; then Adam moves all parameters "
        + "in one sweep. The processor adds and multiplies several numbers at once, side by side in memory, "
        + "and nothing has to be looked up." + layer
    ).draw(in: facts, on: &canvas, .faint)
  }
}
