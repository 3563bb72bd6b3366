import MicroGPT
import Stage

/// Names are made up, token by token; then the question how many of them are new.
struct MakingThingsUp: Chapter {
  let number = 11
  let title = "Making things up"
  let question = "How does it make up new names?"

  static let keys = [ChapterKey(.restore, "temperature")]

  static let explains = ["entropy", "key/value cache", "needle", "temperature"]

  /// How many names: as many as microgpt.py prints.
  static let count = 20
  /// How many of them are made token by token.
  private static let slow = 3

  /// The slider.
  enum Slider: Hashable, Sendable {
    case temperature
  }

  /// One of the names, by its place in the list.
  struct NamePlace: Hashable, Sendable {
    let index: Int
  }

  func needs(at beat: String?) -> Set<Need> { [.names(MakingThingsUp.count)] }

  func beats(in scene: Scene) -> [Beat] {
    let names = scene.names(MakingThingsUp.count)
    let making = (0..<min(MakingThingsUp.slow, names.count)).map { name in
      names[name].draws.indices.map { draw in
        let isLast = draw == names[name].draws.count - 1
        return Beat(
          "name\(name + 1)-\(draw + 1)", "Name \(name + 1), token \(draw + 1)", duration: 900,
          hold: isLast ? 1800 : 500
        ) { drawPage(scene, $0, DrawView(scene: scene, name: name, draw: draw)) }
      }
    }
    return [
      Beat("start", "After BOS", duration: 600) { startPage(scene, $0) },
      Beat("end-to-end", "End to end", duration: 700) { endToEndPage(scene, $0) },
    ] + (making.first ?? [])
      + [
        Beat("temperature", "Other temperatures", duration: 700) { temperaturePage(scene, $0) }
      ] + making.dropFirst().joined()
      + [
        Beat("twenty", "Twenty names", duration: 1500) { twentyPage(scene, $0) },
        Beat("thousand", "How many are new", hold: 4000) { _ in thousandPage(scene) },
      ]
  }

  // MARK: The first token

  private func startPage(_ scene: Scene, _ cue: Cue) -> Page {
    let caption =
      "To make up a name, the model is given BOS: a name begins. It gives each token a probability"
      + "\(TemperatureView(scene: scene, progress: 1).effect). "
      + (scene.moment == 0
        ? "This model is still untrained: t trains it." : "Nothing is chosen yet.")
    return page(scene, cue, caption) {
      DrawView(scene: scene, name: 0, draw: 0, grown: Ease.inOut(cue.progress), hasBar: false)
        .draw(in: $0, temperature: $1)
    }
  }

  private func endToEndPage(_ scene: Scene, _ cue: Cue) -> Page {
    let caption =
      "Now all probabilities are laid end to end, in the order of the ids: one bar of length 1, on "
      + "which a more probable token has a longer part; its label stands below the middle of it. "
      + "Where ║ stands, parts are too narrow to draw."
    return page(scene, cue, caption) {
      DrawView(scene: scene, name: 0, draw: 0, length: Ease.inOut(cue.progress))
        .draw(in: $0, temperature: $1)
    }
  }

  // MARK: Token by token

  private func drawPage(_ scene: Scene, _ cue: Cue, _ view: DrawView) -> Page {
    var view = view
    view.grown = Ease.inOut(Ease.part(cue.progress, from: 0, to: 0.35))
    view.length = view.grown
    view.needle = Ease.inOut(Ease.part(cue.progress, from: 0.35, to: 0.85))
    view.isHit = cue.progress >= 0.85
    let shown = view
    // Until the needle has come to rest nobody knows what it hits.
    let caption =
      view.isHit
      ? DrawWords(view: view).caption
      : "The model has given every token its probability. Now a random number between 0 and 1 is "
        + "drawn: the needle …"
    let draw = view.now
    var page = page(
      scene, cue, caption,
      note: "needle = \(draw.choice.needle.fixed(6)), token = \(draw.token) "
        + "(\(scene.label(draw.token)))",
      // Other temperatures make other names: the same one of the list, from its beginning.
      then: [.go(to: "name\(view.name + 1)-1")]
    ) { shown.draw(in: $0, temperature: $1) }
    if view.isLast && view.isHit && scene.novelty(of: view.made.text) == .new {
      page.questions.append(view.nearest)
    }
    page.pick = { target in
      guard let name = target.value(as: NamePlace.self)?.index else { return [] }
      return [.go(to: "name\(name + 1)-\(scene.names(MakingThingsUp.count)[name].draws.count)")]
    }
    return page
  }

  private func temperaturePage(_ scene: Scene, _ cue: Cue) -> Page {
    let view = TemperatureView(scene: scene, progress: cue.progress)
    return page(
      scene, cue,
      "Before softmax the model’s scores are divided by the temperature: below 1 likely tokens get "
        + "likelier still, above 1 the parts become more even. The first token’s needle hits "
        + "\(view.words).",
      mark: "by: temperature"
    ) { view.draw(in: $0, temperature: $1) }
  }

  // MARK: Many names

  private func twentyPage(_ scene: Scene, _ cue: Cue) -> Page {
    var caption =
      "\(MakingThingsUp.count) names, as many as microgpt.py makes up. New: \(scene.notInTheData). "
      + "Unseen: in the data, but training has not shown it to the model so far."
    let names = scene.names(MakingThingsUp.count)
    let kinds = names.map { scene.novelty(of: $0.text) }
    if kinds.contains(.letterless) { caption += " (no letter): BOS was drawn at once." }
    let shown = names.count * Int((cue.progress * 20).rounded()) / 20
    let chosen = cue.choice(as: NamePlace.self)?.index ?? 0
    let list = NameList(
      scene: scene, names: names, chosen: chosen,
      hasCursor: cue.choice?.value(as: NamePlace.self) != nil,
      shown: max(MakingThingsUp.slow, shown))
    let rows = names.indices.map { Control(choice: NamePlace(index: $0), "name \($0 + 1)") }
    var page = page(scene, cue, caption, adding: rows) { list.draw(in: $0, temperature: $1) }
    page.questions += list.questions
    return page
  }

  private func thousandPage(_ scene: Scene) -> Page {
    let cue = Cue(beat: "thousand")
    let view = NoveltyView(scene: scene)
    var page = page(scene, cue, view.caption) { view.draw(in: $0, temperature: $1) }
    page.questions.append(view.question)
    return page
  }

  // MARK: What they have in common

  /// - Parameters:
  ///   - mark: a piece of the line of code that is at work, and what its values are.
  ///   - rows: what can be chosen beside the temperature.
  ///   - then: what follows another temperature.
  private func page(
    _ scene: Scene, _ cue: Cue, _ caption: String, mark: String = "let choice",
    note: String? = nil, adding rows: [Control] = [], then: Change = [],
    picture: @escaping (Area, ControlRows) -> Void
  ) -> Page {
    let temperature = Control(
      Slider.temperature, "temperature", scene.temperature, in: 0.1...3, step: 0.1, coarse: 0.5
    ) { [.temperature($0)] + then }
    var chosen: Control?
    var page = Page(
      caption, code: CodeView(.generate, mark: mark, note: note),
      mathematics: mathematics(scene)
    ) { area in
      picture(area, ControlRows([temperature], chosen: chosen) { $0.value.fixed(1) })
    }
    page.controls = [temperature] + rows
    chosen = page.chosen(by: cue)
    let restored: Change = [.temperature(Scene.firstTemperature)] + then
    page.keys = [
      PageKey(.restore, scene.temperature == Scene.firstTemperature ? "" : "temperature 0.5") {
        restored
      }
    ]
    page.questions = [NamePlaces(scene)]
    return page
  }

  private func mathematics(_ scene: Scene) -> [String] {
    let size = scene.tokenizer.vocabularySize
    return [
      "The scores z (logits) are divided by the temperature T; softmax makes probabilities of them.",
      "  pᵢ = exp(zᵢ / T) / Σⱼ exp(zⱼ / T)",
      "A random number u between 0 and 1 picks the token: the first whose running sum lies above u.",
      "  next = min { i : p₀ + … + pᵢ > u }",
      "Entropy says how open the choice is: 0 where one token is certain, "
        + "ln \(size) = \(scene.guessingLoss.fixed(3)) where all \(size) are as likely. Its "
        + "exponential is the number of equally likely tokens among which a choice is as open.",
      "  H = −Σᵢ pᵢ · ln pᵢ",
      "Nearest in the data is the name that needs the fewest letters changed, put in or left out.",
    ]
  }
}
