import MicroGPT
import Stage

/// The first picture of all: what this is about, with names that the model has just made up.
struct Welcome {
  let scene: Scene

  func draw(in area: Area) {
    let isHigh = area.height > 12
    let word = scene.name.isEmpty ? "(no name: press e)" : "“\(scene.name)”"
    area.text(centred: word, y: isHigh ? 1 : 0, .token, .strong)
    let body = area.inset(left: 2, top: isHigh ? 3 : 2, right: 2)
    let used = Paragraph(story).draw(in: body)
    let list = body.below(used + (isHigh ? 1 : 0))
    let rows = drawNames(in: list.top(isHigh ? 3 : 2))
    Paragraph(
      "These chapters show how that works, with this very model, number by number."
    ).draw(in: list.below(rows + (isHigh ? 1 : 0)), .faint)
  }

  /// New names strong, those of the data faint. Returns the rows it took.
  private func drawNames(in area: Area) -> Int {
    let places = scene.answer(to: NamePlaces(scene))
    var (x, y) = (0, 0)
    for name in scene.names(20).map(\.text) where !name.isEmpty {
      if x > 0 && x + name.columns > area.width { (x, y) = (0, y + 1) }
      let isKnown = places?.firstStep(of: name) != nil
      x = area.text(name, x: x, y: y, isKnown ? .faint : .token, isKnown ? [] : .strong) + 2
    }
    return min(area.height, y + 1)
  }

  private var story: String {
    let run = scene.run
    let model =
      "\(run.documentCount.grouped) names were put into this program, and a small GPT, the kind of model "
      + "that chat programs are made of: \(run.parameterCount.grouped) numbers, its parameters, random at "
      + "first. Nobody tells it anything about letters or names. Training shows it one name after the "
      + "other, and after each one, a training step, changes its parameters a little. "
    let seen = min(scene.moment, run.documentCount)
    let when =
      scene.moment == 0
      ? "Before the first step it makes up:"
      : "After \(scene.moment.grouped) \(scene.moment == 1 ? "step" : "steps"), "
        + "\(seen.grouped) of the names seen, it makes up these:"
    guard let places = scene.answer(to: NamePlaces(scene)) else { return model + when }
    let known = scene.names(20).count { places.firstStep(of: $0.text) != nil }
    guard known > 0 else { return model + when }
    return model + when.dropLast()
      + " (\(known) of 20, the faint ones, are in the data too; the others are new):"
  }
}
