import MicroGPT
import Stage

/// The parts that can be switched off, and what each of them costs.
struct SwitchTable {
  let scene: Scene
  let chosen: Ablation?
  let beat: String
  let title: String
  /// The loss of the whole model; nil as long as it is not known.
  let whole: Double?
  let losses: [Ablation?: Double]
  /// Whether the list is what ↑ ↓ move in.
  let isChosen: Bool

  func draw(in area: Area) {
    area.text("switched off", x: 2, .title, .strong)
    area.text("\(title)".cut(area.width - 16), endingAt: nil, .faint)
    let parts = [nil] + scene.removableParts.map { Optional($0) }
    let costs = scene.removableParts.compactMap { part in
      whole.flatMap { whole in losses[part].map { ($0 - whole).magnitude } }
    }
    let scale = max(costs.filter(\.isFinite).max() ?? 0, 0.01)
    let rows = parts.map { part -> BarList.Row in
      let loss = part.map { losses[$0] } ?? whole
      let cost = part.flatMap { part in whole.flatMap { whole in losses[part].map { $0 - whole } } }
      let number: Text =
        "\(cost?.rise ?? "", .loss)  \(loss?.lossText ?? "…", .loss, .strong)"
      return BarList.Row(
        Text(part?.label ?? "nothing"), cost.flatMap { $0.isFinite ? $0 : nil } ?? 0, number,
        role: .loss,
        target: Target(FullPicture.Switch(beat: beat, part: part)), exact: cost ?? .nan)
    }
    BarList(
      rows, scale: scale, isSigned: true, labels: .leading,
      chosen: parts.firstIndex { $0 == chosen }
    ).draw(in: area.below(1))
  }
}

/// What each part is worth for the name alone, to be seen beside what it is worth for many.
struct NameCosts {
  let scene: Scene
  let chosen: Ablation?
  let losses: [Ablation?: Double]

  func draw(in area: Area) {
    let rows = scene.removableParts.map { part in
      let cost = losses[part].map { $0 - scene.trace.loss }
      return BarList.Row(
        "  \(part.label)", cost.flatMap { $0.isFinite ? $0 : nil } ?? 0, Text(cost?.rise ?? "…"),
        role: .loss, part == chosen ? .strong : [], exact: cost ?? .nan)
    }
    guard area.height > rows.count else { return }
    area.text("for “\(scene.name.shortened)” alone".cut(area.width), .title, .strong)
    BarList(rows, isSigned: true, labels: .leading).draw(in: area.below(1))
  }
}

/// The guess at a position, whole and without a part.
struct GuessWithout {
  let scene: Scene
  let position: Int
  let part: Ablation?

  func draw(in area: Area) {
    let whole = scene.trace.positions[position].probabilities
    let shown = part.map { scene.trace(without: $0)?.positions[position].probabilities } ?? whole
    area.text("the guess here".cut(area.width), .title, .strong)
    guard let shown else {
      area.text("…", y: 1, .faint)
      return
    }
    if part != nil { area.text("whole", endingAt: nil, .faint) }
    let target = scene.tokens[position + 1]
    let room = min(area.height - 1, scene.tokenizer.vocabularySize)
    var tokens = whole.largest(room)
    if !tokens.contains(target), !tokens.isEmpty { tokens[tokens.count - 1] = target }
    let rows = tokens.map { token in
      BarList.Row(
        Text(scene.label(token)), shown[token], Text(shown[token].percent()),
        mark: part == nil ? "" : Text(whole[token].percent().paddedLeft(6)),
        role: token == target ? .answer : .probability, token == target ? .strong : [])
    }
    BarList(rows, scale: max(0.01, (whole + shown).filter(\.isFinite).max() ?? 1))
      .draw(in: area.below(1))
  }
}

/// Names made up by the whole model, and without a part.
struct MadeWithout {
  let scene: Scene
  let part: Ablation?

  func draw(in area: Area) {
    let whole = area.top(min(NamesWithoutPart.count + 1, (area.height - 1) / 2))
    draw(scene.names(without: nil), "made up by the whole model", in: whole)
    guard let part else { return }
    draw(scene.names(without: part), "without \(part.label)", in: area.below(whole.height + 1))
  }

  private func draw(_ names: [String], _ title: String, in area: Area) {
    area.text(title.cut(area.width), .title, .strong)
    let list = area.below(1)
    if names.isEmpty { list.text(scene.isTraining ? "" : "…", x: 2, .faint) }
    for (y, name) in names.enumerated() {
      list.text(
        (name.isEmpty ? "(no letter)" : name).cut(list.width - 2), x: 2, y: y,
        name.isEmpty ? .faint : .token)
    }
  }
}

/// How surprising the right answer is at each position of the name, whole and without a part.
struct SurpriseWithout {
  let scene: Scene
  let position: Int
  let part: Ablation?

  func draw(in area: Area) {
    guard area.height > 3 else { return }
    area.text("the surprise at each position", .title, .strong)
    let whole = scene.trace.positions.map(\.loss)
    let shown = part.map { scene.trace(without: $0)?.positions.map(\.loss) } ?? whole
    guard let shown else { return }
    if part != nil { area.text("whole", endingAt: nil, .faint) }
    let rows = shown.indices.map { place in
      BarList.Row(
        "\("\(place)".paddedLeft(2), .position) → \(scene.label(scene.tokens[place + 1]), .answer)",
        shown[place], Text(shown[place].lossText),
        mark: part == nil ? "" : Text(whole[place].lossText.paddedLeft(6)), role: .loss,
        place == position ? .strong : [],
        target: Target(FullPicture.Place(position: place)))
    }
    BarList(rows, labels: .leading, focus: position).draw(in: area.below(1))
  }
}
