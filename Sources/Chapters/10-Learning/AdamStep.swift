import MicroGPT
import Stage

/// A step taken apart: how Adam moves one parameter.
extension Learning {
  /// What can be adjusted there.
  private enum AdamControl: Hashable { case parameter }

  /// A parameter of the field, by its place among all.
  struct MovedParameter: Hashable, Sendable { let index: Int }

  func adamPage(_ scene: Scene, _ anatomy: StepAnatomy) -> Page {
    let index = shownParameter(scene, anatomy)
    let moves = scene.moves(anatomy)
    var page = stepPage(
      "Adam, the rule of the step, moves a parameter against m, the running mean of its gradients, "
        + "divided by √v, their usual size: small ones count too. \(moves.ways) - + another one.",
      scene,
      code: CodeView(
        .adam, mark: "-= made.move",
        note: "parameter = \(scene.digits(anatomy.after.parameters[index]))")
    ) { AdamView(anatomy: anatomy, scene: scene, index: index, moves: moves).draw(in: $0) }
    page.controls = [
      Control(
        AdamControl.parameter, "parameter", Double(index),
        in: 0...Double(max(1, anatomy.gradients.count) - 1), step: 1, coarse: 16
      ) { [with(\.parameter, Int($0))] }
    ]
    page.pick = { target in
      target.value(as: MovedParameter.self).map { [with(\.parameter, $0.index)] } ?? []
    }
    return page
  }
}

extension Scene {
  /// What the step that led to the moment did to all parameters: counted once, since there may be
  /// millions.
  func moves(_ anatomy: StepAnatomy) -> AdamMoves {
    facts.moves.value(of: MomentKey(inTraining: self, anatomy.number)) { AdamMoves(anatomy) }
  }
}

/// What a step did to all parameters, counted.
struct AdamMoves {
  private(set) var moved = 0
  /// The parameter with the steepest gradient.
  private(set) var steepest = 0
  /// Of those that moved and had a gradient: against it, and along it.
  private(set) var against = 0
  private(set) var along = 0
  /// Moved by the running mean alone: the present gradient is 0.
  private(set) var without = 0
  /// Did not move, and both running means are 0: there was no gradient, or nothing is left of it.
  private(set) var untouched = 0
  /// Did not move, though the running means are not 0.
  private(set) var faded = 0
  private var sum = 0.0
  /// The longest way.
  private(set) var longest = 0.0

  /// The mean way of those that moved.
  var mean: Double { sum / Double(max(1, moved)) }

  init(_ anatomy: StepAnatomy) {
    let gradients = anatomy.gradients
    steepest = gradients.indices.max { abs(gradients[$0]) < abs(gradients[$1]) } ?? 0
    for (index, gradient) in gradients.enumerated() {
      let move = anatomy.after.parameters[index] - anatomy.before.parameters[index]
      if move == 0 {
        let hasMeans = anatomy.after.m[index] != 0 || anatomy.after.v[index] != 0
        if hasMeans { faded += 1 } else { untouched += 1 }
        continue
      }
      moved += 1
      sum += move.magnitude
      longest = max(longest, move.magnitude)
      if gradient == 0 {
        without += 1
      } else if (gradient < 0) == (move < 0) {
        along += 1
      } else {
        against += 1
      }
    }
  }

  /// How many go which way.
  var ways: String {
    guard moved > 0 else { return "In this step none moved." }
    return along == 0
      ? "In this step none went along its gradient."
      : "In this step \((Double(along) / Double(moved)).percent(0)) of those that moved went "
        + "along their gradient."
  }

  /// Why the others stand still.
  var stillness: String {
    let all = untouched + faded
    guard all > 0 else { return "All parameters have moved." }
    let lead = "\(all.grouped) \(all == 1 ? "parameter" : "parameters") stood still: "
    if faded == 0 { return lead + "m and v are 0." }
    if untouched == 0 { return lead + "m is too small to matter." }
    return lead + "for \(untouched.grouped) m and v are 0, for \(faded.grouped) m is too small to "
      + "matter."
  }

  /// A way as a multiple of the learning rate.
  func rates(_ way: Double, _ rate: Double) -> String { rate > 0 ? (way / rate).shown(2) : "–" }
}

/// Adam's numbers for one parameter, and what the step did to all.
private struct AdamView {
  let anatomy: StepAnatomy
  let scene: Scene
  let index: Int
  let moves: AdamMoves

  func draw(in area: Area) {
    area.text(
      ("Parameter \(index.grouped) of \(anatomy.gradients.count.grouped): "
        + scene.parameterName(index) + (scene.rowOwner(index).map { " (\($0))" } ?? ""))
        .cut(area.width), .title, .strong)
    let table = area.below(area.height > 13 ? 2 : 1)
    // Where not all fit, the learning rate gives way: the next beat tells it.
    let rows =
      table.height < self.rows.count ? self.rows.filter { $0[0] != "learning rate" } : self.rows
    // Where there is no room for the formulas, the words stay.
    let hasFormulas = area.width >= 74
    let columns: [Table.Column] =
      [.init(width: .fixed(20))]
      + (hasFormulas ? [.init(role: .faint, width: .fixed(29))] : []) + [.init(width: .rest)]
    Table(
      columns: columns,
      rows: rows.map { .init(hasFormulas ? $0 : [$0[0], $0[2]]) }
    ).draw(in: table.top(rows.count))
    let below = table.below(rows.count + (table.height > rows.count + 3 ? 1 : 0))
    let used = drawAll(in: below)
    drawField(in: below.below(used + 1))
  }

  private var rows: [[Text]] {
    let adam = anatomy.adam
    let (before, after) = (anatomy.before, anatomy.after)
    let made = adam.move(gradient: anatomy.gradients[index], m: before.m[index], v: before.v[index])
    let t = anatomy.number + 1
    let (beta1, beta2) = (Setting.beta1.text(adam.beta1), Setting.beta2.text(adam.beta2))
    func number(
      _ name: String, _ value: Double, _ role: Role = .activation, _ digits: String? = nil
    ) -> Text {
      Text(digits ?? value.shown(6), role, .strong, telling: Reading(name, value))
    }
    func change(_ name: String, _ path: KeyPath<TrainingState, [Double]>) -> Text {
      let (old, new) = (before[keyPath: path][index], after[keyPath: path][index])
      return number("\(name) before", old) + " → " + number("\(name) after", new)
    }
    let (old, new) = (before.parameters[index], after.parameters[index])
    let name = scene.parameterName(index)
    let move = after.parameters[index] - before.parameters[index]
    return [
      ["gradient", "g", number("gradient of \(name)", anatomy.gradients[index], .gradient)],
      [
        "mean of gradients", "m ← \(beta1) m + (1 - \(beta1)) g",
        change("m", \.m),
      ],
      [
        "mean of squares", "v ← \(beta2) v + (1 - \(beta2)) g²",
        change("v", \.v),
      ],
      [
        "mean, corrected", "mHat = m / (1 - \(beta1)^\(t))",
        number("mHat", made.mHat),
      ],
      [
        "squares, corrected", "vHat = v / (1 - \(beta2)^\(t))",
        number("vHat", made.vHat),
      ],
      [
        "learning rate", "η    (ε: tiny, avoids ÷ 0)",
        number("learning rate", adam.learningRate, .weight),
      ],
      ["change", "-η · mHat / (√vHat + ε)", number("change of \(name)", move, .chosen)],
      [
        "\("the parameter", .weight, .strong)", "",
        number("\(name) before", old, .weight, old.fixed(6)) + " → "
          + number("\(name) after", new, .weight, new.fixed(6)),
      ],
    ]
  }

  /// Returns the rows that it took.
  private func drawAll(in area: Area) -> Int {
    let rate = anatomy.adam.learningRate
    func told(_ way: Double, _ name: String) -> Text {
      Text(
        moves.rates(way, rate), .chosen, .strong,
        telling: Reading("\(name), in learning rates", way / rate))
    }
    let words: Text =
      "In this step \(moves.against.grouped) parameters moved against their gradient, "
      + "\(moves.along.grouped) along it, \(moves.without.grouped) though it is 0: \(moves.moved.grouped) in "
      + "all, on average by \(told(moves.mean, "mean move")) times the learning "
      + "rate, at most by \(told(moves.longest, "longest move")) times."
    return Paragraph(words).draw(in: area)
  }

  /// All moves at once, beside which the gradients of the beat before were unequal.
  private func drawField(in area: Area) {
    // Of millions of parameters no dot could be seen, and to look at all takes long.
    guard area.height > 3, scene.run.isQuick else { return }
    let ways = zip(anatomy.after.parameters, anatomy.before.parameters).map { $0 - $1 }
    area.text("All moves, a dot each", .title, .strong)
    let each = ParameterField(
      values: ways, matrices: scene.run.matrices, what: "move of ", chosen: index,
      targets: { Target(Learning.MovedParameter(index: $0)) }
    ).draw(in: area.inset(top: 1, bottom: 1))
    if each > 1 { area.text("a dot for \(each) of them: the largest", endingAt: nil, .faint) }
    SignCounts(ways).draw(SignCounts.ofMoves, in: area.bottom(1))
  }
}
