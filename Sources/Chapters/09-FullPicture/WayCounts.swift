import MicroGPT
import Stage

/// How much there is of each table, and what it is for.
struct WayCounts {
  let scene: Scene
  /// The matrices of one kind in all layers.
  private let rows: [(name: String, words: String, size: String, weights: Int, used: Int)]

  init(_ scene: Scene) {
    self.scene = scene
    let layers = scene.size.layers
    let width = scene.size.width
    rows = scene.run.matrices.filter { !$0.name.contains(".") || $0.name.hasPrefix("layer0.") }.map
    {
      matrix in
      let name = matrix.name.split(separator: ".").last.map(String.init) ?? matrix.name
      let isInLayer = matrix.name.contains(".")
      let isLookedUp = name == "wte" || name == "wpe"
      let count = matrix.count * (isInLayer ? layers : 1)
      return (
        name, WayCounts.words[name] ?? "",
        "\(matrix.rows.grouped) × \(matrix.columns.grouped)"
          + (isInLayer && layers > 1 ? " × \(layers.grouped) layers" : ""), count,
        isLookedUp ? width : count
      )
    }
  }

  var parameters: Int { scene.run.parameterCount }
  /// How many weights one position is multiplied with; rows of the first two tables are only looked up.
  var products: Int { used - lookedUp }
  /// The numbers of the two rows.
  var lookedUp: Int { rows.reduce(0) { $0 + ($1.name.hasPrefix("w") ? $1.used : 0) } }
  private var used: Int { rows.reduce(0) { $0 + $1.used } }

  static let words = [
    "wte": "a row for each token", "wpe": "a row for each position",
    "lm_head": "a score for each token",
    "attn_wq": "what a position looks for", "attn_wk": "what it can be found by",
    "attn_wv": "what it hands over", "attn_wo": "mixes the heads",
    "mlp_fc1": "up to four times as many", "mlp_fc2": "and down again",
  ]

  func draw(in area: Area) {
    let hasWords = area.width >= 92
    let list = rows.map { row in
      let words = hasWords ? row.words.padded(26) : ""
      return BarList.Row(
        "\(row.name.padded(9), .weight, .strong)\(words, .faint)\(row.size.paddedLeft(9))",
        Double(row.weights), Text(row.weights.grouped), mark: Text(row.used.grouped.paddedLeft(7)),
        role: .weight)
    }
    area.text("table", .title, .strong)
    area.text("weights     used for one position".cut(area.width), endingAt: nil, .faint)
    let used = 1 + BarList(list, labels: .leading).draw(in: area.inset(top: 1, bottom: 1)).count
    let rest = area.below(used + 2)
    if rest.height > 6 { drawShares(in: rest) }
    area.text(
      "together \(parameters.grouped, .weight, .strong) \(self.used.grouped.paddedLeft(7), .faint)",
      endingAt: nil, y: min(area.height - 1, used))
  }

  /// Which part of the model has how many of the weights.
  private func drawShares(in area: Area) {
    func sum(_ prefix: String...) -> Double {
      rows.reduce(0) { sum, row in
        prefix.contains { row.name.hasPrefix($0) } ? sum + Double(row.weights) : sum
      }
    }
    area.text("Whose they are", .title, .strong)
    StackedBar([
      .init("token and place", sum("wte", "wpe"), .token), .init("attention", sum("attn"), .query),
      .init("MLP", sum("mlp"), .activation), .init("scores", sum("lm_head"), .probability),
    ]).draw(in: area.below(1))
    if AllWeights(scene: scene).draw(in: area.below(4)) { return }
    let size = scene.size
    let facts = [
      ("layers", size.layers), ("numbers in x", size.width), ("heads in a layer", size.heads),
      ("positions", size.blockSize), ("tokens", scene.tokenizer.vocabularySize),
    ]
    let list = area.below(5)
    for (y, fact) in facts.enumerated() {
      list.text(fact.0, x: 2, y: y, .faint)
      list.text(fact.1.grouped, endingAt: 28, y: y, .text, .strong)
    }
  }
}
