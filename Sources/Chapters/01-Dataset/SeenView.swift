import MicroGPT
import Stage

/// All names as dots in the order of the file: those that training has shown to the model are bright.
struct SeenView {
  let scene: Scene

  func draw(in area: Area) {
    let count = scene.run.documentCount
    let shown = min(scene.moment, count)
    let share = Double(shown) / Double(count)
    let figures = "\(shown.grouped) of \(count.grouped)  \(share.sharePercent)"
    let top = area.row(0)
    let x = top.text("shown so far ", .faint)
    Bar(share, .token).draw(in: top.inset(left: x, right: figures.columns + 1))
    top.text(
      figures, endingAt: nil, .token, .strong, telling: Reading("share of the names", share))
    let places = scene.answer(to: NamePlaces(scene))
    let isHigh = area.height > 6
    // Its frame and the row that says what a dot is.
    let room = area.below(1).inset(bottom: isHigh ? 3 : 0)
    let field = room.inset(left: isHigh ? 1 : 0, right: isHigh ? 1 : 0)
    guard let places else {
      ProgressRow(
        label: "counting", progress: scene.job(for: NamePlaces(scene))?.progress ?? 0
      ).draw(in: field)
      return
    }
    let (moment, reach) = (scene.moment, scene.reach)
    let dots = DotField(count: count) { line in
      let step = places.step(ofLine: line)
      return step < moment ? .lit : step < reach ? .faint : .dark
    }
    guard isHigh else {
      dots.draw(in: field)
      return
    }
    let rows = dots.rows(in: field.size)
    dots.draw(in: area.below(1).top(rows + 2).frame().top(rows))
    let below = area.below(rows + 3)
    let stride = dots.stride(in: field.size)
    let each =
      stride == 1 ? "A dot for each line of the list" : "A dot for every \(stride.ordinal) line"
    let rest = moment < min(reach, count) ? "; faint: still to come" : ""
    below.text(
      (each + ", from the first at the top left to the last" + rest).cut(area.width), .faint)
    drawLatest(in: below.below(below.height > 3 ? 2 : 1))
  }

  /// The names that training has shown last, the newest first.
  private func drawLatest(in area: Area) {
    guard area.height > 0, scene.moment > 0 else { return }
    let x = area.text("The latest: ", .faint)
    NameFlow.draw(
      (0..<min(scene.moment, scene.run.documentCount)).lazy.map { back in
        Text(scene.run.document(ofStep: scene.moment - 1 - back).cut(16), .token)
      }, in: area.inset(left: x))
  }
}
