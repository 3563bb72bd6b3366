import MicroGPT
import Stage

/// The knobs: each turn trains the model anew.
extension Learning {
  func knobsPage(_ scene: Scene, _ cue: Cue) -> Page {
    let knob = cue.choice(as: Knob.self) ?? .preset
    let curves = RunCurves(scene: scene)
    let controls = Knob.all.map { knob in
      knob.control(scene.newest.settings, temperature: scene.temperature) {
        turn(knob, to: $0, in: scene)
      }
    }
    var page = page(
      knobsCaption(scene, knob), scene, code: knobCode(scene, knob), switchesTo: "runs"
    ) { KnobsView(scene: scene, curves: curves, controls: controls, chosen: knob).draw(in: $0) }
    page.controls = controls
    page.keys.append(PageKey(.enter) { takeApart() })
    page.questions = curves.questions
    return page
  }

  /// Turns a knob: another run, or other names.
  func turn(_ knob: Knob, to value: Double, in scene: Scene) -> Change {
    guard knob != .temperature else { return [.temperature(value)] }
    do {
      return [
        .retrain(try knob.set(value, in: scene.newest.settings), knob: Target(knob))
      ]
    } catch {
      return [.notice("\(error)")]
    }
  }

  private func knobsCaption(_ scene: Scene, _ knob: Knob) -> String {
    if let words = breakingOff(scene) ?? onItsWay(scene) { return words }
    let preset = Preset.index(of: scene.newest.settings).map { Preset.all[$0] }
    let words =
      knob == .preset ? preset?.lesson ?? "Settings of your own." : knob.explanation
    let isFirst = knob == .preset && scene.newest.settings == .standard
    return words + (isFirst ? " ↑↓ choose a knob: here it says what it does." : "")
      + (knob == .temperature
        ? " - + turn it: other names at once."
        : " - + turn it: the model is trained again at once.")
      + " Bksp goes back to microgpt.py’s settings."
  }

  private func knobCode(_ scene: Scene, _ knob: Knob) -> CodeView {
    let settings = scene.run.settings
    let first = Adam(settings: settings, step: 0)
    return switch knob {
    case .preset, .setting(.learningRate), .setting(.steps):
      CodeView(
        .rates, mark: "learningRate = settings.learningRate",
        note: "learningRate of step 1 = \(first.learningRate)")
    case .setting(.beta1):
      CodeView(.rates, mark: "beta1 = settings.beta1", note: "beta1 = \(settings.beta1)")
    case .setting(.beta2):
      CodeView(.rates, mark: "beta2 = settings.beta2", note: "beta2 = \(settings.beta2)")
    case .setting(.width), .setting(.heads), .setting(.layers):
      CodeView(
        .loss, mark: "let made = forward(", note: "\(scene.run.parameterCount.grouped) parameters")
    case .setting(.blockSize):
      CodeView(.loss, mark: "let n = ", note: "blockSize = \(settings.size.blockSize)")
    case .setting(.seed):
      CodeView(.choice, mark: "let needle = ", note: "seed = \(settings.seed)")
    case .temperature:
      CodeView(
        .generate, mark: "by: temperature", note: "temperature = \(scene.temperature.fixed(1))")
    }
  }
}

/// The picture of the knobs: all of them on the left, and on the right what comes of them, beside what
/// there was before.
struct KnobsView {
  let scene: Scene
  let curves: RunCurves
  /// One for each of `Knob.all`.
  let controls: [Control]
  let chosen: Knob

  func draw(in area: Area) {
    // In a high window the runs that were tried have room below.
    let upper = area.height >= 32 ? area.top(max(20, area.height * 3 / 5)) : area
    let width = max(28, min(46, area.width * 36 / 78))
    drawKnobs(in: upper.leading(width))
    curves.draw(in: upper.trailing(from: width + 2))
    if upper.height < area.height {
      RunsTable(scene: scene, chosen: nil).draw(in: area.below(upper.height + 1))
    }
  }

  private func drawKnobs(in area: Area) {
    let count = Knob.all.count
    // Where not all fit, those around the chosen one, and how many are missing.
    let room = area.height < count ? area.height - 1 : count
    let place = Knob.all.firstIndex(of: chosen) ?? 0
    let shown = Knob.all[.window(of: count, room: room, around: place)]
    let hasGaps = area.height >= count + Knob.groups.count - 1
    var y = 0
    for group in Knob.groups {
      for knob in group where shown.contains(knob) {
        draw(knob, in: area.row(y))
        y += 1
      }
      if hasGaps && group != Knob.groups.last { y += 1 }
    }
    if room < count {
      area.text("  … \(count - room) more: ↑ ↓", y: y, .faint)
    } else if y < area.height {
      let changed: Text = scene.newest.settings == .standard ? "" : "   \("* changed", .chosen)"
      area.text(
        "  \(scene.newest.parameterCount.grouped) parameters" + changed, y: area.height - 1)
    }
  }

  private func draw(_ knob: Knob, in row: Area) {
    guard let control = controls.first(where: { $0.id == Target(knob) }) else { return }
    let isPreset = knob == .preset
    let isOwn =
      isPreset
      ? Preset.index(of: scene.newest.settings) == nil
      : control.value != knob.value(in: .standard)
    var value = knob.text(control.value)
    if isPreset && isOwn { value = "your own" }
    // A Double does not hold every seed.
    if knob == .setting(.seed) { value = Setting.seed.text(in: scene.newest.settings) }
    let isLong = value.columns > 11
    LabelledSlider(
      Text(control.name), value: Text(isLong ? value.filter { $0 != "," } : value),
      // From 1 on: a 0 among its places would be marked, and means nothing here.
      slider: Slider(
        1 + control.share, in: 1...2, isChosen: knob == chosen, target: control.id),
      isChanged: isOwn && !isPreset,
      // A preset has a name and no number.
      reading: isPreset || knob == .setting(.seed) ? nil : Reading(control.name, control.value)
    ).draw(
      in: row, labelColumns: isLong ? control.name.columns : 13,
      // The digits of a long seed take the room of the slider.
      valueColumns: isLong ? row.width - control.name.columns - 4 : 11)
    row.leading(27).touch(.pick(control.id))
  }
}
