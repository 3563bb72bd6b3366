import MicroGPT
import Stage

/// The beats on the code: in words, run on the example, and what a number keeps.
extension TrackingCalculations {
  /// What can be moved there.
  private enum CodeControl: Hashable { case step }

  func wordsPage(_ cue: Cue) -> Page {
    let run = BackwardRun(example)
    let last = run.events.count
    let step = cue.isOver ? min(executed ?? last, last) : Int(cue.progress * Double(last))
    let line = run.line(at: step)
    var page = Page(
      "The code that did this, in words: five lines, whatever the formula. - + go through it step by "
        + "step on the example; the marked line is the one at work, the graph shows what it has done so "
        + "far.",
      code: CodeView(.graphBackward, mark: line.mark, note: run.words(at: step)),
      mathematics: [
        "For a number x that is used in y₁ … yₙ, the code adds up one product for each use.",
        "  ∂L/∂x = ∂L/∂y₁ · ∂y₁/∂x + … + ∂L/∂yₙ · ∂yₙ/∂x",
        "Going from the newest number to the oldest, all ∂L/∂y are complete before they are needed.",
      ], picture: { _ in })
    page.controls = [
      Control(CodeControl.step, "step", Double(step), in: 0...Double(last), step: 1, coarse: 3) {
        [with(\.executed, Int($0))]
      }
    ]
    let controls = page.controls
    page.picture = { area in
      ControlRows(controls, chosen: controls.first) { $0.value.fixed(0) }
        .draw(in: area.leading(min(area.width, 44)).top(1))
      let list = area.below(area.height > 16 ? 2 : 1)
      var used = 0
      for (index, each) in BackwardRun.Line.allCases.enumerated() {
        let isNow = each == line && step > 0
        // Where there is little height only the line at work is shown.
        guard area.height >= 12 || each == line else { continue }
        let row = list.below(used)
        row.text(isNow ? "▸" : " ", .chosen, .strong)
        used += Paragraph("\(index + 1). " + each.words).draw(
          in: row.trailing(from: 2), isNow ? .text : .faint, isNow ? .strong : [])
      }
      list.row(used).text(run.words(at: step).cut(area.width - 2), x: 2, .gradient, .strong)
      run.picture(at: step).draw(in: list.below(used + 1))
    }
    return page
  }

  /// A step of the example, by its place.
  struct ExampleStep: Hashable, Sendable { let index: Int }

  func valuePage(_ cue: Cue) -> Page {
    let graph = example
    var page = Page(
      "In the code a number is a small record: its value, its gradient, what operation made it, and of "
        + "which numbers. microgpt.py calls it Value. Each operation adds one to the list; ↑↓ choose one.",
      code: CodeView(.graphValue, mark: "struct Value"),
      mathematics: [
        "Each record keeps its place in the list; the first and the second number it was made of come "
          + "before it. So walking back through the list meets every number after all that use it.",
        "  a, b, c = a · b, L = c + a",
      ], picture: { _ in })
    page.controls = graph.steps.indices.map {
      Control(choice: ExampleStep(index: $0), graph.steps[$0].label)
    }
    page.firstChoice = page.controls.last?.id
    let chosen = page.chosen(by: cue)?.id.value(as: ExampleStep.self)?.index ?? 0
    let step = graph.steps[min(chosen, graph.steps.count - 1)]
    page.code = {
      CodeView(
        .graphValue, mark: "append(.\(step.operation)",
        note: "\(graph.formula(of: chosen)); gradient \(step.gradient.plain)")
    }
    page.picture = { ValueTable(graph: graph, chosen: chosen).draw(in: $0) }
    return page
  }
}

/// The backward code running on a formula, one line after the other.
struct BackwardRun {
  /// The lines of the code in words.
  enum Line: CaseIterable {
    case zero, one, back, derivatives, share

    var words: String {
      switch self {
      case .zero: "Set every gradient to 0."
      case .one: "L moves 1 for each 1 of itself: its gradient is 1."
      case .back: "Go through all numbers, from the newest back to the oldest."
      case .derivatives: "Ask each: how does it move with each number it was made of?"
      case .share: "Give that number local derivative × own gradient, on top of what it has."
      }
    }

    /// A piece of the line that does it.
    var mark: String {
      switch self {
      case .zero: "nodes.indices"
      case .one: "[Int(last)].gradient = 1"
      case .back: "stride(from: Int(last)"
      case .derivatives: "let derivatives"
      case .share: "derivatives.first * value.gradient"
      }
    }
  }

  enum Event: Equatable {
    case zero, one
    /// A step is reached.
    case visit(Int)
    /// So many edges have been passed back.
    case share(edges: Int)
  }

  let graph: FormulaGraph
  private(set) var events: [Event] = [.zero, .one]

  init(_ graph: FormulaGraph) {
    self.graph = graph
    var edges = 0
    for step in graph.steps.indices.reversed() {
      events.append(.visit(step))
      for _ in graph.steps[step].operands {
        edges += 1
        events.append(.share(edges: edges))
      }
    }
  }

  /// What has happened last after so many events; nil before the first.
  private func event(_ count: Int) -> Event? {
    count > 0 && count <= events.count ? events[count - 1] : nil
  }

  func line(at count: Int) -> Line {
    switch event(count) {
    case nil, .zero: .zero
    case .one: .one
    case .visit(let step): graph.steps[step].isInput ? .back : .derivatives
    case .share: .share
    }
  }

  /// What the line at work does, with its numbers.
  func words(at count: Int) -> String {
    switch event(count) {
    case nil: return "Nothing has been done yet."
    case .zero: return "All gradients are 0."
    case .one: return "The gradient of L is 1."
    case .visit(let index):
      let step = graph.steps[index]
      let rates = zip(step.operands, step.derivatives).map {
        "\($1.plain) for each 1 of \(graph.steps[$0].label)"
      }
      return step.isInput
        ? "\(step.label) was made of nothing: its gradient is complete, \(step.gradient.plain)."
        : "\(step.label) moves " + rates.joined(separator: ", ") + "."
    case .share(let edges):
      let edge = graph.edgesBackward[edges - 1]
      let step = graph.steps[edge.node]
      let operand = step.operands[edge.operand]
      let share = step.derivatives[edge.operand] * step.gradient
      let before = graph.edgesBackward.prefix(edges - 1).reduce(0.0) { sum, edge in
        let user = graph.steps[edge.node]
        return user.operands[edge.operand] == operand
          ? sum + user.derivatives[edge.operand] * user.gradient : sum
      }
      return
        "\(graph.steps[operand].label): \(before.plain) + \(step.derivatives[edge.operand].plain) × "
        + "\(step.gradient.plain) = \((before + share).plain)"
    }
  }

  /// The graph with the gradients as far as they are found.
  func picture(at count: Int) -> FormulaPicture {
    let edges = events.prefix(count).reduce(0) { most, event in
      if case .share(let edges) = event { edges } else { most }
    }
    var picture =
      count < 2 ? FormulaPicture(graph, forward: 1) : FormulaPicture(graph, backward: Double(edges))
    picture.areGradientsZero = count > 0
    if case .visit(let step) = event(count) { picture.chosenStep = step }
    return picture
  }
}

/// What each number of the example keeps.
private struct ValueTable {
  let graph: FormulaGraph
  let chosen: Int

  func draw(in area: Area) {
    Table(
      columns: [
        .init("number", role: .token), .init("data", role: .activation, alignment: .trailing),
        .init("gradient", role: .gradient, alignment: .trailing), .init("operation"),
        .init("first"), .init("second"), .init("local derivatives", role: .gradient),
      ],
      rows: graph.steps.enumerated().map { index, step in
        func operand(_ place: Int) -> Text {
          Text(
            step.operands.indices.contains(place) ? graph.steps[step.operands[place]].label : "–")
        }
        return .init(
          [
            Text(step.label), Text(step.value.plain), Text(step.gradient.plain),
            Text(String(describing: step.operation)), operand(0), operand(1),
            Text(step.derivatives.map(\.plain).joined(separator: ", ")),
          ], target: Target(TrackingCalculations.ExampleStep(index: index)))
      }, chosen: chosen
    ).draw(in: area.top(graph.steps.count + 1))
    var picture = FormulaPicture(graph)
    picture.chosenStep = chosen
    picture.targets = { Target(TrackingCalculations.ExampleStep(index: $0)) }
    let below = area.below(graph.steps.count + (area.height > 13 ? 2 : 1))
    let words = words(of: graph.steps[min(chosen, graph.steps.count - 1)])
    let used = below.height > 8 ? Paragraph(words).draw(in: below.top(2)) : 0
    picture.draw(in: below.below(used))
  }

  private func words(of step: FormulaGraph.Step) -> String {
    step.isInput
      ? "\(step.label) was made of nothing: it keeps its value and waits for its gradient. The model’s "
        + "parameters are such numbers."
      : "\(graph.formula(of: graph.steps.firstIndex(of: step) ?? 0)). It needs to remember no more than "
        + "this to pass its gradient on."
  }
}
