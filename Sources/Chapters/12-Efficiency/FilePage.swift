import Stage

/// The last page of the course: microgpt.py, lit as far as it was understood.
extension EverythingElse {
  /// A passage under the cursor, by its first line.
  private struct Row: Hashable, Sendable {
    let line: Int
  }

  func filePage(_ scene: Scene, _ cue: Cue) -> Page {
    let course = CourseProgress(Course.chapters(), in: scene)
    let missing = course.passages.filter { $0.standing != .done }.map(\.passage)
    let (lit, all) = course.lit
    let caption =
      missing.isEmpty
      ? "All \(all) lines are lit. This is the whole algorithm, and you have worked through it: what the "
        + "large models have besides makes it fast, and makes much of it."
      : "Each stroke is a line of microgpt.py. Answers to a chapter’s questions light its lines: \(lit) of "
        + "\(all) so far. The dark ones are listed; Enter goes to a question that lights them."
    // Filled in below: what is drawn depends on what is chosen on this page.
    var page = page(
      caption, CodeView(.step, mark: "backward(from"), EverythingElse.vectorMathematics, scene,
      picture: { _ in })
    page.controls = missing.map { Control(choice: Row(line: $0.lines.lowerBound), $0.words) }
    let row: Row? = page.chosen(by: cue)?.id.value()
    let chosen = missing.firstIndex { $0.lines.lowerBound == row?.line }
    page.picture = { area in
      let area = area.below(area.height > 13 ? 1 : 0)
      let list = missing.isEmpty ? 0 : min(54, area.width * 2 / 3)
      let left = area.leading(area.width - list - (list > 0 ? 2 : 0))
      let marked = chosen.map { Set(missing[$0].lines) } ?? []
      left.text("microgpt.py", .title, .strong)
      left.text("\(lit) of \(all)", endingAt: nil, lit == all ? .answer : .faint)
      course.map(marking: marked).draw(in: left.below(1))
      drawMissing(missing, chosen, in: area.trailing(list))
    }
    page.keys.removeAll { $0.action == .enter }
    page.keys.insert(
      PageKey(.enter, missing.isEmpty ? "" : "go there") {
        guard let chosen, let place = course.next(in: missing[chosen], of: scene) else {
          return [.notice("All lines are lit; g shows the contents")]
        }
        return [.visit(place)]
      }, at: 0)
    page.pick = { target in
      guard let row: Row = target.value(),
        let passage = missing.first(where: { $0.lines.lowerBound == row.line }),
        let place = course.next(in: passage, of: scene)
      else { return [] }
      return [.visit(place)]
    }
    return page
  }

  private func drawMissing(_ missing: [Passage], _ chosen: Int?, in area: Area) {
    guard !area.isEmpty else { return }
    area.text("Still dark", .title, .strong)
    area.text("\(missing.count) passages, ↑↓", x: 12, .faint)
    area.text("chapter", endingAt: nil, .faint)
    let room = area.below(1)
    let window = Range.window(of: missing.count, room: room.height, around: chosen ?? 0)
    for (y, index) in window.enumerated() {
      let passage = missing[index]
      let row = room.row(y)
      let isChosen = index == chosen
      if isChosen { row.text("▸", .chosen, .strong) }
      let lines = "\(passage.lines.lowerBound)–\(passage.lines.upperBound)"
      row.text(lines.paddedLeft(7), x: 2, isChosen ? .chosen : .faint)
      row.inset(left: 11, right: 4)
        .text(Text(passage.words).cut(row.width - 15), isChosen ? .chosen : .text)
      row.text("\(passage.chapter)", endingAt: nil, .token)
      row.touch(.pick(Target(Row(line: passage.lines.lowerBound))))
    }
  }
}
