import Foundation
import Testing

@testable import MicroGPT

/// Models with a part left out or a weight changed, against a forward pass over plain arrays.
@Suite struct AblationTests {
  private static func model(_ given: GradientTests.Case) throws -> GPT {
    let size = try ModelSize(
      layers: given.layers, width: given.width, blockSize: given.blockSize, heads: given.heads)
    return tinyModel(size, vocabulary: 27)
  }

  @Test(arguments: GradientTests.cases) func lossesAndLogits(case given: GradientTests.Case) throws
  {
    let model = try AblationTests.model(given)
    let plain = PlainModel(model)
    let whole = model.trace(tokens: given.tokens)
    for ablation in [nil] + Ablation.all(heads: given.heads) {
      let trace = model.trace(tokens: given.tokens, without: ablation)
      let expected = plain.forward(given.tokens, without: ablation)
      #expect(trace.positions.count == expected.losses.count)
      for (position, index) in zip(trace.positions, 0...) {
        #expect(isNear(position.loss, expected.losses[index]), "\(ablation?.name ?? "whole")")
        for (got, wanted) in zip(position.activations.logits, expected.logits[index]) {
          #expect(isNear(got, wanted), "\(ablation?.name ?? "whole")")
        }
      }
      let mean = expected.losses.reduce(0, +) / Double(expected.losses.count)
      #expect(isNear(trace.loss, mean), "\(ablation?.name ?? "whole")")
      #expect((trace.loss == whole.loss) == (ablation == nil), "\(ablation?.name ?? "whole")")
    }
  }

  /// What is left out is 0, and what an ablation says of the residual stream holds in each layer.
  @Test func whatIsLeftOut() throws {
    let given = GradientTests.cases[3]
    let model = try AblationTests.model(given)
    for ablation in Ablation.all(heads: given.heads) {
      for position in model.trace(tokens: given.tokens, without: ablation).positions {
        let made = position.activations
        #expect((made.embedding == made.tokenEmbedding) == (ablation == .positions))
        for layer in made.layers {
          for (h, head) in layer.heads.enumerated() {
            #expect(head.output.allSatisfy { $0 == 0 } == (ablation == .head(h)))
          }
          #expect(layer.attentionOutput.allSatisfy { $0 == 0 } == (ablation == .attention))
          #expect((layer.afterAttention == layer.attentionOutput) == (ablation == .residual1))
          #expect(layer.mlpOutput.allSatisfy { $0 == 0 } == (ablation == .mlp))
          #expect((layer.output == layer.mlpOutput) == (ablation == .residual2))
        }
      }
    }
  }

  @Test func names() {
    #expect(
      Ablation.all(heads: 2).map(\.name)
        == ["attention", "head0", "head1", "mlp", "residual1", "residual2", "positions"])
  }

  /// One weight of each matrix changed; the model itself stays as it was.
  @Test func edits() throws {
    let given = GradientTests.cases[3]
    let model = try AblationTests.model(given)
    let before = model.parameters
    let gradients = model.differentiate(tokens: given.tokens).gradients
    let loss = model.trace(tokens: given.tokens).loss
    for matrix in model.matrices {
      // The one that matters most.
      let first = model.parameterIndex(matrix, row: 0, column: 0)
      let index = try #require(
        (first..<first + matrix.count).max { abs(gradients[$0]) < abs(gradients[$1]) })
      let edited = model.edited(Edit(parameter: index, value: 1.5))
      let trace = edited.trace(tokens: given.tokens, without: .head(1))
      let expected = PlainModel(edited).forward(given.tokens, without: .head(1)).losses
      #expect(isNear(trace.loss, expected.reduce(0, +) / Double(expected.count)))
      #expect(edited.trace(tokens: given.tokens).loss != loss, "\(matrix.name)")
      let changed = zip(edited.parameters, before).enumerated().filter {
        $0.element.0 != $0.element.1
      }
      #expect(changed.map(\.offset) == [index] && edited.parameters[index] == 1.5)
    }
    #expect(model.parameters == before)
  }

  private func isNear(_ a: Double, _ b: Double) -> Bool {
    abs(a - b) <= 1e-11 * max(1, abs(a), abs(b))
  }
}

/// The model over plain arrays, each formula as it is written in a book: nothing of it is shared with
/// the model that it is compared with.
struct PlainModel {
  private let size: ModelSize
  private let matrices: [String: [[Double]]]

  init(_ model: GPT) {
    size = model.size
    var rest = model.parameters[...]
    var matrices: [String: [[Double]]] = [:]
    for matrix in model.matrices {
      matrices[matrix.name] = (0..<matrix.rows).map { _ in
        defer { rest = rest.dropFirst(matrix.columns) }
        return Array(rest.prefix(matrix.columns))
      }
    }
    self.matrices = matrices
  }

  func forward(_ tokens: [Int], without ablation: Ablation?) -> (
    losses: [Double], logits: [[Double]]
  ) {
    let n = min(size.blockSize, tokens.count - 1)
    // The residual streams of all positions, [position][width].
    var streams = (0..<n).map { position in
      let token = row("wte", tokens[position])
      let place = ablation == .positions ? zeros : row("wpe", position)
      return norm(plus(token, place))
    }
    for layer in 0..<size.layers {
      let normed = streams.map(norm)
      let (q, k, v) = (
        normed.map { times("layer\(layer).attn_wq", $0) },
        normed.map { times("layer\(layer).attn_wk", $0) },
        normed.map { times("layer\(layer).attn_wv", $0) }
      )
      for position in 0..<n {
        var attended: [Double] = []
        for head in 0..<size.heads {
          let slice = head * size.headWidth..<(head + 1) * size.headWidth
          let weights = softmax(
            (0...position).map { key in
              dot(Array(q[position][slice]), Array(k[key][slice]))
                / Double(size.headWidth).squareRoot()
            })
          attended += slice.map { column in
            if ablation == .head(head) { return 0 }
            return zip(weights, 0...).reduce(0) { $0 + $1.0 * v[$1.1][column] }
          }
        }
        var mixed = times("layer\(layer).attn_wo", attended)
        if ablation == .attention { mixed = zeros }
        let stream = plus(mixed, ablation == .residual1 ? zeros : streams[position])
        let hidden = times("layer\(layer).mlp_fc1", norm(stream)).map { max($0, 0) }
        var back = times("layer\(layer).mlp_fc2", hidden)
        if ablation == .mlp { back = zeros }
        streams[position] = plus(back, ablation == .residual2 ? zeros : stream)
      }
    }
    let logits = streams.map { times("lm_head", $0) }
    return (zip(logits, tokens[1...]).map { -Foundation.log(softmax($0)[$1]) }, logits)
  }

  private var zeros: [Double] { Array(repeating: 0, count: size.width) }

  private func row(_ name: String, _ index: Int) -> [Double] { matrices[name]?[index] ?? [] }

  private func times(_ name: String, _ x: [Double]) -> [Double] {
    (matrices[name] ?? []).map { dot($0, x) }
  }

  private func dot(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }

  private func plus(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map { $0 + $1 } }

  private func norm(_ x: [Double]) -> [Double] {
    let root = (dot(x, x) / Double(x.count) + 1e-5).squareRoot()
    return x.map { $0 / root }
  }

  private func softmax(_ x: [Double]) -> [Double] {
    let exps = x.map { Foundation.exp($0 - (x.max() ?? 0)) }
    return exps.map { $0 / exps.reduce(0, +) }
  }
}
