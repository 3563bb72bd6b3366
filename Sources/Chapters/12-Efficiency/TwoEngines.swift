import MicroGPT
import Stage

/// What the two engines do.
extension EverythingElse {
  func sentencePage(_ scene: Scene) -> Page {
    page(
      "microgpt.py begins with this sentence. Here it is taken at its word: this program has two engines, "
        + "which train the same model by the same algorithm. How far apart can they be?",
      CodeView(.step, mark: "backward(from"), nodeMathematics, scene
    ) { area in
      let isHigh = area.height > 10
      let quote = area.below(isHigh ? 1 : 0)
      quote.text(centred: "“This file is the complete algorithm.", .title, .strong)
      quote.text(centred: "Everything else is just efficiency.”", y: 1, .title, .strong)
      quote.text(
        centred: "Andrej Karpathy, microgpt.py, lines 3 and 4", y: isHigh ? 3 : 2, .faint)
      let body = quote.below(isHigh ? 6 : 4)
      let columns = body.centred(min(body.width, 96), body.height).columns([1, 1], gap: 4)
      let engines: [(name: String, words: String, role: Role)] = [
        (
          "the exact engine",
          "A graph of single numbers: each remembers what it was computed from. Its results are "
            + "microgpt.py’s to the last digit.", .activation
        ),
        (
          "the fast engine",
          "Whole vectors, rows of numbers, at a time. No graph: the formulas for the gradients were "
            + "worked out by hand.",
          .chosen
        ),
      ]
      let counts = [
        (scene.census.nodes, "results"), (scene.fastEngine.outline.count, "operations"),
      ]
      for ((column, engine), (count, what)) in zip(zip(columns, engines), counts) {
        column.text(engine.name, engine.role, .strong)
        let used = Paragraph(engine.words).draw(in: column.below(1))
        // Both pictures begin in one row.
        let field = column.below(max(used, 4) + 2)
        guard field.height > 3, scene.run.isQuick else { continue }
        let dots = DotField(count: count, role: engine.role) { _ in .lit }
        let each = dots.stride(in: field.below(1).size)
        field.text(
          "forward: \(count.grouped) \(what)" + (each > 1 ? ", a dot for \(each)" : ""), .faint)
        dots.draw(in: field.below(1))
      }
    }
  }

  private var nodeMathematics: [String] {
    [
      "A node c = a · b of the graph knows its children and how it changes with each. Backward it gives "
        + "each its share of its own gradient.",
      "  ∂L/∂a += b · ∂L/∂c",
      "  ∂L/∂b += a · ∂L/∂c",
    ]
  }

  // MARK: The graph

  func graphPage(_ scene: Scene, _ cue: Cue) -> Page {
    page(
      "This is how microgpt.py works, and the exact engine too: every addition and every multiplication "
        + "of single numbers becomes a node of a graph, first forward; then all nodes again, backward, for "
        + "the gradients.",
      CodeView(.graphBackward, mark: "derivatives.first * value.gradient"), nodeMathematics, scene
    ) { NodeCounts(scene: scene).draw(in: $0, progress: Ease.inOut(cue.progress)) }
  }

  // MARK: The vectors

  func vectorsPage(_ scene: Scene, _ cue: Cue) -> Page {
    page(
      "The fast engine has no graph. It knows what a GPT calculates: these few operations on whole "
        + "vectors (▶), and for each a line that carries the gradients (∂) back through it (◀). Nobody needs "
        + "to read the formulas.",
      CodeView(.linear, mark: "∂x[column] = Σₖ"), EverythingElse.vectorMathematics, scene
    ) { VectorParts(scene: scene).draw(in: $0, progress: cue.progress) }
  }
}

/// The nodes of the name's graph by their kind.
struct NodeCounts {
  let scene: Scene

  private static let kinds: [(operation: Operation, words: String)] = [
    (.multiply, "a · b"), (.add, "a + b"), (.exp, "exp(a)"), (.power, "aⁿ"), (.relu, "relu(a)"),
    (.log, "ln(a)"), (.leaf, "constant"),
  ]

  func draw(in area: Area, progress: Double) {
    let census = scene.census
    var x = area.text("\(census.nodes.grouped) nodes", .title, .strong)
    x = area.text(" for “\(scene.name.shortened)” (\(scene.positions) positions)", x: x)
    let others = "microgpt.py: \(nodesOfMicrogpt(census).grouped)"
    if x + others.columns + 1 < area.width { area.text(others, endingAt: nil) }
    let rows = NodeCounts.kinds.map { kind in
      let count = census.counts[kind.operation] ?? 0
      return BarList.Row(
        Text(kind.words, .activation), Double(count) * progress, Text(count.grouped, .text),
        role: .activation, exact: Double(count))
    }
    let list = area.below(area.height > 10 ? 2 : 1)
    BarList(rows, scale: Double(census.counts.values.max() ?? 1), labels: .leading).draw(in: list)
    let facts = list.below(rows.count + (area.height > 10 ? 1 : 0))
    let used = Paragraph(words(census)).draw(in: facts, .faint)
    drawDots(census.nodes, in: facts.below(used + 1), progress: progress)
  }

  private func words(_ census: Census) -> Text {
    let others = scene.constantsOfMicrogpt
    let nodes = nodesOfMicrogpt(census)
    return
      "Apart from constants microgpt.py makes the same \((nodes - others).grouped) results, and a node "
      + "each time a constant comes up: \(others.grouped), so \(nodes.grouped) nodes. Here the same constant "
      + "is one node. A node keeps value, gradient, operation and what it was made of: with "
      + "\(census.parameters.grouped) parameters \((Double(census.bytes) / 1e6).fixed(1), telling: Reading("MB", Double(census.bytes) / 1e6)) MB, forward and back "
      + "in every step."
  }

  private func nodesOfMicrogpt(_ census: Census) -> Int {
    census.nodes - (census.counts[.leaf] ?? 0) + scene.constantsOfMicrogpt
  }

  /// Every node as a dot, or as few of them a dot as fit: first all forward, then all backward.
  private func drawDots(_ nodes: Int, in area: Area, progress: Double) {
    guard area.height > 3, area.width > 0 else { return }
    let field = area.below(1)
    let room = field.width * field.height * 8
    let perDot = max(1, (nodes + room - 1) / room)
    let words = perDot == 1 ? "a node" : "\(perDot.grouped) nodes"
    area.text("Each dot is \(words): forward from the first one, backward from the last.", .faint)
    let dots = nodes / perDot
    let forward = Int(Ease.part(progress, from: 0, to: 0.5) * Double(dots))
    let undone = dots - Int(Ease.part(progress, from: 0.5, to: 1) * Double(dots))
    for cell in 0..<(forward + 7) / 8 {
      let bits = min(8, forward - cell * 8)
      guard let glyph = Unicode.Scalar(0x2800 + (UInt32(1) << UInt32(bits)) - 1) else { continue }
      field.put(
        glyph, x: cell % field.width, y: cell / field.width,
        cell * 8 >= undone ? .gradient : .activation)
    }
  }
}

extension Scene {
  /// How many nodes microgpt.py makes for constants in the graph of the name. It makes one whenever a
  /// `Value` meets a plain number: the 0 where a sum begins, what is divided by, 1e-5 in the norm, the
  /// largest score that softmax takes off, the −1 of −log p, the 1/n of the mean.
  var constantsOfMicrogpt: Int {
    let (width, vocabulary) = (size.width, tokenizer.vocabularySize)
    let norms = 3 * (1 + 2 * size.layers)
    // Rows of the matrices: queries, keys, values, output; up and down in the MLP.
    let rows = size.layers * (4 + 4 + 1) * width + vocabulary
    let answer = vocabulary + 1 + 1
    let positions = (1...positions).reduce(0) { sum, keys in
      // A head's scores, their softmax, and its weighted sum of values.
      let head = 2 * keys + keys + 1 + size.headWidth
      return sum + norms + rows + size.layers * size.heads * head + answer
    }
    return positions + 2
  }
}

/// The parts of the fast engine, forward and backward.
struct VectorParts {
  let scene: Scene

  /// What a part does forward, and what carries the gradients back; p stands for probabilities, ∂ for a gradient.
  private static func formulas(_ kind: PartOutline.Kind) -> (forward: String, backward: String) {
    switch kind {
    case .embedding: ("wte[token] + wpe[position]", "∂wte, ∂wpe: sums of ∂x")
    case .norm: ("y = s · x, s = 1 / √mean x²", "∂x = s · (∂y − y · mean ∂y·y)")
    case .linear: ("y = W · x", "∂x = W' · ∂y, ∂W = ∂y · x'")
    case .attention: ("y = Σ softmax(q · k) · v", "∂v, ∂score, then ∂q and ∂k")
    case .relu: ("0 for what is below 0", "∂x = 0 where x was below 0")
    case .loss: ("mean of −ln p[target]", "∂logit = (p − [target]) / n")
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

  func draw(in area: Area, progress: Double) {
    let (outline, bytes) = scene.fastEngine
    let layers = scene.size.layers
    // Each layer's parts only once: two come before the layers, two behind them.
    let perLayer = (outline.count - 4) / max(1, layers)
    let parts = Array(outline.prefix(2 + perLayer) + outline.suffix(2))
    let x = area.text("\(outline.count.grouped) operations", .title, .strong)
    area.text(" on whole vectors, in place of \(scene.census.nodes.grouped) nodes", x: x)
    // Forward in the first half of the movement, backward in the second; at rest, all.
    let last = Double(parts.count)
    let forward = Int(Ease.part(progress, from: 0, to: 0.5) * last)
    let backward = Int(Ease.part(progress, from: 0.5, to: 1) * last)
    let isWide = area.width >= 76 && area.height > parts.count
    let rows = parts.enumerated().map { index, part in
      let formulas = isWide ? VectorParts.formulas(part.kind) : ("", "")
      return Table.Row([
        Text(words(part), .title, .strong),
        Text("▶ " + formulas.0, index < forward ? .activation : .faint),
        Text("◀ " + formulas.1, parts.count - index <= backward ? .gradient : .faint),
      ])
    }
    let list = area.below(area.height > parts.count + 4 ? 2 : 1)
    // Where there is no room for formulas, two parts a row.
    let perColumn = isWide ? rows.count : (rows.count + 1) / 2
    for (index, column) in list.columns(isWide ? [1] : [1, 1]).enumerated() {
      let some = Array(rows.dropFirst(index * perColumn).prefix(perColumn))
      Table(columns: [.init(), .init(), .init()], rows: some).draw(in: column)
    }
    let layer =
      layers == 1 ? "" : "; the \(perLayer) from the second norm on come \(layers) times"
    let below = list.below(perColumn + (list.height > perColumn + 1 ? 1 : 0))
    let used = Paragraph(
      "\((Double(bytes) / 1e3).fixed(0)) KB in all, made once; several numbers an instruction\(layer)."
    ).draw(in: below, .faint)
    drawMatrices(in: below.below(used + 1))
  }

  /// Where there is room: what the operations work on.
  private func drawMatrices(in area: Area) {
    guard area.height > 2, scene.run.isQuick else { return }
    let parameters = scene.snapshot.state.parameters
    area.text(
      "What they work with: all \(parameters.count.grouped) parameters, a matrix at a time"
        .cut(area.width), .title, .strong)
    ParameterField(values: parameters, matrices: scene.run.matrices).draw(in: area.below(1))
  }
}
