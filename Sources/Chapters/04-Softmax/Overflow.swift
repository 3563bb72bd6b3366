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
    Paragraph(
      "exp(709) = \(Elementary.exp(709).scientific) is about the last one that fits; "
        + "exp(710) = \(Elementary.exp(710).shown(1))."
    ).draw(in: area.below(rows + 1), .faint)
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
        .init([Text(score.fixed(0)), Text(exp.shown(4)), Text((exp / total).fixed(4))])
      } + [.init([Text("total", .faint), Text(total.shown(4), .faint)])]
    ).draw(in: area.below(1))
  }
}
