import Foundation
import MicroGPT
import Testing

@testable import microgpt_tui

/// What `inspect` finds out beside the numbers of the pass, against traces of the same run trained here.
@Suite struct InspectFindingsTests {
  private struct Report: Decodable {
    let loss: Double
    let positions: [Position]
    let documents: [String: Double]?
    let contributions: [[String: Double]]?
    let roles: [[[String: Double]]]?
    let cosines: [[Double]]?
    let components: [Component]?

    struct Position: Decodable {
      let target: Int
      let logits: [Double]
    }

    struct Component: Decodable {
      let share: Double
      let coordinates: [Double]
    }
  }

  private static func report(_ arguments: String) throws -> Report {
    let options = "--steps 20 --n-layer 2 --n-embd 6 --n-head 2 --block-size 4 --engine exact"
    let made = try Command("inspect \(options) --name eve \(arguments)", in: Folder())
    #expect(made.exitCode == 0 && made.error == "")
    return try JSONDecoder().decode(Report.self, from: Data(made.output.utf8))
  }

  private static func run() throws -> Run {
    let size = try ModelSize(layers: 2, width: 6, blockSize: 4, heads: 2)
    var run = try Run(
      corpus: Corpus(DataFile.embedded()), settings: RunSettings(size: size, steps: 20),
      engine: .exact)
    while run.train() != nil {}
    return run
  }

  @Test func onlyWhatWasAskedFor() throws {
    let report = try InspectFindingsTests.report("--ablations")
    #expect(report.documents == nil && report.contributions == nil && report.roles == nil)
    #expect(report.cosines == nil && report.components == nil)
  }

  @Test func contributions() throws {
    let report = try InspectFindingsTests.report("--contributions")
    let all = try #require(report.contributions)
    #expect(all.count == 4)
    for (found, position) in zip(all, report.positions) {
      #expect(
        found.keys.sorted() == [
          "embedding", "layer0.head0", "layer0.head1", "layer0.mlp", "layer1.head0",
          "layer1.head1", "layer1.mlp", "target",
        ])
      #expect(found["target"] == Double(position.target))
      let sum = found.filter { $0.key != "target" }.values.reduce(0, +)
      let mean = position.logits.reduce(0, +) / 27
      #expect(abs(sum - (position.logits[position.target] - mean)) < 1e-12)
    }
  }

  @Test func documents() throws {
    let report = try InspectFindingsTests.report("--ablations --documents 5")
    let documents = try #require(report.documents)
    let run = try InspectFindingsTests.run()
    let parts: [String: Ablation?] = [
      "whole": nil, "attention": .attention, "head0": .head(0), "head1": .head(1), "mlp": .mlp,
      "residual1": .residual1, "residual2": .residual2, "positions": .positions,
    ]
    #expect(documents.keys.sorted() == parts.keys.sorted())
    for (name, part) in parts {
      let losses = (0..<5).map { step in
        run.model(at: 20).trace(
          tokens: run.tokenizer.encode(run.document(ofStep: step)), without: part
        ).loss
      }
      #expect(documents[name] == losses.reduce(0, +) / 5)
    }
  }

  @Test func roles() throws {
    let roles = try #require(InspectFindingsTests.report("--roles 30").roles)
    let run = try InspectFindingsTests.run()
    let counted = (0..<30).flatMap { step in
      run.trace(of: run.document(ofStep: step), at: 20).positions.dropFirst(2)
    }
    #expect(roles.map(\.count) == [2, 2])
    for (layer, heads) in roles.enumerated() {
      for (head, got) in heads.enumerated() {
        let weights = counted.map { $0.activations.layers[layer].heads[head].weights }
        func expect(_ key: String, _ of: ([Double]) -> Double) throws {
          let mean = weights.map(of).reduce(0, +) / Double(weights.count)
          #expect(abs(try #require(got[key]) - mean) < 1e-12)
        }
        #expect(got.count == 4)
        try expect("bos") { $0[0] }
        try expect("self") { $0[$0.count - 1] }
        try expect("previous") { $0[$0.count - 2] }
        try expect("even") { 1 / Double($0.count) }
      }
    }
  }

  @Test func embeddings() throws {
    let report = try InspectFindingsTests.report("--embeddings --moment 7")
    let (cosines, components) = try (
      #require(report.cosines), #require(report.components)
    )
    let model = try InspectFindingsTests.run().model(at: 7)
    let rows = model.rows(of: model.wte)
    #expect(cosines.count == 27 && cosines.allSatisfy { $0.count == 27 })
    for (one, row) in rows.enumerated() {
      for (other, second) in rows.enumerated() {
        func dot(_ a: [Double], _ b: [Double]) -> Double {
          zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
        }
        let wanted = dot(row, second) / (dot(row, row) * dot(second, second)).squareRoot()
        #expect(abs(cosines[one][other] - wanted) < 1e-14)
      }
    }
    #expect(components.count == 6 && components.allSatisfy { $0.coordinates.count == 27 })
    #expect(abs(components.reduce(0) { $0 + $1.share } - 1) < 1e-14)
    // Distances in all components together are those of the rows.
    for (one, other) in [(0, 1), (4, 21), (26, 3)] {
      let square = components.reduce(0) {
        $0 + ($1.coordinates[one] - $1.coordinates[other])
          * ($1.coordinates[one] - $1.coordinates[other])
      }
      let wanted = zip(rows[one], rows[other]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      #expect(abs(square - wanted) < 1e-12)
    }
  }
}
