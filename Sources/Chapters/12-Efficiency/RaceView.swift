import MicroGPT
import Stage

/// How far two numbers agree, digit by digit.
struct Agreement {
  /// The two as they are written, padded to the same length.
  let first: String
  let second: String
  /// How many characters from the left are the same.
  let same: Int

  init(_ a: Double, _ b: Double) {
    let (a, b) = ("\(a)", "\(b)")
    let length = max(a.count, b.count)
    (first, second) = (a.padded(length), b.padded(length))
    same = zip(first, second).prefix { $0 == $1 }.count
  }

  /// How many digits those are, without leading zeros.
  var digits: Int { first.prefix(same).filter(\.isNumber).drop { $0 == "0" }.count }
}

/// The pictures of the race.
struct RaceView {
  let race: Race?
  let scene: Scene

  private static let notBegun = "The race is about to begin …"

  private struct Entry {
    let name: String
    let lane: Race.Lane
    let role: Role
  }

  private func entries(_ race: Race) -> [Entry] {
    [
      Entry(name: "exact", lane: race.exact, role: .activation),
      Entry(name: "fast", lane: race.fast, role: .chosen),
    ]
  }

  // MARK: Live

  func draw(in rect: Rect, on canvas: inout Canvas) {
    guard let race, race.distance > 0 else {
      canvas.text(RaceView.notBegun, x: rect.x, y: rect.y, .faint, clip: rect)
      return
    }
    let x = canvas.text(
      "\(race.distance.grouped) steps", x: rect.x, y: rect.y, .title, .strong, clip: rect)
    canvas.text(" of this run, again and again", x: x, y: rect.y, .text, clip: rect)
    if race.isOver, let ratio = race.ratio {
      canvas.text("× \(ratio.ratio)", endingAt: rect.right, y: rect.y, .chosen, .strong, clip: rect)
    }
    let lanes = rect.below(rect.height > 10 ? 2 : 1)
    for (row, entry) in entries(race).enumerated() {
      let line = lanes.row(row * (rect.height > 10 ? 2 : 1))
      let share = Double(entry.lane.steps) / Double(race.distance)
      drawLane(
        entry, in: line, on: &canvas, share: race.isOver ? 1 : share,
        trainings: entry.lane.trainings + (race.isOver ? 0 : 1))
    }
    let table = lanes.below(rect.height > 10 ? 4 : 3)
    drawTable(race, in: table, on: &canvas)
    drawCurves(race, in: table.below(9), on: &canvas)
  }

  /// The losses of both engines' first training: two curves, of which one sees one.
  private func drawCurves(_ race: Race, in rect: Rect, on canvas: inout Canvas) {
    guard rect.height > 6 else { return }
    canvas.text(
      "The loss in the first training (mean of 50), exact and then fast: one curve hides the other.",
      x: rect.x, y: rect.y, .faint, clip: rect)
    let lines = entries(race).map {
      Curve.Line(Learning.smoothed($0.lane.losses[...]), $0.role)
    }
    let all = lines.flatMap(\.values).filter(\.isFinite)
    let (low, high) = (all.min() ?? 2, all.max() ?? 3)
    Curve(
      lines, length: race.distance,
      range: (low * 2).rounded(.down) / 2...max((high * 2).rounded(.up) / 2, low + 1)
    ).draw(in: rect.below(1), on: &canvas)
  }

  private func drawLane(
    _ entry: Entry, in line: Rect, on canvas: inout Canvas, share: Double, trainings: Int
  ) {
    canvas.text(entry.name, x: line.x, y: line.y, entry.role, .strong, clip: line)
    let bar = line.inset(left: 7, right: 15)
    canvas.fill(bar, "·", .faint)
    Bar(share, entry.role).draw(in: bar, on: &canvas)
    canvas.text(
      "training \(trainings.grouped)", endingAt: line.right, y: line.y, entry.role, clip: line)
  }

  private func drawTable(_ race: Race, in rect: Rect, on canvas: inout Canvas) {
    let width = min(22, (rect.width - 18) / 2)
    let isCompact = rect.height < 5
    var rows: [(words: String, value: (Race.Lane) -> String)] = [
      ("a step takes", { race.pace($0) > 0 ? (race.pace($0) / 1e9).duration : "-" }),
      (
        "steps a second",
        { race.pace($0) > 0 ? Int((1e9 / race.pace($0)).rounded()).grouped : "-" }
      ),
      ("steps so far", { race.steps($0).grouped }),
      ("own time", { (Double($0.time) / 1e9).duration }),
    ]
    if isCompact { rows.removeLast(2) }
    for (column, entry) in entries(race).enumerated() {
      let right = rect.x + 18 + (column + 1) * width
      canvas.text(entry.name, endingAt: right, y: rect.y, entry.role, .strong, clip: rect)
      for (row, fact) in rows.enumerated() {
        let y = rect.y + row + 1
        canvas.text(fact.words, x: rect.x, y: y, .faint, clip: rect)
        canvas.text(fact.value(entry.lane), endingAt: right, y: y, entry.role, .strong, clip: rect)
      }
    }
    guard race.isOver, race.pace(race.fast) > 0, race.run.settings.size == .standard else { return }
    Paragraph(
      "A step of microgpt.py took CPython 3.11 \((Race.python / 1e9).duration) where this program was made: "
        + "time for \((Race.python / race.pace(race.fast)).inWords) steps of the fast engine here."
    ).draw(in: rect.below(rows.count + 2).top(2), on: &canvas, .text)
  }

  // MARK: Slowed

  /// The measured race, so slow that one can look at it.
  func drawSlowMotion(in rect: Rect, on canvas: inout Canvas, progress: Double) {
    guard let race, race.isOver, race.distance > 0, let ratio = race.ratio else {
      canvas.text(RaceView.notBegun, x: rect.x, y: rect.y, .faint, clip: rect)
      return
    }
    let whole = race.pace(race.exact) * Double(race.distance) / 1e9
    let slowed = Double(EverythingElse.slowSeconds) / whole
    let speed = slowed >= 1 ? "\(slowed.ratio) times slower" : "\((1 / slowed).ratio) times faster"
    let x = canvas.text(speed, x: rect.x, y: rect.y, .title, .strong, clip: rect)
    canvas.text(
      " than it was; \((progress * whole).duration) of the race", x: x, y: rect.y, .text, clip: rect
    )
    let pitch = rect.height > 10 ? 2 : 1
    let lanes = rect.below(pitch)
    let (exact, fast) = (entries(race)[0], entries(race)[1])
    drawLane(exact, in: lanes.row(0), on: &canvas, share: progress, trainings: 1)
    canvas.text(
      "step \(Int(progress * Double(race.distance)).grouped) of \(race.distance.grouped)",
      x: lanes.x + 7, y: lanes.y + 1, .faint, clip: lanes)
    let done = progress * ratio
    let row = 2 + pitch - 1
    let share = done - done.rounded(.down)
    drawLane(
      fast, in: lanes.row(row), on: &canvas, share: progress == 1 ? 1 : share,
      trainings: max(1, Int(done.rounded(.up))))
    // A block for each training that is over.
    let blocks = lanes.below(row + 1).inset(left: 7, right: 15)
    let count = Int(done)
    for index in 0..<min(count, blocks.width / 2 * max(0, blocks.height - 1)) {
      let perRow = max(1, blocks.width / 2)
      canvas.put(
        "■", x: blocks.x + index % perRow * 2, y: blocks.y + index / perRow, .chosen, clip: blocks)
    }
    let words = count == 1 ? "1 whole training" : "\(count.grouped) whole trainings"
    canvas.text(
      words, endingAt: rect.right, y: blocks.y, .chosen, .strong, clip: rect)
  }

  // MARK: The losses

  func drawLosses(in rect: Rect, on canvas: inout Canvas, progress: Double) {
    guard let race, race.isOver, race.distance > 0 else {
      canvas.text(RaceView.notBegun, x: rect.x, y: rect.y, .faint, clip: rect)
      return
    }
    let steps = [1, 10, 100, race.distance].filter { $0 <= race.distance }
    let shown = Set(steps).sorted().suffix(max(1, (rect.height - 2) / 3))
    canvas.text(
      "The loss of a step, all its digits", x: rect.x, y: rect.y, .title, .strong, clip: rect)
    let pitch = rect.height > 3 * shown.count + 1 ? 3 : 2
    for (index, step) in shown.enumerated() {
      let y = rect.y + 2 + index * pitch - (rect.height < 10 ? 1 : 0)
      let agreement = Agreement(race.exact.losses[step - 1], race.fast.losses[step - 1])
      canvas.text("step \(step.grouped)", x: rect.x, y: y, .position, .strong, clip: rect)
      for (row, (entry, digits)) in zip(entries(race), [agreement.first, agreement.second])
        .enumerated()
      {
        canvas.text(entry.name, x: rect.x + 12, y: y + row, entry.role, clip: rect)
        let seen = Int((progress * Double(digits.count)).rounded(.up))
        for (place, character) in digits.prefix(seen).enumerated() {
          let isSame = place < agreement.same
          canvas.text(
            String(character), x: rect.x + 20 + place, y: y + row, isSame ? .answer : .warning,
            isSame ? .strong : .underlined, clip: rect)
        }
      }
      if progress == 1 {
        canvas.text(
          "\(agreement.digits) digits agree", x: rect.x + 42, y: y, .faint, clip: rect)
      }
    }
    let y = rect.y + 2 + shown.count * pitch
    guard progress == 1, y < rect.bottom else { return }
    let difference = race.largestDifference
    canvas.text(
      "Largest difference of all \(race.distance.grouped): "
        + (difference == 0 ? "none" : difference.scientific + " of the loss"),
      x: rect.x, y: y, .text, clip: rect)
  }
}
