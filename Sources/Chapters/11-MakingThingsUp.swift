import MicroGPT
import Stage

/// Chapter 11: names are born, token by token.
struct MakingThingsUp: Chapter {
  let number = 11
  let title = "Making things up"
  var playback = Playback()
  var chosen = 0
  private var temperature = 0.5

  /// How many names: as many as microgpt.py prints.
  private static let count = 20

  /// One draw of one name; the beats are all draws of all names.
  private struct Draw {
    let name: Int
    let index: Int
  }

  private func names(_ scene: Scene) -> [GeneratedName] {
    scene.study.names(
      MakingThingsUp.count, temperature: temperature, at: scene.moment)
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
        + "\(scene.run.documents.count.grouped) names."
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
      Control("temperature", temperature, in: 0.1...3, step: 0.1, coarse: 0.5),
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
    if control == 0 { temperature = value }
    // Other temperatures make other names: the same name of the list, from its beginning.
    let all = draws(of: names(scene))
    let beat = all.firstIndex { $0.name == name } ?? 0
    playback.go(to: beat, in: beats(in: scene))
    return .handled
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
    return set(0, to: 0.5, in: scene)
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

  private func drawBirth(
    in rect: Rect, on canvas: inout Canvas, scene: Scene, name: GeneratedName, now: Draw,
    isDrawn: Bool, isOver: Bool
  ) {
    let inputs = name.draws[...now.index].map(\.input)
    var boxes = inputs.map {
      TokenBoxes.Token(scene.label($0), $0 == scene.tokenizer.bos ? .position : .token)
    }
    let drawn = name.draws[now.index].token
    boxes.append(
      isDrawn
        ? .init(scene.label(drawn), .chosen, .inverse) : .init("?", .faint))
    TokenBoxes(boxes, focus: boxes.count - 1).draw(in: rect.top(3), on: &canvas)
    if isOver && !name.text.isEmpty {
      let place = scene.study.firstStep(of: name.text).map { ($0 + 1).grouped }
      let verdict =
        place.map { "in the data: name \($0) of the list" }
        ?? "new: the nearest in the data is “\(scene.study.nearest(to: name.text))”"
      canvas.text(verdict.cut(rect.width), x: rect.x, y: rect.y + 3, .answer, clip: rect)
      return
    }
    let size = scene.run.settings.size
    canvas.text(
      "remembered (key/value cache): \(inputs.count) × \(2 * size.layers * size.width) numbers",
      x: rect.x, y: rect.y + 3, .faint, clip: rect)
  }

  private func drawControls(
    in rect: Rect, on canvas: inout Canvas, scene: Scene, step: GeneratedName.Draw
  ) {
    for (index, control) in controls(in: scene).enumerated() {
      let line = rect.row(index)
      let isChosen = chosen == index
      let role: Role = isChosen ? .chosen : .text
      canvas.text(isChosen ? "▸" : " ", x: line.x, y: line.y, .chosen, .strong, clip: rect)
      canvas.text(control.name, x: line.x + 2, y: line.y, role, .strong, clip: rect)
      let slider = Rect(line.x + 14, line.y, min(16, line.width - 34), 1)
      if slider.width >= 4 {
        Slider(control.value, in: control.range, isChosen: isChosen, control: index)
          .draw(in: slider, on: &canvas)
      }
      canvas.text(
        control.value.fixed(index == 0 ? 1 : 0).paddedLeft(4), x: slider.right + 1, y: line.y,
        role, .strong, clip: rect)
    }
    guard rect.width >= 46 else { return }
    let entropy = MakingThingsUp.entropy(step.probabilities)
    canvas.text(
      "entropy \(entropy.fixed(2)) of \(scene.study.guessingLoss.fixed(2))", endingAt: rect.right,
      y: rect.y, .faint, clip: rect)
  }

  /// −Σ p log p: 0 for certainty, log n for n tokens that are all as likely.
  static func entropy(_ probabilities: [Double]) -> Double {
    -probabilities.reduce(0) { $0 + ($1 > 0 ? $1 * Elementary.log($1) : 0) }
  }

  /// All probabilities end to end, and the needle on them.
  private func drawNeedle(
    in rect: Rect, on canvas: inout Canvas, scene: Scene, step: GeneratedName.Draw,
    travelled: Double, hit: Double
  ) {
    let total = step.choice.cumulative.last ?? 1
    func column(_ value: Double) -> Int {
      rect.x + min(rect.width - 1, Int(value / total * Double(rect.width)))
    }
    var start = rect.x
    for (token, end) in step.choice.cumulative.enumerated() {
      let stop = token == step.choice.cumulative.count - 1 ? rect.right : column(end)
      guard stop > start else { continue }
      let segment = Rect(start, rect.y + 1, stop - start, 1)
      let isHit = token == step.token && hit == 1
      let role: Role =
        isHit
        ? .chosen
        : token == scene.tokenizer.bos
          ? .position
          : token % 2 == 0 ? .token : .probability
      canvas.fill(segment, " ", role, .inverse)
      let label = scene.label(token)
      if label.columns <= segment.width {
        canvas.text(label, centredIn: segment, role, isHit ? [.inverse, .strong] : .inverse)
      }
      start = stop
    }
    let value = step.choice.needle * travelled
    if travelled > 0 {
      let x = column(value)
      canvas.put("▼", x: x, y: rect.y, .chosen, .strong, clip: rect)
      let words = "needle \(value.fixed(4))"
      let fits = x + 2 + words.columns < rect.right
      canvas.text(
        words, x: fits ? x + 2 : x - 1 - words.columns, y: rect.y, .chosen, clip: rect)
    }
    canvas.text("0", x: rect.x, y: rect.y + 2, .faint, clip: rect)
    canvas.text("1", endingAt: rect.right, y: rect.y + 2, .faint, clip: rect)
  }

  private func drawProbabilities(
    in rect: Rect, on canvas: inout Canvas, scene: Scene, step: GeneratedName.Draw, grown: Double,
    hit: Bool
  ) {
    var ranking = step.probabilities.indices.sorted {
      (step.probabilities[$0], $1) > (step.probabilities[$1], $0)
    }
    // The drawn token is always in the list, in the last row if need be.
    let rows = min(rect.height, ranking.count)
    if rows > 0, let place = ranking.firstIndex(of: step.token), place >= rows {
      ranking[rows - 1] = step.token
    }
    for (row, token) in ranking.prefix(rows).enumerated() {
      let line = rect.row(row)
      let isHit = hit && token == step.token
      let role: Role = isHit ? .chosen : .probability
      let share = step.probabilities[token]
      canvas.text(
        scene.label(token).paddedLeft(4), x: line.x, y: line.y, isHit ? .chosen : .token, .strong,
        clip: rect)
      Bar(share * grown, role).draw(in: line.inset(left: 5, right: 8), on: &canvas)
      canvas.text(share.percent(), endingAt: line.right, y: line.y, role, clip: rect)
    }
  }

  private func drawNames(
    in rect: Rect, on canvas: inout Canvas, scene: Scene, names: [GeneratedName], current: Int,
    isOver: Bool
  ) {
    canvas.text("Names so far", x: rect.x, y: rect.y, .title, .strong, clip: rect)
    let list = rect.below(1)
    let born = isOver ? current + 1 : current
    let first = max(0, born - list.height)
    for (row, index) in (first..<max(first, born)).enumerated() {
      let name = names[index]
      let line = list.row(row)
      let isKnown = scene.study.firstStep(of: name.text) != nil
      let mark = name.text.isEmpty ? "" : isKnown ? "in the data" : "new"
      canvas.text("\(index + 1)".paddedLeft(2), x: line.x, y: line.y, .faint, clip: rect)
      let shown = name.text.isEmpty ? "(empty)" : name.text
      canvas.text(
        shown.cut(max(1, line.width - 15)), x: line.x + 3, y: line.y, .token,
        index == current ? .strong : [], clip: rect)
      canvas.text(mark, endingAt: line.right, y: line.y, isKnown ? .faint : .answer, clip: rect)
      canvas.touch(line, .pick(control: 2, item: index))
    }
    if born == 0 { canvas.text("none yet", x: list.x + 3, y: list.y, .faint, clip: list) }
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
