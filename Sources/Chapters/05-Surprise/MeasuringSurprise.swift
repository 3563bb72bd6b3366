import MicroGPT
import Stage

/// Chapter 5: one number that says how surprised the model is by a name. It is derived step by step,
/// read in two ways, and compared with that of simpler ways of predicting.
struct MeasuringSurprise: Chapter {
  let number = 5
  let title = "Measuring surprise"
  let question = "How good is a guess, in one number?"
  static let introduces: Set<StatusItem> = [.loss]
  static let explains = [
    "bit, nat", "guessing", "logarithm", "loss", "pair table", "perplexity", "surprise",
  ]
  static let keys = [ChapterKey(.switchView, "bits or nats")]

  /// What can be moved.
  enum Dial: Hashable, Sendable { case probability, first, second, choices }

  /// A row that can be chosen: a position of the name.
  struct PositionRow: Hashable, Sendable { let position: Int }

  /// A row that can be chosen: one of the reader's names. The choice ends with another name.
  struct NameRow: Hashable, Sendable {
    let name: String
    /// The name that is looked at in all chapters.
    let current: String
  }

  var unit = SurpriseUnit.nats
  /// The probability whose surprise is looked at.
  var probability = 0.5
  /// Two probabilities that are multiplied.
  var first = 0.1
  var second = 0.1
  /// How many equally likely tokens there are to choose from.
  var choices = 10.0

  func needs(at beat: String?) -> Set<Need> { beat == nil ? [] : [.trace] }

  func beats(in scene: Scene) -> [Beat] {
    [
      Beat("right", "The right answer") { rightPage(scene, $0) },
      Beat("curve", "Surprise", duration: 900) { curvePage(scene, $0) },
      Beat("why", "Why a logarithm?", duration: 1200, hold: 4000) { whyPage($0) },
      Beat("positions", "The whole name", duration: 900, hold: 3000) { positionsPage(scene, $0) },
      Beat("loss", "The loss", duration: 2400, hold: 3000) { lossPage(scene, $0) },
      Beat("guessing", "Blind guessing", duration: 1500, hold: 3000) { guessingPage(scene, $0) },
      Beat("choices", "What a loss means", duration: 600, hold: 3000) { choicesPage(scene, $0) },
      Beat("yardsticks", "Yardsticks", hold: 4000) { _ in yardsticksPage(scene) },
      Beat("among", Crowd.title(scene), hold: 4000) { amongPage(scene, $0) },
    ]
  }

  // MARK: What the pages have in common

  /// A page on which x changes the unit.
  ///
  /// - Parameter showsUnit: whether the page speaks of surprise; else the key says what it did.
  func page(
    _ caption: String, code: @autoclosure @escaping () -> CodeView, showsUnit: Bool = true,
    mathematics: @autoclosure @escaping () -> [String], picture: @escaping (Area) -> Void
  ) -> Page {
    var page = Page(caption, code: code(), mathematics: mathematics()) { area in
      picture(area.below(area.height > 13 ? 1 : 0))
    }
    let other = unit.other
    page.keys = [
      PageKey(.switchView, showsUnit ? other.name : "") {
        let words =
          "Surprise, which the next beats explain, is counted in \(other.name) from now on"
        return [with(\.unit, other)] + (showsUnit ? [] : [.notice(words)])
      }
    ]
    return page
  }

  /// Probabilities that can be chosen, from one in a thousand to certain.
  private static let probabilities: [Double] = [
    0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6,
    0.7, 0.8, 0.9, 0.95, 0.99, 1,
  ]

  func probabilityControl(
    _ dial: Dial, _ name: String, _ path: WritableKeyPath<MeasuringSurprise, Double>
  ) -> Control {
    Control(
      dial, name, self[keyPath: path], from: MeasuringSurprise.probabilities, coarse: 5
    ) { [with(path, $0)] }
  }

  /// A row for each position of the name, to be chosen.
  func positionControls(_ answers: RightAnswers) -> [Control] {
    answers.positions.map { Control(choice: PositionRow(position: $0), "position \($0)") }
  }

  /// The chosen position; the first as long as none is, or where the name has no such position.
  func chosenPosition(_ answers: RightAnswers, _ cue: Cue) -> Int {
    let position = cue.choice(as: PositionRow.self)?.position ?? 0
    return answers.positions.contains(position) ? position : 0
  }
}
