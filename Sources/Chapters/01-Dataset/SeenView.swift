import MicroGPT
import Stage

/// All names as dots in the order of the file: those that training has shown to the model are bright.
struct SeenView {
  let scene: Scene

  func draw(in area: Area) {
    let count = scene.run.documentCount
    let shown = min(scene.moment, count)
    let share = Double(shown) / Double(count)
    let figures = "\(shown.grouped) of \(count.grouped)  \(share.percent())"
    let top = area.row(0)
    let x = top.text("shown so far ", .faint)
    Bar(share, .token).draw(in: top.inset(left: x, right: figures.columns + 1))
    top.text(figures, endingAt: nil, .token, .strong)
    let places = scene.answer(to: NamePlaces(scene))
    let box = area.inset(top: 1, bottom: area.height > 6 ? 1 : 0)
    let field = box.height > 4 ? box.frame() : box
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
    dots.draw(in: field)
    guard area.height > 6 else { return }
    let stride = dots.stride(in: field.size)
    let each =
      stride == 1 ? "A dot for each line of the list" : "A dot for every \(stride.ordinal) line"
    let rest = moment < min(reach, count) ? "; faint: still to come in this run" : ""
    area.bottom(1).text(
      (each + ", from the first at the top left to the last" + rest).cut(area.width), .faint)
  }
}
