import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// What the two engines are made of.
@MainActor @Suite struct EnginesTests {
  /// The nodes that are counted are those that the loss depends on, and those of the other answers.
  @Test func censusIsThatOfTheGraph() throws {
    let run = try Runs.short(steps: 1)
    let tokens = run.tokenizer.encode("emma")
    var model = run.model(at: 1)
    let census = model.census(tokens: tokens)
    let loss = model.loss(tokens: tokens).mean
    let found = model.graph.depthFirstOrder(from: loss)
    for operation in Operation.allCases where operation != .leaf {
      let count = found.count { model.graph.operation($0) == operation }
      // The probabilities of what did not come next are divided too, and lead to no loss.
      let unused = [.multiply, .power].contains(operation) ? 5 * (model.vocabularySize - 1) : 0
      #expect(census.counts[operation] == count + unused, "\(operation)")
    }
    // Before the parameters there is the number 0.
    #expect(1 + census.parameters + census.nodes == model.graph.count)
    // Two numbers for each node, and something for the children of most.
    #expect(census.bytes > 16 * model.graph.count && census.bytes < 40 * model.graph.count)
  }

  @Test func graphAndEngineAreShown() throws {
    var person = try Person.racing("graph")
    let census = person.scene.census
    #expect(person.sees("\(census.nodes.grouped) nodes for “emma” (5 positions)"))
    for count in census.counts.values { #expect(person.sees(count.grouped)) }
    person.press(.right, .right)
    #expect(person.sees("12 operations on whole vectors"))
    #expect(person.sees("in place of \(census.nodes.grouped) nodes"))
    #expect(person.sees("linear 48 × 16"))
  }

  /// What microgpt.py makes, counted by running its arithmetic in CPython with a counter in `Value`:
  /// 39,703 nodes for emma, 1,327 of them constants; 11,433 and 647 for a small model of two layers.
  @Test func constantsOfMicrogpt() throws {
    let person = try Person.racing("graph")
    let results = person.scene.census.nodes - (person.scene.census.counts[.leaf] ?? 0)
    #expect(person.scene.constantsOfMicrogpt == 1_327)
    #expect(results + 1_327 == 39_703)
    #expect(person.words.contains("the same 38,376 results"))
    #expect(person.words.contains("1,327, so 39,703 nodes"))

    let size = try ModelSize(layers: 2, width: 8, blockSize: 3, heads: 2)
    let run = try Runs.make(seed: 42, steps: 1, documents: ["anna", "otto"], size: size)
    let small = try Person(chapter: 12, name: "anna", run: run).scene
    #expect(small.tokenizer.vocabularySize == 5)
    #expect(small.constantsOfMicrogpt == 647)
    #expect(small.census.nodes - (small.census.counts[.leaf] ?? 0) + 647 == 11_433)
  }

  /// The engine tells of itself what it is made of.
  @Test func outline() throws {
    let size = try ModelSize(layers: 3, width: 8, blockSize: 8, heads: 2)
    let engine = FastEngine(size: size, vocabularySize: 11, settings: .standard)
    #expect(engine.outline.count == 4 + 3 * 8)
    #expect(engine.outline.first?.kind == .embedding)
    #expect(engine.outline.last?.kind == .loss)
    let linear = engine.outline.filter { $0.kind == .linear }
    #expect(linear.map(\.rows) == [24, 8, 32, 8, 24, 8, 32, 8, 24, 8, 32, 8, 11])
    #expect(linear.map(\.columns) == [8, 8, 8, 32, 8, 8, 8, 32, 8, 8, 8, 32, 8])
    // At least the parameters, their m and v.
    #expect(engine.bytes > 24 * Int(size.parameters(vocabularySize: 11)))
  }
}
