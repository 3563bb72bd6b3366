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
        "a graph of single numbers, with the very digits of microgpt.py", .activation
      ),
      (
        "the fast engine",
        "whole vectors, no graph, gradients worked out by hand", .chosen
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
    let used = Paragraph(
      "Each node: its value, its gradient, its kind, its children. "
        + "\(Int(perNode.rounded()).grouped) nodes a position, \(census.parameters.grouped) parameters, "
        + "\((Double(census.bytes) / 1e6).fixed(1)) MB to walk through, forward and back again, in every "
        + "single step. In Python each node is an object of its own."
    ).draw(in: facts, on: &canvas, .faint)
    drawDots(census.nodes, in: facts.below(used + 1), on: &canvas, progress: progress)
  }

  /// Every node as a dot, or as few of them a dot as fit: first all forward, then all backward.
  private func drawDots(_ nodes: Int, in rect: Rect, on canvas: inout Canvas, progress: Double) {
    guard rect.height > 3 else { return }
    let field = rect.below(1)
    let perDot = max(
      1, (nodes + field.width * field.height * 8 - 1) / (field.width * field.height * 8))
    let words = perDot == 1 ? "a node" : "\(perDot.grouped) nodes"
    canvas.text(
      "Each dot is \(words): forward from the first one, backward from the last.", x: rect.x,
      y: rect.y,
      .faint, clip: rect)
    let dots = nodes / perDot
    let forward = Int(Ease.part(progress, from: 0, to: 0.5) * Double(dots))
    let undone = dots - Int(Ease.part(progress, from: 0.5, to: 1) * Double(dots))
    for cell in 0..<(forward + 7) / 8 {
      let bits = min(8, forward - cell * 8)
      guard let glyph = Unicode.Scalar(0x2800 + (UInt32(1) << UInt32(bits)) - 1) else { continue }
      canvas.put(
        glyph, x: field.x + cell % field.width, y: field.y + cell / field.width,
        cell * 8 >= undone ? .gradient : .activation, clip: field)
    }
  }

  // MARK: The vectors

  /// What a part does forward, and what undoes it; p stands for probabilities, ∂ for a gradient.
  private static func formulas(_ kind: PartOutline.Kind) -> (forward: String, backward: String) {
    switch kind {
    case .embedding: ("wte[token] + wpe[position]", "∂wte, ∂wpe: sums of ∂x")
    case .norm: ("y = s · x, s = 1 / √mean x²", "∂x = s · (∂y − y · mean ∂y·y)")
    case .linear: ("y = W · x", "∂x = W' · ∂y, ∂W = ∂y · x'")
    case .attention: ("y = Σ softmax(q · k) · v", "∂v, ∂score, then ∂q and ∂k")
    case .relu: ("0 for what is below 0", "∂x = 0 where x was below 0")
    case .loss: ("mean of −log p[target]", "∂logit = (p − [target]) / n")
    }
  }

  private func words(_ part: PartOutline) -> String {
    switch part.kind {
    case .embedding: "embedding"
    case .norm: "norm"
    case .linear: part.columns.map { "linear \(part.rows) × \($0)" } ?? "linear"
    case .attention: "attention"
    case .relu: "relu"
    case .loss: "softmax, loss"
    }
  }

  /// The parts of the engine, each layer's only once.
  private func parts(_ outline: [PartOutline], layers: Int) -> [PartOutline] {
    // Two come before the layers, two behind them.
    let perLayer = (outline.count - 4) / max(1, layers)
    return Array(outline.prefix(2 + perLayer) + outline.suffix(2))
  }

  func drawVectors(in rect: Rect, on canvas: inout Canvas, progress: Double) {
    let (outline, bytes) = scene.study.fastEngine
    let layers = scene.run.settings.size.layers
    let parts = parts(outline, layers: layers)
    let x = canvas.text(
      "\(outline.count.grouped) operations", x: rect.x, y: rect.y, .title, .strong, clip: rect)
    let nodes = scene.study.census(of: scene.name).nodes
    canvas.text(
      " on whole vectors, in place of \(nodes.grouped) nodes", x: x, y: rect.y, .text,
      clip: rect)
    let isWide = rect.width >= 76 && rect.height > parts.count
    let list = rect.below(rect.height > parts.count + 4 ? 2 : 1)
    let columns = isWide ? 1 : 2
    let width = isWide ? list.width : list.width / 2
    let rows = isWide ? parts.count : min(list.height, (parts.count + 1) / 2)
    // Forward in the first half of the movement, backward in the second; at rest, all.
    let last = Double(parts.count)
    let forward = Int(Ease.part(progress, from: 0, to: 0.5) * last)
    let backward = Int(Ease.part(progress, from: 0.5, to: 1) * last)
    for (index, part) in parts.prefix(rows * columns).enumerated() {
      let line = Rect(list.x + index / rows * width, list.y + index % rows, width - 1, 1)
      let isBack = parts.count - index <= backward
      let isForward = index < forward
      canvas.text(words(part), x: line.x, y: line.y, .title, .strong, clip: line)
      let formulas = EnginesView.formulas(part.kind)
      if isWide {
        let half = (line.width - 15) / 2
        canvas.text(
          "▶ " + formulas.forward, x: line.x + 15, y: line.y, isForward ? .activation : .faint,
          clip: line)
        canvas.text(
          "◀ " + formulas.backward, x: line.x + 15 + half, y: line.y, isBack ? .gradient : .faint,
          clip: line)
      } else {
        canvas.text("▶", x: line.x + 15, y: line.y, isForward ? .activation : .faint, clip: line)
        canvas.text("◀", x: line.x + 17, y: line.y, isBack ? .gradient : .faint, clip: line)
      }
    }
    let layer =
      layers == 1 ? "" : "; the \(parts.count - 4) from the second norm on come \(layers) times"
    Paragraph(
      "\((Double(bytes) / 1e3).fixed(0)) KB in all, made once; several numbers an instruction\(layer)"
    ).draw(in: list.below(rows + (list.height > rows + 1 ? 1 : 0)), on: &canvas, .faint)
  }
}
