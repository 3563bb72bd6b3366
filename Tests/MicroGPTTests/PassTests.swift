import Foundation
import Testing

@testable import MicroGPT

/// Every number of a pass: its address, its value, its gradient.
@Suite struct PassTests {
  static func model(_ given: GradientTests.Case) throws -> GPT {
    let size = try ModelSize(
      layers: given.layers, width: given.width, blockSize: given.blockSize, heads: given.heads)
    return tinyModel(size, vocabulary: 27)
  }

  /// The whole model, each part left out, and a model with an edited weight.
  static func passes(_ given: GradientTests.Case) throws -> [Pass] {
    let model = try model(given)
    let ablations = [nil] + Ablation.all(heads: given.heads)
    return ablations.map { Pass(model, tokens: given.tokens, without: $0) }
      + [Pass(model, tokens: given.tokens, edit: Edit(parameter: 3, value: -1.25))]
  }

  /// The vectors of a trace, by the sites they should have.
  private static func vectors(_ trace: Trace) -> [(site: Site, values: [Double])] {
    var vectors: [(site: Site, values: [Double])] = []
    for (p, position) in trace.positions.enumerated() {
      let made = position.activations
      vectors += [
        (Site(.tokenEmbedding, position: p), made.tokenEmbedding),
        (Site(.positionEmbedding, position: p), made.positionEmbedding),
        (Site(.embedding, position: p), made.embedding), (Site(.input, position: p), made.input),
        (Site(.logit, position: p), made.logits),
        (Site(.probability, position: p), position.probabilities),
        (Site(.positionLoss, position: p), [position.loss]),
      ]
      for (l, layer) in made.layers.enumerated() {
        vectors += [
          (Site(.attentionInput, layer: l, position: p), layer.attentionInput),
          (Site(.attentionOutput, layer: l, position: p), layer.attentionOutput),
          (Site(.afterAttention, layer: l, position: p), layer.afterAttention),
          (Site(.mlpInput, layer: l, position: p), layer.mlpInput),
          (Site(.hidden, layer: l, position: p), layer.hidden),
          (Site(.relu, layer: l, position: p), layer.relu),
          (Site(.mlpOutput, layer: l, position: p), layer.mlpOutput),
          (Site(.afterMLP, layer: l, position: p), layer.output),
        ]
        for (h, head) in layer.heads.enumerated() {
          vectors += [
            (Site(.query, layer: l, head: h, position: p), head.query),
            (Site(.key, layer: l, head: h, position: p), head.key),
            (Site(.value, layer: l, head: h, position: p), head.value),
            (Site(.score, layer: l, head: h, position: p), head.scores),
            (Site(.weight, layer: l, head: h, position: p), head.weights),
            (Site(.headOutput, layer: l, head: h, position: p), head.output),
          ]
        }
      }
    }
    return vectors + [(.loss, [trace.loss])]
  }

  /// All but the numbers inside norms and softmax are in the trace.
  @Test(arguments: GradientTests.cases) func valuesAreThoseOfTheTrace(
    case given: GradientTests.Case
  ) throws {
    let model = try PassTests.model(given)
    for pass in try PassTests.passes(given).dropLast() {
      let trace = model.trace(tokens: given.tokens, without: pass.ablation)
      #expect(pass.trace == trace)
      let expected = PassTests.vectors(trace)
      for (site, values) in expected {
        #expect(values.indices.map { pass[site.at($0)] } == values, "\(site)")
      }
      let inside: Set<Site.Stage> = [
        .embeddingMeanSquare, .embeddingScale, .attentionMeanSquare, .attentionScale,
        .mlpMeanSquare, .mlpScale, .scoreExponential, .scoreTotal, .exponential, .total,
      ]
      let sites = pass.sites.filter { !inside.contains($0.stage) }
      #expect(Set(sites) == Set(expected.flatMap { $0.values.indices.map($0.site.at) }))
      #expect(sites.count == Set(sites).count)
    }
  }

  /// As the depth-first search finds them, to the last bit.
  @Test(arguments: GradientTests.cases) func gradientsOfAll(case given: GradientTests.Case) throws {
    for pass in try PassTests.passes(given) {
      let expected = pass.graph.depthFirstGradients(from: pass.node(.loss))
      let sites = pass.sites + (0..<pass.model.parameterCount).map(Site.parameter)
      let different = sites.filter { pass.gradient(at: $0) != expected[pass.node($0), default: 0] }
      // Where a part is left out nothing holds the order of the additions to the search's.
      if pass.ablation == nil {
        #expect(different == [])
      } else {
        for site in different {
          let (got, wanted) = (pass.gradient(at: site), expected[pass.node(site), default: 0])
          #expect(abs(got - wanted) <= 1e-12 * max(1, abs(wanted)), "\(site)")
        }
      }
      #expect(pass.gradient(at: .loss) == 1)
    }
  }

  /// The slope of the loss where one parameter is edited, with and without a part of the model.
  @Test func gradientsAreSlopes() throws {
    let given = GradientTests.cases[3]
    let model = try PassTests.model(given)
    for ablation in [nil] + Ablation.all(heads: given.heads) {
      let pass = Pass(model, tokens: given.tokens, without: ablation)
      for index in stride(from: 0, to: model.parameterCount, by: 61) {
        func loss(_ change: Double) -> Double {
          let edit = Edit(parameter: index, value: model[parameter: index] + change)
          return Pass(model, tokens: given.tokens, without: ablation, edit: edit)[.loss]
        }
        let slope = (loss(1e-6) - loss(-1e-6)) / 2e-6
        #expect(abs(slope - pass.gradient(at: .parameter(index))) < 1e-7 + 1e-5 * abs(slope))
      }
    }
  }

  /// What is left out is 0, but it has a gradient: how the loss would change with it.
  @Test func gradientsOfWhatIsLeftOut() throws {
    let given = GradientTests.cases[3]
    let model = try PassTests.model(given)
    let noHead = Pass(model, tokens: given.tokens, without: .head(1))
    let noAttention = Pass(model, tokens: given.tokens, without: .attention)
    var largest = 0.0
    for (layer, position) in [(0, 0), (0, 3), (1, 2), (1, 5)] {
      for index in 0..<4 {
        let site = Site(.headOutput, layer: layer, head: 1, position: position, index: index)
        let attnWo = model.layers[layer].attnWo
        let expected = (0..<8).reduce(0.0) { sum, row in
          let output = Site(.attentionOutput, layer: layer, position: position, index: row)
          let weight = model.parameterIndex(attnWo, row: row, column: 4 + index)
          return sum + noHead.gradient(at: output) * noHead[.parameter(weight)]
        }
        #expect(noHead[site] == 0 && abs(noHead.gradient(at: site) - expected) < 1e-12)
        largest = max(largest, abs(expected))
      }
      for index in 0..<8 {
        let output = Site(.attentionOutput, layer: layer, position: position, index: index)
        let stream = Site(.afterAttention, layer: layer, position: position, index: index)
        #expect(noAttention.gradient(at: output) == noAttention.gradient(at: stream))
      }
    }
    #expect(largest > 1e-3)
  }

  @Test func parametersHavePlaces() throws {
    let model = try PassTests.model(GradientTests.cases[3])
    for matrix in model.matrices {
      for (row, column) in [(0, 0), (matrix.rows - 1, 0), (1, matrix.columns - 1)] {
        let index = model.parameterIndex(matrix, row: row, column: column)
        let place = model.place(ofParameter: index)
        #expect(place.matrix == matrix && place.row == row && place.column == column)
      }
    }
  }
}
