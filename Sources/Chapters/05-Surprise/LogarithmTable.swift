import MicroGPT
import Stage

/// A few probabilities and their surprises.
struct LogarithmTable {
  let unit: SurpriseUnit

  /// As many as there is room for, the longest list first.
  private static let lists = [
    [
      1, 0.9, 0.75, 0.5, 0.25, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0001, 0.00001,
      1e-6,
    ], [1, 0.75, 0.5, 0.25, 0.1, 0.05, 0.01, 0.001, 0.0001], few,
  ]
  private static let few = [1, 0.5, 0.1, 0.01, 0.001]

  func draw(in area: Area) {
    guard let list = LogarithmTable.lists.first(where: { $0.count < area.height }) else {
      drawAcross(in: area)
      return
    }
    let title = "A few logarithms"
    area.text("p", x: 9, .faint)
    area.text(title, x: 12, .title, .strong)
    area.text("−\(unit.logarithm) p", endingAt: nil, .faint)
    let rows = list.map { p in
      let surprise = unit.amount(SurpriseUnit.nats(p))
      return BarList.Row(
        Text(text(p).paddedLeft(10), .probability), surprise, Text(surprise.fixed(3)), role: .loss)
    }
    BarList(rows, names: { "−\(unit.logarithm) of \(text(list[$0]))" }).draw(in: area.below(1))
    let rest = area.below(list.count + 2)
    if rest.height > 8 { drawByFactors(in: rest) }
  }

  /// Where each step to the left is the same factor, the curve is a straight line.
  private func drawByFactors(in area: Area) {
    let last = 600
    let surprises = (0...last).map { place in
      // From one in a million to 1.
      unit.amount(Double(last - place) / Double(last) * SurpriseUnit.nats(1e-6))
    }
    let tenth = unit.text(SurpriseUnit.nats(0.1))
    area.text(
      "By factors: ten times less likely is always \(tenth) more".cut(area.width), .title, .strong)
    Curve(
      [.init(surprises, .loss)], length: last + 1, range: 0...(surprises.first ?? 1),
      foot: .init("p = 0.000001", "0.001", "1")
    ).draw(in: area.below(1))
  }

  /// `0.001`
  private func text(_ p: Double) -> String {
    (0...6).lazy.map { p.fixed($0) }.first { Double($0) == p } ?? p.fixed(6)
  }

  /// Where there is little room: side by side.
  private func drawAcross(in area: Area) {
    area.text("p", y: 0, .faint)
    area.text("−\(unit.logarithm) p", y: 1, .faint)
    for (place, p) in LogarithmTable.few.enumerated() {
      let end = 16 + 9 * place
      area.text(text(p), endingAt: end, y: 0, .probability)
      area.text(unit.text(SurpriseUnit.nats(p)), endingAt: end, y: 1, .loss)
    }
  }
}
