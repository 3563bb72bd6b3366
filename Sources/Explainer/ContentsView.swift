import Chapters
import Stage

/// The contents: what each chapter answers and what was done of it, beside all of microgpt.py.
struct ContentsView {
  let contents: Contents
  let course: CourseProgress
  private let parts: [CourseProgress.Part]

  init(contents: Contents, course: CourseProgress) {
    self.contents = contents
    self.course = course
    parts = course.parts
  }

  func draw(in area: Area) {
    // Where there is little room the list matters more.
    guard area.width >= 70 else { return drawList(in: area) }
    let map = min(area.width * 2 / 5, max(26, area.width - 84))
    drawMap(in: area.trailing(map))
    drawList(in: area.leading(area.width - map - 2))
  }

  private func drawMap(in area: Area) {
    guard parts.indices.contains(contents.chosen) else { return }
    let number = parts[contents.chosen].number
    let (lit, all) = course.lit
    let end = area.text("microgpt.py", .title, .strong)
    let words = ["\(lit) of \(all) lines lit", "\(lit) of \(all) lit"]
    if let fitting = words.first(where: { end + $0.columns < area.width }) {
      area.text(fitting, endingAt: nil, lit == 0 ? .faint : .answer)
    }
    course.map(marking: course.lines(ofChapter: number)).draw(in: area.below(1))
  }

  private func drawList(in area: Area) {
    // What the numbers stand for, from the right.
    let (minutes, asked, seen) = (area.width, area.width - 6, area.width - 13)
    area.text("pages", endingAt: seen, .faint)
    area.text("asked", endingAt: asked, .faint)
    area.text("min", endingAt: minutes, .faint)
    area.text("Chapter", x: 2, .title, .strong)
    // Two rows each where they fit: the question is what makes one curious.
    let isHigh = area.height >= 2 * parts.count + 2
    let pitch = isHigh ? 2 : 1
    let room = area.inset(top: 1, bottom: isHigh ? 1 : 4)
    let shown = Range.window(
      of: parts.count, room: room.height / pitch, around: contents.chosen)
    for (place, index) in shown.enumerated() {
      let part = parts[index]
      let row = room.inset(top: place * pitch, bottom: 0).top(pitch)
      let isChosen = index == contents.chosen
      if isChosen {
        row.text("▸", .chosen, .strong)
        row.cursor(x: 2)
      }
      row.text("\(part.number)".paddedLeft(2), x: 2, .token, .strong)
      let words = row.inset(left: 5, right: 20)
      words.text(
        Text(part.title).cut(words.width), isChosen ? .chosen : .text, isChosen ? .strong : [])
      row.text("\(part.seen)/\(part.beats)", endingAt: seen, role(part.seen, part.beats))
      if part.checkpoints > 0 {
        row.text(
          "\(part.done)/\(part.checkpoints)", endingAt: asked, role(part.done, part.checkpoints))
      }
      row.text("\(part.minutes)", endingAt: minutes, .faint)
      if pitch > 1 { row.inset(left: 5).text(Text(part.question).cut(row.width - 5), y: 1, .faint) }
      row.touch(.pick(Target(Contents.Row(chapter: index))))
    }
    drawFoot(isHigh: isHigh, in: area)
  }

  private func role(_ count: Int, _ all: Int) -> Role {
    count == 0 ? .faint : count < all ? .text : .answer
  }

  /// What the chosen chapter answers, where the list has no room for it, and which lines it explains.
  private func drawFoot(isHigh: Bool, in area: Area) {
    guard parts.indices.contains(contents.chosen) else { return }
    let part = parts[contents.chosen]
    if !isHigh {
      area.bottom(3).text(Text(part.question).cut(area.width), .token)
    }
    let words = course.passages.filter { $0.passage.chapter == part.number }.map {
      "\($0.passage.lines.lowerBound)–\($0.passage.lines.upperBound)"
    }
    Paragraph("Its questions light lines " + words.joined(separator: ", ") + " of microgpt.py")
      .draw(in: area.bottom(isHigh ? 1 : 2), .faint)
  }
}
