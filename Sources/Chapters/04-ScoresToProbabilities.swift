import MicroGPT
import Stage

/// Chapter 4: softmax, on numbers that can be moved.
struct ScoresToProbabilities: Chapter {
  let number = 4
  let title = "From scores to probabilities"
  var playback = Playback()
  var chosen = 1

  /// Six scores to begin with; what was moved.
  private static let example: [(label: String, score: Double)] = [
    ("a", 2.5), ("e", 1.5), ("i", 1.0), ("o", 0.0), ("u", -1.0), ("y", -2.0),
  ]
  private var scores = example.map(\.score)
  private var temperature = 1.0
  /// Whether the numbers are the model's own, at `position` of the name.
  private var isModel = false
  private var position = 0
  /// How far the model's logits were moved: [token: amount].
  private var moved: [Int: Double] = [:]

  private enum Step: Int, CaseIterable {
    case scores, largest, subtract, exponentials, total, divide, temperature, overflow
  }

  func beats(in scene: Scene) -> [Beat] {
    let parts = anatomy(in: scene)
    let most = parts.rows.max { $0.probability < $1.probability }
    let top = most.map { "“\($0.label)” gets \($0.probability.percent())" } ?? ""
    let source =
      isModel
      ? "These are the model's own \(parts.rows.count) logits at position \(place(in: scene)) of the name."
      : "Six scores to play with; x brings the model's own."
    return Step.allCases.map { step in
      switch step {
      case .scores:
        Beat(
          "Scores",
          "The model gives every token a score, its logit: any number, higher means likelier. "
            + "\(source) ↑↓ choose one, - and + move it, and all probabilities follow.")
      case .largest:
        Beat(
          "Find the largest",
          "To make probabilities of the scores, softmax first finds the largest: "
            + "\(parts.largest.fixed(3)).", duration: 400)
      case .subtract:
        Beat(
          "Subtract it",
          "It is subtracted from all. The largest becomes 0, the others lie below; only the "
            + "differences count.", duration: 600)
      case .exponentials:
        Beat(
          "Take the exponential",
          "e to the power of each: 0 becomes 1, and each step of 1 down divides by 2.718. Now all "
            + "numbers are above 0, and the order is the same.", duration: 800)
      case .total:
        Beat(
          "Add them up", "Their total is \(parts.total.fixed(4)).", duration: 500)
      case .divide:
        Beat(
          "Divide by the total",
          "Each exponential divided by the total: these are probabilities, between 0 and 1, and they "
            + "add up to 1. \(top).", duration: 800)
      case .temperature:
        Beat(
          "Temperature",
          "Before all this the scores may be divided by a temperature. Move it: below 1 the largest "
            + "takes nearly all, above 1 all become more equal. It does not change the order.")
      case .overflow:
        Beat(
          "Why subtract?",
          "Without subtracting, a score of 1000 breaks everything: exp(1000) is more than a computer "
            + "number can hold, and infinity divided by infinity is no number. Subtracting changes no "
            + "result, but keeps every exponential at 1 or below.")
      }
    }
  }

  // MARK: The numbers

  private func place(in scene: Scene) -> Int { min(position, scene.positions - 1) }

  private func logits(in scene: Scene) -> [(label: String, logit: Double)] {
    guard isModel else {
      return zip(ScoresToProbabilities.example, scores).map { ($0.label, $1) }
    }
    let logits = scene.trace.positions[place(in: scene)].activations.logits
    return logits.enumerated().map { (scene.label($0), $1 + moved[$0, default: 0]) }
  }

  func anatomy(in scene: Scene) -> SoftmaxAnatomy {
    SoftmaxAnatomy(logits(in: scene), temperature: temperature)
  }

  // MARK: What can be moved

  /// How many controls stand above the logits.
  private var leading: Int { isModel ? 2 : 1 }

  func controls(in scene: Scene) -> [Control] {
    var controls = [
      Control("temperature", temperature, in: 0.1...5, step: 0.1, coarse: 0.5)
    ]
    if isModel {
      controls.append(
        Control(
          "position", Double(place(in: scene)), in: 0...Double(max(1, scene.positions - 1)),
          step: 1, coarse: 4))
    }
    return controls
      + logits(in: scene).map {
        Control($0.label, $0.logit, in: -8...8, step: 0.1, coarse: 1, isStepped: !isModel)
      }
  }

  mutating func set(_ control: Int, to value: Double, in scene: Scene) -> Reaction {
    if control == 0 {
      temperature = value
    } else if isModel && control == 1 {
      position = min(Int(value), scene.positions - 1)
      moved = [:]
    } else if isModel {
      let token = control - leading
      moved[token, default: 0] += value - logits(in: scene)[token].logit
    } else {
      scores[control - leading] = value
    }
    return .handled
  }

  mutating func handle(_ action: Action, in scene: Scene) -> Reaction {
    switch action {
    case .switchView:
      isModel.toggle()
      chosen = leading
    case .restore:
      scores = ScoresToProbabilities.example.map(\.score)
      moved = [:]
      temperature = 1
    default: return .ignored
    }
    return .handled
  }

  var ownActions: [Action] { [.switchView] }

  // MARK: The picture

  func draw(
    in rect: Rect, on canvas: inout Canvas, scene: Scene, beat: Int, progress: Double
  ) {
    let step = Step(rawValue: beat) ?? .scores
    if step == .overflow {
      OverflowView().draw(in: rect.below(rect.height > 13 ? 1 : 0), on: &canvas)
      return
    }
    let parts = anatomy(in: scene)
    let columns = Columns(rect)
    drawHead(in: rect, on: &canvas, scene: scene, step: step)
    let list = rect.inset(top: leading + 1, bottom: 1)
    canvas.text("token", x: rect.x + 2, y: list.y - 1, .faint, clip: rect)
    let heads: [(String, Int, Bool)] = [
      ("logit", columns.logit, true), ("- max", columns.difference, step.rawValue >= 2),
      ("exp", columns.exponential, step.rawValue >= 3), ("prob.", columns.probability, true),
    ]
    for (words, right, isShown) in heads where isShown {
      canvas.text(words, endingAt: right, y: list.y - 1, .faint, clip: rect)
    }
    // A long list scrolls with what is chosen.
    let pitch = list.height >= 2 * parts.rows.count ? 2 : 1
    let fitting = list.height / pitch
    let first = max(0, min(chosen - leading - fitting / 2, parts.rows.count - fitting))
    // The movement goes from row to row.
    let reached = Int(progress * Double(parts.rows.count))
    for (offset, row) in parts.rows.dropFirst(first).prefix(fitting).enumerated() {
      let index = first + offset
      draw(
        row, index: index, in: list.row(offset * pitch), columns: columns, on: &canvas, step: step,
        reached: reached, isOver: progress == 1)
    }
    drawFoot(
      in: rect.row(rect.height - 1), on: &canvas, parts: parts, columns: columns, step: step,
      reached: reached)
  }

  /// Where the columns of numbers end; narrow pictures have shorter sliders and bars.
  private struct Columns {
    let slider: Rect
    let logit, difference, exponential, probability: Int
    let bar: Rect

    init(_ rect: Rect) {
      let spare = max(0, rect.width - 42)
      let slide = min(24, max(6, spare * 2 / 5))
      slider = Rect(rect.x + 6, 0, slide, 1)
      logit = slider.right + 8
      difference = logit + 8
      exponential = difference + 8
      probability = exponential + 8
      bar = Rect(probability + 1, 0, rect.right - probability - 1, 1)
    }
  }

  private func drawHead(in rect: Rect, on canvas: inout Canvas, scene: Scene, step: Step) {
    let columns = Columns(rect)
    for (index, control) in controls(in: scene).prefix(leading).enumerated() {
      let y = rect.y + index
      let isChosen = chosen == index
      canvas.text(isChosen ? "▸" : " ", x: rect.x, y: y, .chosen, .strong, clip: rect)
      let role: Role = isChosen || step == .temperature && index == 0 ? .chosen : .text
      let x = canvas.text(control.name, x: rect.x + 2, y: y, role, .strong, clip: rect) + 2
      let slider = Rect(x, y, columns.logit - 5 - x, 1)
      if slider.width >= 4 {
        Slider(control.value, in: control.range, isChosen: isChosen, control: index)
          .draw(in: slider, on: &canvas)
      }
      canvas.text(
        control.value.fixed(index == 0 ? 1 : 0), endingAt: columns.logit, y: y, role, .strong,
        clip: rect)
    }
    let words =
      isModel
      ? "after " + scene.tokens[...place(in: scene)].map(scene.label).joined(separator: " ")
      : "x: the model's own logits"
    let room = rect.right - columns.logit - 2
    canvas.text(words.cut(room), endingAt: rect.right, y: rect.y, .faint, clip: rect)
  }

  private func draw(
    _ row: SoftmaxAnatomy.Row, index: Int, in line: Rect, columns: Columns,
    on canvas: inout Canvas, step: Step, reached: Int, isOver: Bool
  ) {
    let y = line.y
    let isChosen = index + leading == chosen
    canvas.text(isChosen ? "▸" : " ", x: line.x, y: y, .chosen, .strong, clip: line)
    canvas.text(row.label.cut(4), x: line.x + 2, y: y, .token, .strong, clip: line)
    var slider = columns.slider
    slider.y = y
    Slider(row.logit, in: -8...8, isChosen: isChosen, control: index + leading)
      .draw(in: slider, on: &canvas)
    func number(_ value: String, _ right: Int, _ shownFrom: Step) {
      guard step.rawValue > shownFrom.rawValue || step == shownFrom && index < reached else {
        return
      }
      let isNow = step == shownFrom
      canvas.text(
        value, endingAt: right, y: y, isNow ? .chosen : .activation, isNow ? .strong : [],
        clip: line)
    }
    let isLargest = row.difference == 0
    let isMarked = step == .largest && (isOver ? isLargest : index == reached)
    canvas.text(
      row.logit.fixed(3), endingAt: columns.logit, y: y, isMarked ? .chosen : .activation,
      isMarked ? [.strong, .inverse] : [], clip: line)
    number(row.difference.fixed(3), columns.difference, .subtract)
    number(row.exponential.shown(4), columns.exponential, .exponentials)
    let isDividing = step == .divide && index < reached
    canvas.text(
      row.probability.percent(), endingAt: columns.probability, y: y,
      isDividing ? .chosen : .probability, isDividing ? .strong : [], clip: line)
    var bar = columns.bar
    bar.y = y
    Bar(row.probability, isDividing && !isOver ? .chosen : .probability).draw(in: bar, on: &canvas)
  }

  private func drawFoot(
    in line: Rect, on canvas: inout Canvas, parts: SoftmaxAnatomy, columns: Columns, step: Step,
    reached: Int
  ) {
    let isOver = reached == parts.rows.count
    if step.rawValue > Step.largest.rawValue || step == .largest && isOver {
      let words = temperature == 1 ? "largest " : "largest logit / T "
      canvas.text(
        words + parts.largest.fixed(3), endingAt: columns.logit, y: line.y,
        step == .largest ? .chosen : .faint, clip: line)
    }
    if step.rawValue >= Step.total.rawValue {
      let total =
        step == .total && !isOver
        ? parts.rows.prefix(reached).reduce(0) { $0 + $1.exponential } : parts.total
      canvas.text(
        "total " + total.fixed(4), endingAt: columns.exponential, y: line.y,
        step == .total ? .chosen : .faint, step == .total ? .strong : [], clip: line)
    }
    let sum = parts.rows.reduce(0) { $0 + $1.probability }
    canvas.text(sum.percent(), endingAt: columns.probability, y: line.y, .faint, clip: line)
  }

  func code(scene: Scene, beat: Int) -> CodeView {
    let parts = anatomy(in: scene)
    let row = parts.rows.indices.contains(chosen - leading) ? parts.rows[chosen - leading] : nil
    let label = row.map { "“\($0.label)”" } ?? ""
    return switch Step(rawValue: beat) ?? .scores {
    case .scores, .largest:
      CodeView(.softmax, mark: "largest = max(", note: "largest = \(parts.largest.fixed(4))")
    case .subtract:
      CodeView(
        .softmax, mark: "exp(add(",
        note: row.map { "\(label): logit − largest = \($0.difference.fixed(4))" })
    case .exponentials:
      CodeView(
        .softmax, mark: "exp(add(",
        note: row.map { "\(label): exp(\($0.difference.fixed(4))) = \($0.exponential.shown(6))" })
    case .total:
      CodeView(.softmax, mark: "total = ", note: "total = \(parts.total.fixed(6))")
    case .divide, .temperature:
      CodeView(
        .softmax, mark: "power(total, -1)",
        note: row.map {
          "\(label): \($0.exponential.shown(6)) / \(parts.total.fixed(4)) = \($0.probability.shown(6))"
        })
    case .overflow: CodeView(.softmax, mark: "leaf(-largest)")
    }
  }

  func mathematics(scene: Scene, beat: Int) -> [String] {
    [
      "Softmax turns logits z into probabilities p.",
      "  pᵢ = exp(zᵢ) / (exp(z₁) + … + exp(zₙ))",
      "Subtracting the same number c from all logits changes nothing, since exp(z − c) = exp(z) / exp(c) "
        + "and exp(c) cancels. The largest logit is taken for c, so that no exponential is above 1.",
      "  pᵢ = exp(zᵢ − max z) / Σⱼ exp(zⱼ − max z)",
      "A temperature T divides the logits first.",
      "  pᵢ = exp(zᵢ / T) / Σⱼ exp(zⱼ / T)",
    ]
  }
}
