import MicroGPT
import Stage

/// The twenty names with what is known of each, and how the chosen one came about.
struct NameList {
  let scene: Scene
  let names: [GeneratedName]
  /// The one that is looked at.
  let chosen: Int
  /// Whether the cursor is there; else it is at the temperature.
  let hasCursor: Bool
  /// How many of them are there already.
  let shown: Int

  /// What has to be worked out of the chosen name.
  var questions: [any Question] {
    let name = names[chosen].text
    return scene.novelty(of: name) == .new ? [NearestName(to: name, in: scene)] : []
  }

  func draw(in area: Area, temperature: ControlRows) {
    temperature.draw(in: area.row(0))
    // In a low window the list alone.
    let isLow = area.height < 13
    let body = area.below(isLow ? 1 : 2)
    let room = max(1, body.height - (isLow ? 0 : 3))
    let columns = (names.count + room - 1) / room
    let rows = (names.count + columns - 1) / columns
    // A mark must not stand far from its name.
    let list = body.top(rows).leading(48 * columns)
    let spans = list.columns(Array(repeating: 1, count: columns))
    for (column, span) in spans.enumerated() {
      for (row, place) in (column * rows..<names.count).prefix(rows).enumerated()
      where place < shown {
        draw(place, in: span.row(row), isChosen: place == chosen)
      }
    }
    if !isLow { drawBirth(in: body.below(rows + 1)) }
  }

  private func draw(_ place: Int, in row: Area, isChosen: Bool) {
    let name = names[place].text
    // In narrow columns there is no room for a mark of its own.
    let cells = row.width < 24 ? row : row.trailing(from: 2)
    if isChosen && hasCursor && row.width >= 24 { row.text("▸", .chosen, .strong) }
    cells.text("\(place + 1)".paddedLeft(2), isChosen ? .chosen : .faint)
    let novelty = scene.novelty(of: name)
    let words = novelty?.words(isShort: row.width < 36) ?? ""
    cells.text(
      (name.isEmpty ? "(no letter)" : name).cut(max(1, cells.width - 4 - words.columns)), x: 3,
      isChosen ? .chosen : .token, isChosen ? .strong : [])
    cells.text(words, endingAt: nil, novelty?.role ?? .faint)
    row.touch(.pick(Target(MakingThingsUp.NamePlace(index: place))))
  }

  /// The chosen name token by token, with the needles where there is room, else in a line.
  private func drawBirth(in area: Area) {
    let name = names[chosen]
    var nearest = ""
    if scene.novelty(of: name.text) == .new,
      let found = scene.answer(to: NearestName(to: name.text, in: scene))
    {
      nearest = "; nearest in the data: “\(found.shortened)”"
    }
    guard area.height > name.draws.count else {
      let tokens = name.draws.map {
        "\(scene.label($0.token)) \($0.probabilities[$0.token].percent())"
      }
      Paragraph("Name \(chosen + 1): " + tokens.joined(separator: ", ") + nearest)
        .draw(in: area, .faint)
      return
    }
    area.text("Name \(chosen + 1), token by token\(nearest)".cut(area.width), .title, .strong)
    NeedleRows(name.draws, in: scene).draw(in: area.below(1))
  }
}
