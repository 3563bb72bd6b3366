import MicroGPT
import Stage

/// The runs that were tried.
extension Learning {
  /// A run in the list, by what it was trained with.
  struct TriedRun: Hashable {
    let settings: RunSettings

    init(_ record: RunRecord) { settings = record.settings }
  }

  func runsPage(_ scene: Scene, _ cue: Cue) -> Page {
    let tried = scene.runs.tried
    let choice = cue.choice(as: TriedRun.self)
    let row =
      tried.firstIndex { TriedRun($0) == choice } ?? max(0, min(1, tried.count - 1))
    var page = page(
      runsCaption(scene), scene, code: CodeView(.step, mark: "let loss"), switchesTo: "training"
    ) { RunsTable(scene: scene, chosen: row).drawWithCurves(in: $0) }
    page.controls = tried.map { Control(choice: TriedRun($0), $0.settings.ownWords) }
    page.firstChoice = tried.indices.contains(row) ? Target(TriedRun(tried[row])) : nil
    page.keys.insert(PageKey(.enter, "use it") { take(row, in: scene) }, at: 0)
    page.questions = (RunsTable.comparison(scene, row) ?? RunCurves(alone: scene)).questions
    return page
  }

  /// Trains a run again, so that all chapters show it; beside it is then the one that is left.
  private func take(_ row: Int, in scene: Scene) -> Change {
    let tried = scene.runs.tried
    guard tried.indices.contains(row), tried[row].settings != scene.newest.settings else {
      return [.notice("This is the run that all chapters show already")]
    }
    return [
      .choose(Target(TriedRun(tried[0]))), .retrain(tried[row].settings, knob: nil),
    ]
  }

  private func runsCaption(_ scene: Scene) -> String {
    scene.runs.tried.count > 1
      ? "All runs you tried, the newest first. ↑↓ choose one to compare with the present run; Enter goes "
        + "back to it: it is trained again, and training is the same to the last digit every time."
      : "Each run that you try gets a line here: turn a knob (←) and come back."
  }
}

/// The runs that were tried, a line each.
struct RunsTable {
  let scene: Scene
  /// The one that is looked at; nil where the table is only shown.
  let chosen: Int?

  private var tried: [RunRecord] { scene.runs.tried }

  /// One of the runs beside the newest; nil where it is that one.
  static func comparison(_ scene: Scene, _ row: Int) -> RunCurves? {
    let tried = scene.runs.tried
    guard tried.indices.contains(row), tried[row].settings != scene.newest.settings else {
      return nil
    }
    return RunCurves(scene: scene, chosen: tried[row])
  }

  func drawWithCurves(in area: Area) {
    let lines = min(tried.count + 1, max(4, area.height / 2 - 1))
    draw(in: area.top(lines))
    let below = area.below(lines + 1)
    if let curves = chosen.flatMap({ RunsTable.comparison(scene, $0) }) {
      curves.draw(in: below)
    } else {
      let used = Paragraph(
        "Each line is a run: what differs from microgpt.py, the mean of its last "
          + "\(RunRecord.lastLosses) losses, and the first names that it makes up at temperature 0.5. "
          + "Below is the one that all chapters show."
      ).draw(in: below, .faint)
      let rest = below.below(used + 1)
      if rest.height >= 6 { RunCurves(alone: scene).draw(in: rest) }
    }
  }

  func draw(in area: Area) {
    let width = max(18, min(60, area.width * 2 / 5))
    let rows = tried.enumerated().map { index, record in
      let result: Text =
        record.result.map(RunRecord.told) ?? "\("broke off", .warning)"
      let names = record.names.map { $0.isEmpty ? "(no letter)" : $0 }.joined(separator: " ")
      return Table.Row(
        [
          "\(index == 0 ? "━" : " ", .loss, .strong)", Text(record.settings.ownWords), result,
          "\(names, .token)",
        ],
        target: Target(Learning.TriedRun(record)))
    }
    Table(
      columns: [
        .init(), .init("Runs tried", width: .fixed(width)),
        .init("last \(RunRecord.lastLosses)", role: .loss, alignment: .trailing),
        .init("names", width: .rest),
      ], rows: rows, chosen: chosen
    ).draw(in: area)
  }
}
