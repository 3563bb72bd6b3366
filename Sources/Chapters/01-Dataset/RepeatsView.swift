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
    right.text("The most frequent names", .title, .strong)
    let list = right.below(1)
    let frequent = places.mostFrequent.prefix(list.height)
    if frequent.isEmpty { list.text("none comes twice", .faint) }
    let width = min(16, list.width / 2)
    BarList(
      frequent.map { line, count in
        .init(
          Text(scene.run.corpus[line].cut(width), .token), Double(count), Text("×\(count.grouped)"),
          role: .token, target: Target(TheDataset.Spot.line(line)))
      }, labels: .leading
    ).draw(in: list)
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
