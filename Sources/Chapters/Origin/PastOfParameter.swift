import MicroGPT
import Stage

/// The draw that a parameter began with, and its values in the course of the run.
struct PastOfParameter: Question {
  /// It holds a number for each step.
  static let isLarge = true

  private let run: RunKey
  private let trained: Int
  let parameter: Int

  init(_ parameter: Int, _ scene: Scene) {
    run = RunKey(scene.run)
    trained = scene.run.trained
    self.parameter = parameter
  }

  func begin(in scene: Scene) -> Finding {
    Finding(past: ParameterPast(of: parameter, in: scene.run))
  }

  struct Finding: Job {
    fileprivate(set) var past: ParameterPast

    var progress: Double { past.progress }

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> ParameterPast? {
      past.work(until: isTimeUp) ? past : nil
    }
  }
}

/// What training did to a parameter, as words and as a curve.
struct PastView {
  let scene: Scene
  let index: Int
  let past: ParameterPast?
  /// Whether all of it is there.
  let isWhole: Bool

  /// Words in the upper rows, the curve below.
  func draw(in area: Area) {
    let birth = Paragraph(birthWords).draw(in: area.top(area.height > 7 ? 2 : 1))
    let step = area.below(max(1, birth))
    let words = Paragraph(stepWords).draw(in: step.top(area.height > 9 ? 2 : 1))
    drawCurve(in: step.below(max(1, words) + (area.height > 14 ? 1 : 0)))
  }

  private var birthWords: Text {
    guard let birth = past?.birth else {
      return "\("looking for the draw it began with …", .faint)"
    }
    let (u1, u2) = (birth.uniforms.lowerBound.grouped, birth.uniforms.upperBound.grouped)
    let half = birth.isCosine ? "cosine" : "sine"
    return
      "\("began as", .faint) \(birth.value.shown(8), .weight, .strong)\(": draw \(birth.draw.grouped) after the shuffle, the \(half) of the pair from random numbers \(u1) and \(u2), times \(RunSettings.deviation.plain)", .faint)"
  }

  private var stepWords: Text {
    guard let step = scene.snapshot.step, scene.knows(.step), let anatomy = scene.step else {
      return "\("training goes on: its last step is told when it stands still", .faint)"
    }
    let move = step.after.parameters[index] - step.before.parameters[index]
    let gradient = anatomy.gradients[index]
    let (m, v) = (step.after.m[index], step.after.v[index])
    return
      "\("step \((step.number + 1).grouped) moved it by", .faint) \(move.shown(8), .chosen, .strong)\(": gradient there ", .faint)\(gradient.shown(6), .gradient)\(", its mean m ", .faint)\(m.shown(6), .activation)\(", mean square v ", .faint)\(v.shown(6), .activation)\(" (chapter 10)", .faint)"
  }

  private func drawCurve(in area: Area) {
    guard area.height >= 3, let past, !past.values.isEmpty else { return }
    let steps = max(1, scene.lastMoment)
    // At most one place for each step, and no more than a wide window has dots.
    let most = 2048
    let stride = steps / most + 1
    let length = steps / stride + 1
    var line = [Double](repeating: .nan, count: length)
    for (moment, value) in zip(past.moments, past.values) where moment / stride < length {
      line[moment / stride] = value
    }
    let isSparse = past.moments.count > 1 && past.moments[1] - past.moments[0] > stride
    if isSparse { line = filled(line, past, stride) }
    let now = scene.snapshot.state.parameters[index]
    let title: Text =
      isWhole
      ? "its value at each step"
      : "its value at each step: \((past.moments.last ?? 0).grouped) of \(steps.grouped) found"
    area.text(title, .faint)
    Curve(
      [.init(line, .weight)],
      levels: [.init(0)],
      marks: [.init("●", place: min(length - 1, scene.moment / stride), value: now, .chosen)],
      length: length, vertical: Axis(holding: (past.values + [now, 0])),
      foot: .init("step", from: 0, to: steps)
    ).draw(in: area.below(1))
  }

  /// Straight lines between the moments whose states are kept.
  private func filled(_ line: [Double], _ past: ParameterPast, _ stride: Int) -> [Double] {
    var line = line
    for place in past.moments.indices.dropLast() {
      let (from, to) = (past.moments[place] / stride, past.moments[place + 1] / stride)
      let (start, end) = (past.values[place], past.values[place + 1])
      guard to > from + 1, to < line.count else { continue }
      for between in from + 1..<to {
        line[between] = start + (end - start) * Double(between - from) / Double(to - from)
      }
    }
    return line
  }
}
