import MicroGPT
import Stage

/// Chapter 11: names are born, token by token.
struct MakingThingsUp: Chapter {
  let number = 11
  let title = "Making things up"
  var playback = Playback()
  var chosen = 0

  /// How many names: as many as microgpt.py prints.
  private static let count = 20

  /// One draw of one name; the beats are all draws of all names.
  struct Draw {
    let name: Int
    let index: Int
  }

  private func names(_ scene: Scene) -> [GeneratedName] {
    scene.study.names(
      MakingThingsUp.count, temperature: scene.temperature, at: scene.moment)
  }

  private func draws(of names: [GeneratedName]) -> [Draw] {
    names.indices.flatMap { name in
      names[name].draws.indices.map { Draw(name: name, index: $0) }
    }
  }

  func beats(in scene: Scene) -> [Beat] {
    let names = names(scene)
    return draws(of: names).map { draw in
      let name = names[draw.name]
      let step = name.draws[draw.index]
      let isLast = draw.index == name.draws.count - 1
      let drawn = scene.label(step.token)
      let title =
        "Name \(draw.name + 1): \(isLast && name.ended ? "the end" : "letter \(draw.index + 1)")"
      let hit = "“\(drawn)” (\(step.probabilities[step.token].percent()))"
      return Beat(
        title, isLast ? ending(of: name, hit: hit, scene: scene) : caption(draw, name, hit, scene),
        duration: 900, hold: isLast ? 1800 : 500)
    }
  }

  /// The first tokens of the first name tell how it goes; the later ones what happens.
  private func caption(_ draw: Draw, _ name: GeneratedName, _ hit: String, _ scene: Scene)
    -> String
  {
    switch (draw.name, draw.index) {
    case (0, 0):
      return
        "To make up a name the model begins with BOS and gives every token a probability for what "
        + "comes next. A random number, the needle, falls on the long bar, and the token that it "
        + "hits is taken: \(hit)."
    case (0, 1):
      return
        "That token goes in next, and the model answers again, with all tokens so far before it. "
        + "What it made of them is kept in the cache. The needle hits \(hit)."
    case (0, 2):
      return
        "- and + move the temperature: low makes likely tokens likelier still, high makes wild "
        + "names. Entropy says how open the choice is. The needle hits \(hit)."
    default:
      let seen = name.draws[...draw.index].map { scene.label($0.input) }.joined(separator: ", ")
      return "After [\(seen)] the needle falls on \(name.draws[draw.index].choice.needle.fixed(4)) "
        + "and hits \(hit)."
    }
  }

  private func ending(of name: GeneratedName, hit: String, scene: Scene) -> String {
    let how =
      name.ended
      ? "The needle hits \(hit): the name is over. "
      : "\(name.draws.count) letters are the most it can write: the name ends here. "
    guard !name.text.isEmpty else { return how + "It has no letter at all." }
    guard let place = scene.study.firstStep(of: name.text) else {
      return how + "“\(name.text)” is new: it is in none of the "
        + "\(scene.run.corpus.documents.count.grouped) names."
    }
    let trained =
      place < scene.moment
      ? "the model was trained on it in step \((place + 1).grouped)."
      : "but the model has never been trained on it: it found it again."
    return how + "“\(name.text)” is in the data, \(trained)"
  }

  /// Until the needle has come to rest nobody knows what it hits.
  func caption(in scene: Scene, beat: Int, progress: Double) -> String? {
    guard progress < 0.85 else { return nil }
    return
      "The model has given every token its probability. Now a random number between 0 and 1 is "
      + "drawn: the needle …"
  }

  // MARK: What can be done

  func controls(in scene: Scene) -> [Control] {
    [
      Control("temperature", scene.temperature, in: 0.1...3, step: 0.1, coarse: 0.5),
      Control(
        "number", Double(place(in: scene).name + 1), in: 1...Double(MakingThingsUp.count), step: 1,
        coarse: 5),
    ]
  }

  private func place(in scene: Scene) -> Draw {
    let beat = playback.place(in: beats(in: scene), at: scene.time).beat
    let all = draws(of: names(scene))
    return all.indices.contains(beat) ? all[beat] : Draw(name: 0, index: 0)
  }

  mutating func set(_ control: Int, to value: Double, in scene: Scene) -> Reaction {
    let name = control == 1 ? Int(value) - 1 : place(in: scene).name
    // Other temperatures make other names: the same name of the list, from its beginning.
    let scene = control == 0 ? scene.with(temperature: value) : scene
    let all = draws(of: names(scene))
    let beat = all.firstIndex { $0.name == name } ?? 0
    playback.go(to: beat, in: beats(in: scene))
    return control == 0 ? .temperature(value) : .handled
  }

  mutating func pick(_ control: Int, item: Int, in scene: Scene) -> Reaction {
    let all = draws(of: names(scene))
    if let beat = all.lastIndex(where: { $0.name == item }) {
      playback.go(to: beat, in: beats(in: scene))
    }
    return .handled
  }

  mutating func handle(_ action: Action, in scene: Scene) -> Reaction {
    guard action == .restore else { return .ignored }
    return set(0, to: Study.firstTemperature, in: scene)
  }

  // MARK: The picture

  func draw(
    in rect: Rect, on canvas: inout Canvas, scene: Scene, beat: Int, progress: Double
  ) {
    let names = names(scene)
    let all = draws(of: names)
    guard all.indices.contains(beat) else { return }
    let now = all[beat]
    let name = names[now.name]
    let step = name.draws[now.index]
    let side = min(28, rect.width * 2 / 5)
    let isOver = now.index == name.draws.count - 1 && progress == 1
    drawNames(
      in: rect.inset(left: rect.width - side), on: &canvas, scene: scene, names: names,
      current: now.name, isOver: isOver)

    let left = rect.leading(rect.width - side - 2)
    let hit = Ease.part(progress, from: 0.85, to: 1)
    drawBirth(
      in: left, on: &canvas, scene: scene, name: name, now: now, isDrawn: hit == 1, isOver: isOver)
    drawControls(in: left.below(4).top(2), on: &canvas, scene: scene, step: step)
    let needle = Ease.inOut(Ease.part(progress, from: 0.35, to: 0.85))
    let bar = left.below(left.height > 13 ? 7 : 6)
    drawNeedle(in: bar.top(3), on: &canvas, scene: scene, step: step, travelled: needle, hit: hit)
    drawProbabilities(
      in: bar.below(left.height > 13 ? 4 : 3), on: &canvas, scene: scene, step: step,
      grown: Ease.inOut(Ease.part(progress, from: 0, to: 0.35)), hit: hit == 1)
  }

  func code(scene: Scene, beat: Int) -> CodeView {
    let names = names(scene)
    let all = draws(of: names)
    guard all.indices.contains(beat) else { return CodeView(.generate, mark: "let choice") }
    let step = names[all[beat].name].draws[all[beat].index]
    return CodeView(
      .generate, mark: "let choice",
      note:
        "needle = \(step.choice.needle.fixed(6)), token = \(step.token) (\(scene.label(step.token)))"
    )
  }

  func mathematics(scene: Scene, beat: Int) -> [String] {
    [
      "The logits are divided by the temperature T, then softmax makes probabilities of them.",
      "  pᵢ = exp(zᵢ / T) / Σⱼ exp(zⱼ / T)",
      "A random number u between 0 and 1 picks the token: the first whose running sum lies above u.",
      "  next = min { i : p₀ + … + pᵢ > u }",
      "Entropy says how open the choice is: 0 if one token is certain, log 27 ≈ 3.296 if all are as "
        + "likely.",
      "  H = −Σᵢ pᵢ · log pᵢ",
    ]
  }
}
