import MicroGPT
import Stage

/// The ladder of sizes, and how long its trainings would take here.
extension EverythingElse {
  private func rungs(_ scene: Scene) -> [Rung] {
    let tokens = scene.answer(to: TokensSeen(scene.run))?.before(scene.moment)
    return [.own(scene, tokens: tokens)] + Rung.famous
  }

  func rungPage(_ index: Int, _ scene: Scene, _ cue: Cue) -> Page {
    let rungs = rungs(scene)
    // Filled in below: what is drawn depends on what is chosen on this page.
    var page = page(
      rungs[index].story, CodeView(.step, mark: "backward(from"), mathematics, scene,
      picture: { _ in })
    page.controls = Measure.allCases.map { Control(choice: $0, $0.title) }
    page.questions.append(TokensSeen(scene.run))
    let view = LadderView(
      rungs: rungs, index: index, measure: page.chosen(by: cue)?.id.value() ?? .parameters,
      progress: Ease.inOut(cue.progress))
    page.picture = { view.draw(in: $0.below($0.height > 15 ? 1 : 0)) }
    return page
  }

  private var mathematics: [String] {
    [
      "Each parameter takes part in a multiplication and an addition for each token: 2 operations. Backward "
        + "it takes twice as many. N parameters, D tokens:",
      "  C ≈ (2 + 4)·N·D",
      "N are all parameters, embeddings included, as the sources count them; where a token goes through a "
        + "part of them only, that part. This rule of thumb (EleutherAI, “Transformer Math 101”, 2023; after "
        + "Kaplan and others, arXiv 2001.08361, who leave embeddings out) leaves out what attention does "
        + "with positions.",
    ]
  }

  // MARK: And here?

  func herePage(_ scene: Scene) -> Page {
    let rungs = rungs(scene)
    let score = result(in: scene)
    let caption =
      score?.fast.pace == nil
      ? EverythingElse.notOver
      : "So long would this one core take at the speed of the race. Eight A100 GPUs train GPT-2 small in "
        + "some 94 minutes (llm.c, run_gpt2_124M.sh). The algorithm is the one that you have seen: "
        + "efficiency made the large models possible."
    var page = page(
      caption, CodeView(.step, mark: "backward(from"), mathematics, scene, needsRace: true
    ) { area in
      guard let score else { return RaceView(score: nil, scene: scene).draw(in: area) }
      drawHere(score, rungs, in: area)
    }
    page.questions.append(TokensSeen(scene.run))
    return page
  }

  /// How long the trainings would take at the measured speed.
  private func drawHere(_ score: Race.Score, _ rungs: [Rung], in area: Area) {
    guard let exact = score.exact.pace, let fast = score.fast.pace, let own = rungs.first else {
      return
    }
    let work = 6 * own.parameters * Double(score.tokens) / Double(score.distance)
    let speeds = [exact, fast].map { work / $0 * 1e9 }
    let times = Times(
      rungs.compactMap { rung in
        guard let operations = rung.operations, operations > 0 else { return nil }
        let name = rung.name + (rung.trainedAnew == nil ? "" : "*")
        return (name, speeds.map { operations / $0 })
      })
    let used = times.draw(in: area.inset(bottom: 4))
    let gap = area.height > 14 ? 1 : 0
    Paragraph(
      "* Tokens of a later training by llm.c. Assumed: \((speeds[1] / 1e9).fixed(1)) billion operations a "
        + "second by the fast engine, \((speeds[0] / 1e9).shown(2)) by the exact one, as in the race "
        + "(6·N·D over the time; N: all parameters, for DeepSeek-V3 those that a token meets); memory "
        + "without end; no chip but this one."
    ).draw(in: area.below(used + gap), .faint)
  }
}

/// How long trainings take, in seconds: by the exact engine and by the fast one.
private struct Times {
  let trainings: [(name: String, seconds: [Double])]

  private static let engines = [("exact", Role.activation), ("fast", Role.chosen)]
  /// Where the names and the durations end.
  private static let name = 20
  private static let duration = 40

  init(_ trainings: [(name: String, seconds: [Double])]) { self.trainings = trainings }

  /// Draws bars where there is room for them, else a table. Returns the rows that it took.
  func draw(in area: Area) -> Int {
    let pitch = min(4, (area.height - 1) / max(1, trainings.count))
    guard area.width >= 90, pitch > 1 else {
      drawTable(in: area)
      return trainings.count + 1
    }
    let scale = PowersOfTen(trainings.flatMap(\.seconds), width: area.width - Times.duration - 8)
    let head = area.row(0)
    head.text("seconds, each dot ten times the one before", endingAt: nil, .faint)
    for (index, training) in trainings.enumerated() {
      let rows = area.below(1 + index * pitch)
      rows.text(training.name, .text, .strong)
      for (y, (seconds, engine)) in zip(training.seconds, Times.engines).enumerated() {
        let row = rows.row(y)
        row.text(engine.0, endingAt: Times.name, engine.1)
        row.text(seconds.duration, endingAt: Times.duration, engine.1, .strong)
        let bar = row.trailing(from: Times.duration + 2)
        scale.drawMarks(in: bar)
        if let end = scale.column(seconds) { bar.leading(end + 1).fill("█", engine.1) }
      }
    }
    return trainings.count * pitch + (pitch > 2 ? 0 : 1)
  }

  private func drawTable(in area: Area) {
    let columns = Times.engines.map { engine in
      Table.Column(
        "\(engine.0) engine", role: engine.1, alignment: .trailing, width: .fixed(20))
    }
    Table(
      columns: [.init("training", width: .fixed(16))] + columns,
      rows: trainings.map { training in
        .init([Text(training.name)] + training.seconds.map { Text($0.duration, nil, .strong) })
      }
    ).draw(in: area)
  }
}
