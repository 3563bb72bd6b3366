import MicroGPT
import Stage

/// All numbers of a vector that is made number by number, each with what it is made of: the sum of two
/// vectors, a vector times a scale, what ReLU lets through.
struct ElementsView {
  let way: Way
  let row: Way.Row
  /// The number under the cursor.
  let index: Int
  /// How many of the numbers are computed.
  let computed: Int
  /// How the one under the cursor was made.
  let recipe: Recipe

  func draw(in area: Area) {
    guard row.stage.isMadeNumberByNumber, area.height > 4 else { return }
    let sources = row.stage.sources.compactMap { way[$0, before: row] }
    guard let first = sources.first, first.values.count == row.values.count else { return }
    area.text("all \(row.values.count.grouped) numbers", .title, .strong)
    let list = area.below(1)
    let shown = Range.window(of: row.values.count, room: list.height, around: index)
    for (y, place) in shown.enumerated() {
      let line = list.row(y)
      let isNow = place == index
      let label = row.stage == .probability ? way.scene.label(place) : "\(place)"
      line.text(label.paddedLeft(3).cut(3), isNow ? .chosen : .faint, isNow ? .strong : [])
      guard place < computed else { continue }
      func number(
        _ row: Way.Row, _ words: String, endingAt end: Int, _ role: Role, _ emphasis: Emphasis = []
      ) {
        line.text(
          words, endingAt: end, role, emphasis,
          telling: Reading(way.scene.words(row.site(place)), row.values[place]))
      }
      number(first, first.values[place].signed(3), endingAt: 11, .activation)
      line.text(sign, x: 12, .faint)
      if let second = second(place, sources) {
        line.text(
          second.signed(3), endingAt: 20, .activation,
          telling: Reading(recipe.operation == .multiply ? "scale of the norm" : "added", second))
        line.text("=", x: 21, .faint)
      }
      let value = row.values[place]
      let isShare = row.stage == .probability
      number(
        row, isShare ? value.percent() : value.signed(3), endingAt: 29,
        isShare ? .probability : isNow ? .chosen : .activation, .strong)
    }
  }

  private var sign: String {
    switch recipe.operation {
    case .add: "+"
    case .multiply: "·"
    default: "→"
    }
  }

  /// What the number at a place is added to or multiplied by.
  private func second(_ place: Int, _ sources: [Way.Row]) -> Double? {
    switch recipe.operation {
    case .add where sources.count > 1: sources[1].values[place]
    case .multiply where recipe.operands.count > 1: recipe.operands[1].value
    default: nil
    }
  }
}

extension Site.Stage {
  /// Whether each of its numbers is made of those at the same place in the vectors before.
  var isMadeNumberByNumber: Bool {
    switch self {
    case .embedding, .input, .attentionInput, .afterAttention, .mlpInput, .relu, .afterMLP,
      .probability:
      true
    default: false
    }
  }
}
