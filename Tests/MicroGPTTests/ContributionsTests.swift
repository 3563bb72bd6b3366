import Testing

@testable import MicroGPT

/// What the parts of the model add to the logits, against the logits themselves and against plain arrays.
@Suite struct ContributionsTests {
  private static func model(_ given: GradientTests.Case) throws -> GPT {
    let size = try ModelSize(
      layers: given.layers, width: given.width, blockSize: given.blockSize, heads: given.heads)
    return tinyModel(size, vocabulary: 27)
  }

  /// Whatever is left out, the parts add up to the logits that are computed then.
  @Test(arguments: GradientTests.cases) func sums(case given: GradientTests.Case) throws {
    let model = try ContributionsTests.model(given)
    for ablation in [nil] + Ablation.all(heads: given.heads) {
      for position in model.trace(tokens: given.tokens, without: ablation).positions {
        let made = position.activations
        let found = model.contributions(to: made, without: ablation)
        #expect(found.parts.count == 1 + given.layers * (given.heads + 1))
        #expect(Set(found.parts).count == found.parts.count)
        for (token, logit) in made.logits.enumerated() {
          let size = found.logits.reduce(1) { max($0, abs($1[token])) }
          #expect(abs(found.sum(of: token) - logit) <= 1e-12 * size, "\(ablation?.name ?? "whole")")
        }
      }
    }
  }

  @Test func names() throws {
    let given = GradientTests.cases[3]
    let model = try ContributionsTests.model(given)
    let trace = model.trace(tokens: given.tokens)
    #expect(
      model.contributions(to: trace.positions[0].activations).parts.map(\.name) == [
        "embedding", "layer0.head0", "layer0.head1", "layer0.mlp", "layer1.head0", "layer1.head1",
        "layer1.mlp",
      ])
  }

  /// In one layer a head's part is what is missing without it, where nothing comes after attention.
  @Test func aHeadIsWhatIsMissingWithoutIt() throws {
    let given = GradientTests.cases[0]
    var model = try ContributionsTests.model(given)
    // The MLP adds nothing.
    for row in 0..<16 {
      for column in 0..<64 { model.graph[model.layers[0].mlpFc2[row, column]] = 0 }
    }
    let whole = model.trace(tokens: given.tokens)
    for head in 0..<4 {
      let without = model.trace(tokens: given.tokens, without: .head(head))
      for (one, other) in zip(whole.positions, without.positions) {
        let found = model.contributions(to: one.activations)
        let part = try #require(found.parts.firstIndex(of: .head(layer: 0, head: head)))
        let missing = zip(one.activations.logits, other.activations.logits).map { $0 - $1 }
        #expect(missing.contains { abs($0) > 1e-3 })
        for (got, wanted) in zip(found.logits[part], missing) { #expect(abs(got - wanted) < 1e-13) }
      }
    }
  }

  @Test func whatIsLeftOutAddsNothing() throws {
    let given = GradientTests.cases[3]
    let model = try ContributionsTests.model(given)
    func silent(_ ablation: Ablation) throws -> [String] {
      let trace = model.trace(tokens: given.tokens, without: ablation)
      let found = model.contributions(
        to: try #require(trace.positions.last).activations, without: ablation)
      return zip(found.parts, found.logits).filter { $1.allSatisfy { $0 == 0 } }.map(\.0.name)
    }
    #expect(try silent(.head(1)) == ["layer0.head1", "layer1.head1"])
    #expect(
      try silent(.attention) == ["layer0.head0", "layer0.head1", "layer1.head0", "layer1.head1"])
    #expect(try silent(.mlp) == ["layer0.mlp", "layer1.mlp"])
    // Only the last attention and MLP are left, or the last MLP.
    #expect(
      try silent(.residual1) == ["embedding", "layer0.head0", "layer0.head1", "layer0.mlp"])
    #expect(
      try silent(.residual2)
        == [
          "embedding", "layer0.head0", "layer0.head1", "layer0.mlp", "layer1.head0", "layer1.head1",
        ]
    )
    #expect(try silent(.positions).isEmpty)
  }

  @Test func aboveTheMean() throws {
    let given = GradientTests.cases[0]
    let model = try ContributionsTests.model(given)
    let made = try #require(model.trace(tokens: given.tokens).positions.last).activations
    let found = model.contributions(to: made)
    let mean = made.logits.reduce(0, +) / 27
    for token in 0..<27 {
      let sum = found.aboveMean(of: token).reduce(0, +)
      #expect(abs(sum - (made.logits[token] - mean)) < 1e-12)
    }
    // All tokens together are the mean.
    for part in found.parts.indices {
      let sum = (0..<27).reduce(0) { $0 + found.aboveMean(of: $1)[part] }
      #expect(abs(sum) < 1e-12)
    }
  }

  /// Numbers that are not finite any more are no reason to stop.
  @Test func afterDivergence() throws {
    var model = try ContributionsTests.model(GradientTests.cases[3])
    model.parameters = model.parameters.map { _ in .nan }
    let trace = model.trace(tokens: GradientTests.cases[3].tokens)
    let found = model.contributions(to: trace.positions[0].activations)
    #expect(found.sum(of: 0).isNaN && found.aboveMean(of: 26).allSatisfy(\.isNaN))
  }
}
