import MicroGPT
import Stage

/// The order of the training: how it comes about, and how far it has come.
extension TheDataset {
  func shufflePage(_ scene: Scene, _ cue: Cue) -> Page {
    // An order is there before anything is trained with it.
    let run = scene.newest
    let seed = run.settings.seed
    let isOwn = seed == RunSettings.standard.seed
    let first = (0..<min(8, run.documentCount)).map { "\(run.place(ofStep: $0) + 1)" }
    var page = Page(
      run.documentCount == 1
        ? "Before training the list is shuffled. With one name there is nothing to shuffle: it is the "
          + "name of every step."
        : "Before training the list is shuffled, so that names of a kind don’t come all together. It "
          + "looks like chance, but the order comes from one number, the seed: \(seed.grouped). The same "
          + "seed, the same order. R takes the next"
          + (isOwn ? " seed." : ", Bksp \(RunSettings.standard.seed) again."),
      code: CodeView(
        .beginning, mark: "random.shuffle(&shuffled",
        note: "seed \(seed): lines \(first.joined(separator: ", ")), …"),
      mathematics: [
        "To shuffle n names, each place from the last to the second swaps its name with one that is "
          + "drawn from all up to that place.",
        "  for i = n, …, 2: swap place i with place j, j drawn from 1 … i",
        "With fair draws every order is as likely as any other. These draws follow from the seed.",
      ]
    ) { ShuffleView(scene: scene, run: run, progress: cue.progress).draw(in: $0) }
    page.keys = [
      PageKey(.newSeed, "other order") { reseed(seed &+ 1, run) },
      PageKey(.restore, isOwn ? "" : "seed \(RunSettings.standard.seed)") {
        isOwn
          ? [.notice("This is the order of microgpt.py’s seed already")]
          : reseed(RunSettings.standard.seed, run)
      },
    ]
    return page
  }

  private func reseed(_ seed: Int, _ run: Run) -> Change {
    do {
      let now = run.settings
      let settings = try RunSettings(
        size: now.size, seed: seed, steps: now.steps, learningRate: now.learningRate,
        beta1: now.beta1, beta2: now.beta2)
      return [.retrain(settings, knob: nil)]
    } catch {
      return [.notice("\(error)")]
    }
  }

  func seenPage(_ scene: Scene) -> Page {
    var page = Page(
      seen(scene),
      code: CodeView(
        .documentOfStep, mark: "order[step % order.count]",
        note: "step = \(scene.moment), order.count = \(scene.run.documentCount)"),
      mathematics: [
        "Step s, counted from 0, trains on place s of the shuffled list; after the last one it begins "
          + "again.",
        "  d = order[s mod n]   n = \(scene.run.documentCount.grouped)",
        "What share of the list has been shown after s steps:",
        "  min(s, n) / n",
      ]
    ) { SeenView(scene: scene).draw(in: $0) }
    page.questions = [NamePlaces(scene)]
    return page
  }

  private func seen(_ scene: Scene) -> String {
    let count = scene.run.documentCount
    let shown = min(scene.moment, count)
    let rounds = scene.moment / count
    if rounds > 0 {
      return
        "Training has shown the model every name "
        + (rounds == 1 ? "once" : rounds == 2 ? "twice" : "\(rounds.grouped) times")
        + (scene.moment % count == 0
          ? "."
          : " and begun again: the next step is number \((scene.moment % count + 1).grouped) of "
            + "round \((rounds + 1).grouped).")
        + " A longer training goes through the same list again, in the same order."
    }
    let last = min(scene.reach, count)
    return
      "Bright is what training has shown to the model: \(shown.grouped) of \(count.grouped) names "
      + "so far, \((Double(shown) / Double(count)).sharePercent). "
      + (scene.moment < last
        ? "Training ends at \(last.grouped). Press t and watch them light up."
        : "The dark rest it never sees, and yet it makes up names like those. Press t to watch "
          + "from the start.")
  }
}
