import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// The walk: every vector against plain arithmetic with the model's parameters.
@MainActor @Suite struct WayTests {
  /// A run with two layers, two heads and a short block.
  private static func deepRun() throws -> Run {
    let size = try ModelSize(layers: 2, width: 6, blockSize: 5, heads: 2)
    var run = try Runs.make(
      seed: 7, steps: 30, documents: ["emma", "anna", "hannah", "bob"], size: size)
    while run.train() != nil {}
    return run
  }

  @Test(arguments: [0, 1000]) func everyVector(moment: Int) throws {
    var person = try Person(chapter: 9)
    person.go(toMoment: moment)
    for position in 0..<5 {
      let way = Way(person.scene, position: position, layer: 0)
      try WayTests.check(way, person.scene)
    }
  }

  @Test func everyVectorOfSeveralLayers() throws {
    let person = try Person(chapter: 9, run: WayTests.deepRun())
    for layer in 0..<2 {
      for position in 0..<person.scene.positions {
        try WayTests.check(Way(person.scene, position: position, layer: layer), person.scene)
      }
    }
  }

  /// Computes each vector of a way once more from those before it.
  private static func check(_ way: Way, _ scene: Scene) throws {
    let parameters = scene.snapshot.state.parameters
    let size = scene.size
    func table(_ name: String) throws -> [[Double]] {
      let matrices = scene.run.matrices
      let matrix = try #require(matrices.first { $0.name == name })
      let start = Int(matrix.first - matrices[0].first)
      return (0..<matrix.rows).map {
        Array(parameters[start + $0 * matrix.columns..<start + ($0 + 1) * matrix.columns])
      }
    }
    func times(_ rows: [[Double]], _ x: [Double]) -> [Double] {
      rows.map { zip($0, x).map(*).reduce(0, +) }
    }
    func norm(_ x: [Double]) -> [Double] {
      let mean = x.map { $0 * $0 }.reduce(0, +) / Double(x.count)
      return x.map { $0 / (mean + 1e-5).squareRoot() }
    }
    func vector(_ stage: Site.Stage) throws -> [Double] { try #require(way[stage]).values }
    func expect(_ stage: Site.Stage, _ values: [Double], _ line: Int = #line) throws {
      let own = try vector(stage)
      #expect(own.count == values.count, "\(stage)")
      let gap = zip(own, values).map { abs($0 - $1) }.max() ?? 0
      #expect(gap < 1e-12, "\(stage), line \(line)")
    }
    let layer = "layer\(way.layer)."
    let input = scene.trace.positions[way.position].activations
    let x = way.layer == 0 ? input.input : input.layers[way.layer - 1].output
    try expect(.tokenEmbedding, table("wte")[way.token])
    try expect(.positionEmbedding, table("wpe")[way.position])
    try expect(.embedding, zip(vector(.tokenEmbedding), vector(.positionEmbedding)).map(+))
    try expect(.input, norm(vector(.embedding)))
    try expect(.attentionInput, norm(x))
    try expect(.query, times(table(layer + "attn_wq"), vector(.attentionInput)))
    try expect(.key, times(table(layer + "attn_wk"), vector(.attentionInput)))
    try expect(.value, times(table(layer + "attn_wv"), vector(.attentionInput)))
    let weights = try vector(.weight)
    #expect(weights.count == size.heads * (way.position + 1))
    for head in 0..<size.heads {
      let own = weights[head * (way.position + 1)..<(head + 1) * (way.position + 1)]
      #expect(abs(own.reduce(0, +) - 1) < 1e-12)
      for place in 0..<size.headWidth {
        let sum = own.enumerated().reduce(0) { sum, weight in
          let seen = scene.trace.positions[weight.offset].activations.layers[way.layer]
          return sum + weight.element * seen.heads[head].value[place]
        }
        #expect(abs(try vector(.headOutput)[head * size.headWidth + place] - sum) < 1e-12)
      }
    }
    try expect(.attentionOutput, times(table(layer + "attn_wo"), vector(.headOutput)))
    try expect(.afterAttention, zip(x, vector(.attentionOutput)).map(+))
    try expect(.mlpInput, norm(vector(.afterAttention)))
    try expect(.hidden, times(table(layer + "mlp_fc1"), vector(.mlpInput)))
    try expect(.relu, vector(.hidden).map { max(0, $0) })
    try expect(.mlpOutput, times(table(layer + "mlp_fc2"), vector(.relu)))
    try expect(.afterMLP, zip(vector(.afterAttention), vector(.mlpOutput)).map(+))
    let last = try #require(input.layers.last).output
    try expect(.logit, times(table("lm_head"), last))
    let exponentials = try vector(.logit).map { Elementary.exp($0) }
    try expect(.probability, exponentials.map { $0 / exponentials.reduce(0, +) })
  }

  /// Each number of each row has an address, and a recipe that says how it was made.
  @Test func everyNumberHasItsAddress() throws {
    for run in [try Runs.trained(), try WayTests.deepRun()] {
      let person = try Person(chapter: 9, run: run)
      let pass = try #require(person.scene.calculation?.pass)
      for layer in 0..<run.settings.size.layers {
        for row in Way(person.scene, position: 2, layer: layer).rows {
          for (index, value) in row.values.enumerated() {
            #expect(pass[row.site(index)] == value, "\(row.site(index))")
          }
        }
      }
    }
  }
}
