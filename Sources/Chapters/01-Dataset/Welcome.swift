import MicroGPT
import Stage

/// The first picture of all: what this is about, with names that the model has just made up.
struct Welcome {
  let scene: Scene
  /// The made-up names that have letters.
  private let names: [String]
  private let places: NamePlaces.Answer?

  /// How many names are made up for it.
  static let nameCount = 20

  init(scene: Scene) {
    self.scene = scene
    names = scene.names(Welcome.nameCount).map(\.text).filter { !$0.isEmpty }
    places = scene.answer(to: NamePlaces(scene))
  }

  private static let closing = Paragraph(
    "These chapters show how, with this very model, number by number.")

  func draw(in area: Area) {
    let isHigh = area.height > 12
    let body = area.inset(left: 2, top: isHigh ? 2 : 0, right: 2)
    if isHigh { area.inset(left: 2).text("What this is about", .title, .strong) }
    // Names give way to what is said: as many are listed as there is room for, and as many counted.
    let gap = isHigh ? 1 : 0
    let above = lines(of: names, isShort: !isHigh, in: body) + gap
    let below = isHigh ? Welcome.closing.lines(width: body.width).count + gap : 0
    let spots = spots(in: Size(body.width, body.height - above - below))
    let shown = Array(names.prefix(spots.count))
    Paragraph(story(with: shown, isShort: !isHigh)).draw(in: body)
    let list = body.below(lines(of: shown, isShort: !isHigh, in: body) + gap)
    for (name, spot) in zip(shown, spots) {
      let isKnown = isKnown(name)
      list.text(
        mark(name).cut(list.width), x: spot.x, y: spot.y, isKnown ? .faint : .token,
        isKnown ? [] : .strong)
    }
    guard isHigh else { return }
    let end = list.below((spots.last?.y ?? -1) + 1 + gap)
    let rows = Welcome.closing.draw(in: end, .faint)
    drawModels(in: end.below(rows + 1))
  }

  /// In a high window, some names that they are made after.
  private func drawModels(in area: Area) {
    guard area.height > 2 else { return }
    let isUntrained = scene.moment == 0
    area.text(
      (isUntrained ? "Names that training will show it" : "Names that training has shown it")
        .cut(area.width), .title, .strong)
    let steps = isUntrained ? scene.steps : scene.moment
    NameFlow.draw(
      (0..<steps).lazy.map { Text(scene.run.document(ofStep: $0).cut(16), .faint) },
      in: area.below(2))
  }

  private func isKnown(_ name: String) -> Bool { places?.firstStep(of: name) != nil }

  private func mark(_ name: String) -> String { isKnown(name) ? name + "*" : name }

  /// Where the names stand, as long as there is room.
  private func spots(in room: Size) -> [(x: Int, y: Int)] {
    var spots: [(x: Int, y: Int)] = []
    var (x, y) = (0, 0)
    for name in names.map(mark) {
      if x > 0 && x + name.columns > room.width { (x, y) = (0, y + 1) }
      guard y < room.height else { break }
      spots.append((x, y))
      x += name.columns + 2
    }
    return spots
  }

  private func lines(of shown: [String], isShort: Bool, in body: Area) -> Int {
    Paragraph(story(with: shown, isShort: isShort)).lines(width: body.width).count
  }

  // MARK: Words

  private func story(with shown: [String], isShort: Bool) -> String {
    let run = scene.run
    let documents = "\(run.documentCount.grouped) name\(run.documentCount == 1 ? " was" : "s were")"
    let start =
      isShort
      ? "\(documents) put into this program, and a small GPT, the kind of model that chat programs are "
        + "made of: \(run.parameterCount.grouped) numbers, its parameters, which a training step "
        + "changes a little after each name. "
      : "\(documents) put into this program, and a small GPT, the kind of model that chat programs are "
        + "made of: \(run.parameterCount.grouped) numbers, its parameters, random at first. Nobody "
        + "tells it anything about letters or names. Training shows it one name at a time and changes "
        + "its parameters a little after each: that is a training step. "
    return start + when + "it makes up " + words(for: shown)
  }

  private var when: String {
    guard scene.moment > 0 else { return "Before the first step " }
    let seen = min(scene.moment, scene.run.documentCount)
    let names =
      seen == scene.run.documentCount ? "all names seen" : "\(seen.grouped) of the names seen"
    return "After \(scene.moment.grouped) step\(scene.moment == 1 ? "" : "s"), with \(names), "
  }

  /// How many names follow, and how many of them are in the data.
  private func words(for shown: [String]) -> String {
    guard !shown.isEmpty else { return "names without a letter." }
    let these = shown.count == 1 ? "this one" : "these \(shown.count)"
    let known = shown.count(where: isKnown)
    guard known > 0 else { return these + ":" }
    let new = shown.count - known
    guard new > 0 else {
      return these + (known == 1 ? " (*: it is in the data):" : " (*: all are in the data):")
    }
    return these + " (\(known), marked *, \(known == 1 ? "is" : "are") in the data too; the other "
      + (new == 1 ? "is" : "\(new) are") + " new):"
  }
}
