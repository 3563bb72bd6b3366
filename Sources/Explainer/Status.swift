import Chapters
import MicroGPT
import Stage

/// The row that says what is looked at: the name, the moment, the loss, the run. It speaks only of what
/// the course has explained by the open chapter, and of what the reader has changed.
struct Status {
  let visit: Visit
  let scene: Scene
  /// Whether something is being found that is to be shown.
  let isFinding: Bool

  func draw(in row: Area) {
    if let notice = visit.notice {
      row.text(notice.cut(row.width), .warning, .strong)
      return
    }
    var row = row
    // At the end of the row, so that nothing moves while a run comes and goes.
    if let pending = scene.runs.pending, scene.runs.speaksOfPending {
      let lead = visit.isTrainingLonger ? "ten times as long" : "another run"
      let words = "\(lead): \(pending.trained * 100 / pending.settings.steps)%"
      row.text(words, endingAt: nil, .chosen, .strong)
      row = row.inset(right: words.columns + 2)
    } else if isFinding {
      let words = "computing …"
      row.text(words, endingAt: nil, .chosen, .strong)
      row = row.inset(right: words.columns + 2)
    }
    var x = 0
    for part in parts {
      let width = part.lead.columns + part.value.columns + part.rest.columns
      guard x + width <= row.width else { continue }
      if let touch = part.touch { row.part(Rect(x, 0, width, 1)).touch(touch) }
      x = row.text(part.lead, x: x, .faint)
      x = row.text(part.value, x: x, part.role, .strong)
      x = row.text(part.rest, x: x, .faint) + 2
    }
  }

  private struct Part {
    var lead = ""
    let value: String
    var rest = ""
    let role: Role
    var touch: Touch?
  }

  private var parts: [Part] {
    let (run, known) = (scene.run, visit.explained)
    let name = scene.name.isEmpty ? "(none)" : scene.name.shortened
    var parts = [Part(lead: "name ", value: name, role: .token)]
    if let edit = scene.edit {
      parts.append(
        Part(
          lead: "edited ", value: scene.symbol(.parameter(edit.parameter)), role: .warning,
          touch: Binding.touch(.undo)))
    }
    let hasMoved = scene.moment != scene.steps && run.isComplete || scene.isTraining
    if known.contains(.moment) || hasMoved || scene.isLong {
      let count = "\(scene.moment.grouped) of \(scene.steps.grouped)"
      parts.append(
        scene.isTraining
          ? Part(lead: "training ▶ ", value: count, rest: " steps", role: .chosen)
          : Part(
            lead: "trained ", value: count, rest: scene.edit == nil ? " steps" : "",
            role: .position))
    }
    if known.contains(.loss) && scene.knows(.trace) {
      parts.append(
        Part(lead: "loss of \(name) ", value: scene.trace.loss.fixed(3), role: .loss))
    }
    if let step = run.divergedAt {
      parts.append(Part(value: "broke off at step \(step + 1)", role: .warning))
    } else if !run.isComplete && scene.runs.pending == nil {
      parts.append(
        Part(
          lead: "first training: ", value: "\(run.trained * 100 / scene.steps)%", role: .chosen))
    }
    // How long it is stands there already.
    var usual = RunSettings.standard
    if scene.isLong {
      usual.steps = scene.steps
      parts.append(
        Part(value: "ten times as long", role: .chosen, touch: Binding.touch(.changeLength)))
    }
    let own = run.settings.differences(from: usual)
    if !own.isEmpty {
      parts.append(Part(lead: "run ", value: own, role: .text))
    } else if known.contains(.run) {
      parts.append(Part(lead: "seed ", value: "\(run.settings.seed)", role: .text))
    }
    if known.contains(.run) {
      parts.append(
        Part(value: run.parameterCount.grouped, rest: " parameters", role: .text))
    }
    return parts
  }
}

extension Visit {
  /// What the course has explained by the open chapter.
  var explained: Set<StatusItem> {
    chapters.prefix(open + 1).reduce(into: []) { $0.formUnion(Swift.type(of: $1).introduces) }
  }
}
