import MicroGPT
import Stage

/// Chapter 12: the same training twice, by the graph of single numbers and by the fast engine, raced on
/// this machine; and the ladder of sizes from here to the models of today.
struct EverythingElse: Chapter {
  let number = 12
  let title = "Everything else is efficiency"
  var playback = Playback()
  var chosen = 0
  /// The race of the present run, from the moment it began.
  private(set) var race: Race?
  private let engines: Race.Engines

  init(engines: @escaping Race.Engines = Race.engines(of:)) { self.engines = engines }

  /// The beats; between `own` and `here` the ladder has one for each rung.
  private enum Step: Equatable {
    case sentence, graph, vectors, race, slowMotion, sameLoss
    case rung(Int)
    case here
  }

  private static let steps: [Step] =
    [.sentence, .graph, .vectors, .race, .slowMotion, .sameLoss]
    + (0...Rung.famous.count).map { .rung($0) } + [.here]

  private func step(_ beat: Int) -> Step {
    EverythingElse.steps.indices.contains(beat) ? EverythingElse.steps[beat] : .sentence
  }

  private func rungs(_ scene: Scene) -> [Rung] {
    [Rung(scene.run, tokens: scene.study.tokens(before: scene.moment))] + Rung.famous
  }

  /// The race, where it is that of the present run.
  private func race(in scene: Scene) -> Race? { race.flatMap { $0.run === scene.run ? $0 : nil } }

  // MARK: The words

  func beats(in scene: Scene) -> [Beat] {
    let rungs = rungs(scene)
    return EverythingElse.steps.map { beat($0, rungs: rungs, in: scene) }
  }

  private func beat(_ step: Step, rungs: [Rung], in scene: Scene) -> Beat {
    // What came of the race moves only when something came of it.
    let isOver = race(in: scene).map { $0.isOver && $0.distance > 0 } ?? false
    switch step {
    case .sentence:
      return Beat(
        "One sentence",
        "microgpt.py begins with it. This chapter takes it at its word: the same algorithm twice, and how "
          + "far apart two programs can be that calculate the same.", hold: 4000)
    case .graph:
      return Beat(
        "One number at a time",
        "So microgpt.py goes about it, and so does the exact engine: every addition and every "
          + "multiplication of single numbers becomes a node of a graph, first forward; then all nodes again, "
          + "backward.", duration: 900, hold: 4000)
    case .vectors:
      return Beat(
        "Whole vectors",
        "The fast engine has no graph. It knows what a GPT calculates: these few operations on whole "
          + "vectors, one pass forward, and for each a line that undoes it, one pass backward.",
        duration: 3000, hold: 3000)
    case .race:
      return Beat(
        "The race", raceCaption(scene), hold: 5000)
    case .slowMotion:
      return Beat(
        "In slow motion", slowCaption(scene),
        duration: isOver ? 1000 * EverythingElse.slowSeconds : 0, hold: 2000)
    case .sameLoss:
      return Beat("The same loss", lossCaption(scene), duration: isOver ? 1500 : 0, hold: 4000)
    case .rung(let index):
      return Beat(
        "Rung \(index + 1): \(rungs[index].name)", rungs[index].story, duration: 900, hold: 5000)
    case .here:
      return Beat("And here?", hereCaption(scene), hold: 4000)
    }
  }

  private func raceCaption(_ scene: Scene) -> String {
    guard let race = race(in: scene) else {
      return "Both engines train the present run from the same first weights, on this machine."
    }
    guard race.distance > 0 else {
      return
        "This run broke off at its first step: there is nothing to race for. Other settings, in chapter "
        + "10, give another run."
    }
    let words =
      "Both train the present run from the same first weights, on one core of this machine. They take "
      + "turns, and only one's own turns count. "
    guard race.isOver else {
      return words + "Each time the fast engine is done it begins again."
    }
    let ratio = race.ratio.map { "\($0.ratio) times as fast" } ?? "too fast for this clock"
    return words + "The result: \(ratio). Enter races again."
  }

  private func slowCaption(_ scene: Scene) -> String {
    guard let race = race(in: scene), race.isOver, let slowed = slowing(race) else {
      return EverythingElse.notOver
    }
    let time = (race.pace(race.exact) * Double(race.distance) / 1e9).duration
    return
      "The exact engine's training took \(time). Here it takes \(EverythingElse.slowSeconds) seconds, "
      + "\(slowed.ratio) times as long, and the fast engine is slowed as much. Each time it is done, it "
      + "begins again."
  }

  private func lossCaption(_ scene: Scene) -> String {
    guard let race = race(in: scene), race.isOver, race.distance > 0 else {
      return EverythingElse.notOver
    }
    let last = race.distance - 1
    let digits = Agreement(race.exact.losses[last], race.fast.losses[last]).digits
    let end =
      race.exact.losses == race.fast.losses
      ? "every digit is the same." : "the first \(digits) digits of the last loss are the same."
    return "Same algorithm, same result: after \(race.distance.grouped) steps " + end
      + " The last ones differ where sums were rounded in another order. Everything else is just "
      + "efficiency."
  }

  private func hereCaption(_ scene: Scene) -> String {
    guard let race = race(in: scene), race.isOver, race.pace(race.fast) > 0 else {
      return EverythingElse.notOver
    }
    return
      "If this one core went on at the speed of the race, operation for operation. Eight A100 GPUs "
      + "train GPT-2 small in some 94 minutes (llm.c, run_gpt2_124M.sh): efficiency is what made the "
      + "large ones possible."
  }

  private static let notOver = "The race has to be over first: that takes a moment."
  static let slowSeconds = 12

  /// How many times slower slow motion is; nil where nothing was measured.
  private func slowing(_ race: Race) -> Double? {
    let whole = race.pace(race.exact) * Double(race.distance) / 1e9
    return whole > 0 ? Double(EverythingElse.slowSeconds) / whole : nil
  }

  // MARK: What can be done

  mutating func handle(_ action: Action, in scene: Scene) -> Reaction {
    switch action {
    case .enter:
      guard race?.isOver == true else { return .notice("The race is not over yet") }
      race = nil
      let index = EverythingElse.steps.firstIndex(of: .race) ?? 0
      playback.go(to: index, in: beats(in: scene))
      return .handled
    case .first:
      race = nil
      return .ignored
    default: return .ignored
    }
  }

  /// Races while the race is on the screen, or what follows from it.
  mutating func work(
    in scene: Scene, stopwatch: () -> Int, until isTimeUp: () -> Bool
  ) -> Bool {
    let beat = playback.place(in: beats(in: scene), at: scene.time).beat
    guard beat >= EverythingElse.steps.firstIndex(of: .race) ?? 0 else { return false }
    if race(in: scene) == nil { race = Race(run: scene.run, engines: engines) }
    guard race?.isOver == false else { return false }
    race?.work(stopwatch: stopwatch, until: isTimeUp)
    return true
  }

  // MARK: The picture

  func draw(
    in rect: Rect, on canvas: inout Canvas, scene: Scene, beat: Int, progress: Double
  ) {
    let race = race(in: scene)
    let body = rect.below(rect.height > 13 ? 1 : 0)
    switch step(beat) {
    case .sentence: EnginesView(scene: scene).drawSentence(in: body, on: &canvas)
    case .graph:
      EnginesView(scene: scene).drawGraph(in: body, on: &canvas, progress: Ease.inOut(progress))
    case .vectors: EnginesView(scene: scene).drawVectors(in: body, on: &canvas, progress: progress)
    case .race: RaceView(race: race, scene: scene).draw(in: body, on: &canvas)
    case .slowMotion:
      RaceView(race: race, scene: scene).drawSlowMotion(in: body, on: &canvas, progress: progress)
    case .sameLoss:
      RaceView(race: race, scene: scene).drawLosses(in: body, on: &canvas, progress: progress)
    case .rung(let index):
      LadderView(rungs: rungs(scene)).draw(
        in: body, on: &canvas, rung: index, progress: Ease.inOut(progress))
    case .here: LadderView(rungs: rungs(scene)).drawHere(in: body, on: &canvas, race: race)
    }
  }

  // MARK: Code and mathematics

  func code(scene: Scene, beat: Int) -> CodeView {
    switch step(beat) {
    case .graph: CodeView(.graphBackward, mark: "derivatives.first * value.gradient")
    case .vectors: CodeView(.linear, mark: "∂x[column] = Σₖ")
    case .race, .slowMotion: CodeView(.fastStep, mark: ".forward(passage)")
    case .sentence, .sameLoss, .rung, .here: CodeView(.step, mark: "backward(from")
    }
  }

  func mathematics(scene: Scene, beat: Int) -> [String] {
    switch step(beat) {
    case .sentence, .graph:
      [
        "A node c = a · b of the graph knows its children and how it changes with each. Backward it gives "
          + "each its share of its own gradient.",
        "  ∂L/∂a += b · ∂L/∂c",
        "  ∂L/∂b += a · ∂L/∂c",
      ]
    case .vectors, .race, .slowMotion, .sameLoss:
      [
        "Many such nodes together are a matrix times a vector: W has rows × columns numbers, x has columns.",
        "  y = W · x",
        "Backward, all their gradients at once are two products of the same kind; W' is W turned on its "
          + "side.",
        "  ∂L/∂x += W' · ∂L/∂y",
        "  ∂L/∂W += ∂L/∂y · x'",
      ]
    case .rung, .here:
      [
        "Each parameter takes part in a multiplication and an addition for each token: 2 operations. Backward "
          + "it takes twice as many. N parameters, D tokens:",
        "  C ≈ (2 + 4) · N · D",
        "This rule of thumb (EleutherAI, “Transformer Math 101”, 2023; after Kaplan and others, arXiv "
          + "2001.08361) leaves out what attention does with positions.",
      ]
    }
  }
}
