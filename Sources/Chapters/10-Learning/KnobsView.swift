import MicroGPT
import Stage

/// The picture of the knobs: all of them on the left, and on the right what comes of them, beside what
/// there was before.
struct KnobsView {
  let scene: Scene
  let chosen: Knob

  private var settings: RunSettings { scene.newest.settings }

  func draw(in rect: Rect, on canvas: inout Canvas) {
    // In a high window the runs that were tried have room below.
    let upper = rect.height >= 32 ? rect.top(max(20, rect.height * 3 / 5)) : rect
    let width = max(28, min(46, rect.width * 36 / 78))
    drawKnobs(in: upper.leading(width), on: &canvas)
    RunCurves(scene: scene).draw(in: upper.trailing(from: width + 2), on: &canvas)
    if upper.height < rect.height {
      RunsTable(scene: scene, row: nil).drawList(in: rect.below(upper.height + 1), on: &canvas)
    }
  }

  /// Where a gap is left when there is room.
  private static let groups: Set<Knob> = [.learningRate, .width, .seed]

  private func drawKnobs(in rect: Rect, on canvas: inout Canvas) {
    let all = Knob.allCases
    let hasGaps = rect.height >= all.count + KnobsView.groups.count
    // Where not all fit, those around the chosen one.
    let first = max(0, min(chosen.rawValue - rect.height / 2, all.count - rect.height))
    var y = rect.y
    for knob in all[first...] {
      if hasGaps && KnobsView.groups.contains(knob) { y += 1 }
      guard y < rect.bottom else { return }
      drawKnob(knob, in: Rect(rect.x, y, rect.width, 1), on: &canvas)
      y += 1
    }
    guard y < rect.bottom else { return }
    let line = rect.row(rect.height - 1)
    let x = canvas.text(
      "\(scene.newest.parameterCount.grouped) parameters", x: line.x + 2, y: line.y, .text,
      clip: line)
    if settings != .standard {
      canvas.text("* changed", x: x + 3, y: line.y, .weight, clip: line)
    }
  }

  private func drawKnob(_ knob: Knob, in line: Rect, on canvas: inout Canvas) {
    let control = knob.control(settings, temperature: scene.temperature)
    let isChosen = knob == chosen
    let isOwn =
      knob == .preset
      ? Preset.index(of: settings) == nil : control.value != knob.value(in: .standard)
    let value = knob == .preset && isOwn ? "your own" : knob.text(control.value)
    canvas.text(
      isChosen ? "▸" : " ", x: line.x, y: line.y, .chosen, .strong, clip: line)
    canvas.text(
      knob.label, x: line.x + 2, y: line.y, isChosen ? .chosen : .text, isChosen ? .strong : [],
      clip: line)
    canvas.text(
      value, x: line.x + 16, y: line.y, isOwn ? .weight : .text, isOwn ? .strong : [], clip: line)
    if isOwn && knob != .preset {
      canvas.text("*", x: line.x + 16 + value.columns, y: line.y, .weight, .strong, clip: line)
    }
    let slider = line.inset(left: 28)
    // From 1 on: a 0 among its values would be marked, and means nothing here.
    Slider(1 + control.share, in: 1...2, isChosen: isChosen, control: knob.rawValue)
      .draw(in: slider, on: &canvas)
    // A click on the name chooses it; so it needs no slider.
    canvas.touch(line.leading(28), .pick(control: knob.rawValue, item: 0))
  }
}
