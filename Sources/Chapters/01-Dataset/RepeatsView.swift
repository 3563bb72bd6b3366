import MicroGPT
import Stage

/// How many names come once, twice and more often; and which come most often.
struct RepeatsView {
  let scene: Scene
  let places: NamePlaces.Answer?

  func draw(in area: Area) {
    guard let places else {
      ProgressRow(
        label: "counting", progress: scene.job(for: NamePlaces(scene))?.progress ?? 0
      ).draw(in: area.below(1))
      return
    }
    let halves = area.columns([1, 1], gap: 4)
    halves[0].text("How often a name is in the list", .title, .strong)
    let rows = places.byOccurrences.map { times, names in
      let share = Double(names) / Double(places.count)
      return BarList.Row(
        Text(RepeatsView.words(times)), Double(names),
        Text("\(names.grouped) \(share.percent().paddedLeft(6))"))
    }
    BarList(rows.spread(in: halves[0].height - 1)).draw(in: halves[0].below(1))
    let right = halves[1]
    let most = places.mostFrequent.first?.count
    right.text(most == 2 ? "Names that come twice" : "The most frequent names", .title, .strong)
    let list = right.below(1)
    // One row is for the titles.
    let frequent = places.mostFrequent.prefix(max(0, list.height - 1))
    if frequent.isEmpty { list.text("none comes twice", .faint) }
    Table(
      columns: [
        .init("name", role: .token, width: .rest), .init("times", alignment: .trailing),
        .init("first line", role: .faint, alignment: .trailing),
        .init("last line", role: .faint, alignment: .trailing),
      ],
      rows: frequent.map { line, count in
        .init(
          [
            Text(scene.run.corpus[line].cut(24)), Text("×\(count.grouped)"),
            Text((line + 1).grouped), Text((places.lastLine(ofLine: line) + 1).grouped),
          ], target: Target(TheDataset.Spot.line(line)))
      }
    ).draw(in: frequent.isEmpty ? list.top(0) : list)
  }

  /// `once`, `twice`, `3 times`.
  private static func words(_ times: Int) -> String {
    switch times {
    case 1: "once"
    case 2: "twice"
    default: "\(times.grouped) times"
    }
  }
}
