import MicroGPT
import Stage

/// The first draw of all at several temperatures, with the needle where it fell.
struct TemperatureView {
  let scene: Scene
  private let draw: GeneratedName.Draw
  private let progress: Double

  /// What stands in each window, and what is added where there is room.
  private static let few = [0.2, 0.5, 1, 2]
  private static let others = [0.1, 0.3, 0.7, 1.5, 3]

  init(scene: Scene, progress: Double) {
    self.scene = scene
    self.progress = progress
    draw = scene.names(MakingThingsUp.count)[0].draws[0]
  }

  /// What the needle hits at the temperatures that are always shown.
  var words: String {
    let hits = TemperatureView.few.map { "“\(scene.label(row($0).token))”" }
    guard Set(hits).count > 1 else { return "\(hits[0]) at all of them" }
    return zip(hits, TemperatureView.few).map { "\($0) at \($1.fixed(1))" }.joined(separator: ", ")
  }

  /// What the temperature does to the likeliest token, beside what the chapters before have shown.
  var effect: String {
    let own = scene.temperature
    let plain = probabilities(at: 1)
    guard own != 1, let top = plain.indices.max(by: { plain[$0] < plain[$1] }) else { return "" }
    return ", made \(own < 1 ? "sharper" : "more even") by the temperature \(own.fixed(1)): "
      + "“\(scene.label(top))” has \(draw.probabilities[top].percent()) instead of "
      + plain[top].percent()
  }

  func draw(in area: Area, temperature: ControlRows) {
    temperature.draw(in: area.row(0))
    let list = area.below(2)
    var shown = Set(TemperatureView.few + [scene.temperature])
    let all = shown.union(TemperatureView.others)
    if list.height >= 4 * all.count { shown = all }
    NeedleRows(scene: scene, rows: shown.sorted().map { row($0, done: Ease.inOut(progress)) })
      .draw(in: list)
  }

  /// - Parameter done: how far it has come from the present temperature to its own, 0…1.
  private func row(_ temperature: Double, done: Double = 1) -> NeedleRows.Row {
    let own = scene.temperature
    // Evenly by the logarithm.
    let way = Elementary.exp(done * Elementary.log(temperature / own))
    let shares = probabilities(at: done < 1 ? own * way : temperature)
    var sum = 0.0
    let hit = shares.firstIndex {
      sum += $0
      return sum > draw.place
    }
    let openness = Elementary.exp(GeneratedName.Draw.entropy(shares))
    return .init(
      label: Text(temperature.fixed(1), temperature == own ? .chosen : .text),
      probabilities: shares, needle: draw.place, token: hit ?? shares.count - 1,
      note: "like \(openness.fixed(1), telling: Reading("exp(entropy)", openness)) equal")
  }

  /// The probabilities at a temperature, calculated as `Engine.generate` does.
  private func probabilities(at temperature: Double) -> [Double] {
    var graph = Graph(capacity: 8 * draw.logits.count)
    let scaled = draw.logits.map { graph.divide(graph.leaf($0), by: temperature) }
    return graph.softmax(scaled).map { graph[$0] }
  }
}
