import MicroGPT
import Stage

/// Losses of the whole model, without attention and without each head, in columns side by side; behind each
/// what it rises by.
struct LossTable {
  let heads: Int
  /// The losses by what is left out, nil for the whole model; nil as long as they are not worked out.
  let columns: [(title: String, losses: [Ablation?: Double]?)]

  private static let labels = 18

  private var parts: [Ablation?] { [nil, .attention] + (0..<heads).map { .head($0) } }

  private func rise(_ losses: [Ablation?: Double], _ part: Ablation) -> Double? {
    guard let whole = losses[nil], let loss = losses[part] else { return nil }
    return loss - whole
  }

  /// Where the columns stand in an area.
  static func columns(_ count: Int, of area: Area) -> [Area] {
    area.trailing(from: labels).equalColumns(count, gap: 3)
  }

  /// Draws it and returns how many rows it took.
  func draw(in area: Area) -> Int {
    let parts = parts
    let places = LossTable.columns(columns.count, of: area)
    let rises = columns.flatMap { column in
      parts.compactMap { part in
        column.losses.flatMap { losses in part.flatMap { rise(losses, $0)?.magnitude } }
      }
    }
    // Small differences are drawn small.
    let scale = max(0.05, rises.filter(\.isFinite).max() ?? 0)
    let pitch = area.height > 3 * parts.count + 3 ? 2 : 1
    let list = area.inset(top: 2)
    let window = list.rows(parts.count, pitch: pitch, focus: 0)
    for (place, column) in zip(places, columns) {
      place.text(column.title.cut(place.width), .title, .strong)
      place.text("loss", y: 1, .faint)
      place.text("rises by", endingAt: nil, y: 1, .faint)
    }
    for index in window {
      let part = parts[index]
      let y = 2 + (index - window.lowerBound) * pitch
      let emphasis: Emphasis = index < 2 ? .strong : []
      area.text(part?.words ?? "whole model", y: y, part == nil ? .text : .value, emphasis)
      for (place, column) in zip(places, columns) {
        let line = place.row(y)
        guard let losses = column.losses, let loss = losses[part] else {
          line.text("…", .faint)
          continue
        }
        let words = part?.words ?? "whole model"
        line.text(
          Text(loss.lossText, .loss, emphasis, telling: Reading("loss, \(words)", loss)))
        guard let part, let rise = rise(losses, part) else { continue }
        if rise.isFinite {
          SignedBar(rise / scale, rise < 0 ? .warning : .value, name: part.words)
            .draw(in: line.inset(left: 7, right: 8))
        }
        line.text(
          rise.rise, endingAt: nil, .chosen, telling: Reading("loss \(words): rises by", rise))
      }
    }
    return 2 + window.count * pitch
  }
}
