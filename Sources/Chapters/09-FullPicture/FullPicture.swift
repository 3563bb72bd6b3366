import MicroGPT
import Stage

/// Chapter 9: the whole way of one position from its token to its guess, every vector drawn; where a
/// number comes from, what wrote the guess, and what happens when a part is switched off.
struct FullPicture: Chapter {
  let number = 9
  let title = "The full picture"
  let question = "What happens between a letter and the next guess?"
  static let explains = ["layer", "MLP", "ReLU", "residual connection"]
  static let keys = [
    ChapterKey(.switchView, "the next position, compared with the first guess"),
    ChapterKey(.restore, "your changes undone"),
  ]

  /// The position that is looked at; nil for the third, or the last one of a shorter name.
  var position: Int?
  var layer = 0
  /// Which number of each kind of vector is looked at.
  var numbers: [Site.Stage: Int] = [:]
  /// The weight that may be changed, by its place among all parameters; nil for the steepest one.
  var weight: Int?
  /// Whose logit is looked at; nil for the right answer.
  var token: Int?
  /// Whether it is compared with that of the first guess.
  var compares = false

  /// What can be chosen above the rows.
  enum Dial: Hashable, Sendable { case position, layer, token }

  /// A position, for the mouse.
  struct Place: Hashable, Sendable { let position: Int }

  /// A row of the way on one of the pages: on each page another one is chosen at first.
  struct Row: Hashable, Sendable {
    let beat: String
    let stop: Way.Stop
  }

  func needs(at beat: String?) -> Set<Need> { beat == nil ? [] : [.trace] }

  func beats(in scene: Scene) -> [Beat] {
    [Beat("whole", "The whole way", hold: 4000) { wholePage(scene, $0) }]
      + WalkStep.all.map { step in
        Beat(step.id, step.title, duration: 700, hold: 3000) { walkPage(step, scene, $0) }
      }
      + [
        Beat("from", "Where from?") { fromPage(scene, $0) },
        Beat("wrote", "The parts of a logit", duration: 800) { wrotePage(scene, $0) },
        Beat("letters", "For every token") { lettersPage(scene, $0) },
        Beat("off", "Switch it off") { offPage(scene, $0) },
        Beat("cost", "What a part is worth") { costPage(scene, $0) },
        Beat("change", "Change one weight") { changePage(scene, $0) },
        Beat("end", "All of it") { endPage(scene, $0) },
      ]
  }

  func place(in scene: Scene) -> Int { min(position ?? 2, scene.positions - 1) }

  func layer(in scene: Scene) -> Int { min(layer, scene.size.layers - 1) }

  func way(in scene: Scene) -> Way {
    Way(scene, position: place(in: scene), layer: layer(in: scene))
  }

  /// What it is that is looked at in a row.
  func number(in row: Way.Row) -> Int {
    max(0, min(numbers[row.stage] ?? 0, row.values.count - 1))
  }

  // MARK: What can be chosen

  func positionControl(_ scene: Scene) -> Control {
    Control(
      Dial.position, "position", Double(place(in: scene)),
      in: 0...Double(max(1, scene.positions - 1)), step: 1, coarse: 4
    ) { [with(\.position, min(Int($0), scene.positions - 1))] }
  }

  /// The position and, where there are several, the layer.
  func dials(_ scene: Scene) -> [Control] {
    guard scene.size.layers > 1 else { return [positionControl(scene)] }
    return [
      positionControl(scene),
      Control(
        Dial.layer, "layer", Double(layer(in: scene)), in: 0...Double(scene.size.layers - 1),
        step: 1, coarse: 4
      ) { [with(\.layer, Int($0))] },
    ]
  }

  /// A control for each of some rows: − + choose a number in it.
  func rowControls(_ rows: some Sequence<Way.Row>, _ cue: Cue) -> [Control] {
    rows.map { row in
      let last = Double(max(1, row.values.count - 1))
      return Control(
        Row(beat: cue.beat, stop: row.stop), "", Double(number(in: row)), in: 0...last, step: 1,
        coarse: Double(max(2, min(row.perHead, row.values.count / 4)))
      ) { [with(\.numbers[row.stage], Int($0))] }
    }
  }

  /// On to the next position, and from the last one to the first.
  func nextPosition(_ scene: Scene) -> PageKey {
    PageKey(.switchView, scene.positions > 1 ? "next letter" : "") {
      guard scene.positions > 1 else { return [.notice("This name has one position only")] }
      return [with(\.position, (place(in: scene) + 1) % scene.positions)]
    }
  }

  /// What a click does on a picture of the way.
  func picked(_ target: Target, _ cue: Cue) -> Change {
    if let place: Place = target.value() { return [with(\.position, place.position)] }
    if let stop: Way.Stop = target.value() {
      return [with(\.layer, stop.stage.isOfLayer ? stop.layer : layer), choose(stop, cue)]
    }
    guard let spot: WayView.Spot = target.value() else { return [] }
    var copy = self
    copy.numbers[spot.stop.stage] = spot.index
    if spot.stop.stage.isOfLayer { copy.layer = spot.stop.layer }
    return [.chapter(copy), choose(spot.stop, cue)]
  }

  private func choose(_ stop: Way.Stop, _ cue: Cue) -> Effect {
    .choose(Target(Row(beat: cue.beat, stop: stop)))
  }
}
