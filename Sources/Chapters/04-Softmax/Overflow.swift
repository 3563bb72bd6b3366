import MicroGPT
import Stage

/// What happens to large scores with and without subtracting, computed here and now.
struct Overflow {
  private static let scores = [1000.0, 999, 998]

  func draw(in area: Area) {
    let (left, right) = (area.leading(27), area.inset(left: area.width >= 68 ? 36 : 30))
    let rows = Overflow.scores.count + 3
    table("Without subtracting", "exp(s)", .warning, in: left.top(rows)) { Elementary.exp($0) }
    table("Subtracting the largest", "exp(s - 1000)", .probability, in: right.top(rows)) {
      Elementary.exp($0 - 1000)
    }
    let last = Elementary.exp(709)
    let words = Paragraph(
      "exp(709), \(Overflow.powerOfTen(last), telling: Reading("exp(709)", last)), is about the last one that fits; "
        + "exp(710) = \(Elementary.exp(710).shown(1)).")
    let below = area.below(rows + 1)
    let used = words.draw(in: below, .faint)
    let growth = below.below(used + 1)
    guard growth.height > Overflow.arguments.count + 1 else {
      if growth.height > 2, growth.width >= 76 { drawGrowthInARow(in: growth) }
      return
    }
    drawGrowth(in: growth.leading(27))
    drawCurve(in: growth.trailing(from: right.rect.x - area.rect.x))
  }

  /// `8.2 × 10^307`; infinity as it is.
  static func powerOfTen(_ number: Double) -> String {
    number.scientific.replacing("e+", with: " × 10^")
  }

  private static let arguments = [1.0, 2, 10, 100, 500, 709, 710]

  /// Where there is room: how fast the exponential grows.
  private func drawGrowth(in area: Area) {
    area.text("How fast exp grows", .title, .strong)
    Table(
      columns: [
        .init("x", alignment: .trailing, width: .fixed(5)),
        .init("exp(x)", alignment: .trailing, width: .fixed(12)),
      ],
      rows: Overflow.arguments.map { argument in
        let exp = Elementary.exp(argument)
        return .init(
          [
            Text(argument.fixed(0)),
            digits(exp),
          ], numbers: [1: exp])
      }
    ).draw(in: area.below(1))
  }

  /// The same where there is little height.
  private func drawGrowthInARow(in area: Area) {
    let exps = Overflow.arguments.map(Elementary.exp)
    area.text("How fast exp grows", .title, .strong)
    Table(
      columns: [.init("x", role: .faint)]
        + Overflow.arguments.map {
          .init($0.fixed(0), alignment: .trailing, meaning: "exp(\($0.fixed(0)))")
        },
      rows: [
        .init(
          ["exp(x)"] + exps.map(digits),
          numbers: Dictionary(uniqueKeysWithValues: exps.enumerated().map { ($0 + 1, $1) }))
      ]
    ).draw(in: area.below(1))
  }

  private func digits(_ exp: Double) -> Text {
    Text(exp < 1e6 ? exp.fixed(3) : Overflow.powerOfTen(exp), exp.isFinite ? nil : .warning)
  }

  /// The same function between the scores that a model gives.
  private func drawCurve(in area: Area) {
    let last = 40
    area.text("exp(x) from -4 to 2: never 0, never below", .title, .strong)
    let values = (0...last).map { Elementary.exp(Double($0) / Double(last) * 6 - 4) }
    Curve(
      [.init(values, .activation)], length: last + 1, range: 0...8,
      foot: .init("x", from: -4, to: 2)
    ).draw(in: area.below(1))
  }

  private func table(
    _ title: String, _ head: String, _ role: Role, in area: Area, exp: (Double) -> Double
  ) {
    let exps = Overflow.scores.map(exp)
    let total = exps.reduce(0, +)
    area.text(title, .title, .strong)
    Table(
      columns: [
        .init("score", role: role, alignment: .trailing),
        .init(head, role: role, alignment: .trailing, width: .fixed(13)),
        .init("prob.", role: role, alignment: .trailing, width: .fixed(6)),
      ],
      rows: zip(Overflow.scores, exps).map { score, exp in
        let share = exp / total
        return .init(
          [
            Text(score.fixed(0)), Text(exp.shown(4)),
            Text(share.isNaN ? share.fixed(0) : share.percent()),
          ], numbers: [1: exp, 2: share])
      } + [.init([Text("total", .faint), Text(total.shown(4), .faint)], numbers: [1: total])]
    ).draw(in: area.below(1))
  }
}
