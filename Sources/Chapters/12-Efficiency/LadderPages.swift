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
    let known = rungs.filter { $0.operations ?? 0 > 0 }
    let rows = known.map { rung in
      Table.Row(
        [Text(rung.name + (rung.trainedAnew == nil ? "" : "*"))]
          + zip(speeds, [Role.activation, .chosen]).map { speed, role in
            Text(((rung.operations ?? 0) / speed).duration, role, .strong)
          })
    }
    let gap = area.height > 14 ? 1 : 0
    Table(
      columns: [
        .init("training", width: .fixed(16)),
        .init("exact engine", alignment: .trailing, width: .fixed(20)),
        .init("fast engine", alignment: .trailing, width: .fixed(20)),
      ], rows: rows
    ).draw(in: area.top(rows.count + 1))
    Paragraph(
      "* Tokens of a later training by llm.c. Assumed: \((speeds[1] / 1e9).fixed(1)) billion operations a "
        + "second by the fast engine, \((speeds[0] / 1e9).shown(2)) by the exact one, as in the race "
        + "(6·N·D over the time; N: all parameters, for DeepSeek-V3 those that a token meets); memory "
        + "without end; no chip but this one."
    ).draw(in: area.below(rows.count + 1 + gap), .faint)
  }
}
