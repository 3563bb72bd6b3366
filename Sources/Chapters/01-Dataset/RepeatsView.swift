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
    let left = halves[0].below(1)
    let isRoomy = left.height > rows.count + 4
    let used = isRoomy ? 2 * rows.count - 1 : left.height
    BarList(isRoomy ? rows.spread(in: used) : rows).draw(in: left.top(used))
    if isRoomy && !scene.name.isEmpty { Paragraph(own(places)).draw(in: left.below(used + 1)) }
    drawFrequent(places, in: halves[1])
  }

  /// Where the reader's name is.
  private func own(_ places: NamePlaces.Answer) -> Text {
    let name: Text = "“\(scene.name.cut(20), .token, .strong)”"
    guard let lines = places.lines(of: scene.name) else {
      return name + Text(" is not in the list.")
    }
    let (first, last) = ((lines.first + 1).grouped, (lines.last + 1).grouped)
    let times = places.occurrences(of: scene.name)
    return switch times {
    case 1: name + Text(" is in line \(first) and in no other.")
    case 2: name + Text(" is in lines \(first) and \(last).")
    default: name + Text(" is in \(times.grouped) lines, from \(first) to \(last).")
    }
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
