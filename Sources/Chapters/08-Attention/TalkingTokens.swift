import MicroGPT
import Stage

/// Chapter 8: attention. Each position looks back at the positions so far and takes over something of
/// them. One look is taken apart to its last digit; then it is measured what the heads of this run look
/// at, and what they are good for.
struct TalkingTokens: Chapter {
  let number = 8
  let title = "How tokens talk to each other"
  let question = "How does a letter come to know of those before it?"
  static let explains = [
    "attention", "causal mask", "head", "key, query, value", "key/value cache",
  ]
  static let keys = [
    ChapterKey(.switchView, "query, key or value; the square without its mask")
  ]

  /// What can be moved.
  enum Dial: Hashable, Sendable {
    /// The position that looks back, and the one that it looks at.
    case position, other
    case head, layer
    /// The place in a vector of a head, or of the stream.
    case number, place
  }

  /// The vectors of a head that a number can be chosen of.
  enum Vector: Hashable, Sendable, CaseIterable { case query, key, value, output }

  /// What can be clicked.
  enum Spot: Hashable, Sendable {
    /// A control one step further or back.
    case turn(Dial, by: Int)
    case position(Int)
    case other(Int)
    /// A number of a vector of the position that looks back.
    case number(Vector, position: Int, index: Int)
    /// A number of a vector of the position that is looked at.
    case otherNumber(Vector, position: Int, index: Int)
    /// A look of one position at another by a head.
    case look(layer: Int, head: Int, position: Int, other: Int)
    /// A number on the way from the heads to the stream.
    case stream(StreamVector, index: Int)
  }

  /// The position that looks back; nil for the last one of the name.
  var position: Int?
  /// The one that it looks at; nil for the one before it.
  var other: Int?
  var head = 0
  var layer = 0
  /// The place in the chosen vector.
  var index = 0
  var vector = Vector.query
  var stream = StreamVector.heads
  /// The place in that.
  var place = 0
  /// Whether the textbook's square is shown without its mask.
  var isOpen = false

  func needs(at beat: String?) -> Set<Need> { beat == nil ? [] : [.trace] }

  func beats(in scene: Scene) -> [Beat] {
    [
      Beat("why", "Why look back?", duration: 900, hold: 4000) { whyPage(scene, $0) },
      Beat("alone", "Without looking back", hold: 4000) { alonePage(scene, $0) },
      Beat("qkv", "Query, key, value", hold: 4000) { vectorsPage(scene, $0) },
      Beat("product", "Query times key", duration: 1600) { productPage(scene, $0) },
      Beat("scale", "Divide by a root", duration: 900) { scalePage(scene, $0) },
      Beat("softmax", "Scores to weights", duration: 1600) { softmaxPage(scene, $0) },
      Beat("mix", "Mix the values", duration: 2000) { mixPage(scene, $0) },
      Beat("heads", "Heads side by side", duration: 1600, hold: 3000) { headsPage(scene, $0) },
      Beat("maps", "Who looks where", hold: 4000) { mapsPage(scene, $0) },
      Beat("cache", "Nothing later exists", duration: 1600, hold: 3000) { cachePage(scene, $0) },
      Beat("mask", "The textbook’s mask", hold: 4000) { maskPage(scene, $0) },
      Beat("roles", "What heads look at", hold: 4000) { rolesPage(scene, $0) },
      Beat("used", "Is it used?", hold: 4000) { usedPage(scene, $0) },
      Beat("longer", "Ten times as long", hold: 4000) { longerPage(scene, $0) },
    ]
  }

  // MARK: What the pages have in common

  /// Where the reader looks, as far as the model and the name have it.
  ///
  /// - Parameter first: the position as long as none was chosen; the last one where nil.
  func look(in scene: Scene, first: Int? = nil) -> Look {
    let position = max(0, min(position ?? first ?? .max, scene.positions - 1))
    return Look(
      scene: scene, layer: min(layer, scene.size.layers - 1),
      head: min(head, scene.size.heads - 1), position: position,
      other: min(other ?? max(0, position - 1), position),
      index: min(index, scene.size.headWidth - 1))
  }

  /// A page with a row of things to choose above its picture.
  ///
  /// - Parameter dials: what can be chosen, the most important first.
  func page(
    _ caption: String, _ look: Look, _ dials: [Dial], _ cue: Cue,
    code: @autoclosure @escaping () -> CodeView,
    mathematics: @autoclosure @escaping () -> [String], picture: @escaping (Area) -> Void
  ) -> Page {
    let controls = dials.compactMap { control($0, look) }
    var page = Page(caption, code: code(), mathematics: mathematics(), picture: { _ in })
    page.controls = controls
    let chosen = page.chosen(by: cue)?.id
    page.picture = { area in
      let rows = ChoiceLine(look: look, controls: controls, chosen: chosen).draw(in: area)
      picture(area.below(rows + (area.height > 14 ? 1 : 0)))
    }
    page.pick = { target in
      target.value(as: Spot.self).map { change($0, look, controls) } ?? []
    }
    return page
  }

  /// A control; nil where there is nothing to choose from.
  private func control(_ dial: Dial, _ look: Look) -> Control? {
    func control(
      _ name: String, _ value: Int, count: Int, coarse: Double = 4,
      _ path: WritableKeyPath<TalkingTokens, Int>
    ) -> Control? {
      guard count > 1 else { return nil }
      return Control(
        dial, name, Double(value), in: 0...Double(count - 1), step: 1, coarse: coarse
      ) { [with(path, Int($0))] }
    }
    let size = look.scene.size
    return switch dial {
    case .position: control("position", look.position, count: look.positions, \.shownPosition)
    case .other: control("looks at", look.other, count: look.position + 1, \.shownOther)
    case .head: control("head", look.head, count: size.heads, coarse: 1, \.head)
    case .layer: control("layer", look.layer, count: size.layers, coarse: 1, \.layer)
    case .number: control("number", look.index, count: size.headWidth, \.index)
    case .place: control("number", min(place, size.width - 1), count: size.width, \.place)
    }
  }

  /// What the controls write to: from then on it is chosen.
  private var shownPosition: Int {
    get { position ?? 0 }
    set { position = newValue }
  }

  private var shownOther: Int {
    get { other ?? 0 }
    set { other = newValue }
  }

  private func change(_ spot: Spot, _ look: Look, _ controls: [Control]) -> Change {
    var copy = self
    switch spot {
    case .turn(let dial, let steps):
      guard let control = controls.first(where: { $0.id == Target(dial) }) else { return [] }
      return [.choose(control.id)] + control.set(control.moved(by: Double(steps)))
    case .position(let position): copy.position = position
    case .other(let other): copy.other = other
    case .number(let vector, let position, let index):
      (copy.vector, copy.position, copy.index) = (vector, position, index)
      return [.chapter(copy), .choose(Target(Dial.number))]
    case .otherNumber(let vector, let position, let index):
      (copy.vector, copy.other, copy.index) = (vector, position, index)
      return [.chapter(copy), .choose(Target(Dial.number))]
    case .look(let layer, let head, let position, let other):
      (copy.layer, copy.head, copy.position, copy.other) = (layer, head, position, other)
    case .stream(let vector, let index):
      (copy.stream, copy.place) = (vector, index)
      return [.chapter(copy), .choose(Target(Dial.place))]
    }
    return [.chapter(copy)]
  }
}
