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
  var scores = example.map(\.score)
  var temperature = 1.0
  /// Whether the numbers are the model's own, at `position` of the name.
  var isModel = false
  var position = 0
  /// How far the model's logits were moved: [token: amount].
  var moved: [Int: Double] = [:]

  enum Step: Int, CaseIterable {
    case scores, largest, subtract, exponentials, total, divide, temperature, overflow
  }

  func beats(in scene: Scene) -> [Beat] {
    let parts = anatomy(in: scene)
    let most = parts.rows.max { $0.probability < $1.probability }
    let top = most.map { "“\($0.label)” gets \($0.probability.percent())" } ?? ""
    let source =
      isModel
      ? moved.isEmpty
        ? "Here are the model's own \(parts.rows.count) at position \(place(in: scene)) of the name."
        : "Here are the model's own, some of them moved by you; Backspace restores them."
      : "Six scores to play with; x brings the model's own."
    let isScaled = temperature != 1
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
          "To make probabilities of the scores, softmax first finds the largest"
            + (isScaled ? ", after dividing by the temperature" : "")
            + ": \(parts.largest.fixed(3)).", duration: 400)
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
          "Add them up",
          "Their total is \(parts.total.fixed(4)). Dividing by it will make the shares add up to 1.",
          duration: 500)
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

  func place(in scene: Scene) -> Int { min(position, scene.positions - 1) }

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
  var leading: Int { isModel ? 2 : 1 }

  func controls(in scene: Scene) -> [Control] {
    guard hasSliders(in: scene) else { return [] }
    var controls = [
      Control("temperature", temperature, in: 0.1...5, step: 0.1, coarse: 0.5)
    ]
    if isModel {
      controls.append(
        Control(
          "position", Double(place(in: scene)), in: 0...Double(max(1, scene.positions - 1)),
          step: 1, coarse: 4))
    }
    let range = range(in: scene)
    return controls
      + logits(in: scene).map {
        Control($0.label, $0.logit, in: range, step: 0.1, coarse: 1, isStepped: !isModel)
      }
  }

  /// How far the sliders reach: a little further than the model's logits.
  func range(in scene: Scene) -> ClosedRange<Double> {
    guard isModel else { return -5...5 }
    let logits = scene.trace.positions[place(in: scene)].activations.logits
    let end = (logits.map(abs).max() ?? 4).rounded(.up) + 1
    return end.isFinite ? -end...end : -5...5
  }

  /// Whether the beat has the sliders; the last one has a table instead.
  private func hasSliders(in scene: Scene) -> Bool {
    playback.place(in: beats(in: scene), at: scene.time).beat != Step.overflow.rawValue
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
    guard action == .switchView || action == .restore else { return .ignored }
    guard hasSliders(in: scene) else {
      return .notice("There is nothing to move in this beat; ← goes back to the sliders")
    }
    if action == .switchView {
      isModel.toggle()
      chosen = leading
    } else {
      scores = ScoresToProbabilities.example.map(\.score)
      moved = [:]
      temperature = 1
    }
    return .handled
  }

  func ownActions(in scene: Scene) -> [(action: Action, label: String?)] { [(.switchView, nil)] }

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
    case .temperature:
      CodeView(
        .generate, mark: "by: temperature",
        note: row.map {
          "\(label): \($0.logit.fixed(4)) / \(temperature.fixed(1)) = \($0.scaled.fixed(4))"
        })
    case .divide:
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
