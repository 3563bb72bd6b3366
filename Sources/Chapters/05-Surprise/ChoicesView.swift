import MicroGPT
import Stage

/// Losses as numbers of equally likely tokens, the smallest first.
struct ChoicesView {
  let scene: Scene
  let unit: SurpriseUnit
  let control: Control
  let growth: Double

  private struct Entry {
    let label: String
    let loss: Double
    let role: Role
  }

  private var entries: [Entry] {
    let name = scene.name.isEmpty ? "(none)" : scene.name.shortened
    let untrained = scene.along?.first?.losses.mean
    let steps = "\(scene.moment.grouped) step\(scene.moment == 1 ? "" : "s")"
    var entries = [
      Entry(label: "yours", loss: Elementary.log(control.value), role: .chosen),
      Entry(label: "blind guessing", loss: scene.guessingLoss, role: .warning),
      Entry(label: "\(name), \(steps)", loss: scene.trace.loss, role: .loss),
    ]
    if let untrained, scene.moment > 0 {
      entries.append(Entry(label: "\(name), untrained", loss: untrained, role: .loss))
    }
    return entries.sorted { $0.loss < $1.loss }
  }

  func draw(in area: Area) {
    var row = ControlRows([control], chosen: control) { Int($0.value).grouped }
    row.valueWidth = 7
    row.draw(in: area.top(1))
    let entries = entries
    let list = area.below(area.height > 9 ? 2 : 1)
    list.text("As many tokens to choose from", .title, .strong)
    list.text("loss in \(unit.name)", endingAt: nil, .faint)
    let shown = entries.map { Elementary.exp($0.loss) }
    let most = max(Double(scene.tokenizer.vocabularySize), shown.filter { $0 < 1000 }.max() ?? 0)
    let gap = list.height > 3 * entries.count ? 3 : list.height > 2 * entries.count ? 2 : 1
    let labels = min(list.width / 3, entries.map(\.label.columns).max() ?? 0)
    for (index, (entry, count)) in zip(entries, shown).enumerated() {
      let line = list.row(1 + (gap > 1 ? 1 : 0) + index * gap)
      line.text(entry.label.cut(labels), .text, entry.role == .loss ? .strong : [])
      line.text(
        unit.text(entry.loss), endingAt: nil, entry.role, .strong,
        telling: Reading("loss in \(unit.name), \(entry.label)", unit.amount(entry.loss)))
      line.text(
        ChoicesView.number(count), endingAt: line.width - 9, entry.role,
        telling: Reading("as many equal choices, \(entry.label)", count))
      let room = line.inset(left: labels + 1, right: 19)
      drawTokens(count * growth, of: most, entry.role, in: room)
    }
    let curve = list.below(2 + gap * entries.count)
    if curve.height > 8 {
      GuessingCurve(unit: unit, marks: entries.map { ($0.loss, $0.role) }).draw(in: curve)
    }
  }

  /// `15.1`
  static func number(_ count: Double) -> String {
    if count < 1000 { return count.fixed(1) }
    guard count.isFinite else { return "no end" }
    return count < 1e9 ? Int(count.rounded()).grouped : count.scientific
  }

  /// A mark for each token where there is room, else a bar.
  private func drawTokens(_ count: Double, of most: Double, _ role: Role, in area: Area) {
    guard most.isFinite, count.isFinite, area.width > 2 else { return }
    let pitch = most <= Double(area.width / 2) ? 2 : 1
    guard most <= Double(area.width) else {
      Bar(min(1, count / most), role).draw(in: area.row(0))
      return
    }
    for index in 0..<Int(most.rounded(.up)) {
      let isWhole = Double(index) + 0.5 <= count
      area.put(isWhole ? "■" : "·", x: index * pitch, y: 0, isWhole ? role : .faint)
    }
  }
}

/// The loss of guessing over the number of tokens, and some losses on it.
struct GuessingCurve {
  let unit: SurpriseUnit
  /// In nats.
  let marks: [(loss: Double, role: Role)]

  func draw(in area: Area) {
    let counts = marks.map { Elementary.exp($0.loss) }.filter(\.isFinite)
    let most = max(50, min(1e6, (counts.max() ?? 0) * 1.2))
    let last = 600
    func place(_ count: Double) -> Int { Int(((count - 1) / (most - 1) * Double(last)).rounded()) }
    let losses = (0...last).map { place in
      unit.amount(Elementary.log(1 + Double(place) / Double(last) * (most - 1)))
    }
    area.text("The loss of guessing among so many tokens: \(unit.logarithm) n", .title, .strong)
    Curve(
      [.init(losses, .faint, meaning: "loss in \(unit.name)")],
      marks: zip(marks, marks.map { Elementary.exp($0.loss) }).compactMap { mark, count in
        count > most
          ? nil : .init("●", place: place(count), value: unit.amount(mark.loss), mark.role)
      }, length: last + 1, range: 0...(losses.last ?? 1),
      foot: .init("n = 1", "", Int(most.rounded()).grouped)
    ).draw(in: area.below(1))
  }
}
