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
        Text("\(names.grouped) \(share.sharePercent.paddedLeft(6))"))
    }
    BarList(rows.spread(in: halves[0].height - 1)).draw(in: halves[0].below(1))
    drawFrequent(places, in: halves[1])
  }

  private func drawFrequent(_ places: NamePlaces.Answer, in area: Area) {
    let most = places.mostFrequent.first?.count
    area.text(
      (most == 2 ? "Names that come twice" : "The most frequent names").cut(area.width), .title,
      .strong)
    let list = area.below(1)
    guard most != nil else {
      list.text("none comes twice", .faint)
      return
    }
    // One row is for the titles.
    let frequent = places.mostFrequent.prefix(max(0, list.height - 1))
    Table(
      columns: [
        .init("name", role: .token, width: .rest), .init("times", alignment: .trailing),
        .init("in lines", role: .faint, alignment: .trailing),
      ],
      rows: frequent.map { line, count in
        let last = (places.lastLine(ofLine: line) + 1).grouped
        return .init(
          [
            Text(scene.run.corpus[line].cut(24)), Text("×\(count.grouped)"),
            Text("\((line + 1).grouped) \(count == 2 ? "and" : "…") \(last)"),
          ], target: Target(TheDataset.Spot.line(line)))
      }
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
