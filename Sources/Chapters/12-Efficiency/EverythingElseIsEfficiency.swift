import MicroGPT
import Stage

/// Chapter 12: the same training twice, by the graph of single numbers and by the fast engine, raced on
/// this machine; and the ladder of sizes from here to the models of today.
struct EverythingElse: Chapter {
  let number = 12
  let title = "Everything else is efficiency"
  let question = "What is different in a large model, and what is the same?"
  static let explains = [
    "experts", "fine-tuning", "GPU", "operation", "RMSNorm, layer norm",
    "vector",
  ]
  static let keys = [ChapterKey(.enter, "race again")]
  private let engines: Race.Engines

  /// - Parameter engines: what races.
  init(
    engines: @escaping Race.Engines = { $0.makeEngine(settings: $1, vocabularySize: $2) }
  ) {
    self.engines = engines
  }

  func needs(at beat: String?) -> Set<Need> { beat == nil ? [] : [.census] }

  func beats(in scene: Scene) -> [Beat] {
    // What came of the race moves only where something came of it.
    let hasResult = result(in: scene) != nil
    let slow = hasResult ? 1000 * EverythingElse.slowSeconds : 0
    return [
      Beat("sentence", "One sentence", hold: 4000) { _ in sentencePage(scene) },
      Beat("graph", "One number at a time", duration: 900, hold: 4000) { graphPage(scene, $0) },
      Beat("vectors", "Whole vectors", duration: 3000, hold: 3000) { vectorsPage(scene, $0) },
      Beat("race", "The race", hold: 5000) { _ in racePage(scene) },
      Beat("slow-motion", "In slow motion", duration: slow) { slowMotionPage(scene, $0) },
      Beat("losses", "The same loss", duration: hasResult ? 1500 : 0, hold: 4000) {
        lossesPage(scene, $0)
      },
      Beat("own", "Rung 1: this model", duration: 900, hold: 5000) { rungPage(0, scene, $0) },
    ]
      + Rung.famous.enumerated().map { index, rung in
        Beat(rung.id, "Rung \(index + 2): \(rung.name)", duration: 900, hold: 5000) {
          rungPage(index + 1, scene, $0)
        }
      } + [
        Beat("here", "And here?", hold: 4000) { _ in herePage(scene) },
        Beat("file", "The whole file", hold: 5000) { filePage(scene, $0) },
      ]
  }

  // MARK: The race

  /// How the race of the present run stands; nil where it has not begun.
  func score(in scene: Scene) -> Race.Score? {
    let race = Race(scene.run, engines: engines)
    return scene.answer(to: race) ?? scene.job(for: race)?.score
  }

  /// What came of it; nil as long as it is not over, or where there was nothing to race for.
  func result(in scene: Scene) -> Race.Score? {
    score(in: scene).flatMap { $0.isOver && $0.distance > 0 ? $0 : nil }
  }

  // MARK: What the pages have in common

  /// - Parameter needsRace: whether the race is run for this page. One under way goes on at all pages.
  func page(
    _ caption: String, _ code: @autoclosure @escaping () -> CodeView,
    _ mathematics: @autoclosure @escaping () -> [String], _ scene: Scene, needsRace: Bool = false,
    picture: @escaping (Area) -> Void
  ) -> Page {
    let race = Race(scene.run, engines: engines)
    var page = Page(caption, code: code(), mathematics: mathematics()) { area in
      picture(area.below(area.height > 13 ? 1 : 0))
    }
    if needsRace || scene.job(for: race) != nil { page.questions = [race] }
    let isOver = scene.answer(to: race) != nil
    page.keys = [
      PageKey(.enter, isOver ? "race again" : "") {
        guard isOver else { return [.notice("The race is not over yet")] }
        return [.ask(again: race), .go(to: "race")]
      },
      PageKey(.first) { [.ask(again: race), .go(to: "sentence")] },
    ]
    return page
  }

  static let vectorMathematics = [
    "Many such nodes together are a matrix times a vector: W has rows × columns numbers, x has columns.",
    "  y = W · x",
    "Backward, all their gradients at once are two products of the same kind; W' is W transposed, its "
      + "rows as columns.",
    "  ∂L/∂x += W' · ∂L/∂y",
    "  ∂L/∂W += ∂L/∂y · x'",
  ]
}
