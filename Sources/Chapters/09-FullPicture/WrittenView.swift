import MicroGPT
import Stage

/// What each part adds to one logit: signed bars that add up to it.
struct WrittenView {
  let written: Written
  let token: Int
  let rival: Int?
  let amounts: [Double]
  let sum: Double
  let logit: Double
  let grown: Double
  let dial: FullPicture.Dial?

  private var scene: Scene { written.scene }

  func draw(in area: Area) {
    PositionHeading(scene: scene, position: written.position, isChosen: dial == .position)
      .draw(in: area.row(0))
    let body = area.below(area.height > 12 ? 2 : 1)
    guard body.width >= 66 else {
      drawBars(in: body)
      return
    }
    let right = min(30, body.width / 3)
    drawBars(in: body.inset(right: right + 3))
    drawTokens(in: body.trailing(right))
  }

  private var title: Text {
    let mark: Text = dial == .token ? "\("▸ ", .chosen, .strong)" : "  "
    let label: Text = "\("logit of ")\("“\(scene.label(token))”", .answer, .strong)"
    return mark + (rival.map { label + " less that of “\(scene.label($0))”" } ?? label)
  }

  private func drawBars(in area: Area) {
    area.text(title.cut(area.width), .title)
    let rows = zip(written.parts.parts, amounts).map { part, amount in
      BarList.Row(
        "  \(written.name(part))", amount * grown, Text(amount.signed(4)),
        role: Written.role(part))
    }
    let foot = 4
    let list = BarList(rows, isSigned: true, labels: .leading)
    let used = list.draw(in: area.inset(top: 1, bottom: foot)).count
    let spare = area.height - 1 - used - foot
    let end = area.below(1 + used + (spare > 0 ? 1 : 0))
    end.rule()
    let column = min(end.width, 44)
    end.text("all parts together", x: 2, y: 1, .faint)
    end.text(
      sum.shown(12), endingAt: column, y: 1, .activation, .strong,
      telling: Reading("all parts together", sum))
    end.text(rival == nil ? "the model’s logit" : "the difference", x: 2, y: 2, .faint)
    end.text(
      logit.shown(12), endingAt: column, y: 2, .activation, .strong,
      telling: Reading(rival == nil ? "the model’s logit" : "difference of the logits", logit))
    guard spare > 5, rival == nil, written.parts.parts.count < 40 else { return }
    drawSteps(in: end.below(4))
    drawOthers(in: end.below(4 + written.parts.parts.count + 2))
  }

  /// The same parts for the likeliest other tokens, as many as have room.
  private func drawOthers(in area: Area) {
    let height = written.parts.parts.count + 2
    let others = written.best(area.height / height + 1).filter { $0 != token }
    let shown = others.prefix((area.height + 1) / height)
    let largest =
      shown.flatMap { written.amounts($0, against: nil) }.lazy.map(\.magnitude)
      .filter(\.isFinite).max() ?? 0
    for (place, other) in shown.enumerated() {
      let body = area.below(place * height)
      let logit: Text = "\("logit of “\(scene.label(other))”", .title, .strong)"
      let reading = Reading("logit of “\(scene.label(other))”", written.logits[other])
      body.text(logit + "  \(written.logits[other].signed(4), .activation, telling: reading)")
      let rows = zip(written.parts.parts, written.amounts(other, against: nil)).map {
        part, amount in
        BarList.Row(
          "  \(written.name(part))", amount, Text(amount.signed(4)), role: Written.role(part))
      }
      BarList(rows, scale: largest, isSigned: true, labels: .leading)
        .draw(in: body.below(1).top(rows.count))
    }
  }

  /// The way of the sum, part by part.
  private func drawSteps(in area: Area) {
    area.text("The sum, part by part", .title, .strong)
    var total = 0.0
    let rows = zip(written.parts.parts, amounts).map { part, amount in
      total += amount
      return BarList.Row(
        "  + \(written.name(part))", total, Text(total.signed(4)), role: .activation)
    }
    BarList(rows, isSigned: true, labels: .leading).draw(in: area.below(1))
  }

  /// The tokens from the likeliest on, the chosen one and the right answer among them.
  private func drawTokens(in area: Area) {
    area.text("guess", .title, .strong)
    area.text("logit", endingAt: min(area.width, 22), .faint)
    let probabilities = scene.trace.positions[written.position].probabilities
    let target = scene.tokens[written.position + 1]
    let order = written.best(max(0, min(area.height - 1, scene.tokenizer.vocabularySize)))
    // Those that must be seen take the last places.
    let extra = Set([token, target]).subtracting(order)
    let shown = order.dropLast(extra.count) + extra.sorted { written.logits.ranks($0, before: $1) }
    for (y, place) in shown.enumerated() {
      let line = area.row(y + 1)
      let isChosen = place == token
      let role: Role = isChosen ? .chosen : place == target ? .answer : .text
      line.text(isChosen ? "▸" : place == rival ? "×" : " ", .chosen, .strong)
      line.text(scene.label(place).cut(4), x: 2, role, .strong)
      let (label, logit) = (scene.label(place), written.logits[place])
      line.text(
        probabilities[place].percent(), endingAt: 14, .probability,
        telling: Reading("probability of “\(label)”", probabilities[place]))
      line.text(
        logit.signed(2), endingAt: min(line.width, 22), .activation,
        telling: Reading("logit of “\(label)”", logit))
      if place == target && line.width >= 29 { line.text("right", x: 24, .answer) }
      line.touch(picking: Target(FullPicture.Answer(token: place)))
    }
  }
}

/// What each part adds to every logit, as a matrix, and below it what they add up to.
struct LettersView {
  let written: Written
  let token: Int
  /// The row under the cursor: a part, or behind the last one the logits; nil where something else is
  /// chosen.
  let part: Int?
  let dial: FullPicture.Dial?

  private var scene: Scene { written.scene }

  func draw(in area: Area) {
    PositionHeading(scene: scene, position: written.position, isChosen: dial == .position)
      .draw(in: area.row(0))
    let values = written.parts.logits + [written.logits]
    let names = written.parts.parts.map { Text(written.name($0)) } + ["= logits"]
    let largest = values.joined().lazy.map(\.magnitude).filter(\.isFinite).max() ?? 0
    let body = area.inset(top: area.height > 12 ? 2 : 1, bottom: 2)
    let row = part ?? values.count - 1
    Stage.Matrix(
      values, scale: .signed(max(1, largest)), rowLabels: names,
      columnLabels: columnLabels,
      cursor: .init(row, token), grows: true,
      targets: { Target(FullPicture.Share(part: $0.row, token: $0.column)) },
      names: { "what \(names[$0.row].string) adds to the logit of “\(scene.label($0.column))”" }
    ).draw(in: body)
    let label = scene.label(token)
    let amount = values[row][token]
    func logit(_ value: Double, _ part: String = "", _ emphasis: Emphasis = []) -> Text {
      let reading = Reading("\(part)logit of “\(label)”", value)
      return Text(value.signed(4), .activation, emphasis, telling: reading)
    }
    let p = scene.trace.positions[written.position].probabilities[token]
    let words: Text =
      row < names.count - 1
      ? "\(names[row].string, .text, .strong) adds \(logit(amount, "\(names[row].string) in the ", .strong)) to "
        + "the logit of \("“\(label)”", .answer, .strong), \(logit(written.logits[token]))"
      : "the logit of \("“\(label)”", .answer, .strong) is \(logit(amount, "", .strong)), its "
        + "probability \(p.percent(), .probability, telling: Reading("probability of “\(label)”", p))"
    area.bottom(1).text(words.cut(area.width))
    // Below the matrix, the column of the cursor as bars.
    let rest = body.below(values.count + 2)
    guard rest.height > values.count else { return }
    rest.text("the column of “\(label)”", .title, .strong)
    let rows = zip(names, values.map { $0[token] }).map { name, amount in
      BarList.Row(name, amount, Text(amount.signed(4)), role: .activation)
    }
    let used = BarList(rows, isSigned: true, labels: .leading, chosen: row)
      .draw(in: rest.below(1).leading(min(rest.width, 90))).count
    drawPositions(row, names[row], in: rest.below(used + 2))
  }

  /// What the part adds at every position of the name, where that is at hand.
  private func drawPositions(_ row: Int, _ name: Text, in area: Area) {
    guard scene.run.isQuick, area.height > scene.positions + 1 else { return }
    area.text("\(name.string, .text, .strong)" + " at every position of the name", .title)
    let positions = (0..<scene.positions).compactMap { Written(scene, position: $0) }
    let values = positions.map { ($0.parts.logits + [$0.logits])[row] }
    let largest = values.joined().lazy.map(\.magnitude).filter(\.isFinite).max() ?? 0
    Stage.Matrix(
      values, scale: .signed(max(1, largest)),
      rowLabels: positions.map {
        "\($0.position, .position) \(scene.label(scene.tokens[$0.position]).paddedLeft(4), .token)"
      },
      columnLabels: columnLabels, cursor: .init(written.position, token),
      names: {
        "\(name.string) in the logit of “\(scene.label($0.column))” at position \($0.row)"
      }
    ).draw(in: area.below(1))
  }

  private var columnLabels: [Text] {
    (0..<scene.tokenizer.vocabularySize).map {
      Text($0 == scene.tokenizer.bos ? "·" : scene.label($0).cut(2))
    }
  }
}
