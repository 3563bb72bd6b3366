import MicroGPT
import Stage

/// What is compared on the ladder.
enum Measure: CaseIterable, Hashable, Sendable {
  case parameters, tokens, operations

  var title: String {
    switch self {
    case .parameters: "parameters"
    case .tokens: "training tokens"
    case .operations: "operations"
    }
  }

  var role: Role {
    switch self {
    case .parameters: .weight
    case .tokens: .token
    case .operations: .gradient
    }
  }

  func value(of rung: Rung) -> Double? {
    switch self {
    case .parameters: rung.parameters
    case .tokens: rung.tokens
    case .operations: rung.operations
    }
  }

  func words(_ value: Double) -> String { self == .operations ? value.asPowerOfTen : value.large }
}

/// The ladder of sizes up to a rung.
struct LadderView {
  let rungs: [Rung]
  let index: Int
  let measure: Measure
  let progress: Double

  func draw(in area: Area) {
    let rung = rungs[index]
    let details = area.height < 10 ? 3 : area.height < 12 ? 4 : 5
    // Titles, axis and rungs; where there is room, all three charts one below the other.
    let whole = rungs.count + 2
    let hasAll = Measure.allCases.count * (whole + 1) + details <= area.height
    let charts = hasAll ? Measure.allCases : [measure]
    let height = min(whole + (area.height > whole + details ? 1 : 0), area.height - details)
    for (place, measure) in charts.enumerated() {
      let chart = area.below(place * height).top(min(whole, height))
      drawTabs(charts.count > 1 ? [measure] : Measure.allCases, in: chart)
      LadderChart(rungs: rungs, index: index, measure: measure, progress: progress)
        .draw(in: chart.below(1))
    }
    let below = area.below(charts.count * height)
    let used = drawDetails(of: rung, in: below)
    drawTables(in: below.below(used + 1))
  }

  /// What can be compared, of which one is shown.
  private func drawTabs(_ tabs: [Measure], in area: Area) {
    let isWide = area.width >= 74
    var x = tabs.count > 1 ? area.text(isWide ? "↑↓ compare: " : "↑↓ ", .faint) : 0
    for tab in tabs {
      let isShown = tab == measure || tabs.count == 1
      let label = area.part(Rect(x, 0, tab.title.columns + 2, 1))
      label.text(isShown ? "▸" : " ", .chosen, .strong)
      label.text(tab.title, x: 2, isShown ? tab.role : .faint, isShown ? .strong : [])
      if tabs.count > 1 { label.touch(.pick(Target(tab))) }
      x += tab.title.columns + 4
    }
    area.text(isWide ? "× the row above" : "× above", endingAt: nil, .faint)
  }

  /// Returns the rows that it took.
  private func drawDetails(of rung: Rung, in area: Area) -> Int {
    let isWide = area.width >= 72
    var x = 0
    func fact(_ words: String, _ value: String) {
      x = area.text(words + " ", x: x, .faint)
      x = area.text(value, x: x, .text, .strong) + (isWide ? 2 : 1)
    }
    fact("layers", rung.layers.grouped)
    fact("width", rung.width.grouped)
    fact("heads", rung.heads.grouped)
    fact(isWide ? "vocabulary" : "vocab", rung.vocabulary.grouped)
    fact(isWide ? "context" : "sees", rung.context)
    var used = 1
    if area.height > 3 { used += Paragraph(comparison(of: rung)).draw(in: area.below(used).top(2)) }
    if area.height > 4 { used += Paragraph(operations(of: rung)).draw(in: area.below(used).top(2)) }
    return used + Paragraph("Source: " + rung.source).draw(in: area.below(used), .faint)
  }

  private func comparison(of rung: Rung) -> String {
    guard let own = rungs.first, own != rung else {
      return "Each mark on the axis is ten times the one before: lengths are no amounts."
    }
    let operations = own.operations.flatMap { own in
      rung.operations.flatMap { own > 0 ? ", \(($0 / own).ratio) times its operations" : nil }
    }
    return "\((rung.parameters / own.parameters).ratio) times the parameters of this model"
      + (operations ?? "")
  }

  private func operations(of rung: Rung) -> String {
    guard let tokens = rung.tokens, let operations = rung.operations else {
      return index == 0
        ? "Its tokens are being counted …"
        : "How many operations is not known, as its tokens are not."
    }
    let anew = rung.trainedAnew.map { ", of \($0)’s training*" } ?? ""
    // Said once, where the formula comes up.
    let why = index == 0 ? " (for each parameter and token 2 forward, 4 backward)" : ""
    return "6·N·D = \(operations.asPowerOfTen) operations\(why); N: \(rung.countedWords); D: "
      + "\(tokens.large) tokens\(anew)"
  }

  /// In a large window, how all models up to this one are built, and where it is written.
  private func drawTables(in area: Area) {
    guard area.height > rungs.count + 2, area.width >= 72 else { return }
    let shown = rungs.prefix(index + 1)
    let facts = shown.map { rung in
      Table.Row([
        Text(rung.name), Text(rung.year), Text(rung.layers.grouped), Text(rung.width.grouped),
        Text(rung.heads.grouped), Text(rung.vocabulary.grouped), Text(rung.context),
      ])
    }
    let titles = ["year", "layers", "width", "heads", "vocabulary", "context"]
    Table(
      columns: [.init("", width: .fixed(12))]
        + titles.map { .init($0, alignment: .trailing, width: .fixed(max(6, $0.columns))) },
      rows: facts, chosen: index
    ).draw(in: area)
    let sources = area.below(rungs.count + 2)
    guard sources.height > rungs.count else { return }
    Table(
      columns: [.init("", width: .fixed(12)), .init("source", role: .faint)],
      rows: shown.map { .init([Text($0.name), Text($0.source)]) }, chosen: index
    ).draw(in: sources)
  }
}

/// The rungs on an axis of powers of ten: a dot each, and a line to it from the one above.
struct LadderChart {
  let rungs: [Rung]
  let index: Int
  let measure: Measure
  let progress: Double

  private static let name = 12
  private static let value = 10
  private static let times = 10

  func draw(in area: Area) {
    let axis = area.inset(left: LadderChart.name, right: LadderChart.value + LadderChart.times)
    let rows = max(1, area.height - 1)
    // The present rung is the last one in sight.
    let first = max(0, min(index - rows + 1, rungs.count - rows))
    let scale = PowersOfTen(rungs.compactMap(measure.value(of:)), width: axis.width)
    if area.height > 1 {
      area.text("dots: × 10", .faint)
      scale.drawLabels(in: area.row(0).inset(left: LadderChart.name))
    }
    let list = area.height > 1 ? area.below(1) : area
    for (row, rung) in rungs.dropFirst(first).prefix(rows).enumerated() {
      let place = first + row
      let line = list.row(row)
      let isNow = place == index
      let role: Role = isNow ? .chosen : place < index ? .text : .faint
      line.text(rung.name, role, isNow ? .strong : [])
      let field = axis.below(area.height > 1 ? 1 : 0).row(row)
      scale.drawMarks(in: field)
      if place <= index {
        draw(rung, above: place > 0 ? rungs[place - 1] : nil, on: scale, in: field)
      }
      if place < index || isNow && progress == 1 {
        drawNumbers(place, in: line, isNow ? .strong : [])
      }
    }
  }

  private func draw(_ rung: Rung, above: Rung?, on scale: PowersOfTen, in field: Area) {
    guard let value = measure.value(of: rung), let end = scale.column(value) else { return }
    let start = above.flatMap(measure.value(of:)).flatMap(scale.column)
    let moved = rung == rungs[index] ? progress : 1
    let x = start.map { $0 + Int((Double(end - $0) * moved).rounded()) } ?? end
    if let start, x > start { field.part(Rect(start, 0, x - start, 1)).fill("─", measure.role) }
    field.put(isAnew(rung) ? "○" : "●", x: x, y: 0, measure.role, .strong)
  }

  /// Whether the number is of a later training by others.
  private func isAnew(_ rung: Rung) -> Bool { measure != .parameters && rung.trainedAnew != nil }

  private func drawNumbers(_ place: Int, in line: Area, _ emphasis: Emphasis) {
    let right = line.width - LadderChart.times
    let rung = rungs[place]
    guard let value = measure.value(of: rung) else {
      line.text(place == 0 ? "…" : "not said", endingAt: right, .faint)
      return
    }
    line.text(
      measure.words(value) + (isAnew(rung) ? "*" : ""), endingAt: right, measure.role, emphasis)
    guard place > 0, let above = measure.value(of: rungs[place - 1]), above > 0 else { return }
    line.text("× " + (value / above).timesWords, endingAt: nil, .text, emphasis)
  }
}

/// An axis on which each mark is ten times the one before.
struct PowersOfTen {
  private let from: Int
  private let to: Int
  private let width: Int

  /// - Parameter values: what must have a place on it; those above 0 do.
  init(_ values: [Double], width: Int) {
    let powers = values.filter { $0 > 0 }.map { Elementary.log($0) / Elementary.log(10) }
    from = Int((powers.min() ?? 0).rounded(.down))
    to = max(from + 1, Int((powers.max() ?? 1).rounded(.up)))
    self.width = width
  }

  /// Nil for 0, which has no place.
  func column(_ value: Double) -> Int? {
    value > 0 ? column(power: Elementary.log(value) / Elementary.log(10)) : nil
  }

  private func column(power: Double) -> Int {
    Int(((power - Double(from)) / Double(to - from) * Double(max(0, width - 1))).rounded())
  }

  func drawMarks(in row: Area) {
    for power in from...to { row.put("·", x: column(power: Double(power)), y: 0, .faint) }
  }

  /// Each label begins at its mark; the last one may need more room than the axis.
  func drawLabels(in row: Area) {
    let spacing = Double(width) / Double(to - from)
    // As many as fit with a blank between them.
    let step = [1, 2, 3, 5].first { Double($0) * spacing >= 6 } ?? 10
    var free = 0
    for power in from...to where power % step == 0 {
      let label = "10^\(power)"
      let x = column(power: Double(power))
      if x >= free, x + label.columns <= row.width { free = row.text(label, x: x, .faint) + 1 }
    }
  }
}
