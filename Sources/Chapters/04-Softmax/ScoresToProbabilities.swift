import MicroGPT
import Stage

/// Chapter 4: softmax, line by line, on numbers that can be moved.
struct ScoresToProbabilities: Chapter {
  let number = 4
  let title = "From scores to probabilities"
  let question = "How do scores become probabilities?"
  static let explains = ["logit", "odds", "softmax", "temperature"]
  static let keys = [
    ChapterKey(.switchView, "the model’s own scores"),
    ChapterKey(.restore, "first scores"),
  ]

  /// What can be moved beside the scores.
  enum Dial: Hashable, Sendable { case temperature, position }

  /// The score of a token, by its place in the list.
  struct Score: Hashable, Sendable { let row: Int }

  /// Six scores to begin with.
  static let example: [(label: String, score: Double)] = [
    ("a", 2), ("b", 1), ("c", 0.5), ("d", -0.5), ("e", 3), ("other", 0),
  ]
  var scores = example.map(\.score)
  var temperature = 1.0
  /// Whether the numbers are the model's own, at `position` of the name.
  var isModel = false
  var position = 0
  /// How far the model's logits were moved: [token: amount].
  var moved: [Int: Double] = [:]

  func needs(at beat: String?) -> Set<Need> { beat == nil ? [] : [.trace] }

  func beats(in scene: Scene) -> [Beat] {
    [
      Beat("scores", "Scores") { scoresPage(scene, $0) },
      Beat("largest", "Find the largest", duration: 400) { largestPage(scene, $0) },
      Beat("subtract", "Subtract it", duration: 600) { subtractPage(scene, $0) },
      Beat("exponentials", "Take the exponential", duration: 800) { exponentialsPage(scene, $0) },
      Beat("total", "Add them up", duration: 500) { totalPage(scene, $0) },
      Beat("divide", "Divide by the total", duration: 800) { dividePage(scene, $0) },
      Beat("odds", "One score up", duration: 2400) { oddsPage(scene, $0) },
      Beat("temperature", "Temperature", duration: 1600) { temperaturePage(scene, $0) },
      Beat("overflow", "Why subtract?") { _ in overflowPage() },
    ]
  }

  // MARK: The numbers

  func place(in scene: Scene) -> Int { min(position, scene.positions - 1) }

  /// The model's own logits at the position, [vocabulary].
  private func modelLogits(in scene: Scene) -> [Double] {
    scene.trace.positions[place(in: scene)].activations.logits
  }

  func logits(in scene: Scene) -> [(label: String, logit: Double)] {
    guard isModel else {
      return zip(ScoresToProbabilities.example, scores).map { ($0.label, $1) }
    }
    return modelLogits(in: scene).enumerated().map {
      (scene.label($0), $1 + moved[$0, default: 0])
    }
  }

  /// What softmax does to the scores, remembered for a while: a vocabulary may be large.
  ///
  /// - Parameters:
  ///   - row: the score that is higher than it is set, and by how much.
  ///   - temperature: the one that is set where nil.
  func anatomy(
    in scene: Scene, raising row: Int = 0, by amount: Double = 0, temperature: Double? = nil
  ) -> SoftmaxAnatomy {
    let temperature = temperature ?? self.temperature
    let input = SoftmaxInput(
      name: scene.name, position: isModel ? place(in: scene) : nil, scores: isModel ? [] : scores,
      moved: moved, row: row, amount: amount, temperature: temperature)
    return scene.facts.softmaxes.value(of: MomentKey(scene, input)) {
      var logits = logits(in: scene)
      logits[row].logit += amount
      return SoftmaxAnatomy(logits, temperature: temperature)
    }
  }

  /// Which score is spoken of: the one that was chosen last, else the first.
  func chosenRow(_ scene: Scene, _ cue: Cue) -> Int {
    let row = cue.choice(as: Score.self)?.row ?? 0
    return row < (isModel ? scene.tokenizer.vocabularySize : scores.count) ? row : 0
  }

  // MARK: What can be moved

  /// How many sliders there are at most on each side of the chosen one: more than a window has rows.
  private static let reach = 1000

  /// The scores' sliders; of a large vocabulary those around the chosen one. They reach a little further
  /// than the model's logits.
  func logitControls(of parts: SoftmaxAnatomy, in scene: Scene, around chosen: Int) -> [Control] {
    let end = isModel ? (modelLogits(in: scene).map(abs).max() ?? 4).rounded(.up) + 1 : 5
    let range = end.isFinite ? -end...end : -5...5
    let reach = chosen - ScoresToProbabilities.reach..<chosen + ScoresToProbabilities.reach
    return reach.clamped(to: parts.rows.indices).map { row in
      let (label, logit) = (parts.rows[row].label, parts.rows[row].logit)
      return Control(
        Score(row: row), label, logit, in: range, step: 0.1, coarse: 1, isStepped: !isModel
      ) { value in
        isModel
          ? [with(\.moved[row], moved[row, default: 0] + value - logit)]
          : [with(\.scores[row], value)]
      }
    }
  }

  var temperatureControl: Control {
    Control(Dial.temperature, "temperature", temperature, in: 0.1...5, step: 0.1, coarse: 0.5) {
      [with(\.temperature, $0)]
    }
  }

  /// Where in the name the model's numbers are from; none for numbers that are not its own.
  func positionControls(in scene: Scene) -> [Control] {
    guard isModel else { return [] }
    let range = 0...Double(max(1, scene.positions - 1))
    return [
      Control(
        Dial.position, "position", Double(place(in: scene)), in: range, step: 1, coarse: 4
      ) { value in
        var copy = self
        copy.position = min(Int(value), scene.positions - 1)
        copy.moved = [:]
        return [.chapter(copy)]
      }
    ]
  }

  /// The key for the other numbers, and the one that brings moved ones back.
  var pageKeys: [PageKey] {
    let wasMoved =
      !moved.isEmpty || temperature != 1 || scores != ScoresToProbabilities.example.map(\.score)
    return [
      PageKey(.switchView, isModel ? "six scores" : "the model’s") {
        [with(\.isModel, !isModel), .choose(Target(Score(row: 0)))]
      },
      PageKey(.restore, wasMoved ? "restore" : "") {
        guard wasMoved else { return [.notice("Nothing was moved here yet")] }
        var copy = ScoresToProbabilities()
        (copy.isModel, copy.position) = (isModel, position)
        return [.chapter(copy)]
      },
    ]
  }

  static let mathematics = [
    "Softmax turns logits z into probabilities p. exp(x) is 2.718… to the power of x.",
    "  pᵢ = exp(zᵢ) / (exp(z₁) + … + exp(zₙ))",
    "Subtracting the same number c from all logits changes nothing, since exp(z − c) = "
      + "exp(z) / exp(c) and exp(c) cancels. The largest logit is taken for c, so that "
      + "no exponential is above 1.",
    "  pᵢ = exp(zᵢ − max z) / Σⱼ exp(zⱼ − max z)",
    "A temperature T divides the logits first.",
    "  pᵢ = exp(zᵢ / T) / Σⱼ exp(zⱼ / T)",
    "One logit higher by 1 makes a token’s odds exp(1 / T) times as large, since the others stay.",
    "  pᵢ / (1 − pᵢ) = exp(zᵢ / T) / (the total of the others)",
  ]
}
