import MicroGPT
import Stage

/// The pages about a single probability: how surprise is computed, and why with a logarithm.
extension MeasuringSurprise {
  func curvePage(_ scene: Scene, _ cue: Cue) -> Page {
    let p = probability
    let surprise = SurpriseUnit.nats(p)
    let control = probabilityControl(.probability, "p", \.probability)
    var page = page(
      curveCaption(p),
      code: CodeView(
        .loss, mark: "let logP", note: "log(\(p)) = \(Elementary.log(p).fixed(4))"),
      mathematics: CurveMathematics.surprise(unit)
    ) { area in
      var row = ControlRows([control], chosen: control) { Chance.percent($0.value) }
      row.valueWidth = 6
      row.longest = 32
      row.draw(in: area.top(1).leading(50))
      let words: Text =
        "−\(unit.logarithm) p = \(unit.told(surprise, "surprise", .loss, .strong)) \(unit.name)"
      area.text(words, endingAt: nil, .loss, .strong)
      // The marker comes down from a certain answer.
      let shown = 1 - (1 - p) * Ease.inOut(cue.progress)
      SurpriseCurve(answers: RightAnswers(scene), unit: unit, probability: shown)
        .draw(in: area.below(area.height > 9 ? 2 : 1))
    }
    page.controls = [control]
    return page
  }

  private func curveCaption(_ p: Double) -> String {
    switch unit {
    case .nats:
      let logarithm = Elementary.log(p).fixed(3).replacing("-", with: "−")
      return
        "Surprise is −ln p: 0 for a certain answer, more and more the less likely it was. ln, the "
        + "natural logarithm, undoes exp: ln \(p) is \(logarithm) because exp(\(logarithm)) is \(p). It is "
        + "counted in nats, or with x in bits. - + move p."
    case .bits:
      return
        "In bits surprise is −log₂ p, where log₂ undoes “2 to the power of”. An answer of 50%, like one "
        + "toss of a coin, is 1 bit; 25%, two tosses, are 2 bits. A bit is 0.693 nats; x counts in "
        + "those again. - + move p."
    }
  }

  func whyPage(_ cue: Cue) -> Page {
    let both = first * second
    let surprise = unit.words(SurpriseUnit.nats(both))
    let controls = [
      probabilityControl(.first, "first", \.first), probabilityControl(.second, "then", \.second),
    ]
    var page = page(
      "Why a logarithm? For two answers in a row probabilities multiply, and surprises add. "
        + "\(Chance.percent(first)) and then \(Chance.percent(second)) are as unlikely as "
        + "\(Chance.percent(both)) once, and as surprising: \(surprise). ↑↓ - + try others.",
      code: CodeView(.loss, mark: "losses.append("), mathematics: CurveMathematics.logarithm
    ) { area in
      let sum = SumOfSurprises(
        controls: controls, chosen: chosen(controls, cue), unit: unit,
        probabilities: [first, second],
        progress: Ease.inOut(cue.progress))
      sum.draw(in: area.top(SumOfSurprises.rows))
      LogarithmTable(unit: unit).draw(
        in: area.below(SumOfSurprises.rows + (area.height > 12 ? 1 : 0)))
    }
    page.controls = controls
    return page
  }

  /// Which of the controls is chosen.
  private func chosen(_ controls: [Control], _ cue: Cue) -> Control? {
    cue.choices.lazy.compactMap { choice in controls.first { $0.id == choice } }.first
      ?? controls.first
  }
}

/// −log p over p from 0 to 1, a marker at one probability, and the name's right answers on it.
struct SurpriseCurve {
  let answers: RightAnswers
  let unit: SurpriseUnit
  /// Nil where the name's answers stand on it alone.
  let probability: Double?

  /// How many places there are from 0 to 1.
  private static let places = 1001
  /// As high as the curve is at 0.1%.
  private var top: Double { unit == .nats ? 7 : 10 }

  func draw(in area: Area) {
    let last = SurpriseCurve.places - 1
    func surprise(_ p: Double) -> Double { unit.amount(SurpriseUnit.nats(p)) }
    func mark(_ glyph: Unicode.Scalar, _ p: Double, _ role: Role) -> Curve.Mark? {
      guard p.isFinite else { return nil }
      return .init(
        glyph, place: Int((p * Double(last)).rounded()), value: min(top, surprise(p)), role)
    }
    let marker = probability.flatMap { mark("●", $0, .chosen) }
    let letters = answers.positions.compactMap { position in
      let label = answers.label(position)
      let glyph = label.columns == 1 ? label.unicodeScalars.first ?? "•" : "•"
      return mark(glyph, answers.probability(position), .answer)
    }
    Curve(
      [
        .init(
          (0...last).map { surprise(Double($0) / Double(last)) }, .loss,
          meaning: "surprise in \(unit.name)")
      ],
      levels: probability.map { [.init(surprise($0), .chosen)] } ?? [],
      marks: letters + (marker.map { [$0] } ?? []),
      length: SurpriseCurve.places, range: 0...top,
      foot: .init("0%", "probability p of the right answer", "100%")
    ).draw(in: area)
    let words = answers.positions.count == 1 ? "letter: the name’s own" : "letters: the name’s own"
    area.text(words.cut(area.width / 2), endingAt: nil, .answer)
  }
}

/// Two answers in a row: what is multiplied on the left is added on the right.
private struct SumOfSurprises {
  let controls: [Control]
  let chosen: Control?
  let unit: SurpriseUnit
  let probabilities: [Double]
  /// How far the second bar has come to the end of the first, 0…1.
  let progress: Double

  /// Heading, both, a rule, the two results.
  static let rows = 6

  func draw(in area: Area) {
    let left = area.leading(max(24, min(36, area.width * 2 / 5)))
    drawProbabilities(in: left)
    drawSurprises(in: area.trailing(from: left.width + 2))
  }

  private func drawProbabilities(in area: Area) {
    let both = probabilities.reduce(1, *)
    let product = Text(Chance.percent(both), telling: Reading("probability of both", both))
    var rows = ControlRows(controls, chosen: chosen) { Chance.percent($0.value) }
    rows.valueWidth = 8
    rows.longest = area.width - 17
    rows.draw(in: area.top(3).below(1))
    area.text("probability", endingAt: nil, .faint)
    area.text("×", endingAt: area.width - 6, y: 2, .faint)
    area.rule(y: 3)
    area.text("both in a row", x: 2, y: 4, .text, .strong)
    area.text(product, endingAt: nil, y: 4, .probability, .strong)
    guard progress == 1 else { return }
    area.text("only once", x: 2, y: 5)
    area.text(product, endingAt: nil, y: 5, .probability, .strong)
  }

  private func drawSurprises(in area: Area) {
    let surprises = probabilities.map(SurpriseUnit.nats)
    let sum = surprises.reduce(0, +)
    area.text("surprise in \(unit.name)".cut(area.width), .faint)
    area.rule(y: 3)
    number(surprises[0], .loss, in: area.row(1))
    number(surprises[1], .activation, "+", in: area.row(2))
    number(sum, .text, in: area.row(4))
    let bars = area.trailing(from: 9)
    // The longest is as long as the room: twice one in a thousand.
    let scale = 2 * SurpriseUnit.nats(0.001)
    func bar(_ amount: Double, from start: Double, _ role: Role, y: Int) {
      let (left, right) = (
        place(start / scale, bars.width), place((start + amount) / scale, bars.width)
      )
      bars.part(Rect(left, y, right - left, 1)).fill("█", role)
    }
    bar(surprises[0], from: 0, .loss, y: 1)
    bar(surprises[1], from: surprises[0] * progress, .activation, y: 2)
    bar(surprises[0], from: 0, .loss, y: 4)
    bar(surprises[1], from: surprises[0], .activation, y: 4)
    guard progress == 1 else { return }
    number(sum, .chosen, in: area.row(5))
    bar(sum, from: 0, .chosen, y: 5)
  }

  private func place(_ share: Double, _ width: Int) -> Int {
    Int((share * Double(width)).rounded())
  }

  private func number(_ surprise: Double, _ role: Role, _ sign: String = "", in row: Area) {
    row.text(sign, .faint)
    row.text(unit.told(surprise, "surprise", role, .strong), endingAt: 8)
  }
}

/// The mathematics of these pages.
private enum CurveMathematics {
  static func surprise(_ unit: SurpriseUnit) -> [String] {
    [
      "The logarithm undoes the exponential: ln p is the number x whose exp(x) is p.",
      "  ln(exp(x)) = x",
      "Probabilities are at most 1, so their logarithms are at most 0. The minus makes surprise a "
        + "number from 0 up.",
      "  surprise = −ln p",
      "With 2 in place of 2.718… it is counted in bits: log₂ p is the x whose 2 to the power of x is p.",
      "  −log₂ p = −ln p / ln 2 = −ln p / 0.693…",
    ]
  }

  static let logarithm = [
    "exp turns sums into products, since powers of one number multiply by adding their exponents.",
    "  exp(x + y) = exp(x) · exp(y)",
    "The logarithm undoes it, so it turns products into sums. No other smooth rule that gives 0 for a "
      + "certain answer does: only its unit can be chosen.",
    "  −ln(p · q) = −ln p − ln q",
  ]
}
